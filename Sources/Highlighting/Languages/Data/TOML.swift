extension Language {
    static let toml = Language(
        "toml", "ini", "conf", "cfg", "properties", "editorconfig",
        words: Words(constants: "true false inf nan", letters: "-.", keyMark: "="),
        numbers: "-:.+",
        rules: [
            .line("#"), .line(";", at: .lineStart), .closed("[[", "]]", .type, at: .afterIndent),
            .closed("[", "]", .type, at: .lineStart),
            .string("\"\"\"", multiline: true), .string("'''", escape: nil, multiline: true),
            .string("\"", keyMark: "="), .string("'", escape: nil, keyMark: "="),
        ])
}
