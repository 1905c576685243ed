/// The visitors of one day by address and agent. Addresses are in memory only while a log is read.
struct VisitorTable {
    private(set) var keys: [VisitorKey] = []
    private(set) var kinds: [AgentKind] = []
    private var hashes: [UInt64] = []
    private var agents: [UInt32] = []
    private var ends: [Int] = [0]
    private var addresses: [UInt8] = []
    private var slots = SlotTable(count: 256)
    private let seed: UInt64

    init(seed: UInt64) {
        self.seed = seed
    }

    var footprint: Int { keys.capacity * 48 + addresses.capacity + slots.footprint }

    /// The number of a visitor that was here before.
    @inline(__always)
    func number(_ address: ByteSlice, agent: Int) -> Int? {
        let hash = hash(address, agent)
        var slot = slots.first(hash)
        while let index = slots.index(hash, &slot) {
            if Int(agents[index]) == agent, isAddress(address, of: index) { return index }
        }
        return nil
    }

    /// Adds a visitor that was not here before.
    mutating func add(_ address: ByteSlice, agent: Int, key: VisitorKey, kind: AgentKind) -> Int {
        let hash = hash(address, agent)
        var slot = slots.first(hash)
        while slots.index(hash, &slot) != nil {}
        slots.set(slot, hash, keys.count)
        hashes.append(hash)
        agents.append(UInt32(agent))
        addresses.append(contentsOf: address.buffer)
        ends.append(addresses.count)
        keys.append(key)
        kinds.append(kind)
        if keys.count * 2 > slots.count { slots.grow(hashes) }
        return keys.count - 1
    }

    @inline(__always)
    private func hash(_ address: ByteSlice, _ agent: Int) -> UInt64 {
        ByteHash.hash(address, seed: seed ^ UInt64(agent) &* 0x9E37_79B9_7F4A_7C15)
    }

    private func isAddress(_ address: ByteSlice, of index: Int) -> Bool {
        let start = ends[index]
        guard ends[index + 1] - start == address.count else { return false }
        return addresses.withUnsafeBytes { all in
            guard let slice = ByteSlice(all) else { return true }
            return slice[start..<start + address.count].equals(address)
        }
    }
}
