/// The text of one cmark document, put together from runs of a source file.
///
/// Call-outs, directives and sealed sections leave a line `<!--:-->` in it, recognised by its number: an author may
/// write the same line elsewhere without being mistaken for a marker.
struct ComposedMarkdown {
    enum Marker {
        case openCallout(Callout)
        case closeCallout(line: Int)
        case directive(Directive)
        case closeDirective(line: Int, opening: Int)
        /// A sealed section, by its index among those of the page.
        case section(Int)
        /// What follows are definitions from elsewhere, of which nothing shows by itself.
        case definitions
    }

    private(set) var bytes: [UInt8]
    /// The bytes to parse.
    private(set) var range: Range<Int>
    private(set) var lines = LineMap()
    /// By the line they stand on, ascending.
    private(set) var markers: [(line: Int, marker: Marker)] = []
    private var nextLine = 1

    /// One run of a file as it stands, without a copy.
    init(source: SourceText, run: TextRun) {
        bytes = source.bytes
        range = run.range
        lines.add(composed: 1, source: run.line)
    }

    init(capacity: Int) {
        bytes = []
        bytes.reserveCapacity(capacity)
        range = 0..<0
    }

    /// The pieces of a part.
    init(source: SourceText, pieces: [BodyPart.Piece]) {
        if pieces.count == 1, case .text(let run) = pieces[0] {
            self.init(source: source, run: run)
            return
        }
        self.init(capacity: 4096)
        for piece in pieces { add(piece, source: source) }
    }

    mutating func add(_ piece: BodyPart.Piece, source: SourceText) {
        switch piece {
        case .text(let run): add(source.bytes, run.range, line: run.line)
        case .openCallout(let callout): add(.openCallout(callout))
        case .closeCallout(let line): add(.closeCallout(line: line))
        case .directive(let directive): add(.directive(directive))
        case .closeDirective(let line, let opening): add(.closeDirective(line: line, opening: opening))
        }
    }

    /// Adds whole lines; a missing line end is added.
    mutating func add(_ text: [UInt8], _ run: Range<Int>, line: Int) {
        guard !run.isEmpty else { return }
        lines.add(composed: nextLine, source: line)
        bytes.append(contentsOf: text[run])
        nextLine += text.newlines(from: run.lowerBound, to: run.upperBound)
        if bytes.last != UInt8(ascii: "\n") { endLine() }
        range = 0..<bytes.count
    }

    /// Adds a marker; the blank lines close whatever block may be open, save raw HTML and code.
    mutating func add(_ marker: Marker) {
        endLine()
        // What a template wrote is about the line that called for it.
        switch marker {
        case .directive(let directive): lines.add(composed: nextLine, source: directive.location.line)
        case .closeDirective(_, let opening): lines.add(composed: nextLine, source: opening)
        default: break
        }
        markers.append((nextLine, marker))
        bytes.append(contentsOf: "<!--:-->".utf8)
        endLine()
        endLine()
        range = 0..<bytes.count
    }

    /// The same text as a copy of its own, so that more can be added.
    func detached() -> ComposedMarkdown {
        guard nextLine == 1 else { return self }
        var copy = ComposedMarkdown(capacity: range.count + 1024)
        copy.add(bytes, range, line: lines.source(1))
        return copy
    }

    private mutating func endLine() {
        bytes.append(UInt8(ascii: "\n"))
        nextLine += 1
    }
}

/// Which line of the file a line of a composed text comes from.
struct LineMap {
    private var runs: [(composed: Int, source: Int)] = []

    /// Lines from `composed` on come from `source` on.
    mutating func add(composed: Int, source: Int) {
        runs.append((composed, source))
    }

    /// Both 1-based.
    func source(_ composed: Int) -> Int {
        guard let run = runs.last(where: { $0.composed <= composed }) ?? runs.first else { return composed }
        return max(1, run.source + composed - run.composed)
    }
}
