import Content
import Diagnostics

enum ParseStage {
    /// Pages, and those among them that stand in for a file with errors.
    struct Pages: Sendable {
        var documents: [Document] = []
        /// Paths of files with errors. Their documents have no body, or for a check their text without its fences:
        /// they are there so that the rest of the site can be judged as if the file were right, and are never
        /// published, since a build with errors ends.
        var faulty: Set<String> = []
    }

    /// Reads front matter and fences of every page, in parallel.
    ///
    /// - Parameter keepsFaultyText: whether files with errors keep their text, so that its links can be judged.
    static func parse(
        _ sources: [SourceText], tiers: [String], taxonomies: [String],
        directives: [String: DirectiveSignature], arms: ArmChoice = ArmChoice(),
        keepsFaultyText: Bool = false, threads: Int
    ) -> (pages: Pages, diagnostics: [Diagnostic]) {
        let readings = sources.parallelMap(threads: threads) {
            var reading = Document.parse(
                $0, tiers: tiers, taxonomies: taxonomies, directives: directives)
            if let document = reading.document {
                let (chosen, faults) = document.choosing(arms)
                reading.document = faults.isEmpty ? chosen : nil
                reading.diagnostics += faults
            }
            return reading
        }
        var pages = Pages()
        pages.documents.reserveCapacity(readings.count)
        for (source, reading) in zip(sources, readings) {
            if let document = reading.document {
                pages.documents.append(document)
            } else {
                pages.faulty.insert(source.path)
                if let document = placeholder(for: source, tiers: tiers, taxonomies: taxonomies) {
                    let withText = keepsFaultyText ? document.withUnfencedText(of: source) : nil
                    pages.documents.append(withText ?? document)
                }
            }
        }
        return (pages, readings.flatMap(\.diagnostics))
    }

    /// The file with as much of its front matter as is right: its address and its course depend on it.
    private static func placeholder(
        for source: SourceText, tiers: [String], taxonomies: [String]
    ) -> Document? {
        let lines = source.bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        let isRule: (ArraySlice<UInt8>) -> Bool = { line in
            line.starts(with: "---".utf8) && line.dropFirst(3).allSatisfy { $0 == 0x20 || $0 == 0x09 }
        }
        var kept: [ArraySlice<UInt8>] = []
        if let first = lines.first, isRule(first), let end = lines.dropFirst().firstIndex(where: isRule) {
            kept = Array(lines[1..<end])
        }
        // Most faults are in one line: without it the others still stand, where they stood.
        let document = { (lines: [ArraySlice<UInt8>]) in
            Self.document(source.path, lines, tiers, taxonomies)
        }
        let whole = document(kept)
        if whole != nil || kept.count > 64 { return whole ?? document([]) }
        let right = kept.map { document([$0]) != nil ? $0 : [] }
        return document(right) ?? document([])
    }

    private static func document(
        _ path: String, _ frontMatter: [ArraySlice<UInt8>], _ tiers: [String], _ taxonomies: [String]
    ) -> Document? {
        let rule = Array("---".utf8)
        let text = ([rule] + frontMatter.map(Array.init) + [rule, []]).joined(separator: [0x0A])
        return Document.parse(path: path, bytes: Array(text), tiers: tiers, taxonomies: taxonomies).document
    }
}
