/// 1 to 36 for ASCII letters in either case and digits; 0 for every other byte.
///
/// A table would be read through a check that it is there, once a byte.
@inline(__always)
func wordLetter(_ byte: UInt8) -> UInt64 {
    let letter = (byte | 0x20) &- UInt8(ascii: "a")
    if letter < 26 { return UInt64(letter) + 1 }
    let digit = byte &- UInt8(ascii: "0")
    return digit < 10 ? UInt64(digit) + 27 : 0
}

/// What a character is to whoever compares texts by their words, however it is written: `É`, `é`, an `e` with an
/// accent behind it, `&eacute;`, `&#233;`, `%C3%A9` and, in JSON, `\u00e9` are all the letter `e`.
enum AuditedSymbol {
    /// Part of a word.
    case letter(UInt64)
    /// A Chinese character or Japanese syllable.
    case wide(UInt32)
    /// Nothing that a reader sees: an accent of its own, a hyphen where a line may break.
    case ignorable
    /// The end of a word.
    case separator

    /// The symbol at `position`, and the offset just after it.
    ///
    /// - Parameter escapes: whether a backslash begins an escape.
    static func read(
        _ bytes: UnsafeBufferPointer<UInt8>, at position: Int, to end: Int, escapes: Bool
    ) -> (AuditedSymbol, next: Int) {
        switch bytes[position] {
        case UInt8(ascii: "&"): entity(bytes, at: position, to: end)
        case UInt8(ascii: "%"): percentEncoded(bytes, at: position, to: end)
        case UInt8(ascii: "\\") where escapes: escape(bytes, at: position, to: end)
        case let byte where byte < 0x80: (AuditedSymbol(UInt32(byte)), position + 1)
        default:
            encoded(at: position, to: end) { $0 < end ? (bytes[$0], $0 + 1) : nil }
        }
    }

    private init(_ scalar: UInt32) {
        if let byte = UInt8(exactly: scalar), byte < 0x80 {
            let letter = wordLetter(byte)
            self = letter == 0 ? .separator : .letter(letter)
            return
        }
        switch scalar {
        case 0xAD, 0x300...0x36F, 0x200B...0x200F, 0x2060, 0xFE00...0xFE0F, 0xFEFF: self = .ignorable
        // Signs of Latin; punctuation and symbols; halves of UTF-16, private use; pictures.
        case 0x80...0xBF, 0xD7, 0xF7, 0x2000...0x2E7F, 0x3000...0x3040, 0xD800...0xF8FF, 0xFE10...0xFE6F,
            0x1F000...0x1FFFF:
            self = .separator
        case 0x3041...0x9FFF, 0xF900...0xFAFF, 0xFF66...0xFF9D, 0x20000...0x3FFFF: self = .wide(scalar)
        case 0xFF10...0xFF19, 0xFF21...0xFF3A, 0xFF41...0xFF5A: self.init(scalar - 0xFEE0)
        case 0xFF00...0xFFEF: self = .separator
        default: self = Self.folded(scalar)
        }
    }

    // MARK: Letters whatever their case and accents

    private static func folded(_ scalar: UInt32) -> AuditedSymbol {
        switch scalar {
        case 0xC0...0x17F: latin(latinBases[Int(scalar - 0xC0)])
        case 0x1A0, 0x1A1: latin(UInt8(ascii: "o"))
        case 0x1AF, 0x1B0: latin(UInt8(ascii: "u"))
        // Vietnamese.
        case 0x1EA0...0x1EB7: latin(UInt8(ascii: "a"))
        case 0x1EB8...0x1EC7: latin(UInt8(ascii: "e"))
        case 0x1EC8...0x1ECB: latin(UInt8(ascii: "i"))
        case 0x1ECC...0x1EE3: latin(UInt8(ascii: "o"))
        case 0x1EE4...0x1EF1: latin(UInt8(ascii: "u"))
        case 0x1EF2...0x1EF9: latin(UInt8(ascii: "y"))
        // Greek.
        case 0x386, 0x3AC: other(0x3B1)
        case 0x388, 0x3AD: other(0x3B5)
        case 0x389, 0x3AE: other(0x3B7)
        case 0x38A, 0x3AA, 0x3AF, 0x3CA: other(0x3B9)
        case 0x38C, 0x3CC: other(0x3BF)
        case 0x38E, 0x3AB, 0x3CB, 0x3CD: other(0x3C5)
        case 0x38F, 0x3CE: other(0x3C9)
        case 0x3C2: other(0x3C3)
        case 0x391...0x3A9: other(scalar + 0x20)
        // Cyrillic.
        case 0x401, 0x451: other(0x435)
        case 0x419, 0x439: other(0x438)
        case 0x400...0x40F: other(scalar + 0x50)
        case 0x410...0x42F: other(scalar + 0x20)
        // Pairs of a capital and a small letter.
        case 0x460...0x481, 0x48A...0x4BF, 0x4D0...0x52F, 0x1E00...0x1E95: other(scalar | 1)
        default: other(scalar)
        }
    }

