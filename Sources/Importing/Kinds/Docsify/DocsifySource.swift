import Content
import Diagnostics

/// A docsify site, or any folder of Markdown with a `sidebar.md` that lists its pages.
struct DocsifySource {
    private let folder: SourceFolder
    private let request: ImportRequest

    init(_ folder: SourceFolder, _ request: ImportRequest) {
        self.folder = folder
        self.request = request
    }

    private static let sidebars = ["_sidebar.md", "sidebar.md", "docs/_sidebar.md", "docs/sidebar.md"]

    func read(into site: inout ImportedSite) throws {
        var pages = MarkdownPages.read(folder, request, into: &site)
        let all = pages
        for path in pages.keys { Self.convert(&pages[path], all, &site.diagnostics) }
        let special = ["_sidebar.md", "sidebar.md", "_navbar.md", "_coverpage.md", "_404.md"]
        let front = ["README.md", "index.md", "docs/README.md", "readme.md"].first { pages[$0] != nil }
        var lines: [OutlineLine] = []
        var outline: Outline
        if let sidebar = try sidebar(&site.diagnostics) {
            let text = TracedText(sidebar)
            lines = OutlineText.lines(text)
            outline = OrderFile.outline(lines, text, pages: pages, folder: folder, &site.diagnostics)
            let used = Set(outline.pages.map(\.path))
            OrderFile.addUnlisted(
                pages.keys.filter { path in
                    !used.contains(path) && path != front && !special.contains(Paths.name(path))
                }, pages, to: &outline, &site.diagnostics)
        } else {
            let order = BookOrder(
                pages.filter { !special.contains(Paths.name($0.key)) }, front: front, folder: folder)
            order.tell(&site)
            outline = order.outline
        }
        let used = Set(outline.pages.map(\.path))
        // A title with a link to nothing or to the front page names the book.
        let title = lines.first { if case .part(level: 1) = $0.form { true } else { false } }?.title
        let name = front.flatMap { pages[$0]?.heading } ?? title ?? Paths.name(request.source)
        site.settings.title = name
        var book = BookPages(title: name)
        if let front, !used.contains(front) { book.front = pages[front] }
        site.files = AssetPlaces.beside(
            folder, pages: Set(pages.keys), base: try CourseFolder.folder(request, title: name))
        site.roots = ["", "docs"]
        try book.place(outline, pages, request: request, into: &site)
    }

    /// The list of the pages in their order; nil where the source has none.
    private func sidebar(_ diagnostics: inout [Diagnostic]) throws -> SourceText? {
        if let order = request.order { return try OrderFile.read(order) }
        return Self.sidebars.first(where: folder.contains).flatMap { folder.text($0, &diagnostics) }
    }

    /// What docsify has beyond Markdown: `!> text`, `?> text`, `:include` and other words in titles of links.
    private static func convert(
        _ page: inout ImportedPage?, _ pages: [String: ImportedPage], _ diagnostics: inout [Diagnostic]
    ) {
        guard var found = page else { return }
        let view = MarkdownView(found.text.bytes)
        var edits: [TracedText.Edit] = []
        for number in view.proseLines {
            let line = view.line(number)
            let isImportant = view.bytes.has("!> ", at: line.lowerBound)
            guard isImportant || view.bytes.has("?> ", at: line.lowerBound) else { continue }
            let rest = view.bytes.text(line.lowerBound + 3..<line.upperBound)
            edits.append(
                .init(line, in: found.text, with: "::: \(isImportant ? "warning" : "tip")\n\(rest)\n:::"))
        }
        for link in LinkScanner(view).links {
            let destination = found.text.text(link.destination)
            if let path = route(destination, pages) {
                edits.append(.init(link.enclosed, in: found.text, with: path))
            }
            let whole = found.text.text(link.whole)
            guard [":include", ":size=", ":ignore", ":target="].contains(where: whole.contains) else {
                continue
            }
            diagnostics.append(
                found.text.warning("docsify's words in the title of a link are not read", at: link.whole))
        }
        found.text.apply(edits)
        page = found
    }

    /// What `#/page?id=heading`, `#docs/page` and `page.md?id=heading` lead to; nil for links that say it plainly.
    private static func route(_ destination: String, _ pages: [String: ImportedPage]) -> String? {
        let parts = destination.split(separator: "?id=", maxSplits: 1, omittingEmptySubsequences: false)
        let fragment = parts.count > 1 ? "#" + parts[1] : ""
        guard destination.hasPrefix("#"), destination.contains("/") else {
            return fragment.isEmpty || destination.contains("://") ? nil : String(parts[0]) + fragment
        }
        return OrderFile.page(String(parts[0]), pages, [:]).map { "/" + Paths.encoded($0) + fragment }
    }
}
