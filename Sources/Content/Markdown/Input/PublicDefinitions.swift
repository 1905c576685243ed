/// The link and footnote definitions of a page's open text, to be used inside its sealed sections too.
///
/// Copied as text, paragraph by paragraph: cmark then reads them again just as it did at first. Whatever
/// else stands in these paragraphs is cut from the section before it is rendered.
struct PublicDefinitions {
    private var chunks: [(text: [UInt8], line: Int)] = []

    /// - Parameters:
    ///   - open: the open text of the page.
    ///   - literals: lines of it (composed) that are code or raw HTML, by their start.
    init(_ open: ComposedMarkdown, literals: [Range<Int>]) {
        let bytes = open.bytes
        guard bytes.offset(of: "]:", from: open.range.lowerBound, to: open.range.upperBound) != nil else {
            return
        }
        let lines = LineStarts(bytes, open.range)
        let literalLines = Set(literals.flatMap { $0 })
        var number = 1
        while let line = lines.line(number) {
            defer { number += 1 }
            guard !literalLines.contains(number), let label = Self.label(bytes, line) else { continue }
            let isAtMargin =
                label.lowerBound - line.lowerBound <= 3
                && bytes[line.lowerBound..<label.lowerBound].allSatisfy { $0 == UInt8(ascii: " ") }
            func continues(_ number: Int) -> Bool {
                guard let line = lines.line(number), !literalLines.contains(number) else { return false }
                return !bytes.isBlank(line)
            }
            var first = number
            if isAtMargin {
                while first > 1, continues(first - 1) { first -= 1 }
            }
            var last = number
            while continues(last + 1) { last += 1 }
            if isAtMargin, bytes.has("[^", at: label.lowerBound) {
                last = Self.footnoteEnd(bytes, lines, from: last)
            }
            add(bytes, lines, first...last, open, label: isAtMargin ? nil : (number, label.lowerBound))
            number = last
        }
    }

    var isEmpty: Bool { chunks.isEmpty }

    /// Adds the definitions to the text of a section.
    func append(to text: inout ComposedMarkdown) {
        text.add(.definitions)
        for chunk in chunks { text.add(chunk.text, 0..<chunk.text.count, line: chunk.line) }
    }

    private mutating func add(
        _ bytes: [UInt8], _ lines: LineStarts, _ range: ClosedRange<Int>, _ open: ComposedMarkdown,
        label: (line: Int, offset: Int)?
    ) {
        var text: [UInt8] = []
        for number in range {
            guard let line = lines.line(number) else { continue }
            var start = line.lowerBound
            if let label {
                // In a list or a quote: without what makes it one.
                start =
                    number == label.line
                    ? label.offset
                    : bytes[line].firstIndex { !$0.isBlank && $0 != UInt8(ascii: ">") } ?? start
            }
            text.append(contentsOf: bytes[start..<line.upperBound])
            text.append(UInt8(ascii: "\n"))
        }
        text.append(UInt8(ascii: "\n"))
        chunks.append((text, open.lines.source(range.lowerBound)))
    }

    /// The `[label]:` that begins a line, inside whatever list or quote.
    private static func label(_ bytes: [UInt8], _ line: Range<Int>) -> Range<Int>? {
        guard let close = bytes.offset(of: "]:", from: line.lowerBound, to: line.upperBound),
            let open = bytes.offset(of: UInt8(ascii: "["), from: line.lowerBound, to: close),
            isContainerPrefix(bytes, line.lowerBound..<open)
        else { return nil }
        return open..<close + 2
    }

    /// The last line of a footnote: indented lines after a blank one belong to it.
    private static func footnoteEnd(_ bytes: [UInt8], _ lines: LineStarts, from line: Int) -> Int {
        var last = line
        var number = line + 1
        while let next = lines.line(number) {
            if !bytes.isBlank(next) {
                let indent = bytes[next].prefix { $0.isBlank }
                guard indent.count >= 4 || indent.first == UInt8(ascii: "\t") else { break }
                last = number
            }
            number += 1
        }
        return last
    }
}