    /// The letters from U+00C0 to U+017F without their accents.
    private static let latinBases = Array(
        """
        aaaaaaaceeeeiiiidnooooo*ouuuuytsaaaaaaaceeeeiiiidnooooo*ouuuuyty\
        aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkkllllllllll\
        nnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs
        """.utf8)

    private static func latin(_ byte: UInt8) -> AuditedSymbol { .letter(wordLetter(byte)) }

    private static func other(_ scalar: UInt32) -> AuditedSymbol {
        .letter(UInt64(scalar) &* 0x9E37_79B9_7F4A_7C15)
    }

    // MARK: Ways to write a character

    /// UTF-8; what is not ends a word.
    ///
    /// - Parameter byte: the byte at an offset and the offset just after it.
    private static func encoded(
        at position: Int, to end: Int, byte: (Int) -> (UInt8, next: Int)?
    ) -> (AuditedSymbol, next: Int) {
        guard let (first, start) = byte(position) else { return (.separator, position + 1) }
        let length = first < 0xC2 ? 0 : first < 0xE0 ? 1 : first < 0xF0 ? 2 : first < 0xF5 ? 3 : 0
        guard length > 0 else { return (.separator, start) }
        var scalar = UInt32(first) & (0x3F >> UInt32(length))
        var next = start
        for _ in 0..<length {
            guard let (more, after) = byte(next), more & 0xC0 == 0x80 else { return (.separator, start) }
            scalar = scalar << 6 | UInt32(more & 0x3F)
            next = after
        }
        return (AuditedSymbol(scalar), next)
    }

    /// `%C3%A9`, as in addresses; of ASCII the sign alone ends a word, since `%20` may also be a number.
    private static func percentEncoded(
        _ bytes: UnsafeBufferPointer<UInt8>, at position: Int, to end: Int
    ) -> (AuditedSymbol, next: Int) {
        encoded(at: position, to: end) { place in
            guard place + 2 < end, bytes[place] == UInt8(ascii: "%"),
                let value = number(bytes, place + 1..<place + 3, radix: 16), value >= 0x80
            else { return nil }
            return (UInt8(truncatingIfNeeded: value), place + 3)
        }
    }

    /// `\n`, `\u00e9` and the like.
    private static func escape(
        _ bytes: UnsafeBufferPointer<UInt8>, at position: Int, to end: Int
    ) -> (AuditedSymbol, next: Int) {
        guard position + 1 < end else { return (.separator, position + 1) }
        if bytes[position + 1] == UInt8(ascii: "u"), position + 5 < end,
            let scalar = number(bytes, position + 2..<position + 6, radix: 16)
        {
            return (AuditedSymbol(scalar), position + 6)
        }
        return (.separator, position + (escapes.contains(bytes[position + 1]) ? 2 : 1))
    }

    private static let escapes = Array(#"nrtbf"/\"#.utf8)

    /// `&eacute;`, `&#233;`, `&#xE9;`; a lone `&` ends a word.
    private static func entity(
        _ bytes: UnsafeBufferPointer<UInt8>, at position: Int, to end: Int
    ) -> (AuditedSymbol, next: Int) {
        let start = position + 1
        var close = start
        while close < end, close - start < 10,
            bytes[close] == UInt8(ascii: "#") || wordLetter(bytes[close]) != 0
        {
            close += 1
        }
        guard close < end, bytes[close] == UInt8(ascii: ";"), close > start else {
            return (.separator, start)
        }
        let next = close + 1
        guard bytes[start] == UInt8(ascii: "#") else {
            return (named(String(decoding: bytes[start..<close], as: UTF8.self)), next)
        }
        let isHex = close > start + 1 && bytes[start + 1] | 0x20 == UInt8(ascii: "x")
        let digits = (isHex ? start + 2 : start + 1)..<close
        return (number(bytes, digits, radix: isHex ? 16 : 10).map { AuditedSymbol($0) } ?? .separator, next)
    }

    /// Of the named characters those in the words of Latin scripts: a letter and what is done to it.
    private static func named(_ name: String) -> AuditedSymbol {
        if ["shy", "zwnj", "zwj"].contains(name) { return .ignorable }
        guard let letter = name.utf8.first, marks.contains(String(name.dropFirst())) else {
            return .separator
        }
        return AuditedSymbol(UInt32(letter))
    }

    private static let marks: Set<String> = [
        "acute", "grave", "circ", "tilde", "uml", "ring", "cedil", "slash", "caron", "breve", "macr", "ogon",
        "dot",
        "strok", "dblac", "elig", "Elig", "zlig",
    ]

    private static func number(
        _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, radix: UInt32
    ) -> UInt32? {
        guard !range.isEmpty, range.count <= 8 else { return nil }
        var value: UInt32 = 0
        for byte in bytes[range] {
            let code = wordLetter(byte)
            // Digits are 27 to 36, letters 1 to 26.
            let digit = code > 26 ? UInt32(code) - 27 : UInt32(code) + 9
            guard code != 0, digit < radix else { return nil }
            value = value &* radix &+ digit
        }
        return value
    }
}
