import Diagnostics

/// Call-outs in the ways that other tools write them.
enum Callouts {
    /// `::: KIND Title` for the words of another tool's fence; nil for words that are no call-out.
    static func fence(_ words: String) -> String? {
        let name = words.prefix { $0.isLetter || $0 == "-" }.lowercased()
        var title = words.dropFirst(name.count).trimmed
        if title.hasPrefix("["), title.hasSuffix("]") { title = title.dropFirst().dropLast().trimmed }
        guard let kind = kinds[name], !title.contains("{") else { return nil }
        return opening(kind, title: title.isEmpty ? ownTitle(name, kind) : title)
    }

    static func opening(_ kind: String, title: String?) -> String {
        guard let title, !title.isEmpty else { return "::: \(kind)" }
        return "::: \(kind) \(title.replacing("\n", with: " "))"
    }

    /// Our call-out for the name of another's.
    static let kinds: [String: String] = [
        "note": "note", "info": "note", "abstract": "note", "summary": "note", "example": "note",
        "quote": "note",
        "question": "note", "seealso": "note", "details": "note", "tldr": "note", "todo": "note",
        "remark": "note",
        "tip": "tip", "hint": "tip", "success": "tip", "check": "tip", "done": "tip", "experiment": "tip",
        "warning": "warning", "warn": "warning", "caution": "warning", "danger": "warning",
        "error": "warning",
        "important": "warning", "attention": "warning", "bug": "warning", "failure": "warning",
        "deprecated": "warning",
    ]

    /// The other tool's word, where ours says less.
    static func ownTitle(_ name: String, _ kind: String) -> String? {
        name == kind ? nil : name.prefix(1).uppercased() + name.dropFirst()
    }

    /// What a quote's first line says of it.
    struct Opening {
        var kind: String
        var title: String?
        /// What remains of the line.
        var rest: String
    }

    /// Turns quotes into call-outs.
    ///
    /// - Parameter opening: looks at the first line of a quote, without its mark.
    static func convertQuotes(
        _ text: inout TracedText, _ diagnostics: inout [Diagnostic], _ opening: (String) -> Opening?
    ) {
        guard text.bytes.contains(UInt8(ascii: ">")) else { return }
        let view = MarkdownView(text.bytes)
        var edits: [TracedText.Edit] = []
        var number = 1
        while number <= view.lineCount {
            let line = view.line(number)
            guard let content = quoted(view, line), view.isProse(line.lowerBound),
                number == 1 || quoted(view, view.line(number - 1)) == nil,
                let found = opening(view.bytes.text(content))
            else {
                number += 1
                continue
            }
            let first = number
            number += 1
            // Lines without a mark go on with the paragraph that is open.
            var isParagraph = !found.rest.isEmpty
            while number <= view.lineCount {
                if let inner = quoted(view, view.line(number)) {
                    isParagraph = !view.bytes.trimmed(inner).isEmpty && view.isProse(inner.lowerBound)
                } else if !isParagraph || view.isBlank(number) || startsBlock(view, view.line(number)) {
                    break
                }
                number += 1
            }
            let isAfterText = first > 1 && !view.isBlank(first - 1)
            let start = (isAfterText ? "\n" : "") + Callouts.opening(found.kind, title: found.title)
            edits.append(
                .init(line, in: text, with: start + (found.rest.isEmpty ? "" : "\n" + found.rest)))
            for inner in first + 1..<max(first + 1, number) {
                let line = view.line(inner)
                if let content = quoted(view, line), content.lowerBound > line.lowerBound {
                    edits.append(.init(line.lowerBound..<content.lowerBound, with: nil))
                }
            }
            let end = view.line(number - 1).upperBound
            edits.append(.init(end..<end, in: text, with: "\n:::"))
        }
        text.apply(edits)
    }

    /// The content of a line that begins with `>` at the margin: indented ones stand in lists, where no call-out can.
    private static func quoted(_ view: MarkdownView, _ line: Range<Int>) -> Range<Int>? {
        guard !line.isEmpty, view.bytes[line.lowerBound] == UInt8(ascii: ">") else { return nil }
        var position = line.lowerBound + 1
        if position < line.upperBound, view.bytes[position] == 0x20 { position += 1 }
        return position..<line.upperBound
    }

    private static func startsBlock(_ view: MarkdownView, _ line: Range<Int>) -> Bool {
        guard view.isProse(line.lowerBound) else { return true }
        let text = view.bytes.text(view.bytes.trimmed(line))
        return ["#", "- ", "* ", "+ ", "```", "~~~", "1. ", "1) ", ":::"].contains { text.hasPrefix($0) }
    }

    /// `> [!NOTE]`, as GitHub, mdBook and Hugo have it.
    static func alert(_ line: String) -> Opening? {
        guard line.hasPrefix("[!"), let close = line.firstIndex(of: "]") else { return nil }
        let name = line[line.index(line.startIndex, offsetBy: 2)..<close].lowercased()
        guard let kind = kinds[name] else { return nil }
        let title = line[line.index(after: close)...].drop { $0 == "+" || $0 == "-" }.trimmed
        return Opening(kind: kind, title: title.isEmpty ? ownTitle(name, kind) : title, rest: "")
    }
}
