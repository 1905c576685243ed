extension Language {
    static let javascript = Language("javascript", "js", "mjs", "cjs", "jsx", "node", modes: script())
    static let typescript = Language(
        "typescript", "ts", "mts", "cts", "tsx",
        modes: script(
            keywords: """
                abstract any as asserts declare enum implements infer interface is keyof module namespace
                override private protected public readonly satisfies type unique
                """,
            types: "bigint boolean never number object string symbol unknown void"))

    /// What the two share, and what the one has beyond the other.
    private static func script(keywords: String = "", types: String = "") -> [String: Mode] {
        let code = Mode(
            words: Words(
                keywords: """
                    as async await break case catch class const continue debugger default delete do else export
                    extends finally for from function get if import in instanceof let new of return set static
                    super switch this throw try typeof using var void while with yield
                    """ + " " + keywords,
                types: types,
                constants: "true false null undefined NaN Infinity",
                letters: "$", capitalsTell: true, callsTell: true),
            numbers: "",
            rules: Rule.slashComments + [
                .line("#!", .comment, at: .lineStart),
                .closed("/", "/", .string, at: .afterOperator, escape: "\\"),
                .string("\""), .string("'"), .enter("`", "template"),
                .sigil("@", .attribute), .sigil("#", .attribute),
            ])
        return [
            "code": code,
            "value": code.inside("{", "}", named: "value"),
            "template": .string(close: "`", [.enter("${", "value", .plain), .escape], multiline: true),
        ]
    }
}
