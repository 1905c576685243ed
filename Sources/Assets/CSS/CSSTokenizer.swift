/// Cuts CSS into tokens, as CSS Syntax Module Level 3, §4.3, has it. Every byte belongs to exactly one token.
struct CSSTokenizer {
    private let source: [UInt8]
    private var position: Int

    /// All tokens of `source`, UTF-8, in order.
    static func tokens(_ source: some Sequence<UInt8>, from start: Int = 0) -> [CSSToken] {
        var tokenizer = CSSTokenizer(source: Array(source), position: start)
        var tokens: [CSSToken] = []
        while let token = tokenizer.next() { tokens.append(token) }
        return tokens
    }

    private init(source: [UInt8], position: Int) {
        self.source = source
        self.position = position
    }

    private mutating func next() -> CSSToken? {
        guard let byte = peek() else { return nil }
        let start = position
        let kind = consume(byte)
        return CSSToken(kind: kind, range: start..<position)
    }

    private mutating func consume(_ byte: UInt8) -> CSSToken.Kind {
        if Self.isSpace(byte) {
            skipSpace()
            return .whitespace
        }
        switch byte {
        case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "*"): return comment()
        case UInt8(ascii: "\""), UInt8(ascii: "'"): return string(byte)
        case UInt8(ascii: "#"):
            position += 1
            guard peek().map(Self.isName) ?? false || isEscape(at: 0) else { return .delim(byte) }
            skipName()
            return .hash
        case UInt8(ascii: "@"):
            position += 1
            guard startsIdent(at: 0) else { return .delim(byte) }
            skipName()
            return .atKeyword
        case UInt8(ascii: "-") where matches("-->"):
            position += 3
            return .cdc
        case UInt8(ascii: "<") where matches("<!--"):
            position += 4
            return .cdo
        default: break
        }
        if startsNumber() { return number() }
        if startsIdent(at: 0) { return identLike() }
        position += 1
        // A character of several bytes is part of a name, so a delimiter is one byte.
        return Self.punctuation[byte] ?? .delim(byte)
    }

    private static let punctuation: [UInt8: CSSToken.Kind] = [
        UInt8(ascii: ":"): .colon, UInt8(ascii: ";"): .semicolon, UInt8(ascii: ","): .comma,
        UInt8(ascii: "("): .openParen, UInt8(ascii: ")"): .closeParen,
        UInt8(ascii: "["): .openBracket, UInt8(ascii: "]"): .closeBracket,
        UInt8(ascii: "{"): .openBrace, UInt8(ascii: "}"): .closeBrace,
    ]

    // MARK: Kinds of tokens

    /// An unclosed one reaches to the end.
    private mutating func comment() -> CSSToken.Kind {
        position += 2
        while position < source.count, !matches("*/") { position += 1 }
        guard position < source.count else { return .comment }
        position += 2
        return .comment
    }

    private mutating func string(_ quote: UInt8) -> CSSToken.Kind {
        position += 1
        while let byte = peek() {
            if byte == quote {
                position += 1
                return .string
            }
            if Self.isNewline(byte) { return .badString }
            guard byte == UInt8(ascii: "\\") else {
                position += 1
                continue
            }
            guard let escaped = peek(1) else { break }
            // A line break behind the backslash goes on with the string; CRLF is one.
            let isCRLF = escaped == 0x0D && peek(2) == 0x0A
            position += isCRLF ? 3 : 2
        }
        position = source.count
        return .badString
    }

    private mutating func number() -> CSSToken.Kind {
        if let sign = peek(), sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { position += 1 }
        skipDigits()
        if peek() == UInt8(ascii: "."), peek(1).map(Self.isDigit) ?? false {
            position += 1
            skipDigits()
        }
        if let e = peek(), e | 0x20 == UInt8(ascii: "e") {
            let sign = peek(1) == UInt8(ascii: "+") || peek(1) == UInt8(ascii: "-")
            if peek(sign ? 2 : 1).map(Self.isDigit) ?? false {
                position += sign ? 2 : 1
                skipDigits()
            }
        }
        if startsIdent(at: 0) {
            skipName()
            return .dimension
        }
        guard peek() == UInt8(ascii: "%") else { return .number }
        position += 1
        return .percentage
    }

    private mutating func identLike() -> CSSToken.Kind {
        let start = position
        skipName()
        guard peek() == UInt8(ascii: "(") else { return .ident }
        let name = String(decoding: source[start..<position], as: UTF8.self).lowercased()
        position += 1
        guard name == "url" else { return .function }
        var inside = position
        while inside < source.count, Self.isSpace(source[inside]) { inside += 1 }
        if inside < source.count, source[inside] == UInt8(ascii: "\"") || source[inside] == UInt8(ascii: "'")
        {
            return .function
        }
        return url()
    }

    /// What follows `url(` where no quote does.
    private mutating func url() -> CSSToken.Kind {
        skipSpace()
        while let byte = peek() {
            if byte == UInt8(ascii: ")") {
                position += 1
                return .url
            }
            if Self.isSpace(byte) {
                skipSpace()
                guard peek() == UInt8(ascii: ")") else { break }
                continue
            }
            if byte == UInt8(ascii: "\\") {
                guard isEscape(at: 0) else { break }
                skipEscape()
                continue
            }
            let isUnprintable = byte < 0x09 || byte == 0x0B || (0x0E..<0x20).contains(byte) || byte == 0x7F
            if isUnprintable || "\"'(".utf8.contains(byte) { break }
            position += 1
        }
        while let byte = peek(), byte != UInt8(ascii: ")") {
            if isEscape(at: 0) { skipEscape() } else { position += 1 }
        }
        if peek() != nil { position += 1 }
        return .badURL
    }

    // MARK: Looking ahead

    private func peek(_ distance: Int = 0) -> UInt8? {
        let place = position + distance
        return place < source.count ? source[place] : nil
    }

    private func matches(_ text: StaticString) -> Bool {
        let end = position + text.utf8CodeUnitCount
        guard end <= source.count else { return false }
        return text.withUTF8Buffer { source[position..<end].elementsEqual($0) }
    }

    private func isEscape(at distance: Int) -> Bool {
        guard peek(distance) == UInt8(ascii: "\\"), let next = peek(distance + 1) else { return false }
        return !Self.isNewline(next)
    }

    private func startsIdent(at distance: Int) -> Bool {
        guard let first = peek(distance) else { return false }
        if first == UInt8(ascii: "-") {
            guard let second = peek(distance + 1) else { return false }
            return second == UInt8(ascii: "-") || Self.isNameStart(second) || isEscape(at: distance + 1)
        }
        return Self.isNameStart(first) || isEscape(at: distance)
    }

    private func startsNumber() -> Bool {
        guard let first = peek() else { return false }
        if Self.isDigit(first) { return true }
        let hasSign = first == UInt8(ascii: "+") || first == UInt8(ascii: "-")
        guard let second = peek(hasSign ? 1 : 0) else { return false }
        if Self.isDigit(second) { return true }
        return second == UInt8(ascii: ".") && (peek(hasSign ? 2 : 1).map(Self.isDigit) ?? false)
    }

    private mutating func skipSpace() {
        while let byte = peek(), Self.isSpace(byte) { position += 1 }
    }

    private mutating func skipDigits() {
        while let byte = peek(), Self.isDigit(byte) { position += 1 }
    }

    private mutating func skipName() {
        while let byte = peek() {
            if Self.isName(byte) {
                position += 1
            } else if isEscape(at: 0) {
                skipEscape()
            } else {
                return
            }
        }
    }

    /// An escape with the space that ends its hex digits.
    private mutating func skipEscape() {
        position += 1
        var digits = 0
        while digits < 6, let byte = peek(), Self.isHex(byte) {
            position += 1
            digits += 1
        }
        guard digits > 0 else {
            position += 1
            return
        }
        guard let byte = peek(), Self.isSpace(byte) else { return }
        position += byte == 0x0D && peek(1) == 0x0A ? 2 : 1
    }

    // MARK: Classes of bytes

    static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || isNewline(byte) }
    private static func isNewline(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D || byte == 0x0C }
    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    private static func isHex(_ byte: UInt8) -> Bool {
        isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte | 0x20)
    }
    private static func isNameStart(_ byte: UInt8) -> Bool {
        byte >= 0x80 || byte == UInt8(ascii: "_") || byte == 0
            || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
    private static func isName(_ byte: UInt8) -> Bool {
        isNameStart(byte) || isDigit(byte) || byte == UInt8(ascii: "-")
    }
}
