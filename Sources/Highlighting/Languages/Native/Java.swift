extension Language {
    static let java = Language(
        "java",
        words: Words(
            keywords: """
                abstract assert break case catch class const continue default do else enum exports extends final
                finally for goto if implements import instanceof interface module native new non-sealed opens
                package permits private protected provides public record requires return sealed static strictfp
                super switch synchronized this throw throws transient try uses var volatile when while with yield
                """,
            types: "boolean byte char double float int long short void",
            constants: "true false null",
            capitalsTell: true, callsTell: true),
        rules: Rule.slashComments + [
            .string("\"\"\"", multiline: true), .string("\""), .character, .sigil("@", .attribute),
        ])
}
