/// The part of a file that a request asks for, as players of films do (RFC 9110, section 14).
package enum ByteRange: Sendable, Hashable {
    case whole
    case part(Range<Int>)
    /// Nothing of the file is in it.
    case unsatisfiable

    /// - Parameters:
    ///   - header: `bytes=0-499`, `bytes=500-` or `bytes=-500`; anything else, several ranges too, is the whole file.
    ///   - size: the file's.
    package init(_ header: String?, size: Int) {
        self = header.flatMap { Self.parse($0, size: size) } ?? .whole
    }

    private static func parse(_ header: String, size: Int) -> ByteRange? {
        guard header.hasPrefix("bytes=") else { return nil }
        let bounds = header.dropFirst("bytes=".count).split(separator: "-", omittingEmptySubsequences: false)
        guard let first = bounds.first, let last = bounds.last, bounds.count == 2 else { return nil }
        if first.isEmpty {
            guard let count = number(last) else { return nil }
            return count == 0 || size == 0 ? .unsatisfiable : .part(max(0, size - count)..<size)
        }
        guard let start = number(first) else { return nil }
        if last.isEmpty { return start < size ? .part(start..<size) : .unsatisfiable }
        guard let end = number(last), end >= start else { return nil }
        return start < size ? .part(start..<min(end, size - 1) + 1) : .unsatisfiable
    }

    /// Digits alone: `Int` would take a sign.
    private static func number(_ text: Substring) -> Int? {
        text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(text) : nil
    }
}
