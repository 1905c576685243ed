import Diagnostics

/// Where a file's front matter and its body stand.
///
/// Front matter begins where the first line is exactly `---` and ends at the next line that is exactly
/// `---`; so `title: A --- B` is a title. A file without it is all body; one whose front matter stands in
/// another place or form is an error, see ``MisplacedFrontMatter``.
struct FrontMatterSplit {
    /// The YAML, without the lines `---`; nil when there is none.
    var yaml: Range<Int>?
    /// Where the body begins.
    var bodyStart: Int
    /// The 1-based number of the body's first line.
    var bodyLine: Int

    init(_ source: SourceText) throws(DiagnosticError) {
        let bytes = source.bytes
        guard Self.isRule(bytes, 0) else {
            if let fault = MisplacedFrontMatter.fault(in: source) { throw DiagnosticError(fault) }
            (yaml, bodyStart, bodyLine) = (nil, 0, 1)
            return
        }
        let start = min(bytes.count, 4)
        var position = start
        var line = 2
        while position < bytes.count {
            let end = bytes.lineEnd(from: position)
            let next = min(bytes.count, end + 1)
            if Self.isRule(bytes, position) {
                (yaml, bodyStart, bodyLine) = (start..<position, next, line + 1)
                return
            }
            position = next
            line += 1
        }
        throw DiagnosticError(
            source.error(
                "the front matter is never closed", offset: 0, length: 3,
                hint: "end it with a line '---'"))
    }

    /// Whether a line that is exactly `---` begins here; spaces after it are forgiven.
    private static func isRule(_ bytes: [UInt8], _ start: Int) -> Bool {
        guard bytes.has("---", at: start) else { return false }
        var position = start + 3
        while position < bytes.count, bytes[position].isBlank { position += 1 }
        return position == bytes.count || bytes[position] == UInt8(ascii: "\n")
    }
}
