import Diagnostics

/// A text's bytes and where its lines begin, to turn offsets into places for people.
struct TextLines: Sendable {
    let bytes: [UInt8]
    /// Offset of the first byte of each line; never empty, ascending.
    private let starts: [Int]

    /// Lines longer than this are not shown, and their columns are counted in bytes: counting the
    /// characters of a line of megabytes once per fault would take minutes.
    private static let longestShown = 1 << 16

    init(_ bytes: [UInt8]) {
        var starts = [0]
        bytes.withUnsafeBufferPointer { buffer in
            for index in buffer.indices where buffer[index] == UInt8(ascii: "\n") {
                starts.append(index + 1)
            }
        }
        self.bytes = bytes
        self.starts = starts
    }

    /// The 1-based number of the line that holds the byte at `offset`.
    func number(ofLineAt offset: Int) -> Int {
        var low = 0
        var high = starts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= offset { low = middle } else { high = middle }
        }
        return low + 1
    }

    /// How many characters these bytes are, at most those up to the end of their line.
    func characters(_ range: Range<Int>) -> Int {
        let line = bytes[range].prefix { $0 != UInt8(ascii: "\n") }
        if line.count > Self.longestShown { return line.count }
        return String(decoding: line, as: UTF8.self).count
    }

    func diagnostic(
        _ severity: Diagnostic.Severity, _ message: String, at offset: Int, length: Int = 1,
        file: String, hint: String? = nil
    ) -> Diagnostic {
        let number = number(ofLineAt: offset)
        var start = starts[number - 1]
        if number == 1, bytes.starts(with: byteOrderMark) { start = min(offset, byteOrderMark.count) }
        var end = number < starts.count ? starts[number] - 1 : bytes.count
        if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
        let isShown = end - start <= Self.longestShown
        let column = isShown ? characters(start..<max(start, offset)) : offset - start
        return Diagnostic(
            severity, message,
            at: SourceLocation(file: file, line: number, column: column + 1, length: length),
            excerpt: isShown ? String(decoding: bytes[start..<end], as: UTF8.self) : nil, hint: hint)
    }
}

/// What some editors put before UTF-8 text.
let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
