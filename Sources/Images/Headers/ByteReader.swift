/// Bytes of a file that may end anywhere; what lies beyond its end is nil.
struct ByteReader {
    let bytes: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) { self.bytes = bytes[...] }

    private init(_ bytes: ArraySlice<UInt8>) { self.bytes = bytes }

    var count: Int { bytes.count }

    subscript(offset: Int) -> UInt8? {
        offset >= 0 && offset < bytes.count ? bytes[bytes.startIndex + offset] : nil
    }

    /// `count` bytes at `offset`, when all are there.
    func slice(_ offset: Int, _ count: Int) -> ByteReader? {
        guard offset >= 0, count >= 0, offset <= bytes.count, count <= bytes.count - offset else {
            return nil
        }
        let start = bytes.startIndex + offset
        return ByteReader(bytes[start..<start + count])
    }

    /// An unsigned number of `count` bytes, at most 8 of which the first is below 128.
    func big(_ offset: Int, _ count: Int) -> Int? {
        slice(offset, count)?.bytes.reduce(0) { $0 << 8 | Int($1) }
    }

    func little(_ offset: Int, _ count: Int) -> Int? {
        slice(offset, count)?.bytes.reversed().reduce(0) { $0 << 8 | Int($1) }
    }

    func has(_ piece: some Collection<UInt8>, at offset: Int) -> Bool {
        slice(offset, piece.count)?.bytes.elementsEqual(piece) ?? false
    }

    /// Whether these characters, of one byte each, stand at `offset`.
    func has(_ text: String, at offset: Int) -> Bool {
        has(text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }, at: offset)
    }
}
