extension Language {
    static let html: Language = {
        // A tag: names of attributes, and their values.
        let tag = Mode(
            words: Words(letters: "-:.", others: .attribute), numbers: "",
            rules: [
                .string("\"", escape: nil, multiline: true), .string("'", escape: nil, multiline: true),
                .leave("/>", .keyword), .leave(">", .keyword), .sigil("=", .string),
            ])
        let openings = ["<", "</"].map {
            Rule(pattern: .sigil, open: $0, kind: .keyword, step: .enter("tag"))
        }
        var modes = [
            "code": Mode(
                words: Words(letters: "-:"),
                rules: [
                    .comment("<!--", "-->"), .comment("<![CDATA[", "]]>"),
                    .text("<!", .keyword, .enter("tag")), .text("<?", .keyword, .enter("tag")),
                    .text("<script", .keyword, .enter("scriptTag"), ignoringCase: true),
                    .text("<style", .keyword, .enter("styleTag"), ignoringCase: true),
                ] + openings + [.closed("&", ";", .constant)]),
            "tag": tag,
        ]
        for (name, mode) in [("scriptTag", "js.code"), ("styleTag", "css.code")] {
            var opening = tag
            opening.rules.insert(.text(">", .keyword, .become(mode)), at: 0)
            modes[name] = opening
        }
        let ends = ["</script", "</style"].map { Rule.text($0, .keyword, .become("tag"), ignoringCase: true) }
        modes.merge(javascript.embedded(as: "js", until: ends[0])) { $1 }
        modes.merge(css.embedded(as: "css", until: ends[1])) { $1 }
        return Language("html", "htm", "xhtml", "xml", "svg", "vue", "mustache", modes: modes)
    }()
}
