import Diagnostics

/// Lines of the source that begin with `:::`: call-outs of other tools become ours, all else is escaped, since a fence
/// that is unknown is an error in `content/`.
enum ForeignFences {
    static func run(_ text: inout TracedText, _ diagnostics: inout [Diagnostic]) {
        guard text.bytes.find(":::", from: 0) != nil || text.bytes.find("：", from: 0) != nil else { return }
        let view = MarkdownView(text.bytes)
        var edits: [TracedText.Edit] = []
        /// Whether each open fence was one that we have.
        var open: [Bool] = []
        for number in view.proseLines {
            let line = view.line(number)
            let content = view.bytes.trimmed(line)
            guard view.bytes.has(":::", at: content.lowerBound) else {
                escapeHidden(view, line, text, &edits)
                continue
            }
            let words = view.bytes.text(content).drop { $0 == ":" }.trimmed
            let isAtMargin = content.lowerBound - line.lowerBound <= 3
            if words.isEmpty, let isKnown = open.popLast() {
                if isKnown { continue }
            } else if isAtMargin, !words.isEmpty, let callout = Callouts.fence(words) {
                edits.append(TracedText.Edit(content, in: text, with: callout))
                open.append(true)
                continue
            } else if !words.isEmpty {
                open.append(false)
                diagnostics.append(
                    text.warning(
                        "':::' with '\(words)' is no fence that Sealpress knows: it is kept as text",
                        at: content))
            }
            edits.append(TracedText.Edit(content.lowerBound..<content.lowerBound, in: text, with: "\\"))
        }
        text.apply(edits)
        // A call-out that is never closed would take in the rest, and be an error.
        let end = text.bytes.count..<text.bytes.count
        let unclosed = open.count { $0 }
        if unclosed > 0 {
            text.apply([.init(end, in: text, with: String(repeating: "\n:::\n", count: unclosed))])
        }
    }

    /// Colons behind the marks of lists and quotes, and full-width ones, which the build would take for slips.
    private static func escapeHidden(
        _ view: MarkdownView, _ line: Range<Int>, _ text: TracedText, _ edits: inout [TracedText.Edit]
    ) {
        var position = line.lowerBound
        while position < line.upperBound {
            let byte = view.bytes[position]
            guard byte.isSpace || byte.isDigit || "-*+>.)".utf8.contains(byte) else { break }
            position += 1
        }
        let wide =
            view.bytes.has("：：：", at: position) || view.bytes.has("：:", at: position)
            || view.bytes.has(":：", at: position)
        guard view.bytes.has(":::", at: position) || wide else { return }
        let escape = wide && !view.bytes.has(":", at: position) ? "<!-- -->" : "\\"
        edits.append(TracedText.Edit(position..<position, in: text, with: escape))
    }
}
