/// How much there is to read.
public struct TextCounts: Sendable, Hashable {
    /// Words of scripts that put spaces between them.
    public var words: Int
    /// Chinese and Japanese characters, which have no words to count.
    public var cjkCharacters: Int

    public init(words: Int = 0, cjkCharacters: Int = 0) {
        self.words = words
        self.cjkCharacters = cjkCharacters
    }

    public static let wordsPerMinute = 230
    public static let cjkCharactersPerMinute = 400

    /// Whole minutes to read it all, at least 1 where there is anything.
    public var readingMinutes: Int {
        let seconds =
            60 * words / Self.wordsPerMinute + 60 * cjkCharacters / Self.cjkCharactersPerMinute
        return words + cjkCharacters == 0 ? 0 : max(1, (seconds + 30) / 60)
    }

    public static func + (a: TextCounts, b: TextCounts) -> TextCounts {
        TextCounts(words: a.words + b.words, cjkCharacters: a.cjkCharacters + b.cjkCharacters)
    }
}

extension TextCounts {
    /// Counts the text of some HTML; tags, entities and our marks are no text.
    init(html: [UInt8]) {
        self.init()
        html.withUnsafeBufferPointer { html in
            Self.classes.withUnsafeBufferPointer { count(html, $0) }
        }
    }

    private mutating func count(_ html: UnsafeBufferPointer<UInt8>, _ classes: UnsafeBufferPointer<Class>) {
        var position = 0
        var isInWord = false
        while position < html.count {
            let byte = html[position]
            switch classes[Int(byte)] {
            case .word:
                if !isInWord { words += 1 }
                isInWord = true
                position += 1
                while position < html.count, classes[Int(html[position])] == .word { position += 1 }
            case .end:
                isInWord = false
                position += 1
            case .joint:
                position += 1
            case .tag:
                // A tag does not end a word: H<sub>2</sub>O is one.
                position = (html.offset(of: ">", from: position) ?? html.count) + 1
            case .entity:
                isInWord = false
                position = html.offset(of: ";", from: position) ?? html.count
            case .ideograph:
                let isPunctuation = byte == 0xE3 && position + 1 < html.count && html[position + 1] == 0x80
                if !isPunctuation { cjkCharacters += 1 }
                isInWord = false
                position += 3
            case .rareIdeograph:
                if position + 1 < html.count, html[position + 1] >= 0xA0 { cjkCharacters += 1 }
                isInWord = false
                position += 4
            case .mark:
                position = (html.offset(of: OutputMark.end, from: position) ?? html.count) + 1
            }
        }
    }

    /// What a byte means for counting.
    private enum Class: UInt8 {
        /// Part of a word; so are all bytes of letters beyond ASCII.
        case word
        /// Neither begins nor ends a word: it's, up-to-date.
        case joint
        case end, tag, entity
        /// The first byte of three that are a Chinese or Japanese character, or its punctuation.
        case ideograph
        /// The first byte of four that may be one.
        case rareIdeograph
        case mark
    }

    private static let classes: [Class] = (0...255).map { value in
        let byte = UInt8(value)
        switch byte {
        case UInt8(ascii: "<"): return .tag
        case UInt8(ascii: "&"): return .entity
        case UInt8(ascii: "'"), UInt8(ascii: "-"), UInt8(ascii: "_"): return .joint
        case 0..<0x80: return byte.isAlphanumeric ? .word : .end
        case 0x80...0xBF: return .joint
        // Punctuation, symbols, full-width forms.
        case 0xC2, 0xE2, 0xEF: return .end
        case 0xE3...0xE9: return .ideograph
        case 0xF0: return .rareIdeograph
        case OutputMark.start: return .mark
        default: return .word
        }
    }
}
