extension Language {
    static let kotlin: Language = {
        let code = Mode(
            words: Words(
                keywords: """
                    abstract actual annotation as break by catch class companion const constructor continue
                    crossinline data delegate do dynamic else enum expect external final finally for fun get if import
                    in infix init inline inner interface internal is lateinit noinline object open
                    operator out override package private protected public reified return sealed set super
                    suspend tailrec this throw try typealias typeof val value var vararg when where while
                    """,
                constants: "true false null",
                capitalsTell: true, callsTell: true),
            numbers: "",
            rules: Rule.nestedSlashComments + [
                .enter("\"\"\"", "text"), .enter("\"", "string"), .character, .sigil("@", .attribute),
                .closed("`", "`", .plain),
            ])
        let values: [Rule] = [.enter("${", "value", .plain), .sigil("$", .variable)]
        return Language(
            "kotlin", "kt", "kts",
            modes: [
                "code": code,
                "value": code.inside("{", "}", named: "value"),
                "string": .string(close: "\"", values + [.escape]),
                "text": .string(close: "\"\"\"", values, multiline: true),
            ])
    }()
}
