extension Language {
    static let swift: Language = {
        let code = Mode(
            words: Words(
                keywords: """
                    actor any as associatedtype async await borrowing break case catch class consume consuming
                    continue convenience copy default defer deinit distributed do dynamic each else enum
                    extension fallthrough fileprivate final for func get guard if import in indirect infix init
                    inout internal is isolated lazy let macro mutating nonisolated nonmutating open operator
                    optional override package postfix precedencegroup prefix private protocol public repeat
                    required rethrows return self sending set some static struct subscript super switch throw
                    throws try typealias unowned var weak where while willSet didSet
                    """,
                types: "Self",
                constants: "true false nil",
                capitalsTell: true, callsTell: true),
            numbers: "",
            rules: Rule.nestedSlashComments + [
                .enter("#\"\"\"", "rawText"), .enter("#\"", "raw"),
                .enter("\"\"\"", "text"), .enter("\"", "string"),
                .sigil("@", .attribute), .sigil("#", .keyword), .sigil("$", .variable),
                .closed("`", "`", .plain),
            ])
        let value = Rule.enter("\\(", "value", .plain)
        let rawValue = Rule.enter("\\#(", "value", .plain)
        return Language(
            "swift", "swift6", "swift-interface",
            modes: [
                "code": code,
                "value": code.inside("(", ")", named: "value"),
                "string": .string(close: "\"", [value, .escape]),
                "text": .string(close: "\"\"\"", [value, .escape], multiline: true),
                "raw": .string(close: "\"#", [rawValue]),
                "rawText": .string(close: "\"\"\"#", [rawValue], multiline: true),
            ])
    }()
}
