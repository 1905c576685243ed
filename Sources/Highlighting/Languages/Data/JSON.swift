extension Language {
    static let json = Language(
        "json", "jsonc", "json5", "jsonl", "ndjson", "geojson", "webmanifest",
        words: Words(constants: "true false null NaN Infinity", letters: "$", keyMark: ":"),
        rules: Rule.slashComments + [.string("\"", keyMark: ":"), .string("'", keyMark: ":")])
}
