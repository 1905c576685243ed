/// Texts kept once, numbered from 0 in the order of their coming.
struct Interner {
    private var bytes: [UInt8] = []
    private var ends: [Int] = [0]
    private var hashes: [UInt64] = []
    private var slots = SlotTable(count: 64)
    let seed: UInt64

    init(seed: UInt64) {
        self.seed = seed
    }

    var count: Int { hashes.count }

    /// Bytes of memory, about.
    var footprint: Int { bytes.capacity + ends.capacity * 8 + hashes.capacity * 8 + slots.footprint }

    mutating func intern(_ text: ByteSlice) -> Int {
        let hash = ByteHash.hash(text, seed: seed)
        var slot = slots.first(hash)
        while let index = slots.index(hash, &slot) {
            if isText(text, at: index) { return index }
        }
        return insert(text, hash, slot)
    }

    mutating func intern(_ text: some Collection<UInt8>) -> Int {
        let found = text.withContiguousStorageIfAvailable { buffer in
            ByteSlice(UnsafeRawBufferPointer(buffer)).map { intern($0) }
        }
        // The empty text may be without memory.
        return (found ?? nil)
            ?? [UInt8(0)].withUnsafeBytes { one in ByteSlice(one).map { intern($0[0..<0]) } ?? 0 }
    }

    func text(_ index: Int) -> ArraySlice<UInt8> { bytes[ends[index]..<ends[index + 1]] }

    private func isText(_ text: ByteSlice, at index: Int) -> Bool {
        let start = ends[index]
        guard ends[index + 1] - start == text.count else { return false }
        return bytes.withUnsafeBytes { all in
            guard let slice = ByteSlice(all) else { return true }
            return slice[start..<start + text.count].equals(text)
        }
    }

    @inline(never)
    private mutating func insert(_ text: ByteSlice, _ hash: UInt64, _ slot: Int) -> Int {
        let index = hashes.count
        bytes.append(contentsOf: text.buffer)
        ends.append(bytes.count)
        hashes.append(hash)
        slots.set(slot, hash, index)
        if hashes.count * 2 > slots.count { slots.grow(hashes) }
        return index
    }
}
