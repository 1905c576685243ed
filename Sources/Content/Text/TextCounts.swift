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
    init(html: UnsafeBufferPointer<UInt8>) {
        self.init()
        var position = 0
        var isInWord = false
        while position < html.count {
            let byte = html[position]
            if byte < 0x80 {
                position += 1
                if byte.isAlphanumeric {
                    if !isInWord { words += 1 }
                    isInWord = true
                } else if byte == UInt8(ascii: "<") {
                    // A tag does not end a word: H<sub>2</sub>O is one.
                    while position < html.count, html[position] != UInt8(ascii: ">") { position += 1 }
                } else if byte == UInt8(ascii: "&") {
                    while position < html.count,
                        html[position].isAlphanumeric || html[position] == UInt8(ascii: "#")
                    {
                        position += 1
                    }
                    isInWord = false
                } else if byte != UInt8(ascii: "'"), byte != UInt8(ascii: "-"), byte != UInt8(ascii: "_") {
                    isInWord = false
                }
                continue
            }
            switch byte {
            case 0xE3...0xE9:
                let isPunctuation = byte == 0xE3 && position + 1 < html.count && html[position + 1] == 0x80
                if !isPunctuation { cjkCharacters += 1 }
                isInWord = false
                position += 3
            case 0xF0:
                let isIdeograph = position + 1 < html.count && html[position + 1] >= 0xA0
                if isIdeograph { cjkCharacters += 1 }
                isInWord = false
                position += 4
            case 0xE2, 0xEF:  // punctuation, symbols, full-width forms
                isInWord = false
                position += 3
            case OutputMark.start:
                while position < html.count, html[position] != OutputMark.end { position += 1 }
                position += 1
            default:
                if !isInWord { words += 1 }
                isInWord = true
                position += byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
            }
        }
    }
}
