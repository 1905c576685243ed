import Diagnostics

/// Reads the plainest YAML, which nearly all front matter is, without a YAML parser: some ten times
/// faster than with one, for thousands of files.
///
/// It knows lines `key: value` where the value is plain text, text in quotes without escapes, or a list
/// of those in brackets. At anything else – and at every fault – it gives up, and the real parser reads
/// the text from the start; so it decides nothing, and what it reads is what that parser would read.
struct SimpleYAML {
    private let source: SourceText
    private let bytes: [UInt8]
    private let end: Int
    private var position: Int
    private var lineStart: Int
    private var line: Int

    /// - Returns: nil when the text is not plain enough, or at fault, or empty.
    static func parse(_ source: SourceText, _ range: Range<Int>, firstLine: Int) -> YAMLNode? {
        var reader = SimpleYAML(source, range, firstLine: firstLine)
        return reader.mapping()
    }

    private init(_ source: SourceText, _ range: Range<Int>, firstLine: Int) {
        self.source = source
        bytes = source.bytes
        end = min(range.upperBound, source.bytes.count)
        position = range.lowerBound
        lineStart = range.lowerBound
        line = firstLine
    }

    private mutating func mapping() -> YAMLNode? {
        var entries: [YAMLEntry] = []
        entries.reserveCapacity(8)
        while position < end {
            lineStart = position
            guard let key = key(), let value = value(), endLine() else { return nil }
            guard !entries.contains(where: { $0.key.value == key.value }) else { return nil }
            entries.append(YAMLEntry(key: key, value: value))
            line += 1
        }
        guard let first = entries.first else { return nil }
        var start = first.key.location
        start.length = 1
        return YAMLNode(.mapping(entries), at: start)
    }

    /// A word and `: `.
    private mutating func key() -> Located<String>? {
        let start = position
        guard position < end, bytes[position].isLetter else { return nil }
        while position < end, bytes[position].isAlphanumeric || bytes[position] == UInt8(ascii: "_") {
            position += 1
        }
        let name = start..<position
        guard position + 1 < end, bytes[position] == UInt8(ascii: ":"),
            bytes[position + 1] == UInt8(ascii: " ")
        else { return nil }
        position += 2
        skipSpaces()
        return Located(bytes.text(name), at: location(start, name.count))
    }

    private mutating func value() -> YAMLNode? {
        guard position < end else { return nil }
        switch bytes[position] {
        case UInt8(ascii: "["): return list()
        case UInt8(ascii: "\""), UInt8(ascii: "'"): return quoted()
        default: return plain(isInList: false)
        }
    }

    private mutating func list() -> YAMLNode? {
        let start = location(position, 1)
        var nodes: [YAMLNode] = []
        position += 1
        while true {
            skipSpaces()
            guard position < end else { return nil }
            let isQuoted = bytes[position] == UInt8(ascii: "\"") || bytes[position] == UInt8(ascii: "'")
            guard let node = isQuoted ? quoted() : plain(isInList: true) else { return nil }
            nodes.append(node)
            skipSpaces()
            guard position < end else { return nil }
            position += 1
            if bytes[position - 1] == UInt8(ascii: "]") { return YAMLNode(.sequence(nodes), at: start) }
            guard bytes[position - 1] == UInt8(ascii: ",") else { return nil }
        }
    }

    /// Text in quotes with neither an escape nor such a quote in it.
    private mutating func quoted() -> YAMLNode? {
        let start = position
        let quote = bytes[position]
        position += 1
        while position < end, bytes[position] != quote {
            guard bytes[position] != UInt8(ascii: "\\"), let length = characterLength() else { return nil }
            position += length
        }
        guard position < end else { return nil }
        position += 1
        let text = bytes.text(start + 1..<position - 1)
        // A quote behind the quote would be an escape.
        guard position == end || bytes[position] != quote else { return nil }
        return YAMLNode(.scalar(text, isQuoted: true), at: location(start, Characters.count(text) + 2))
    }

    /// Text without quotes: begins with a letter or a digit, and holds nothing that YAML could take for
    /// more than text.
    private mutating func plain(isInList: Bool) -> YAMLNode? {
        let start = position
        guard bytes[position].isAlphanumeric || bytes[position] >= 0x80 else { return nil }
        while position < end, bytes[position] != UInt8(ascii: "\n") {
            let byte = bytes[position]
            switch byte {
            case UInt8(ascii: ":"), UInt8(ascii: "#"):
                // Fine inside a word: `https://…`, `C#`. In a list a colon may mean a mapping.
                let next = position + 1
                guard !isInList, next < end, bytes[next] != UInt8(ascii: "\n"), !bytes[next].isBlank,
                    !bytes[position - 1].isBlank
                else { return nil }
            case UInt8(ascii: ","), UInt8(ascii: "]"):
                if isInList { return scalar(start) }
            case UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "?"):
                if isInList { return nil }
            default: break
            }
            guard let length = characterLength() else { return nil }
            position += length
        }
        return isInList ? nil : scalar(start)
    }

    private func scalar(_ start: Int) -> YAMLNode? {
        let text = bytes.text(bytes.trimmed(start..<position))
        return YAMLNode(.scalar(text, isQuoted: false), at: location(start, Characters.count(text)))
    }

    /// The length of a character that YAML takes for text wherever it stands; nil for the rest, which
    /// includes tabs, line ends of other systems, and all that is rare.
    private func characterLength() -> Int? {
        let byte = bytes[position]
        switch byte {
        case 0x20..<0x7F: return 1
        case 0xC3...0xCB where position + 1 < end: return 2  // Latin letters
        case 0xE3...0xE9 where position + 2 < end: return 3  // Chinese and Japanese
        case 0xE2 where position + 2 < end:
            let isPunctuation = bytes[position + 1] == 0x80 && (0x90...0xA6).contains(bytes[position + 2])
            return isPunctuation ? 3 : nil
        case 0xEF where position + 2 < end:
            return bytes[position + 1] == 0xBC || bytes[position + 1] == 0xBD ? 3 : nil
        default: return nil
        }
    }

    private mutating func skipSpaces() {
        while position < end, bytes[position] == UInt8(ascii: " ") { position += 1 }
    }

    /// Nothing but spaces may follow a value, and no indented line, which would continue it.
    private mutating func endLine() -> Bool {
        skipSpaces()
        guard position < end else { return true }
        guard bytes[position] == UInt8(ascii: "\n") else { return false }
        position += 1
        return true
    }

    private func location(_ offset: Int, _ length: Int) -> SourceLocation {
        SourceLocation(
            file: source.path, line: line, column: Characters.count(bytes[lineStart..<offset]) + 1,
            length: length)
    }
}
