/// AVIF: boxes of ISO/IEC 14496-12, in which properties of items (ISO/IEC 23008-12) give the size of the primary one.
extension ImageHeader {
    static func avif(_ reader: ByteReader) throws(ImageError) -> ImageHeader {
        // A version and flags stand before what the box holds.
        guard let meta = reader.box("meta")?.dropping(4), let properties = meta.box("iprp"),
            let list = properties.box("ipco")?.boxes, let item = meta.box("pitm").flatMap(primaryItem),
            let numbers = properties.box("ipma").flatMap({ associations(in: $0, of: item) })
        else { throw .damaged("it does not say how large it is") }
        var size: PixelSize?
        var isTurned = false
        for number in numbers where list.indices.contains(number - 1) {
            let (kind, content) = list[number - 1]
            if kind == "ispe", let width = content.big(4, 4), let height = content.big(8, 4) {
                size = PixelSize(width: width, height: height)
            }
            if kind == "irot", let angle = content[0] { isTurned = angle % 2 == 1 }
        }
        guard let size else { throw .damaged("it does not say how large it is") }
        return ImageHeader(.avif, isTurned ? size.turned : size)
    }

    private static func primaryItem(_ box: ByteReader) -> Int? {
        box[0] == 0 ? box.big(4, 2) : box.big(4, 4)
    }

    /// The properties of an item, as numbers from 1 on.
    private static func associations(in box: ByteReader, of item: Int) -> [Int]? {
        guard let version = box[0], let flags = box[3], let count = box.big(4, 4) else { return nil }
        let idCount = version < 1 ? 2 : 4
        let width = flags & 1 == 0 ? 1 : 2
        var offset = 8
        for _ in 0..<count {
            guard let id = box.big(offset, idCount), let length = box[offset + idCount] else { return nil }
            let start = offset + idCount + 1
            offset = start + Int(length) * width
            guard id == item else { continue }
            // The highest bit says whether a reader must understand it.
            return (0..<Int(length)).compactMap { index in
                box.big(start + index * width, width).map { $0 & (width == 1 ? 0x7F : 0x7FFF) }
            }
        }
        return nil
    }
}

extension ByteReader {
    fileprivate func dropping(_ count: Int) -> ByteReader? { slice(count, self.count - count) }

    /// What the first box of a kind holds.
    fileprivate func box(_ kind: String) -> ByteReader? { boxes.first { $0.kind == kind }?.content }

    /// The boxes one after the other, as far as they are whole.
    fileprivate var boxes: [(kind: String, content: ByteReader)] {
        var found: [(String, ByteReader)] = []
        var offset = 0
        while let short = big(offset, 4), let kind = slice(offset + 4, 4) {
            let front = short == 1 ? 16 : 8
            let length = short == 0 ? count - offset : short == 1 ? (big(offset + 12, 4) ?? 0) : short
            guard length >= front, let content = slice(offset + front, length - front) else { break }
            found.append((String(decoding: kind.bytes, as: UTF8.self), content))
            offset += length
        }
        return found
    }
}
