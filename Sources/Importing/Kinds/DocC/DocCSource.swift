import Content
import Diagnostics
import Files

/// A DocC catalogue: articles in Markdown with directives, in the order of the topics of the one at the root.
struct DocCSource {
    private let folder: SourceFolder
    private let request: ImportRequest

    init(_ folder: SourceFolder, _ request: ImportRequest) {
        self.folder = folder
        self.request = request
    }

    func read(into site: inout ImportedSite) throws {
        var pages: [String: ImportedPage] = [:]
        var directives: [String: DocCDirectives] = [:]
        var comments = 0
        let pictures = DocCPictures(folder)
        for path in folder.paths(endingIn: ".md") {
            guard let source = folder.text(path, &site.diagnostics) else { continue }
            var page = ImportedPage(source, body: 0..<source.bytes.count)
            comments += DocCComments.drop(&page.text)
            var read = DocCDirectives(pictures)
            read.run(&page.text)
            Typography.run(&page.text)
            site.diagnostics += read.diagnostics
            directives[path] = read
            pages[path] = page
        }
        for path in folder.paths(endingIn: ".tutorial") {
            site.diagnostics.append(
                .warning("tutorials of DocC are not imported", at: SourceLocation(file: path, line: 1)))
        }
        guard !pages.isEmpty else { return }
        let names = DocCNames(pages)
        let root = rootPage(pages, directives)
        var outline = Outline()
        if let root, let page = pages[root] {
            outline = topics(of: page, root: root, names, pages, &site.diagnostics)
            pages[root]?.text = Self.withoutTopics(page.text)
        }
        let used = Set(outline.pages.map(\.path))
        OrderFile.addUnlisted(
            pages.keys.filter { !used.contains($0) && $0 != root }, pages, to: &outline, &site.diagnostics)
        let anchors = pages.mapValues { PageAnchors($0.text) }
        for path in pages.keys.sorted(by: byUTF8) {
            guard var page = pages[path] else { continue }
            ForeignFences.run(&page.text, &site.diagnostics)
            Callouts.convertQuotes(&page.text, &site.diagnostics, Self.aside)
            DocCLinks(names, pages, anchors).run(&page.text, on: path, &site.diagnostics)
            page.matter.title = directives[path]?.displayName
            page.matter.image = directives[path]?.pageImage.flatMap { pictures.path(of: $0) }.map { "/" + $0 }
            if let old = request.oldAddress { page.addresses = [address(of: path, root: root, old.folder)] }
            pages[path] = page
        }
        let title = root.flatMap { directives[$0]?.displayName ?? pages[$0]?.heading } ?? folderName
        var book = BookPages(title: title)
        book.front = root.flatMap { pages[$0] }
        site.settings.title = title
        site.files = AssetPlaces.beside(
            folder, pages: Set(pages.keys), base: try CourseFolder.folder(request, title: title))
        if comments > 0 {
            site.notes.append(
                "\(comments) comment\(comments == 1 ? "" : "s") left out: DocC does not publish them")
        }
        try book.place(outline, pages, request: request, into: &site) {
            Paths.stem($0).splitCamelCase.fileName
        }
    }

    private var folderName: String {
        Paths.stem(request.source.hasSuffix("/") ? String(request.source.dropLast()) : request.source)
    }

    /// The page with `@TechnologyRoot`, else the one named for its folder or module, else the only one with topics.
    private func rootPage(_ pages: [String: ImportedPage], _ directives: [String: DocCDirectives]) -> String?
    {
        let paths = pages.keys.sorted(by: byUTF8)
        return paths.first { directives[$0]?.isRoot == true }
            ?? paths.first { Paths.stem($0).lowercased() == folderName.lowercased() }
            ?? paths.first { pages[$0]?.heading?.hasPrefix("``") == true }
            ?? paths.first { Paths.stem($0).lowercased() == "documentation" }
    }

    private func address(of path: String, root: String?, _ base: String) -> String {
        let name = root.map(Paths.stem)?.lowercased() ?? ""
        let parts = ["documentation", name, path == root ? "" : Paths.stem(path).lowercased()]
        return base + "/" + parts.filter { !$0.isEmpty }.joined(separator: "/") + "/"
    }

    // MARK: Topics

