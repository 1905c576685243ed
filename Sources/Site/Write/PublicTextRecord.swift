/// Remembers which paragraphs were public, so that sealing one later can be warned of: copies of it remain.
///
/// A paragraph is what stands between blank lines. Its fingerprint is 48 bits of a plain, unkeyed hash: of public
/// text there is nothing to hide, and a chance match costs one needless warning in some billions.
enum PublicTextRecord {
    /// Shorter paragraphs are too common to mean anything.
    private static let shortest = 40
    /// Characters of base64url that write one fingerprint.
    static let width = 8

    /// The fingerprints of a text's paragraphs, each once, in order.
    static func fingerprints(of text: [UInt8]) -> [UInt64] {
        var found: [UInt64] = []
        var seen: Set<UInt64> = []
        eachParagraph(of: text) { paragraph in
            let value = hash(paragraph)
            if seen.insert(value).inserted { found.append(value) }
        }
        return found
    }

    /// Fingerprints as one text of 8 characters each.
    static func text(of fingerprints: [UInt64]) -> String {
        let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(fingerprints.count * width)
        for value in fingerprints {
            for shift in stride(from: 42, through: 0, by: -6) {
                bytes.append(digits[Int(value >> UInt64(shift)) & 63])
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Reads what `text(of:)` wrote; anything else gives no fingerprints.
    static func fingerprints(in text: String) -> [UInt64] {
        let bytes = Array(text.utf8)
        guard bytes.count.isMultiple(of: width) else { return [] }
        return stride(from: 0, to: bytes.count, by: width).compactMap { start in
            bytes[start..<start + width].reduce(UInt64?(0)) { value, byte in
                guard let value, let digit = digit(byte) else { return nil }
                return value << 6 | digit
            }
        }
    }

    private static func digit(_ byte: UInt8) -> UInt64? {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt64(byte - 65)
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt64(byte - 97 + 26)
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(byte - 48 + 52)
        case UInt8(ascii: "-"): 62
        case UInt8(ascii: "_"): 63
        default: nil
        }
    }

    private static func eachParagraph(of text: [UInt8], _ body: (ArraySlice<UInt8>) -> Void) {
        var start = 0
        var end = 0
        var lineStart = 0
        while lineStart < text.count {
            let newline = text[lineStart...].firstIndex(of: 0x0A) ?? text.count
            let isBlank = text[lineStart..<newline].allSatisfy { $0 == 0x20 || $0 == 0x09 }
            let next = newline + 1
            if isBlank {
                if end - start >= shortest { body(text[start..<end]) }
                start = next
                end = next
            } else {
                end = newline
            }
            lineStart = next
        }
        if end - start >= shortest { body(text[start..<end]) }
    }

    /// 48 bits of FNV-1a, taken eight bytes at a time, with a final mix.
    private static func hash(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        bytes.withUnsafeBytes { bytes in
            var value: UInt64 = 0xCBF2_9CE4_8422_2325
            var position = 0
            func add(_ word: UInt64) {
                value = (value ^ word) &* 0x9E37_79B9_7F4A_7C15
                value ^= value >> 29
            }
            while position + 8 <= bytes.count {
                add(UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self)))
                position += 8
            }
            for byte in bytes[position...] { add(UInt64(byte)) }
            value = (value ^ UInt64(bytes.count)) &* 0xD6E8_FEB8_6659_FD93
            return (value ^ value >> 32) >> 16
        }
    }
}
