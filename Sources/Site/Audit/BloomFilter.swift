/// A set of hashes that may say yes by mistake and never no: five bits of each are set among at least 32 a hash,
/// so that at most one stranger in 16,000 passes.
struct BloomFilter: Sendable {
    private let bits: [UInt64]
    private let mask: UInt64

    private static let rounds: UInt64 = 5
    private static let bitsPerHash = 32
    /// 128 MiB; with more hashes than that serves it only says yes more often.
    private static let mostBits = 1 << 30

    init(_ hashes: some Collection<UInt64>) {
        var size = 1 << 12
        while size < Self.mostBits, size / Self.bitsPerHash < hashes.count { size <<= 1 }
        mask = UInt64(size - 1)
        var bits = [UInt64](repeating: 0, count: size / 64)
        for hash in hashes {
            for round in 0..<Self.rounds {
                let place = Self.place(of: hash, round) & mask
                bits[Int(place >> 6)] |= 1 << (place & 63)
            }
        }
        self.bits = bits
    }

    @inline(__always)
    func mayContain(_ hash: UInt64) -> Bool {
        for round in 0..<Self.rounds {
            let place = Self.place(of: hash, round) & mask
            guard bits[Int(place >> 6)] & (1 << (place & 63)) != 0 else { return false }
        }
        return true
    }

    /// Double hashing: a start from the high half of a product, steps from the low half of the hash.
    @inline(__always)
    private static func place(of hash: UInt64, _ round: UInt64) -> UInt64 {
        (hash &* 0x9FB2_1C65_1E98_DF25) >> 32 &+ round &* (hash | 1)
    }
}
