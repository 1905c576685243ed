/// Room for texts that had to be decoded, for the time of one line.
final class Scratch {
    private let memory: UnsafeMutableRawBufferPointer
    private var used = 0

    init(capacity: Int) {
        memory = .allocate(byteCount: capacity, alignment: 16)
    }

    deinit {
        memory.deallocate()
    }

    func clear() { used = 0 }

    /// - Returns: nil when there is no room left.
    func keep(_ bytes: [UInt8]) -> ByteSlice? {
        guard used + bytes.count <= memory.count else { return nil }
        let place = UnsafeMutableRawBufferPointer(rebasing: memory[used..<used + bytes.count])
        place.copyBytes(from: bytes)
        used += bytes.count
        return ByteSlice(UnsafeRawBufferPointer(memory)).map { $0[used - bytes.count..<used] }
    }
}
