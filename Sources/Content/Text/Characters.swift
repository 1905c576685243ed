/// Counting characters without the cost of finding grapheme clusters, where the text is simple.
enum Characters {
    /// How many characters some UTF-8 has.
    static func count(_ bytes: ArraySlice<UInt8>) -> Int {
        bytes.withUnsafeBufferPointer { scan($0, limit: .max)?.count }
            ?? String(decoding: bytes, as: UTF8.self).count
    }

    /// How many characters a text has.
    static func count(_ text: String) -> Int {
        (text.utf8.withContiguousStorageIfAvailable { scan($0, limit: .max)?.count } ?? nil) ?? text.count
    }

    /// The first `limit` characters of a text.
    static func prefix(_ text: String, _ limit: Int) -> Substring {
        guard let end = text.utf8.withContiguousStorageIfAvailable({ scan($0, limit: limit)?.end }),
            let end
        else { return text.prefix(limit) }
        return text[..<text.utf8.index(text.startIndex, offsetBy: end)]
    }

    /// Counts up to `limit` characters and says where they end; nil where scalars may join in clusters.
    private static func scan(
        _ bytes: UnsafeBufferPointer<UInt8>, limit: Int
    ) -> (count: Int, end: Int)? {
        var count = 0
        var position = 0
        while position < bytes.count, count < limit {
            let length = simpleScalar(bytes, position)
            guard length > 0 else { return nil }
            position += length
            count += 1
        }
        // What follows could still join the last one counted.
        guard position >= bytes.count || simpleScalar(bytes, position) > 0 else { return nil }
        return (count, min(position, bytes.count))
    }

    /// The length of a scalar that never joins others: ASCII, Latin, and most of CJK; else 0.
    private static func simpleScalar(_ bytes: UnsafeBufferPointer<UInt8>, _ position: Int) -> Int {
        let lead = bytes[position]
        if lead < 0x80 { return lead == 0x0D ? 0 : 1 }
        if lead >= 0xC2, lead <= 0xCB { return 2 }
        guard lead >= 0xE2, position + 2 < bytes.count else { return 0 }
        let second = bytes[position + 1]
        let third = bytes[position + 2]
        switch lead {
        case 0xE4...0xE9: return 3
        case 0xE2: return second == 0x80 && third >= 0x90 && third <= 0xA7 ? 3 : 0  // dashes, quotes
        case 0xE3:
            if second == 0x80 { return third < 0xAA ? 3 : 0 }  // Chinese punctuation
            return second == 0x82 && (third == 0x99 || third == 0x9A) ? 0 : 3  // voicing marks
        case 0xEF: return second == 0xBC || second == 0xBD ? 3 : 0  // full-width forms
        default: return 0
        }
    }
}
