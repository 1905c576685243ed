/// What naive Bayes counts: words, pairs of neighbouring Chinese characters, and emoji.
enum SentimentTokens {
    /// The tokens of `text` in order. Case, width and traditional characters are folded, links and code
    /// left out, as for the lexicon. A Chinese character alone between others' scripts is its own token.
    static func tokens(of text: String) -> [String] {
        let bytes = FoldedText(text.utf8).bytes
        var tokens: [String] = []
        var run = Run(kind: .none, start: 0)
        var previousHan: Range<Int>?
        var i = 0
        while i < bytes.count {
            let (scalar, length) = decodeUTF8(bytes.span, at: i)
            let kind = Kind(scalar, next: i + 1 < bytes.count ? bytes[i + 1] : 0, in: run.kind)
            if kind != run.kind || kind == .symbol {
                if run.kind == .word || run.kind == .symbol { tokens.append(string(bytes, run.start..<i)) }
                if run.kind == .han, let single = previousHan, single.lowerBound == run.start {
                    tokens.append(string(bytes, single))
                }
                run = Run(kind: kind, start: i)
                previousHan = nil
            }
            if kind == .han {
                if let previous = previousHan {
                    tokens.append(string(bytes, previous.lowerBound..<i + length))
                }
                previousHan = i..<i + length
            }
            i += length
        }
        if run.kind == .word || run.kind == .symbol { tokens.append(string(bytes, run.start..<bytes.count)) }
        if run.kind == .han, let single = previousHan, single.lowerBound == run.start {
            tokens.append(string(bytes, single))
        }
        return tokens
    }

    private struct Run {
        var kind: Kind
        var start: Int
    }

    private enum Kind {
        case none, word, han, symbol

        init(_ scalar: UInt32, next: UInt8, in current: Kind) {
            switch scalar {
            case 0x30...0x39, 0x61...0x7A: self = .word
            case 0x27 where current == .word && next.isLetter: self = .word
            case 0x3400...0x9FFF, 0x20000...0x3FFFD: self = .han
            case 0xC0...0x1FFF, 0x3040...0x33FF, 0xA000...0xD7FF: self = .word
            case 0x2190...0x2BFF, 0x1F000...0x1FAFF: self = .symbol
            default: self = .none
            }
        }
    }

    private static func string(_ bytes: [UInt8], _ range: Range<Int>) -> String {
        String(decoding: bytes[range], as: UTF8.self)
    }
}
