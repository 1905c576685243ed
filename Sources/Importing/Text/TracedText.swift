import Content
import Diagnostics

/// A text on its way from a source to a page: whatever is changed in it, every byte is known to come from a place.
struct TracedText: Sendable {
    private(set) var bytes: [UInt8]
    /// In order; each reaches to the start of the next.
    private var pieces: [Piece]

    private struct Piece: Sendable {
        var start: Int
        var source: SourceText
        /// The byte of the source that the first byte comes from.
        var offset: Int
        /// Whether the bytes are those of the source; else all of them come from that one place.
        var isVerbatim: Bool
    }

    init(_ source: SourceText, _ range: Range<Int>) {
        bytes = Array(source.bytes[range])
        pieces = [Piece(start: 0, source: source, offset: range.lowerBound, isVerbatim: true)]
    }

    init(_ source: SourceText) {
        self.init(source, 0..<source.bytes.count)
    }

    /// A text that was made, all of it from one place.
    init(_ text: String, from source: SourceText, offset: Int) {
        bytes = Array(text.utf8)
        pieces = [Piece(start: 0, source: source, offset: offset, isVerbatim: false)]
    }

    var string: String { String(decoding: bytes, as: UTF8.self) }

    func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    // MARK: Places

    private func piece(at offset: Int) -> Int {
        var (low, high) = (0, pieces.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if pieces[middle].start <= offset { low = middle } else { high = middle }
        }
        return low
    }

    /// Where a byte comes from.
    func origin(of offset: Int) -> (source: SourceText, offset: Int) {
        let piece = pieces[piece(at: offset)]
        return (piece.source, piece.offset + (piece.isVerbatim ? offset - piece.start : 0))
    }

    func warning(_ message: String, at range: Range<Int>, hint: String? = nil) -> Diagnostic {
        let (source, offset) = origin(of: range.lowerBound)
        let line = bytes[range].prefix { $0 != UInt8(ascii: "\n") }
        let place = source.location(offset: offset, length: max(1, line.count))
        return source.warning(message, at: place, hint: hint)
    }

    // MARK: Changes

    /// The range with all of its line, where nothing else stands there.
    func wholeLine(_ range: Range<Int>) -> Range<Int> {
        let start = bytes[..<range.lowerBound].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        let end = bytes.lineEnd(from: range.upperBound)
        let isAlone =
            bytes.trimmed(start..<range.lowerBound).isEmpty && bytes.trimmed(range.upperBound..<end).isEmpty
        return isAlone ? start..<Swift.min(bytes.count, end + 1) : range
    }

    struct Edit {
        var range: Range<Int>
        var replacement: TracedText?

        /// Replaces some bytes with a text that is said to come from their place.
        init(_ range: Range<Int>, in text: TracedText, with replacement: String) {
            self.range = range
            let (source, offset) = text.origin(of: range.lowerBound)
            self.replacement = TracedText(replacement, from: source, offset: offset)
        }

        init(_ range: Range<Int>, with replacement: TracedText?) {
            self.range = range
            self.replacement = replacement
        }
    }

    /// Makes all changes at once; one that overlaps an earlier one is left out.
    mutating func apply(_ edits: [Edit]) {
        guard !edits.isEmpty else { return }
        let old = self
        bytes = []
        pieces = []
        var position = 0
        let sorted = edits.enumerated().sorted {
            ($0.element.range.lowerBound, $0.offset) < ($1.element.range.lowerBound, $1.offset)
        }
        for edit in sorted.map(\.element) where edit.range.lowerBound >= position {
            append(old, position..<edit.range.lowerBound)
            if let replacement = edit.replacement { append(replacement, 0..<replacement.bytes.count) }
            position = edit.range.upperBound
        }
        append(old, position..<old.bytes.count)
        if pieces.isEmpty { pieces = [old.pieces[0]] }
    }

    mutating func append(_ other: TracedText, _ range: Range<Int>) {
        guard !range.isEmpty else { return }
        var index = other.piece(at: range.lowerBound)
        var position = range.lowerBound
        while position < range.upperBound {
            let piece = other.pieces[index]
            let next = index + 1 < other.pieces.count ? other.pieces[index + 1].start : other.bytes.count
            let end = min(next, range.upperBound)
            pieces.append(
                Piece(
                    start: bytes.count + position - range.lowerBound, source: piece.source,
                    offset: piece.offset + (piece.isVerbatim ? position - piece.start : 0),
                    isVerbatim: piece.isVerbatim))
            position = end
            index += 1
        }
        bytes += other.bytes[range]
    }
}
