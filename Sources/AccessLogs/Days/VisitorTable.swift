/// The visitors of one day by address and agent. Addresses are in memory only while a log is read.
struct VisitorTable {
    private(set) var keys: [VisitorKey] = []
    private(set) var kinds: [AgentKind] = []
    private var hashes: [UInt64] = []
    private var agents: [UInt32] = []
    private var ends: [Int] = [0]
    private var addresses: [UInt8] = []
    /// Number of a visitor plus one; 0 is free. The count is a power of two.
    private var slots: [UInt32] = Array(repeating: 0, count: 256)
    private let seed: UInt64

    init(seed: UInt64) {
        self.seed = seed
    }

    var footprint: Int { keys.capacity * 48 + addresses.capacity + slots.capacity * 4 }

    /// The visitor's number.
    ///
    /// - Parameter make: the visitor's key and kind, asked for once.
    @inline(__always)
    mutating func number(
        _ address: ByteSlice, agent: Int, _ make: () -> (VisitorKey, AgentKind)
    ) -> Int {
        let hash = ByteHash.hash(address, seed: seed ^ UInt64(agent) &* 0x9E37_79B9_7F4A_7C15)
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: hash) & mask
        while true {
            let number = slots[slot]
            if number == 0 { break }
            let index = Int(number) - 1
            if hashes[index] == hash, Int(agents[index]) == agent, isAddress(address, of: index) {
                return index
            }
            slot = (slot + 1) & mask
        }
        let (key, kind) = make()
        slots[slot] = UInt32(keys.count + 1)
        hashes.append(hash)
        agents.append(UInt32(agent))
        addresses.append(contentsOf: address.buffer)
        ends.append(addresses.count)
        keys.append(key)
        kinds.append(kind)
        if keys.count * 2 > slots.count { grow() }
        return keys.count - 1
    }

    private func isAddress(_ address: ByteSlice, of index: Int) -> Bool {
        let start = ends[index]
        guard ends[index + 1] - start == address.count else { return false }
        return addresses.withUnsafeBytes { all in
            guard let slice = ByteSlice(all) else { return true }
            return slice[start..<start + address.count].equals(address)
        }
    }

    private mutating func grow() {
        let mask = slots.count * 2 - 1
        slots = Array(repeating: 0, count: mask + 1)
        for (index, hash) in hashes.enumerated() {
            var slot = Int(truncatingIfNeeded: hash) & mask
            while slots[slot] != 0 { slot = (slot + 1) & mask }
            slots[slot] = UInt32(index + 1)
        }
    }
}
