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
    static func fingerprints(of text: some Collection<UInt8>) -> [UInt64] {
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
            for shift in stride(from: 42, through: 0, by: -6) { bytes.append(digits[Int(value >> UInt64(shift)) & 63]) }
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

    private static func eachParagraph<Text: Collection<UInt8>>(
        of text: Text, _ body: (Text.SubSequence) -> Void
    ) {
        var start = text.startIndex
        var end = text.startIndex
        var lineStart = text.startIndex
        func finish() {
            if text.distance(from: start, to: end) >= shortest { body(text[start..<end]) }
        }
        while lineStart < text.endIndex {
            let newline = text[lineStart...].firstIndex(of: 0x0A) ?? text.endIndex
            let isBlank = text[lineStart..<newline].allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
            let next = newline < text.endIndex ? text.index(after: newline) : newline
            if isBlank {
                finish()
                start = next
                end = next
            } else {
                end = newline
            }
            lineStart = next
        }
        finish()
    }

    /// 48 bits of FNV-1a with a final mix.
    private static func hash(_ bytes: some Collection<UInt8>) -> UInt64 {
        var value: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes { value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        value ^= value >> 32
        value = value &* 0xD6E8_FEB8_6659_FD93
        return value >> 16
    }
}
