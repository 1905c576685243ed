import Diagnostics

/// What kramdown has beyond Markdown: attributes in `{: …}`, and a table of contents in `{:toc}`.
enum Kramdown {
    static func run(_ text: inout TracedText, _ diagnostics: inout [Diagnostic]) {
        guard text.bytes.find("{:", from: 0) != nil else { return }
        let view = MarkdownView(text.bytes)
        var edits: [TracedText.Edit] = []
        var position = 0
        while let open = view.bytes.find("{:", from: position) {
            position = open + 2
            guard view.isProse(open),
                let close = view.bytes.find("}", from: open, to: view.bytes.lineEnd(from: open))
            else { continue }
            let words = text.text(open + 2..<close).drop { $0 == ":" }.trimmed
            let lineStart = view.bytes[..<open].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
            let isAlone =
                view.bytes.trimmed(lineStart..<open).isEmpty
                && view.bytes.trimmed(close + 1..<view.bytes.lineEnd(from: close)).isEmpty
            position = close + 1
            if words == "toc" || words.hasPrefix("toc ") {
                edits.append(
                    .init(
                        Self.tableOfContents(
                            view, lineStart)..<min(view.bytes.count, view.bytes.lineEnd(from: close) + 1),
                        with: nil))
                continue
            }
            if let id = words.split(separator: " ").first(where: { $0.hasPrefix("#") })?.dropFirst(), isAlone,
                !id.isEmpty, !id.contains(where: { "\"<>&".contains($0) })
            {
                edits.append(.init(open..<close + 1, in: text, with: "\n<a id=\"\(id)\"></a>\n"))
                continue
            }
            diagnostics.append(
                text.warning(
                    "attributes of kramdown are not read: '{: \(words)}' is left out", at: open..<close + 1))
            edits.append(.init(text.wholeLine(open..<close + 1), with: nil))
        }
        text.apply(edits)
    }

    /// The line of the list that `{:toc}` takes the place of, where there is one.
    private static func tableOfContents(_ view: MarkdownView, _ lineStart: Int) -> Int {
        guard lineStart > 0 else { return lineStart }
        let before = view.bytes[..<(lineStart - 1)].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        let line = view.bytes.text(before..<lineStart - 1)
        return ["* ", "- ", "+ ", "1. "].contains(where: line.hasPrefix) ? before : lineStart
    }
}
