/// A line that begins with three colons, perhaps inside a list or a quote.
struct ColonLine {
    /// The 1-based number of the line in the file.
    var number: Int
    /// The line without its end.
    var range: Range<Int>
    /// Where the colons begin.
    var colons: Int
    /// Whether the colons stand where a fence may: indented by at most three spaces.
    var isAtMargin: Bool
}

/// Finds the lines that could be fences. Costs little where there are none.
func colonLines(_ bytes: [UInt8], _ body: Range<Int>, firstLine: Int) -> [ColonLine] {
    var lines: [ColonLine] = []
    var position = body.lowerBound
    var counted = body.lowerBound
    var number = firstLine
    while let hit = bytes.offset(of: ":::", from: position, to: body.upperBound) {
        let start = max(body.lowerBound, bytes.lineStart(of: hit))
        let end = min(body.upperBound, bytes.lineEnd(from: hit))
        if isContainerPrefix(bytes, start..<hit) {
            number += bytes.newlines(from: counted, to: start)
            counted = start
            let isAtMargin = hit - start <= 3 && bytes[start..<hit].allSatisfy { $0 == UInt8(ascii: " ") }
            lines.append(ColonLine(number: number, range: start..<end, colons: hit, isAtMargin: isAtMargin))
        }
        position = min(body.upperBound, end + 1)
    }
    return lines
}

/// Whether the bytes are only what may open or continue lists and quotes.
func isContainerPrefix(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
    var position = range.lowerBound
    while position < range.upperBound {
        let byte = bytes[position]
        switch byte {
        case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: ">"): position += 1
        case UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "+"):
            position += 1
            guard position < range.upperBound, bytes[position].isBlank else { return false }
        case _ where byte.isDigit:
            while position < range.upperBound, bytes[position].isDigit { position += 1 }
            guard position < range.upperBound,
                bytes[position] == UInt8(ascii: ".") || bytes[position] == UInt8(ascii: ")")
            else { return false }
            position += 1
        default: return false
        }
    }
    return true
}
