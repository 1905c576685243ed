import Content

/// The front matter of a page to be written.
struct PageMatter: Sendable {
    var title: String?
    var description: String?
    var summary: String?
    var tier: String?
    /// As `content/` has it: `2026-10-01T09:30:00Z`.
    var date: String?
    var updated: String?
    var tags: [String] = []
    var categories: [String] = []
    var series: String?
    var authors: [String] = []
    var draft = false
    var slug: String?
    /// An address or a file, as the source has it until links are rewritten.
    var image: String?
    var language: String?
    var aliases: [String] = []
    var hasTableOfContents = true
    var menus: [Menu] = []
    var params: [YAMLEntry] = []

    struct Menu: Sendable {
        var name: String
        var title: String?
        var weight: Int?
    }

    /// The lines between and with `---`; empty where there is nothing to say.
    var text: String {
        var lines: [String] = []
        func line(_ key: String, _ value: String?) {
            if let value { lines.append("\(key): \(Self.scalar(value))") }
        }
        func list(_ key: String, _ values: [String]) {
            guard !values.isEmpty else { return }
            lines.append("\(key): [\(values.map(Self.flowScalar).joined(separator: ", "))]")
        }
        line("title", title)
        line("description", description)
        line("summary", summary)
        line("tier", tier)
        line("date", date)
        line("updated", updated)
        list("tags", tags)
        list("categories", categories)
        line("series", series)
        list("authors", authors)
        if draft { lines.append("draft: true") }
        line("slug", slug)
        line("image", image)
        line("language", language)
        list("aliases", aliases)
        if !hasTableOfContents { lines.append("toc: false") }
        if !menus.isEmpty { lines += Self.menuLines(menus) }
        if !params.isEmpty {
            lines.append("params:")
            lines += params.map { "  \(Self.scalar($0.key.value)): \(Self.flow($0.value))" }
        }
        return lines.isEmpty ? "" : "---\n" + lines.joined(separator: "\n") + "\n---\n"
    }

    private static func menuLines(_ menus: [Menu]) -> [String] {
        guard menus.contains(where: { $0.title != nil || $0.weight != nil }) else {
            return ["menu: [\(menus.map { flowScalar($0.name) }.joined(separator: ", "))]"]
        }
        return ["menu:"]
            + menus.map { menu in
                let fields = [
                    menu.title.map { "title: \(flowScalar($0))" }, menu.weight.map { "weight: \($0)" },
                ].compactMap(\.self)
                return "  \(scalar(menu.name)): {\(fields.joined(separator: ", "))}"
            }
    }

    // MARK: YAML

    private static func flow(_ node: YAMLNode) -> String {
        switch node.content {
        case .scalar(let text, let isQuoted):
            !isQuoted && (isPlain(text) || Double(text) != nil) ? text : quoted(text)
        case .sequence(let nodes): "[" + nodes.map(flow).joined(separator: ", ") + "]"
        case .mapping(let entries):
            "{" + entries.map { flowScalar($0.key.value) + ": " + flow($0.value) }.joined(separator: ", ")
                + "}"
        }
    }

    private static func flowScalar(_ text: String) -> String {
        isPlain(text) && !text.contains(where: { ",[]{}".contains($0) }) ? text : quoted(text)
    }

    private static func scalar(_ text: String) -> String { isPlain(text) ? text : quoted(text) }

    /// Whether YAML reads the text as it stands, and as text or what it was before.
    private static func isPlain(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last, last != " " else {
            return false
        }
        let starts = first.properties.isAlphabetic || ("0"..."9").contains(first) || first == "/"
        guard starts,
            !["null", "true", "false", "yes", "no", "on", "off"].contains(text.lowercased()) || text == "true"
                || text == "false"
        else { return false }
        return text.unicodeScalars.allSatisfy {
            $0.value >= 0x20 && $0.value != 0x7F && !(0x80...0x9F).contains($0.value)
                && !"#:\"'{}[],&*!|>%@`\\\u{2028}\u{2029}\u{FEFF}\u{85}".unicodeScalars.contains($0)
        } || CalendarDate(text) != nil
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case _
            where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
                || ["\u{2028}", "\u{2029}", "\u{FEFF}"].contains(scalar):
                let digits = String(scalar.value, radix: 16, uppercase: true)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
