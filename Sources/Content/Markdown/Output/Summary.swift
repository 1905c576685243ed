import CCommonMark

extension DocumentPass {
    /// About how long a summary may be, in characters.
    static let longestSummary = 200

    /// Takes the page's summary from its first paragraphs.
    mutating func summarise(_ walk: TreeWalk) {
        let asides = directiveBodies
        summary = summary(walk, without: asides)
        // A page that is nothing but what directives hold.
        if summary.isEmpty, !asides.isEmpty { summary = summary(walk, without: []) }
    }

    private func summary(_ walk: TreeWalk, without asides: [Range<Int>]) -> String {
        var parts: [String] = []
        var length = 0
        for paragraph in walk.paragraphs where paragraph.parent?.type == CMARK_NODE_DOCUMENT {
            if asides.contains(where: { $0.contains(paragraph.startLine) }) { continue }
            if let more = body.moreLine, text.lines.source(paragraph.startLine) >= more { break }
            // A picture alone says nothing in a list of pages.
            if let only = paragraph.firstChild, only.type == CMARK_NODE_IMAGE, only.next == nil { continue }
            let words = Self.words(paragraph.plainText())
            guard !words.isEmpty else { continue }
            parts.append(words)
            length += words.utf8.count
            if body.moreLine == nil || length > 8 * Self.longestSummary { break }
        }
        return Self.cut(parts.joined(separator: " "), to: Self.longestSummary)
    }

    /// The text with single spaces between its words.
    private static func words(_ text: String) -> String {
        var words: [UInt8] = []
        words.reserveCapacity(text.utf8.count)
        for byte in text.utf8 {
            if !byte.isSpace {
                words.append(byte)
            } else if let last = words.last, last != UInt8(ascii: " ") {
                words.append(UInt8(ascii: " "))
            }
        }
        if words.last == UInt8(ascii: " ") { words.removeLast() }
        return String(decoding: words, as: UTF8.self)
    }

    /// The text's beginning, ended at a word, or between two Chinese characters.
    static func cut(_ text: String, to limit: Int) -> String {
        guard text.utf8.count > limit else { return text }
        let end = Characters.prefix(text, limit).endIndex
        guard end < text.endIndex else { return text }
        let head = text[..<end]
        let next = text[end]
        if next == " " || isIdeographic(next) || head.last.map(isIdeographic) == true {
            return trimmed(head) + "…"
        }
        let word = head.lastIndex { $0 == " " || isIdeographic($0) }
        guard let word, head.distance(from: word, to: end) < limit / 2 else { return trimmed(head) + "…" }
        return trimmed(head[...word]) + "…"
    }

    private static func trimmed(_ text: Substring) -> String {
        var text = text
        while let last = text.last, last == " " || ",;:，；：、。.".contains(last) { text.removeLast() }
        return String(text)
    }

    private static func isIdeographic(_ character: Character) -> Bool {
        guard let scalar = character.unicodeScalars.first?.value else { return false }
        return (0x3000...0x9FFF).contains(scalar) || (0xFF00...0xFF60).contains(scalar)
            || (0x20000...0x3FFFF).contains(scalar)
    }
}
