import Content
import Diagnostics
import Files

/// A file that lists pages in their order: a sidebar, or one that the author names.
enum OrderFile {
    static func read(_ path: String) throws -> SourceText {
        try SourceText(path: path, bytes: try FileSystem.read(path, limit: SourceFolder.largestText))
    }

    /// The tree of the pages that the lines name; lines that name none are listed.
    static func outline(
        _ lines: [OutlineLine], _ text: TracedText, pages: [String: ImportedPage], folder: SourceFolder,
        _ diagnostics: inout [Diagnostic]
    ) -> Outline {
        var faults: [Diagnostic] = []
        var used: Set<String> = []
        let byName = Dictionary(grouping: pages.keys, by: { Paths.name($0).lowercased() })
        let outline = OutlineText.outline(lines) { line in
            guard let destination = line.destination, !destination.isEmpty else { return nil }
            guard let path = page(destination, pages, byName) else {
                faults.append(
                    text.warning(
                        "'\(destination)' is no page of the source: the line is left out", at: line.range))
                return nil
            }
            guard used.insert(path).inserted else {
                faults.append(
                    text.warning("'\(path)' is listed before: a page has one place", at: line.range))
                return nil
            }
            return path
        }
        diagnostics += faults
        return outline
    }

    /// The page that `docs/let`, `#docs/let`, `#/let?id=x`, `/let.md` or `let` names.
    static func page(
        _ destination: String, _ pages: [String: ImportedPage], _ byName: [String: [String]]
    ) -> String? {
        let query = LinkQuery(destination: destination, kind: .link, isSealed: false)
        guard !query.hasScheme else { return nil }
        var name = destination.drop { "#/.".contains($0) }
        name = name.prefix { $0 != "?" && $0 != "#" }
        let path = LinkQuery(destination: String(name), kind: .link, isSealed: false).path
        guard !path.isEmpty else { return nil }
        var parts = path.split(separator: "/").map(String.init)
        // The list may be written for a folder around this one.
        while !parts.isEmpty {
            let short = parts.joined(separator: "/")
            for candidate in [short, short + ".md", short + "/README.md", short + "/index.md"]
            where pages[candidate] != nil {
                return candidate
            }
            parts.removeFirst()
        }
        // Or for folders that are below this one.
        let last = Paths.name(path).lowercased()
        let found = byName[last] ?? byName[last + ".md"] ?? []
        return found.count == 1 ? found[0] : nil
    }

    /// Puts pages that no list names behind the others: their text is part of the source.
    static func addUnlisted(
        _ paths: [String], _ pages: [String: ImportedPage], to outline: inout Outline,
        _ diagnostics: inout [Diagnostic]
    ) {
        for path in paths.sorted(by: byUTF8) {
            diagnostics.append(
                .warning(
                    "this page is in no list: it comes behind the others",
                    at: SourceLocation(file: path, line: 1)))
            outline.entries.append(
                Outline.Entry(
                    title: pages[path]?.title ?? Paths.stem(path), page: path))
        }
    }
}
