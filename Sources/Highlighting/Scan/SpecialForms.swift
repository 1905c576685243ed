/// What some languages have that is neither a word nor between two texts. Each takes what it looks at.
extension Scanner {
    /// The end of a character in quotes, whose text begins at `start`; nil for what is none, such as a lifetime.
    func characterEnd(from start: Int) -> Int? {
        let quote = UInt8(ascii: "'")
        guard start < text.count, text[start] != quote, text[start] != UInt8(ascii: "\n") else { return nil }
        var at = start + 1
        if text[start] == UInt8(ascii: "\\") {
            at += 1
            // The longest is `\u{10FFFF}`.
            while at < text.count, at - start < 12, text[at] != quote, text[at] != UInt8(ascii: "\n") {
                at += 1
            }
        } else if text[start] >= 0x80 {
            while at < text.count, at - start < 4, text[at] & 0xC0 == 0x80 { at += 1 }
        }
        return at < text.count && text[at] == quote ? at + 1 : nil
    }

    /// The end of `<<END`, behind whose first two bytes `start` is; notes the word.
    mutating func hereDocumentStart(from start: Int) -> Int? {
        var at = start
        let isIndented = at < text.count && text[at] == UInt8(ascii: "-")
        if isIndented { at += 1 }
        var quote: UInt8?
        if at < text.count, text[at] == UInt8(ascii: "'") || text[at] == UInt8(ascii: "\"") {
            quote = text[at]
            at += 1
        }
        let word = at
        while at < text.count, text[at].isWordByte || text[at] == UInt8(ascii: "_") { at += 1 }
        // A digit is one to be shifted by.
        guard at > word, !text[word].isASCIIDigit else { return nil }
        let end = at
        if let quote {
            guard at < text.count, text[at] == quote else { return nil }
            at += 1
        }
        hereDocument = (word..<end, isIndented)
        return at
    }

    /// Takes the lines of a here-document, from the start of its first line.
    mutating func skipHereDocument(_ run: Sink) {
        guard let (word, isIndented) = hereDocument else { return }
        hereDocument = nil
        let start = position
        while position < text.count {
            var line = position
            let end = lineEnd(from: line)
            while isIndented, line < end, text[line] == UInt8(ascii: "\t") { line += 1 }
            position = min(text.count, end + 1)
            if end - line == word.count, text[line..<end].elementsEqual(text[word]) {
                position = end
                break
            }
        }
        if start < position { add(.string, start, position, run) }
    }

    /// The end of a scalar of YAML without quotes that begins here.
    func plainScalarEnd() -> Int? {
        var at = position
        while at < text.count {
            switch text[at] {
            case UInt8(ascii: "\n"): return trimmed(at)
            case UInt8(ascii: ":"):
                if at + 1 == text.count || text[at + 1].isBlank || text[at + 1] == UInt8(ascii: "\n") {
                    return at > position ? trimmed(at) : nil
                }
            case UInt8(ascii: "#"):
                if at > position, text[at - 1].isBlank { return trimmed(at) }
            case UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"),
                UInt8(ascii: "}"):
                return at > position ? trimmed(at) : nil
            default: break
            }
            at += 1
        }
        return trimmed(at)
    }

    /// An end without the blanks before it; they are met twice, since they may be many, but no more.
    private func trimmed(_ end: Int) -> Int? {
        var end = end
        while end > position, text[end - 1].isBlank { end -= 1 }
        return end > position ? end : nil
    }
}
