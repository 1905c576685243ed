/// Ids that authors gave to headings: `## Title {#id .class}`.
enum HeadingIDs {
    /// Puts an anchor of that id before the heading, whose own id is made of its text.
    static func run(_ text: inout TracedText) {
        guard text.bytes.contains(UInt8(ascii: "{")) else { return }
        let view = MarkdownView(text.bytes)
        var edits: [TracedText.Edit] = []
        for number in view.proseLines {
            let line = view.line(number)
            let content = view.bytes.trimmed(line)
            guard view.bytes.has("#", at: content.lowerBound), content.lowerBound - line.lowerBound <= 3,
                view.bytes[content.upperBound - 1] == UInt8(ascii: "}"),
                let open = view.bytes[content].lastIndex(of: UInt8(ascii: "{")), view.isProse(open),
                open + 1 < content.upperBound
            else { continue }
            let inner = view.bytes.text(open + 1..<content.upperBound - 1)
            let words = inner.drop { $0 == ":" }.split(separator: " ").map(String.init)
            guard !words.isEmpty,
                words.allSatisfy({ $0.hasPrefix("#") || $0.hasPrefix(".") || $0.contains("=") })
            else { continue }
            let space = view.bytes[content.lowerBound..<open].reversed().prefix { $0.isSpace }.count
            edits.append(.init(open - space..<content.upperBound, with: nil))
            if let id = words.first(where: { $0.hasPrefix("#") && $0.count > 1 })?.dropFirst(),
                !id.contains(where: { "\"<>&".contains($0) })
            {
                edits.append(
                    .init(
                        line.lowerBound..<line.lowerBound, in: text, with: "<a id=\"\(id)\"></a>\n\n"))
            }
        }
        text.apply(edits)
    }
}