    /// The tree that the topics of the root page give, and of those pages in turn.
    private func topics(
        of page: ImportedPage, root: String, _ names: DocCNames, _ pages: [String: ImportedPage],
        _ diagnostics: inout [Diagnostic]
    ) -> Outline {
        var used: Set<String> = [root]
        return curation(page, names, pages, &used, depth: 0, &diagnostics)
    }

    private func curation(
        _ page: ImportedPage, _ names: DocCNames, _ pages: [String: ImportedPage], _ used: inout Set<String>,
        depth: Int, _ diagnostics: inout [Diagnostic]
    ) -> Outline {
        guard let range = Self.topicsRange(page.text), depth < 8 else { return Outline() }
        var list = page.text
        list.apply([
            .init(0..<range.lowerBound, with: nil), .init(range.upperBound..<list.bytes.count, with: nil),
        ])
        let lines = OutlineText.lines(list, documentLinks: true).filter {
            if case .part(level: 2) = $0.form { false } else { true }
        }
        var faults: [Diagnostic] = []
        var seen = used
        var outline = OutlineText.outline(lines) { line in
            guard let destination = line.destination, destination.hasPrefix("doc:") else { return nil }
            guard let path = names.path(destination) else {
                faults.append(
                    list.warning(
                        "'\(destination)' is no article of the source: it is left out", at: line.range))
                return nil
            }
            return seen.insert(path).inserted ? path : nil
        }
        used = seen
        diagnostics += faults
        outline.entries = outline.entries.map { filled($0, names, pages, &used, depth, &diagnostics) }
        return outline
    }

    private func filled(
        _ entry: Outline.Entry, _ names: DocCNames, _ pages: [String: ImportedPage],
        _ used: inout Set<String>,
        _ depth: Int, _ diagnostics: inout [Diagnostic]
    ) -> Outline.Entry {
        var entry = entry
        entry.children = entry.children.map { filled($0, names, pages, &used, depth, &diagnostics) }
        guard let path = entry.page, let page = pages[path] else { return entry }
        entry.title = page.heading ?? Paths.stem(path)
        entry.children += curation(page, names, pages, &used, depth: depth + 1, &diagnostics).entries
        return entry
    }

    /// From the heading `## Topics` to the next of its level, or the end.
    static func topicsRange(_ text: TracedText) -> Range<Int>? {
        let view = MarkdownView(text.bytes)
        var start: Int?
        for number in view.proseLines {
            let line = view.line(number)
            let words = view.bytes.text(line)
            guard words.hasPrefix("## ") || words.hasPrefix("# ") else { continue }
            if let start { return start..<line.lowerBound }
            if words.dropFirst(2).trimmed == "Topics" { start = line.lowerBound }
        }
        return start.map { $0..<text.bytes.count }
    }

    /// A course lists its lessons itself.
    private static func withoutTopics(_ text: TracedText) -> TracedText {
        guard let range = topicsRange(text) else { return text }
        var text = text
        text.apply([.init(range, with: nil)])
        return text
    }

    // MARK: Asides

    /// `> Note: text`, with any words before the colon.
    static func aside(_ line: String) -> Callouts.Opening? {
        if let alert = Callouts.alert(line) { return alert }
        guard let colon = line.firstIndex(of: ":"), line[line.startIndex].isUppercase else { return nil }
        let name = line[..<colon]
        let rest = line[line.index(after: colon)...]
        guard name.count <= 80, rest.isEmpty || rest.hasPrefix(" "),
            name.allSatisfy({ $0.isLetter || $0.isNumber || " -'_".contains($0) })
        else { return nil }
        let key = name.lowercased().replacing(" ", with: "")
        guard let kind = Callouts.kinds[key] else {
            return Callouts.Opening(kind: "note", title: String(name), rest: rest.trimmed)
        }
        return Callouts.Opening(kind: kind, title: key == kind ? nil : String(name), rest: rest.trimmed)
    }
}

/// HTML comments, which DocC leaves out of what it publishes.
enum DocCComments {
    /// - Returns: how many there were.
    static func drop(_ text: inout TracedText) -> Int {
        let view = MarkdownView(text.bytes)
        var edits: [TracedText.Edit] = []
        for block in view.blocks where block.kind == .comment {
            let range = view.range(ofLines: block.lines)
            edits.append(.init(range, with: nil))
        }
        text.apply(edits)
        return edits.count
    }
}
