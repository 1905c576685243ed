/// Reads a canonical text front to back. Every step checks the end of the input; nil and false mean that
/// the text is not what the format asks for.
struct ByteCursor {
    private let bytes: UnsafeRawBufferPointer
    private(set) var position = 0

    init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    var isAtEnd: Bool { position >= bytes.count }

    func peek() -> UInt8? {
        position < bytes.count ? bytes[position] : nil
    }

    /// Steps over `literal` if it comes next.
    mutating func skip(_ literal: StaticString) -> Bool {
        let count = literal.utf8CodeUnitCount
        guard count <= bytes.count - position else { return false }
        for offset in 0..<count where bytes[position + offset] != literal.utf8Start[offset] { return false }
        position += count
        return true
    }

    /// Exactly `count` bytes.
    mutating func take(_ count: Int) -> UnsafeRawBufferPointer? {
        guard count >= 0, count <= bytes.count - position else { return nil }
        defer { position += count }
        return UnsafeRawBufferPointer(rebasing: bytes[position..<(position + count)])
    }

    /// The longest run of bytes that fulfil `condition`, perhaps empty.
    mutating func take(while condition: (UInt8) -> Bool) -> UnsafeRawBufferPointer {
        let start = position
        while position < bytes.count, condition(bytes[position]) { position += 1 }
        return UnsafeRawBufferPointer(rebasing: bytes[start..<position])
    }

    /// The text up to the next double quote, which is stepped over. No id, day or grant needs an
    /// escape, so a backslash or a control character ends the reading.
    mutating func takeString() -> String? {
        let text = take { $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") && $0 >= 0x20 && $0 < 0x7F }
        guard skip("\"") else { return nil }
        return String(decoding: text, as: UTF8.self)
    }

    /// A plain decimal without sign or leading zero.
    mutating func takeInteger() -> Int64? {
        let digits = take { UInt8(ascii: "0") <= $0 && $0 <= UInt8(ascii: "9") }
        guard digits.count == 1 || digits.first != UInt8(ascii: "0") else { return nil }
        return Int64(String(decoding: digits, as: UTF8.self))
    }

    /// Base64url of exactly `count` bytes, written to `output`.
    mutating func takeBase64(into output: UnsafeMutableRawBufferPointer) -> Bool {
        guard let symbols = take(Base64.symbolCount(output.count)) else { return false }
        return Base64.decode(symbols, into: output)
    }

    mutating func takeBase64(count: Int) -> [UInt8]? {
        var value = [UInt8](repeating: 0, count: count)
        return value.withUnsafeMutableBytes({ takeBase64(into: $0) }) ? value : nil
    }
}
