extension Language {
    static let rust = Language(
        "rust", "rs",
        words: Words(
            keywords: """
                as async await break const continue crate dyn else enum extern fn for gen if impl in let loop
                macro_rules match mod move mut pub ref return self static struct super trait try type union
                unsafe use where while yield
                """,
            types: """
                Self bool char str i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize f32 f64
                """,
            constants: "true false None Some Ok Err",
            capitalsTell: true, callsTell: true),
        rules: Rule.nestedSlashComments + [
            .string("r##\"", "\"##", escape: nil, multiline: true),
            .string("r#\"", "\"#", escape: nil, multiline: true),
            .string("r\"", "\"", escape: nil, multiline: true),
            .string("\"", multiline: true), .character, .sigil("'", .attribute),
            .closed("#[", "]", .attribute), .closed("#![", "]", .attribute),
        ])
}
