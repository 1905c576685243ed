/// Finds a root key in its printed form within files that are about to be published.
public struct KeyTrace: Sendable {
    private let symbols: SecretBytes
    /// Where to go on after a mismatch (Knuth, Morris and Pratt).
    private let fallback: [Int]

    init(root: RootKey) {
        // Through a string, which cannot be wiped; printing the key for its file has the same price.
        let printed = root.printed().utf8.filter { $0 != UInt8(ascii: "-") }
        symbols = SecretBytes(copying: printed.map(Self.folded))
        var fallback = [Int](repeating: 0, count: printed.count + 1)
        var length = 0
        for index in printed.indices.dropFirst() {
            while length > 0, printed[index] != printed[length] { length = fallback[length] }
            if printed[index] == printed[length] { length += 1 }
            fallback[index + 1] = length
        }
        self.fallback = fallback
    }

    /// Whether the key stands in a text, with dashes or without, in upper or lower case.
    public func isIn(_ text: [UInt8]) -> Bool {
        // In a copy, so that several threads can search at once.
        withWipedBytes(symbols.count) { copy in
            symbols.withUnsafeBytes { copy.copyMemory(from: $0) }
            let symbols = UnsafeRawBufferPointer(copy)
            return text.withUnsafeBytes { text in
                var start = 0
                // Words are short and the key is long: most of a text is passed over unread.
                while start <= text.count - symbols.count {
                    if let other = text[start..<start + symbols.count].lastIndex(where: { !Self.isPart($0) })
                    {
                        start = other + 1
                        continue
                    }
                    let end = text[start...].firstIndex { !Self.isPart($0) } ?? text.count
                    if isIn(text[start..<end], symbols) { return true }
                    start = end
                }
                return false
            }
        }
    }

    private func isIn(_ run: Slice<UnsafeRawBufferPointer>, _ symbols: UnsafeRawBufferPointer) -> Bool {
        var matched = 0
        for byte in run where byte != UInt8(ascii: "-") {
            let symbol = Self.folded(byte)
            while matched > 0, symbol != symbols[matched] { matched = fallback[matched] }
            if symbol == symbols[matched] { matched += 1 }
            if matched == symbols.count { return true }
        }
        return false
    }

    /// Whether a byte can stand in the key.
    private static func isPart(_ byte: UInt8) -> Bool {
        switch folded(byte) {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
            true
        default: false
        }
    }

    private static func folded(_ byte: UInt8) -> UInt8 {
        byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z") ? byte - 32 : byte
    }
}

extension SiteKeys {
    /// What finds this site's root key in a text.
    public var trace: KeyTrace { KeyTrace(root: root) }
}
