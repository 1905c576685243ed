/// A visitor of a day: 16 bytes of a salted hash, which order as bytes.
public struct VisitorKey: Sendable, Hashable, Comparable {
    /// The first 8 bytes, the most significant first.
    public let high: UInt64
    /// The other 8.
    public let low: UInt64

    init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// The first 16 bytes of a digest; what is missing counts 0.
    init(digest: [UInt8]) {
        func word(_ bytes: ArraySlice<UInt8>) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }
        let padded = Array(digest.prefix(16)) + Array(repeating: 0, count: max(0, 16 - digest.count))
        self.init(high: word(padded[..<8]), low: word(padded[8...]))
    }

    public static func < (lhs: VisitorKey, rhs: VisitorKey) -> Bool {
        lhs.high != rhs.high ? lhs.high < rhs.high : lhs.low < rhs.low
    }

    /// The 16 bytes.
    public var bytes: [UInt8] {
        withUnsafeBytes(of: (high.bigEndian, low.bigEndian)) { Array($0) }
    }
}

/// What a user agent says of who sends it.
enum AgentKind: UInt8, Sendable {
    case browser, bot, missing
}
