extension Language {
    static let diff = Language(
        "diff", "patch", "udiff",
        modes: [
            "code": Mode(
                rules: [
                    .line("+++ ", .keyword, at: .lineStart), .line("--- ", .keyword, at: .lineStart),
                    .line("@@", .function, at: .lineStart), .line("+", .inserted, at: .lineStart),
                    .line("-", .deleted, at: .lineStart), .line(">", .inserted, at: .lineStart),
                    .line("<", .deleted, at: .lineStart), .line("!", .constant, at: .lineStart),
                    .line("diff ", .comment, at: .lineStart), .line("index ", .comment, at: .lineStart),
                    .line("Only in ", .comment, at: .lineStart), .line("\\ ", .comment, at: .lineStart),
                ])
        ])
}
