/// Texts kept once, numbered from 0 in the order of their coming.
struct Interner {
    private var bytes: [UInt8] = []
    private var ends: [Int] = [0]
    private var hashes: [UInt64] = []
    /// Number of a text plus one; 0 is free. The count is a power of two.
    private var slots: [UInt32] = Array(repeating: 0, count: 64)
    let seed: UInt64

    init(seed: UInt64) {
        self.seed = seed
    }

    var count: Int { hashes.count }

    /// Bytes of memory, about.
    var footprint: Int { bytes.capacity + ends.capacity * 8 + hashes.capacity * 8 + slots.capacity * 4 }

    mutating func intern(_ text: ByteSlice) -> Int {
        let hash = ByteHash.hash(text, seed: seed)
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: hash) & mask
        while true {
            let number = slots[slot]
            if number == 0 { break }
            let index = Int(number) - 1
            if hashes[index] == hash, isText(text, at: index) { return index }
            slot = (slot + 1) & mask
        }
        return insert(text, hash, slot)
    }

    mutating func intern(_ text: [UInt8]) -> Int {
        text.withUnsafeBytes { buffer in
            guard let slice = ByteSlice(buffer) else {
                var none: UInt8 = 0
                return withUnsafeBytes(of: &none) { empty in
                    ByteSlice(empty).map { intern($0[0..<0]) } ?? 0
                }
            }
            return intern(slice)
        }
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
        slots[slot] = UInt32(index + 1)
        if hashes.count * 2 > slots.count { grow() }
        return index
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
