/// A text reduced to what the dictionary compares: lower case, half width, simplified characters, plain
/// quotes; without links, code, titles and the parts of emoji that only change their looks.
///
/// Works on bytes that need not be UTF-8: what does not decode reads as a space.
struct FoldedText: Sendable {
    private(set) var bytes: [UInt8] = []
    /// Per byte of `bytes`, what folding hid.
    private(set) var flags: [UInt8] = []

    static let wasUpper: UInt8 = 1
    /// The second of three or more equal letters, the rest of which is dropped.
    static let wasStretched: UInt8 = 2

    private(set) var hanCount = 0
    private(set) var latinCount = 0
    private(set) var kanaCount = 0
    /// Letters of scripts that no lexicon covers.
    private(set) var otherCount = 0
    private(set) var hasLowerCase = false

    init() {}

    init(_ text: some Sequence<UInt8>) {
        self.init()
        fold(Array(text).span)
    }

    /// Replaces the content by the folding of `text`; keeps the buffers' room.
    mutating func fold(_ text: Span<UInt8>) {
        bytes.removeAll(keepingCapacity: true)
        flags.removeAll(keepingCapacity: true)
        (hanCount, latinCount, kanaCount, otherCount, hasLowerCase) = (0, 0, 0, 0, false)
        bytes.reserveCapacity(text.count)
        flags.reserveCapacity(text.count)
        var i = 0
        while i < text.count {
            let byte = text[i]
            if byte < 0x80 {
                i = foldASCII(byte, text, at: i)
            } else {
                let (scalar, length) = decodeUTF8(text, at: i)
                i = foldScalar(scalar, length, text, at: i)
            }
        }
    }

    @inline(__always) private mutating func put(_ byte: UInt8, _ flag: UInt8 = 0) {
        bytes.append(byte)
        flags.append(flag)
    }

    /// Returns where to go on.
    @inline(__always)
    private mutating func foldASCII(_ byte: UInt8, _ text: Span<UInt8>, at i: Int) -> Int {
        if byte >= 0x61 && byte <= 0x7A {
            if (byte == 0x68 || byte == 0x77), let end = linkEnd(text, at: i) {
                put(0x20)
                return end
            }
            latinCount += 1
            hasLowerCase = true
            putLetter(byte, 0)
        } else if byte >= 0x41 && byte <= 0x5A {
            if (byte == 0x48 || byte == 0x57), let end = linkEnd(text, at: i) {
                put(0x20)
                return end
            }
            latinCount += 1
            putLetter(byte | 0x20, Self.wasUpper)
        } else if byte == 0x60, let end = codeEnd(text, at: i) {
            put(0x20)
            return end
        } else {
            put(byte < 0x20 && byte != 0x0A ? 0x20 : byte)
        }
        return i + 1
    }

    @inline(__always) private mutating func putLetter(_ letter: UInt8, _ flag: UInt8) {
        let count = bytes.count
        if count >= 2, bytes[count - 1] == letter, bytes[count - 2] == letter {
            flags[count - 1] |= Self.wasStretched
        } else {
            put(letter, flag)
        }
    }

    private mutating func foldScalar(_ scalar: UInt32, _ length: Int, _ text: Span<UInt8>, at i: Int) -> Int {
        switch scalar {
        case 0x4E00...0x9FFF:
            hanCount += 1
            let simple = UInt32(TraditionalCharacters.simplified(UInt16(scalar)))
            put(0xE0 | UInt8(truncatingIfNeeded: simple >> 12))
            put(0x80 | UInt8(truncatingIfNeeded: simple >> 6 & 0x3F))
            put(0x80 | UInt8(truncatingIfNeeded: simple & 0x3F))
            return i + length
        case 0x2018, 0x2019, 0x02BC: put(0x27)
        case 0x201C, 0x201D, 0x201E, 0x300C...0x300F, 0xAB, 0xBB: put(0x22)
        case 0x3002, 0xFF61: put(0x0A)
        case 0x2026, 0x2013, 0x2014, 0x22EF: put(0x2C)
        case 0x300A:
            put(0x20)
            return titleEnd(text, from: i + length) ?? i + length
        case 0xFF01...0xFF5E:
            let ascii = UInt8(truncatingIfNeeded: scalar - 0xFEE0)
            let upper = ascii >= 0x41 && ascii <= 0x5A
            if upper || ascii >= 0x61 && ascii <= 0x7A { latinCount += 1 }
            put(upper ? ascii | 0x20 : ascii)
        case 0xA0, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: put(0x20)
        case 0x200B...0x200F, 0xFEFF, 0xFE00...0xFE0F, 0x1F3FB...0x1F3FF, 0x2060: break
        case 0: put(0x20)
        default:
            switch scalar {
            case 0xC0...0x024F: latinCount += 1
            case 0x3040...0x30FF: kanaCount += 1
            case 0x3400...0x4DBF, 0x20000...0x3FFFD: hanCount += 1
            case 0x0370...0x1CFF, 0xA000...0xD7FF: otherCount += 1
            default: break
            }
            for k in i..<i + length { put(text[k]) }
        }
        return i + length
    }
}

/// The scalar at `i` and its length in bytes; (0, 1) where the bytes are no UTF-8.
@inline(__always) func decodeUTF8(_ text: Span<UInt8>, at i: Int) -> (scalar: UInt32, length: Int) {
    let lead = UInt32(text[i])
    let length = lead < 0x80 ? 1 : lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
    if length == 1 { return (lead, 1) }
    guard lead >= 0xC2, lead <= 0xF4, i + length <= text.count else { return (0, 1) }
    var scalar = lead & (0x7F >> UInt32(length))
    for k in i + 1..<i + length {
        let byte = UInt32(text[k])
        guard byte & 0xC0 == 0x80 else { return (0, 1) }
        scalar = scalar << 6 | byte & 0x3F
    }
    let overlong = length == 3 && scalar < 0x800 || length == 4 && scalar < 0x1_0000
    let surrogate = scalar >= 0xD800 && scalar <= 0xDFFF
    return overlong || surrogate || scalar > 0x10_FFFF ? (0, 1) : (scalar, length)
}
