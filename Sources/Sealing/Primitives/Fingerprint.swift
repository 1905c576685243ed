import CSodium

/// 128 bits of BLAKE2b, to tell contents apart in records that stay private.
public struct Fingerprint: Sendable, Hashable, Codable {
    /// The first 64 bits, and the others.
    public let high: UInt64
    public let low: UInt64

    /// A fingerprint that was written down.
    public init(high: UInt64, low: UInt64) {
        (self.high, self.low) = (high, low)
    }

    /// The fingerprint of `bytes`.
    public init(of bytes: [UInt8]) {
        var digest: (UInt64, UInt64) = (0, 0)
        _ = Sodium.isReady
        bytes.withUnsafeBytes { bytes in
            withUnsafeMutableBytes(of: &digest) { digest in
                Sodium.assertSuccess(
                    crypto_generichash(
                        digest.octets, digest.count, bytes.octets, UInt64(bytes.count), nil, 0))
            }
        }
        (high, low) = digest
    }

    /// The fingerprint of texts in their order.
    public init(of texts: [String]) {
        var bytes: [UInt8] = []
        for text in texts {
            withUnsafeBytes(of: UInt64(text.utf8.count).littleEndian) { bytes += $0 }
            bytes += text.utf8
        }
        self.init(of: bytes)
    }

    /// 32 lower-case hex digits.
    public var hex: String {
        Hex.encode(
            [high, low].flatMap { number in (0..<8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) } })
    }
}
