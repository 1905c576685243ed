/// Terms as paths of bytes, for longest match.
///
/// A prefix of any term is a node; one open-addressed hash table maps (node, byte) to the next node, so a
/// step costs one probe and the whole table two flat arrays.
struct PrefixTable: Sendable {
    /// The empty prefix.
    static let root: UInt32 = 0

    private var keys: [UInt32] = Array(repeating: Self.vacant, count: 1 << 10)
    private var children: [UInt32] = Array(repeating: 0, count: 1 << 10)
    /// Per node, the value of the term that ends there, or −1.
    private var values: [Int32] = [-1]
    private var shift: UInt32 = 22

    private static let vacant = UInt32.max

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
            let found = keys[slot]
            if found == key { return children[slot] }
            if found == Self.vacant { return nil }
            slot = (slot + 1) & (keys.count - 1)
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
                if (values.count + 1) * 2 > keys.count { grow() }
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
        while keys[slot] != Self.vacant { slot = (slot + 1) & (keys.count - 1) }
        keys[slot] = key
        children[slot] = child
    }

    private mutating func grow() {
        let (oldKeys, oldChildren) = (keys, children)
        keys = Array(repeating: Self.vacant, count: oldKeys.count * 2)
        children = Array(repeating: 0, count: oldKeys.count * 2)
        shift -= 1
        for (key, child) in zip(oldKeys, oldChildren) where key != Self.vacant { place(key, child) }
    }
}
