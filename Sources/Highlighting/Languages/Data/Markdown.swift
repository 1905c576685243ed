extension Language {
    static let markdown: Language = {
        let headings = (1...6).map {
            Rule.line(String(repeating: "#", count: $0) + " ", .keyword, at: .lineStart)
        }
        let lists = ["- ", "* ", "+ "].map { Rule.text($0, .function, at: .afterIndent) }
        let rules: [Rule] =
            headings + lists + [
                .enter("```", "fence", at: .afterIndent), .enter("~~~", "tildes", at: .afterIndent),
                .line("---", .comment, at: .lineStart), .line(":::", .attribute, at: .lineStart),
                .text(">", .comment, at: .afterIndent), .comment("<!--", "-->"),
                .closed("``", "``", .string), .closed("`", "`", .string),
                .closed("**", "**", .type), .closed("__", "__", .type, at: .afterBlank),
                .closed("](", ")", .attribute), .closed("<http", ">", .attribute),
                Rule(pattern: .escape, open: "\\", kind: .plain),
            ]
        return Language(
            "markdown", "md", "mkd", "mdown",
            modes: [
                "code": Mode(words: Words(), rules: rules),
                "fence": Mode(text: .string, rules: [.text("```", .string, .leave, at: .afterIndent)]),
                "tildes": Mode(text: .string, rules: [.text("~~~", .string, .leave, at: .afterIndent)]),
            ])
    }()
}
