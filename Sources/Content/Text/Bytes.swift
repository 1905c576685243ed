import Foundation

/// Searching in UTF-8 bytes. Offsets are 0-based; a range outside the array is cut to it.
extension [UInt8] {
    /// The first `byte` in `start..<end`.
    func offset(of byte: UInt8, from start: Int, to end: Int? = nil) -> Int? {
        let end = Swift.min(end ?? count, count)
        guard start >= 0, start < end else { return nil }
        return withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress,
                let hit = memchr(base + start, Int32(byte), end - start)
            else { return nil }
            return UnsafeRawPointer(hit) - base
        }
    }

    /// The first place in `start..<end` where all of `needle` stands.
    func offset(of needle: StaticString, from start: Int, to end: Int? = nil) -> Int? {
        offset(
            of: UnsafeRawBufferPointer(start: needle.utf8Start, count: needle.utf8CodeUnitCount), from: start,
            to: end)
    }

    /// The same for a text that is not known in advance.
    func offset(of needle: [UInt8], from start: Int, to end: Int? = nil) -> Int? {
        needle.withUnsafeBytes { offset(of: $0, from: start, to: end) }
    }

    private func offset(of needle: UnsafeRawBufferPointer, from start: Int, to end: Int?) -> Int? {
        let end = Swift.min(end ?? count, count)
        let length = needle.count
        guard start >= 0, let pattern = needle.baseAddress, let first = needle.first else { return nil }
        return withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress else { return nil }
            var position = start
            while end - position >= length,
                let hit = memchr(base + position, Int32(first), end - position - length + 1)
            {
                if memcmp(hit, pattern, length) == 0 { return UnsafeRawPointer(hit) - base }
                position = UnsafeRawPointer(hit) - base + 1
            }
            return nil
        }
    }

    /// Whether `needle` stands at `offset`.
    func has(_ needle: StaticString, at offset: Int) -> Bool {
        let length = needle.utf8CodeUnitCount
        guard offset >= 0, count - offset >= length else { return false }
        return withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress else { return length == 0 }
            return memcmp(base + offset, needle.utf8Start, length) == 0
        }
    }

    /// The end of the line that holds `offset`: its `\n`, or the end of the text.
    func lineEnd(from offset: Int) -> Int {
        self.offset(of: UInt8(ascii: "\n"), from: offset) ?? count
    }

    /// The start of the line that holds `offset`.
    func lineStart(of offset: Int) -> Int {
        var start = Swift.min(Swift.max(0, offset), count)
        while start > 0, self[start - 1] != UInt8(ascii: "\n") { start -= 1 }
        return start
    }

    /// How many lines end in `start..<end`.
    func newlines(from start: Int, to end: Int) -> Int {
        var number = 0
        var position = start
        while let newline = offset(of: UInt8(ascii: "\n"), from: position, to: end) {
            number += 1
            position = newline + 1
        }
        return number
    }

    /// `range` without the spaces and tabs at its ends.
    func trimmed(_ range: Range<Int>) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end, self[start].isBlank { start += 1 }
        while end > start, self[end - 1].isBlank { end -= 1 }
        return start..<end
    }

    /// Whether nothing but spaces, tabs and line ends stands in `range`.
    func isBlank(_ range: Range<Int>) -> Bool {
        self[range].allSatisfy { $0.isBlank || $0 == UInt8(ascii: "\n") }
    }

    /// The text in `range`.
    func text(_ range: Range<Int>) -> String {
        String(decoding: self[range], as: UTF8.self)
    }
}

extension UInt8 {
    /// A space or a tab.
    var isBlank: Bool { self == 0x20 || self == 0x09 }
    var isDigit: Bool { self >= 0x30 && self <= 0x39 }
    var isLetter: Bool { (self | 0x20) >= 0x61 && (self | 0x20) <= 0x7A }
    var isAlphanumeric: Bool { isDigit || isLetter }
    var isSpace: Bool { self == 0x20 || (self >= 0x09 && self <= 0x0D) }
}
