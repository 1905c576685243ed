/// JPEG (ITU-T T.81): segments up to the first scan, of which the frame's and three of applications matter.
extension ImageHeader {
    static func jpeg(_ reader: ByteReader) throws(ImageError) -> ImageHeader {
        var header = ImageHeader(.jpeg, nil)
        var profile = SplitProfile()
        var components = 0
        var offset = 2
        while header.size == nil || reader[offset + 1] != 0xDA {
            guard reader[offset] == 0xFF, let kind = reader[offset + 1] else {
                throw .damaged("it ends before its pixels")
            }
            if kind == 0xFF {
                // Fill bytes may stand before any marker.
                offset += 1
                continue
            }
            if kind == 0x01 || (0xD0...0xD7).contains(kind) {
                offset += 2
                continue
            }
            guard kind != 0xD9, kind != 0xDA, let length = reader.big(offset + 2, 2), length >= 2,
                let segment = reader.slice(offset + 4, length - 2)
            else { throw .damaged("it ends before its pixels") }
            switch kind {
            case 0xC0...0xCF where ![0xC4, 0xC8, 0xCC].contains(kind):
                guard let height = segment.big(1, 2), let width = segment.big(3, 2), let count = segment[5]
                else {
                    throw .damaged("its frame is cut off")
                }
                header.size = PixelSize(width: width, height: height)
                components = Int(count)
            case 0xE1 where segment.has("Exif\0\0", at: 0):
                let exif = segment.slice(6, segment.count - 6)
                header.orientation = exif.flatMap(orientation(inTIFF:)) ?? header.orientation
            case 0xE2: profile.add(segment)
            default: break
            }
            offset += 2 + length
        }
        header.colourProfile = profile.joined
        // Inks instead of colours: browsers and printers differ on what those are.
        header.isConvertible = components == 1 || components == 3
        if header.orientation > 4 { header.size = header.size?.turned }
        return header
    }

    /// The orientation in the first directory of EXIF's TIFF.
    private static func orientation(inTIFF tiff: ByteReader) -> Int? {
        let isLittle = tiff.has("II", at: 0)
        guard isLittle || tiff.has("MM", at: 0) else { return nil }
        let number = { (offset: Int, count: Int) in
            isLittle ? tiff.little(offset, count) : tiff.big(offset, count)
        }
        guard number(2, 2) == 42, let directory = number(4, 4), let entries = number(directory, 2) else {
            return nil
        }
        for index in 0..<entries {
            let entry = directory + 2 + 12 * index
            guard let tag = number(entry, 2) else { return nil }
            guard tag == 0x0112 else { continue }
            return number(entry + 8, 2).flatMap { (1...8).contains($0) ? $0 : nil }
        }
        return nil
    }
}

/// An ICC profile in several segments (ICC.1, annex B.4), in any order.
private struct SplitProfile {
    private var parts: [UInt8: ByteReader] = [:]
    private var count: UInt8 = 0

    mutating func add(_ segment: ByteReader) {
        guard segment.has("ICC_PROFILE\0", at: 0), let number = segment[12], let count = segment[13],
            let part = segment.slice(14, segment.count - 14)
        else { return }
        parts[number] = part
        self.count = count
    }

    /// The whole profile; none where a part is missing.
    var joined: [UInt8] {
        guard count > 0 else { return [] }
        let found = (1...count).compactMap { parts[$0] }
        return found.count == Int(count) ? found.flatMap(\.bytes) : []
    }
}
