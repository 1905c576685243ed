/// A line that is a fence, or that its author may have meant for one.
struct FenceLine {
    enum Form {
        /// Three colons where a fence may stand.
        case fence
        /// Three colons in a list, in a quote or indented too far.
        case displaced
        /// Colons of another script, as an input method for Chinese types them.
        case lookalike
        /// Two colons at the margin; text, unless a tier follows.
        case short
        /// `<!--more-->`
        case more
    }

    var form: Form
    /// The 1-based number of the line in the file.
    var number: Int
    /// The line without its end.
    var range: Range<Int>
    /// Where the colons begin, or the comment.
    var start: Int
}

/// Finds every line that could be a fence, or the mark of a teaser. Costs little where there are none.
struct FenceLines {
    private let bytes: [UInt8]
    private let body: Range<Int>
    private let firstLine: Int
    /// In the order of the text.
    private(set) var lines: [FenceLine] = []

    init(_ bytes: [UInt8], _ body: Range<Int>, firstLine: Int) {
        self.bytes = bytes
        self.body = body
        self.firstLine = firstLine
        findFences()
        findLookalikes()
        findShort()
        findMore()
        lines.sort { $0.start < $1.start }
        number()
    }

    private mutating func findFences() {
        var position = body.lowerBound
        while let hit = bytes.offset(of: ":::", from: position, to: body.upperBound) {
            let line = line(at: hit)
            position = min(body.upperBound, line.upperBound + 1)
            guard isContainerPrefix(bytes, line.lowerBound..<hit, allowingWideSpaces: true) else { continue }
            add(isAtMargin(hit, line) ? .fence : .displaced, line, hit)
        }
    }

    private mutating func findLookalikes() {
        let wide: StaticString = "：", ascii: StaticString = ":"
        var position = body.lowerBound
        while let hit = bytes.offset(of: wide, from: position, to: body.upperBound) {
            let line = line(at: hit)
            var start = hit
            while start > line.lowerBound, bytes.has(ascii, at: start - 1) { start -= 1 }
            var end = start
            var count = 0
            while end < line.upperBound {
                if bytes.has(wide, at: end) {
                    end += 3
                } else if bytes.has(ascii, at: end) {
                    end += 1
                } else {
                    break
                }
                count += 1
            }
            position = end
            guard count >= 3, !bytes.has(":::", at: start),
                isContainerPrefix(bytes, line.lowerBound..<start, allowingWideSpaces: true)
            else { continue }
            add(.lookalike, line, start)
        }
    }

    private mutating func findShort() {
        var position = body.lowerBound
        while let hit = bytes.offset(of: "::", from: position, to: body.upperBound) {
            let line = line(at: hit)
            position = min(body.upperBound, hit + 2)
            while position < line.upperBound, bytes.has(":", at: position) { position += 1 }
            guard position == hit + 2, isAtMargin(hit, line) else { continue }
            add(.short, line, hit)
        }
    }

    private mutating func findMore() {
        var position = body.lowerBound
        while let hit = bytes.offset(of: "<!--", from: position, to: body.upperBound) {
            position = hit + 4
            let line = line(at: hit)
            guard isAtMargin(hit, line) else { continue }
            let text = bytes.trimmed(line)
            guard text.count >= 7, bytes.has("-->", at: text.upperBound - 3) else { continue }
            let inner = bytes.trimmed(hit + 4..<max(hit + 4, text.upperBound - 3))
            if inner.count == 4, bytes.has("more", at: inner.lowerBound) { add(.more, line, hit) }
        }
    }

    private mutating func add(_ form: FenceLine.Form, _ line: Range<Int>, _ start: Int) {
        lines.append(FenceLine(form: form, number: 0, range: line, start: start))
    }

    private mutating func number() {
        var counted = body.lowerBound
        var number = firstLine
        for index in lines.indices {
            let start = lines[index].range.lowerBound
            number += bytes.newlines(from: counted, to: start)
            counted = start
            lines[index].number = number
        }
    }

    private func line(at offset: Int) -> Range<Int> {
        let start = max(body.lowerBound, bytes.lineStart(of: offset))
        return start..<min(body.upperBound, bytes.lineEnd(from: offset))
    }

    /// Whether at most three spaces stand before.
    private func isAtMargin(_ start: Int, _ line: Range<Int>) -> Bool {
        start - line.lowerBound <= 3 && bytes[line.lowerBound..<start].allSatisfy { $0 == UInt8(ascii: " ") }
    }
}

/// Whether the bytes are only what may open or continue lists and quotes.
///
/// - Parameter allowingWideSpaces: whether spaces that Markdown takes for text may be among them.
func isContainerPrefix(_ bytes: [UInt8], _ range: Range<Int>, allowingWideSpaces: Bool = false) -> Bool {
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
        case 0x80... where allowingWideSpaces:
            guard let length = wideSpace(bytes, position) else { return false }
            position += length
        default: return false
        }
    }
    return true
}

/// The length of a space beyond ASCII, or of a character without width.
func wideSpace(_ bytes: [UInt8], _ position: Int) -> Int? {
    let spaces: [StaticString] = ["\u{3000}", "\u{A0}", "\u{200B}", "\u{FEFF}", "\u{2060}"]
    if let space = spaces.first(where: { bytes.has($0, at: position) }) { return space.utf8CodeUnitCount }
    // U+2000 to U+200D
    guard position + 2 < bytes.count, bytes[position] == 0xE2, bytes[position + 1] == 0x80,
        bytes[position + 2] <= 0x8D
    else { return nil }
    return 3
}
