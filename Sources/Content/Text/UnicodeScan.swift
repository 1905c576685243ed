import Foundation

/// What one pass over a file's bytes finds: faults, and which normalisations the text needs.
struct UnicodeScan {
    enum Fault {
        case malformed(offset: Int)
        case nul(offset: Int)
    }

    private(set) var fault: Fault?
    private(set) var hasByteOrderMark = false
    private(set) var hasCarriageReturn = false
    /// False only where the text is surely in normalization form C already.
    private(set) var mayNeedComposition = false

    init(_ bytes: [UInt8]) {
        hasByteOrderMark = bytes.has("\u{FEFF}", at: 0)
        hasCarriageReturn = bytes.offset(of: UInt8(ascii: "\r"), from: 0) != nil
        if let nul = bytes.offset(of: 0 as UInt8, from: 0) { fault = .nul(offset: nul) }
        bytes.withUnsafeBytes { scan($0, from: hasByteOrderMark ? 3 : 0) }
    }

    private mutating func scan(_ bytes: UnsafeRawBufferPointer, from start: Int) {
        let count = bytes.count
        var position = start
        while position < count {
            // Eight bytes of ASCII at a time.
            if position + 8 <= count {
                let word = bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self)
                if word & 0x8080_8080_8080_8080 == 0 {
                    position += 8
                    continue
                }
            }
            let lead = bytes[position]
            if lead < 0x80 {
                position += 1
                continue
            }
            // CJK ideographs, which no table of exceptions names.
            if lead >= 0xE4, lead <= 0xE9, position + 2 < count, bytes[position + 1] & 0xC0 == 0x80,
                bytes[position + 2] & 0xC0 == 0x80
            {
                position += 3
                continue
            }
            let length = Self.length(ofScalarAt: position, in: bytes)
            guard length > 0 else {
                if case .nul(let offset) = fault, offset < position { return }
                fault = .malformed(offset: position)
                return
            }
            if !mayNeedComposition, !Self.isSurelyComposed(at: position, in: bytes) {
                mayNeedComposition = true
            }
            position += length
        }
    }

    /// 2 to 4 for a well-formed multi-byte scalar, by table 3-7 of the Unicode Standard; else 0.
    private static func length(ofScalarAt position: Int, in bytes: UnsafeRawBufferPointer) -> Int {
        let left = bytes.count - position
        let lead = bytes[position]
        guard left >= 2 else { return 0 }
        let second = bytes[position + 1]
        switch lead {
        case 0xC2...0xDF:
            return second & 0xC0 == 0x80 ? 2 : 0
        case 0xE0...0xEF:
            guard left >= 3, bytes[position + 2] & 0xC0 == 0x80, second & 0xC0 == 0x80 else { return 0 }
            if lead == 0xE0, second < 0xA0 { return 0 }
            if lead == 0xED, second > 0x9F { return 0 }
            return 3
        case 0xF0...0xF4:
            guard left >= 4, bytes[position + 2] & 0xC0 == 0x80, bytes[position + 3] & 0xC0 == 0x80,
                second & 0xC0 == 0x80
            else { return 0 }
            if lead == 0xF0, second < 0x90 { return 0 }
            if lead == 0xF4, second > 0x8F { return 0 }
            return 4
        default:
            return 0
        }
    }

    /// Whether the scalar neither changes under composition nor combines with a neighbour.
    ///
    /// Answers only for the ranges that fill real pages – Latin, Cyrillic, CJK, punctuation, emoji –
    /// and says no to the rest, which then goes the slow way.
    private static func isSurelyComposed(at position: Int, in bytes: UnsafeRawBufferPointer) -> Bool {
        let second = bytes[position + 1]
        switch bytes[position] {
        case 0xC2...0xCB: return true  // U+0080 to U+02FF
        case 0xD0, 0xD1: return true  // Cyrillic to U+047F
        case 0xE2:
            let third = bytes[position + 2]
            switch second {
            case 0x80: return third >= 0x82  // U+2000 and U+2001 decompose
            case 0x83: return third < 0x90  // combining marks for symbols
            case 0x84: return third != 0xA6 && third != 0xAA && third != 0xAB  // ohm, kelvin, ångström
            case 0x8C: return third != 0xA9 && third != 0xAA  // angle brackets
            case 0xAB: return third != 0x9C
            case 0xB0...0xBB: return false
            default: return true
            }
        case 0xE3:
            let third = bytes[position + 2]
            if second == 0x80 { return third < 0xAA || third > 0xAF }  // tone marks
            if second == 0x82 { return third != 0x99 && third != 0x9A }  // voicing marks of kana
            return true
        case 0xE4...0xE9: return true  // CJK ideographs
        case 0xEB, 0xEC: return true  // Hangul syllables
        case 0xEF:
            if second >= 0xA4 && second <= 0xAD { return false }  // compatibility ideographs
            return second != 0xB8 || bytes[position + 2] < 0xA0  // half marks
        case 0xF0: return second == 0x9F || (second >= 0xA0 && second <= 0xAE)  // emoji, ideographs
        default: return false
        }
    }
}

/// The text with `\r\n` and a lone `\r` turned to `\n`: cmark ends lines at all three.
func withoutCarriageReturns(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    for (index, byte) in bytes.enumerated() {
        if byte == UInt8(ascii: "\r") {
            let next = index + 1
            if next < bytes.count, bytes[next] == UInt8(ascii: "\n") { continue }
            result.append(UInt8(ascii: "\n"))
        } else {
            result.append(byte)
        }
    }
    return result
}

/// The text in normalization form C.
func composed(_ bytes: [UInt8]) -> [UInt8] {
    Array(String(decoding: bytes, as: UTF8.self).precomposedStringWithCanonicalMapping.utf8)
}
