/// Where the lines of a range begin.
struct LineStarts {
    private let bytes: [UInt8]
    private let starts: [Int]
    private let end: Int

    init(_ bytes: [UInt8], _ range: Range<Int>) {
        self.bytes = bytes
        end = range.upperBound
        var starts = [range.lowerBound]
        var position = range.lowerBound
        while let newline = bytes.offset(of: UInt8(ascii: "\n"), from: position, to: range.upperBound) {
            position = newline + 1
            starts.append(position)
        }
        self.starts = starts
    }

    /// Where a line begins; the end of the range when there is no such line.
    func offset(_ number: Int) -> Int {
        number > starts.count ? end : starts[max(0, number - 1)]
    }

    /// The number of the line that holds an offset.
    func number(at offset: Int) -> Int {
        var low = 0
        var high = starts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= offset { low = middle } else { high = middle }
        }
        return low + 1
    }

    /// The bytes of a line without its end; nil when there is no such line.
    ///
    /// - Parameter number: 1-based, counted from the start of the range.
    func line(_ number: Int) -> Range<Int>? {
        guard number >= 1, number <= starts.count else { return nil }
        let start = starts[number - 1]
        return start..<min(end, number < starts.count ? starts[number] - 1 : end)
    }

    /// Whether the line, inside whatever list or quote, closes a code fence.
    func isClosingFence(_ number: Int, length: Int, character: UInt8) -> Bool {
        guard let (run, rest) = fence(number, character) else { return false }
        return run >= length && bytes[rest].allSatisfy { $0.isBlank }
    }

    /// Whether the line, inside whatever list or quote, opens a code fence that names its language.
    func isOpeningFence(_ number: Int, length: Int, character: UInt8) -> Bool {
        guard let (run, rest) = fence(number, character) else { return false }
        return run >= length && bytes[rest].first?.isLetter == true
    }

    /// How many fence characters begin the line, and what follows them.
    private func fence(_ number: Int, _ character: UInt8) -> (run: Int, rest: Range<Int>)? {
        guard let line = line(number) else { return nil }
        var position = line.lowerBound
        while position < line.upperBound, bytes[position].isBlank || bytes[position] == UInt8(ascii: ">") {
            position += 1
        }
        let start = position
        while position < line.upperBound, bytes[position] == character { position += 1 }
        return (position - start, position..<line.upperBound)
    }
}
