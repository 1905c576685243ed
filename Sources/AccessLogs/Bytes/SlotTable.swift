/// Where the entries of a hash table are: each slot holds an entry's number and a part of its hash, so that most
/// others need no look at the entry itself.
struct SlotTable {
    /// The number plus one, and above it the upper half of the hash; 0 is free. The count is a power of two.
    private var slots: [UInt64]

    /// - Parameter count: a power of two.
    init(count: Int) {
        slots = Array(repeating: 0, count: count)
    }

    var count: Int { slots.count }
    /// Bytes of memory.
    var footprint: Int { slots.count * 8 }

    /// The slot to begin with.
    @inline(__always)
    func first(_ hash: UInt64) -> Int { Int(truncatingIfNeeded: hash) & (slots.count &- 1) }

    /// The next entry that may have that hash.
    ///
    /// - Parameter slot: where to look; then the slot behind the entry's, or the free slot where there is none.
    @inline(__always)
    func index(_ hash: UInt64, _ slot: inout Int) -> Int? {
        while true {
            let found = slots[slot]
            if found == 0 { return nil }
            let next = (slot &+ 1) & (slots.count &- 1)
            if found >> 32 == hash >> 32 {
                slot = next
                return Int(truncatingIfNeeded: found & 0xFFFF_FFFF) &- 1
            }
            slot = next
        }
    }

    mutating func set(_ slot: Int, _ hash: UInt64, _ index: Int) {
        slots[slot] = hash & 0xFFFF_FFFF_0000_0000 | UInt64(UInt32(index + 1))
    }

    /// Doubles the table.
    ///
    /// - Parameter hashes: of all entries.
    mutating func grow(_ hashes: [UInt64]) {
        let mask = slots.count * 2 - 1
        slots = Array(repeating: 0, count: mask + 1)
        for (index, hash) in hashes.enumerated() {
            var slot = first(hash)
            while slots[slot] != 0 { slot = (slot + 1) & mask }
            set(slot, hash, index)
        }
    }
}
