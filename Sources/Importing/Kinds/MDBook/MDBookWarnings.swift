/// `<div class="warning">` on lines of its own, which mdBook shows as a call-out.
enum MDBookWarnings {
    static func run(_ text: inout TracedText) {
        guard text.bytes.find("<div class=\"warning\">", from: 0) != nil else { return }
        let view = MarkdownView(text.bytes)
        var edits: [TracedText.Edit] = []
        var open: TracedText.Edit?
        for number in 1...view.lineCount {
            let line = view.line(number)
            guard !line.isEmpty, view.parts[line.lowerBound] == .html else { continue }
            let words = view.bytes.text(line).trimmed
            if words == "<div class=\"warning\">" {
                open = .init(line, in: text, with: "::: warning")
            } else if words == "</div>", let opening = open {
                edits += [opening, .init(line, in: text, with: ":::")]
                open = nil
            } else if words.hasPrefix("<div") {
                // Which of the ends is whose is not counted.
                open = nil
            }
        }
        text.apply(edits)
    }
}
