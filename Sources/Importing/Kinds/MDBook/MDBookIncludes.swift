import Content
import Diagnostics

/// Puts in what `{{#include file}}` and its like name, in text and in code alike, as mdBook does.
struct MDBookIncludes {
    let folder: SourceFolder
    /// From `{{#title …}}`.
    private(set) var title: String?
    private(set) var diagnostics: [Diagnostic] = []

    /// Files inside one another; mdBook stops there too.
    private static let deepest = 10
    /// All that one page may take in, so that files which name each other cannot fill the memory.
    private static let mostBytes = 1 << 24
    private var budget = MDBookIncludes.mostBytes

    init(folder: SourceFolder) {
        self.folder = folder
    }

    /// Whether some page takes the file in.
    static func isIncluded(_ path: String, in pages: some Sequence<ImportedPage>) -> Bool {
        let name = Paths.name(path)
        return pages.contains { String(decoding: $0.source.bytes, as: UTF8.self).contains(name) }
    }

    mutating func expand(_ text: inout TracedText, in place: String, depth: Int = 0) {
        var edits: [TracedText.Edit] = []
        var position = 0
        while let open = text.bytes.find("{{#", from: position) {
            position = open + 3
            let lineEnd = text.bytes.lineEnd(from: open)
            guard let close = text.bytes.find("}}", from: position, to: lineEnd) else { continue }
            let whole = open..<close + 2
            position = close + 2
            if open > 0, text.bytes[open - 1] == UInt8(ascii: "\\") {
                edits.append(.init(open - 1..<open, with: nil))
                continue
            }
            let words = text.text(open + 3..<close).split(whereSeparator: \.isWhitespace).map(String.init)
            guard let command = words.first else { continue }
            switch command {
            case "include", "rustdoc_include", "playground", "playpen":
                guard words.count > 1 else { fallthrough }
                if let included = include(words, text, whole, place, depth) {
                    edits.append(.init(whole, with: included))
                }
            case "title":
                title = words.dropFirst().joined(separator: " ")
                edits.append(.init(whole, with: nil))
            default:
                diagnostics.append(
                    text.warning("'{{#\(command)}}' is not known: it is kept as text", at: whole))
            }
        }
        text.apply(edits)
    }

    private mutating func include(
        _ words: [String], _ text: TracedText, _ whole: Range<Int>, _ place: String, _ depth: Int
    ) -> TracedText? {
        let parts = words[1].split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        func fail(_ message: String) -> TracedText? {
            diagnostics.append(text.warning(message, at: whole))
            return nil
        }
        guard let path = Paths.resolve(parts[0], from: place) else {
            return fail("'\(parts[0])' lies outside the source: it is not taken in")
        }
        guard depth < Self.deepest else { return fail("files are taken in more than \(Self.deepest) deep") }
        guard folder.contains(path) else { return fail("there is no '\(path)' to take in") }
        guard let source = folder.text(path, &diagnostics) else { return nil }
        guard let range = Self.part(of: source, Array(parts[1...])) else {
            return fail("'\(path)' has no part '\(parts[1...].joined(separator: ":"))'")
        }
        budget -= range.count
        guard budget > 0 else { return fail("the page takes in more than \(Self.mostBytes) bytes") }
        var included = TracedText(source, range)
        dropAnchors(&included)
        if words[0] == "playground" || words[0] == "playpen" {
            let info = (["rust"] + words.dropFirst(2)).joined(separator: ",")
            var block = TracedText("```\(info)\n", from: source, offset: 0)
            block.append(included, 0..<included.bytes.count)
            let end = TracedText("\n```\n", from: source, offset: 0)
            block.append(end, 0..<end.bytes.count)
            return block
        }
        expand(&included, in: Paths.folder(path), depth: depth + 1)
        // The line that names the file ends by itself.
        if included.bytes.last == UInt8(ascii: "\n") {
            let end = included.bytes.count
            included.apply([.init(end - 1..<end, with: nil)])
        }
        return included
    }

    /// The lines `2:10`, `2:`, `:10` or `2`, or those between `ANCHOR: name` and `ANCHOR_END: name`.
    private static func part(of source: SourceText, _ words: [String]) -> Range<Int>? {
        let bytes = source.bytes
        guard let first = words.first, !(words == [""]) else { return 0..<bytes.count }
        let starts = [0] + bytes.indices.filter { bytes[$0] == UInt8(ascii: "\n") }.map { $0 + 1 }
        func line(_ number: Int) -> Int { number <= starts.count ? starts[number - 1] : bytes.count }
        if first.isEmpty || Int(first) != nil {
            let from = Int(first) ?? 1
            let to = words.count > 1 ? (words[1].isEmpty ? starts.count : Int(words[1])) : from
            guard let to, from >= 1, to >= from, from <= starts.count, to < Int.max else { return nil }
            return line(from)..<line(to + 1)
        }
        var open: Int?
        for (index, start) in starts.enumerated() {
            let text = bytes.text(start..<bytes.lineEnd(from: start))
            if let begin = open, isAnchor("ANCHOR_END:", first, in: text) { return begin..<start }
            if open == nil, isAnchor("ANCHOR:", first, in: text) { open = line(index + 2) }
        }
        return open.map { $0..<bytes.count }
    }

    private static func isAnchor(_ mark: String, _ name: String, in line: String) -> Bool {
        guard let found = line.range(of: mark) else { return false }
        return line[found.upperBound...].trimmed.prefix { !$0.isWhitespace } == name
    }

    private func dropAnchors(_ text: inout TracedText) {
        guard text.bytes.find("ANCHOR", from: 0) != nil else { return }
        var edits: [TracedText.Edit] = []
        var start = 0
        while start < text.bytes.count {
            let end = text.bytes.lineEnd(from: start)
            let line = text.text(start..<end)
            if line.contains("ANCHOR: ") || line.contains("ANCHOR_END: ") {
                edits.append(.init(start..<min(end + 1, text.bytes.count), with: nil))
            }
            start = end + 1
        }
        text.apply(edits)
    }
}
