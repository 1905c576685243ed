/// Terms as paths of bytes, for longest match.
///
/// A prefix of any term is a node; one open-addressed hash table maps (node, byte) to the next node, so a
/// step costs one probe of one cache line.
struct PrefixTable: Sendable {
    /// The empty prefix.
    static let root: UInt32 = 0

    /// Per slot, the key (node and byte) in the upper half and the next node in the lower.
    private var slots: [UInt64] = Array(repeating: Self.vacant, count: 1 << 10)
    /// Per node, the value of the term that ends there, or −1.
    private var values: [Int32] = [-1]
    private var shift: UInt32 = 22

    private static let vacant = UInt64.max

    /// The value of `term`, or nil.
    func value(of term: some Sequence<UInt8>) -> Int32? {
        var node = Self.root
        for byte in term {
            guard let next = step(node, byte) else { return nil }
            node = next
        }
        return value(at: node)
    }

    /// The value of the term that ends at `node`, or nil.
    @inline(__always) func value(at node: UInt32) -> Int32? {
        let value = values[Int(node)]
        return value < 0 ? nil : value
    }

    /// The node after `byte`, or nil where no term goes on.
    @inline(__always) func step(_ node: UInt32, _ byte: UInt8) -> UInt32? {
        let key = node << 8 | UInt32(byte)
        var slot = Int((key &* 0x9E37_79B1) >> shift)
        while true {
            let found = slots[slot]
            if UInt32(truncatingIfNeeded: found >> 32) == key { return UInt32(truncatingIfNeeded: found) }
            if found == Self.vacant { return nil }
            slot = (slot + 1) & (slots.count - 1)
        }
    }

    /// Adds `term`, or replaces its value. Holds at most 2²⁴ − 1 prefixes; a term beyond that is left out.
    mutating func insert(_ term: some Sequence<UInt8>, value: Int32) {
        var node = Self.root
        for byte in term {
            if let next = step(node, byte) {
                node = next
            } else {
                guard values.count < 1 << 24 - 1 else { return }
                if (values.count + 1) * 2 > slots.count { grow() }
                let next = UInt32(values.count)
                values.append(-1)
                place(node << 8 | UInt32(byte), next)
                node = next
            }
        }
        values[Int(node)] = value
    }

    private mutating func place(_ key: UInt32, _ child: UInt32) {
        var slot = Int((key &* 0x9E37_79B1) >> shift)
        while slots[slot] != Self.vacant { slot = (slot + 1) & (slots.count - 1) }
        slots[slot] = UInt64(key) << 32 | UInt64(child)
    }

    private mutating func grow() {
        let old = slots
        slots = Array(repeating: Self.vacant, count: old.count * 2)
        shift -= 1
        for entry in old where entry != Self.vacant {
            place(UInt32(truncatingIfNeeded: entry >> 32), UInt32(truncatingIfNeeded: entry))
        }
    }
}
