extension Language {
    static let yaml = Language(
        "yaml", "yml",
        words: Words(constants: "true false null yes no on off True False Null Yes No On Off ~"),
        numbers: ".:-+",
        rules: [
            .line("#", at: .afterBlank), .text("---", .comment, at: .lineStart), .text("- ", .plain),
            .text("? ", .plain), .sigil("&", .variable), .sigil("*", .variable), .sigil("!!", .type),
            .sigil("!", .type), .line("%", .comment, at: .lineStart),
            .string("\"", multiline: true, keyMark: ":"),
            .string("'", escape: nil, multiline: true, keyMark: ":"),
            .text("|", .keyword), .text(">", .keyword),
            Rule(pattern: .plainScalar, open: "", kind: .string, keyMark: ":"),
        ])
}
