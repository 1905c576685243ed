/// Tells what the parts of some code are.
///
/// Calls `run` for each run of `code` in order, with a letter that is the class of its element, 0 for none, and the
/// offset where it ends; for a language that it does not know, not at all.
public typealias CodeColouring =
    @Sendable (
        _ code: UnsafeBufferPointer<UInt8>, _ language: String, _ run: (_ letter: UInt8, _ end: Int) -> Void
    ) -> Void

/// Writes code as HTML: without its tags, and with its entities resolved, it is the code again.
struct CodeWriter {
    private var html: HTMLBuffer
    private let code: UnsafeBufferPointer<UInt8>
    /// Nil where lines need no elements of their own.
    private let lines: CodeLines?
    private var position = 0
    /// From 0.
    private var line = 0

    /// - Parameter opening: the HTML to write behind.
    init(_ code: UnsafeBufferPointer<UInt8>, behind opening: HTMLBuffer, lines: CodeLines?) {
        self.code = code
        html = opening
        self.lines = lines
        if !code.isEmpty { lines?.open(0, &html) }
    }

    /// Writes what stands before `end` and is not written yet, in an element with a class.
    mutating func run(_ letter: UInt8, upTo end: Int) {
        let end = min(end, code.count)
        guard lines != nil else {
            if position < end { piece(letter, position..<end) }
            position = max(position, end)
            return
        }
        while position < end {
            var stop = position
            while stop < end, code[stop] != UInt8(ascii: "\n") { stop += 1 }
            if position < stop { piece(letter, position..<stop) }
            position = stop
            if stop < end { endLine() }
        }
    }

    /// Writes the rest of the code, and what comes behind it.
    consuming func finish(_ closing: StaticString) -> HTMLBuffer {
        run(0, upTo: code.count)
        if let lines, code.last != UInt8(ascii: "\n"), !code.isEmpty { lines.close(line, &html) }
        html.raw(closing)
        return html
    }

    private mutating func piece(_ letter: UInt8, _ range: Range<Int>) {
        if letter != 0 {
            html.raw("<span class=\"")
            html.byte(letter)
            html.raw("\">")
        }
        html.text(UnsafeBufferPointer(rebasing: code[range]))
        if letter != 0 { html.raw("</span>") }
    }

    private mutating func endLine() {
        html.raw("\n")
        position += 1
        lines?.close(line, &html)
        line += 1
        if position < code.count { lines?.open(line, &html) }
    }
}

/// The elements around lines: `<mark class="l">` for those to be marked, `<span class="l">` for the others, with the
/// number as an attribute, so that it is no part of the text.
struct CodeLines {
    private let isMarked: [Bool]
    private let firstNumber: Int?
    /// Digits of the longest number.
    private let width: Int

    /// - Parameter count: how many lines there are.
    init(_ info: FenceInfo, count: Int) {
        var isMarked = Array(repeating: false, count: count)
        for lines in info.marked where lines.lowerBound <= count {
            for line in lines.lowerBound...min(lines.upperBound, count) { isMarked[line - 1] = true }
        }
        self.isMarked = isMarked
        firstNumber = info.firstNumber
        width = String((info.firstNumber ?? 0) + max(0, count - 1)).utf8.count
    }

    func open(_ line: Int, _ html: inout HTMLBuffer) {
        html.raw(isMarked(line) ? "<mark class=\"l\"" : "<span class=\"l\"")
        if let firstNumber {
            let number = String(firstNumber + line)
            html.raw(" data-n=\"")
            // Padded here, so that numbers of any length stand in a column.
            html.raw(repeatElement(UInt8(ascii: " "), count: max(0, width - number.utf8.count)))
            html.raw(number)
            html.raw("\"")
        }
        html.raw(">")
    }

    func close(_ line: Int, _ html: inout HTMLBuffer) {
        html.raw(isMarked(line) ? "</mark>" : "</span>")
    }

    private func isMarked(_ line: Int) -> Bool { isMarked.indices.contains(line) && isMarked[line] }
}
