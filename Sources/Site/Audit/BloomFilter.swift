/// A set of hashes that may say yes by mistake and never no.
///
/// A hash sets four bits in each of two words, among 24 bits a hash. The first word alone turns away all but one
/// stranger in 160: one place in memory to go to, which is what a question costs. Both let one pass in 25,000.
struct BloomFilter: Sendable {
    private let words: [UInt64]

    private static let bitsPerHash = 24
    /// 128 MiB; with more hashes than that serves it only says yes more often.
    private static let mostWords = 1 << 24

    init(_ hashes: some Collection<UInt64>) {
        let count = max(64, min(Self.mostWords, hashes.count * Self.bitsPerHash / 64))
        var words = [UInt64](repeating: 0, count: count)
        for hash in hashes {
            let first = Self.mix(hash)
            words[Self.place(of: first, count)] |= Self.bits(first)
            let second = Self.mix(first)
            words[Self.place(of: second, count)] |= Self.bits(second)
        }
        self.words = words
    }

    @inline(__always)
    func mayContain(_ hash: UInt64) -> Bool {
        let first = Self.mix(hash)
        guard isSet(first) else { return false }
        return isSet(Self.mix(first))
    }

    @inline(__always)
    private func isSet(_ hash: UInt64) -> Bool {
        let bits = Self.bits(hash)
        return words[Self.place(of: hash, words.count)] & bits == bits
    }

    /// The upper half of a hash as a share of the count; the lower half chooses the bits.
    @inline(__always)
    private static func place(of hash: UInt64, _ count: Int) -> Int {
        Int(((hash >> 32) &* UInt64(count)) >> 32)
    }

    @inline(__always)
    private static func bits(_ hash: UInt64) -> UInt64 {
        1 << (hash & 63) | 1 << (hash >> 6 & 63) | 1 << (hash >> 12 & 63) | 1 << (hash >> 18 & 63)
    }

    /// Spreads a hash over all its bits.
    @inline(__always)
    private static func mix(_ hash: UInt64) -> UInt64 {
        let product = (hash ^ hash >> 32) &* 0x9FB2_1C65_1E98_DF25
        return product ^ product >> 29
    }
}
