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

    /// Whether the key stands in a text, in any spelling that is read: with dashes and spaces or without, in upper or
    /// lower case.
    public func isIn(_ text: [UInt8]) -> Bool {
        // In a copy, so that several threads can search at once.
        withWipedBytes(symbols.count) { copy in
            symbols.withUnsafeBytes { copy.copyMemory(from: $0) }
            let symbols = UnsafeRawBufferPointer(copy)
            let first = symbols[0]
            return Self.readings.withUnsafeBufferPointer { readings in
                text.withUnsafeBytes { text in
                    var matched = 0
                    for byte in text {
                        let symbol = readings[Int(byte)]
                        // Nearly every byte of nearly every file.
                        if matched == 0, symbol != first { continue }
                        if symbol == Self.gap { continue }
                        while matched > 0, symbol != symbols[matched] { matched = fallback[matched] }
                        if symbol == symbols[matched] { matched += 1 }
                        if matched == symbols.count { return true }
                    }
                    return false
                }
            }
        }
    }

    /// What each byte is read as: its symbol in one case, or a gap, as dashes and spaces are.
    private static let readings: [UInt8] = (0...UInt8.max).map { byte in
        switch byte {
        case UInt8(ascii: "-"), 0x20, 0x09...0x0D: gap
        // Neither a symbol nor a gap.
        case gap: 0
        default: folded(byte)
        }
    }
    private static let gap: UInt8 = 0xFF

    private static func folded(_ byte: UInt8) -> UInt8 {
        switch byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z") ? byte - 32 : byte {
        case UInt8(ascii: "O"): UInt8(ascii: "0")
        case UInt8(ascii: "I"), UInt8(ascii: "L"): UInt8(ascii: "1")
        case let symbol: symbol
        }
    }
}

extension SiteKeys {
    /// What finds this site's root key in a text.
    public var trace: KeyTrace { KeyTrace(root: root) }
}
