extension Language {
    static let css: Language = {
        let comments: [Rule] = [.comment("/*", "*/"), .line("//", at: .afterBlank)]
        let common =
            comments + [
                .string("\""), .string("'"), .sigil("@", .keyword), .sigil("$", .variable),
                .sigil("!", .keyword),
            ]
        return Language(
            "css", "scss", "less",
            modes: [
                "code": Mode(
                    words: Words(letters: "-", callsTell: true, others: .keyword), numbers: "%",
                    rules: common + [
                        .sigil(".", .type), .sigil("#", .type), .sigil(":", .attribute),
                        .sigil("::", .attribute), .closed("[", "]", .attribute), .closed("(", ")", .plain),
                        .enter("{", "block", .plain),
                    ]),
                "block": Mode(
                    words: Words(letters: "-", callsTell: true, keyMark: ":", keyNeedsBlank: true),
                    numbers: "%",
                    rules: common + [
                        .sigil("#", .constant), .sigil(".", .type), .enter("{", "block", .plain),
                        .leave("}", .plain),
                    ]),
            ])
    }()
}
