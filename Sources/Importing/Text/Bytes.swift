/// Searching in UTF-8 bytes.
extension [UInt8] {
    func has(_ needle: StaticString, at offset: Int) -> Bool {
        guard offset >= 0, count - offset >= needle.utf8CodeUnitCount else { return false }
        for index in 0..<needle.utf8CodeUnitCount where self[offset + index] != needle.utf8Start[index] {
            return false
        }
        return true
    }

    /// The first place in `start..<end` where all of `needle` stands.
    func find(_ needle: StaticString, from start: Int, to end: Int? = nil) -> Int? {
        let end = Swift.min(end ?? count, count)
        let length = needle.utf8CodeUnitCount
        var position = Swift.max(0, start)
        while position + length <= end {
            if self[position] == needle.utf8Start[0], has(needle, at: position) { return position }
            position += 1
        }
        return nil
    }

    func lineEnd(from offset: Int) -> Int {
        self[Swift.min(offset, count)...].firstIndex(of: UInt8(ascii: "\n")) ?? count
    }

    func trimmed(_ range: Range<Int>) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end, self[start].isSpace { start += 1 }
        while end > start, self[end - 1].isSpace { end -= 1 }
        return start..<end
    }

    func text(_ range: Range<Int>) -> String { String(decoding: self[range], as: UTF8.self) }
}

extension UInt8 {
    var isSpace: Bool { self == 0x20 || (self >= 0x09 && self <= 0x0D) }
    var isDigit: Bool { self >= 0x30 && self <= 0x39 }
    var isLetter: Bool { (self | 0x20) >= 0x61 && (self | 0x20) <= 0x7A }
    var isWord: Bool { isLetter || isDigit || self == UInt8(ascii: "_") }
}

extension StringProtocol {
    /// Without the white space at both ends.
    var trimmed: String {
        guard let first = firstIndex(where: { !$0.isWhitespace }),
            let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[first...last])
    }
}
