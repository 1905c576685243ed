import Content
import Diagnostics
import Files

/// A book for mdBook: `book.toml`, and `src/SUMMARY.md` with the order of its pages.
struct MDBookSource {
    private let folder: SourceFolder
    private let request: ImportRequest

    init(_ folder: SourceFolder, _ request: ImportRequest) {
        self.folder = folder
        self.request = request
    }

    func read(into site: inout ImportedSite) throws {
        let config = folder.data("book.toml", &site.diagnostics)
        let settings = MDBookSettings(
            config, isPublished: request.oldAddress != nil, &site.diagnostics)
        let sources = ["src/SUMMARY.md", "SUMMARY.md", Paths.join(settings.folder, "SUMMARY.md")]
        let wanted = config == nil ? sources : [Paths.join(settings.folder, "SUMMARY.md")]
        guard let name = wanted.first(where: folder.contains),
            let summary = folder.text(name, &site.diagnostics)
        else {
            throw DiagnosticError(
                site.diagnostics + [
                    .error(
                        "there is no '\(wanted[0])' in '\(request.source)'", hint: "it lists the book's pages"
                    )
                ])
        }
        let part = Paths.folder(name)
        let text = TracedText(summary)
        let lines = OutlineText.lines(text).filter {
            if case .part(level: 1) = $0.form { $0.title.lowercased() != "summary" } else { true }
        }
        var pages: [String: ImportedPage] = [:]
        var summaryFaults: [Diagnostic] = []
        let outline = OutlineText.outline(lines) { line in
            guard let destination = line.destination else { return nil }
            let query = LinkQuery(destination: destination, kind: .link, isSealed: false)
            guard let path = Paths.resolve(query.path, from: part), !query.path.isEmpty else {
                summaryFaults.append(
                    text.warning("'\(line.title)' is a draft without a page: it is left out", at: line.range))
                return nil
            }
            guard folder.contains(path) else {
                summaryFaults.append(
                    text.warning("there is no '\(query.path)': the line is left out", at: line.range))
                return nil
            }
            guard pages[path] == nil, let source = folder.text(path, &summaryFaults) else { return nil }
            pages[path] = page(source, settings, part: part, &summaryFaults)
            return path
        }
        site.diagnostics += summaryFaults
        for path in folder.paths(endingIn: ".md") where path.hasPrefix(part.isEmpty ? "" : part + "/") {
            guard pages[path] == nil, path != name else { continue }
            if !MDBookIncludes.isIncluded(path, in: pages.values) {
                site.diagnostics.append(
                    .warning(
                        "this page is not in SUMMARY.md, so not in the book: it is left out",
                        at: SourceLocation(file: path, line: 1)))
            }
        }
        let title = settings.title ?? outline.entries.first?.title ?? Paths.name(request.source)
        var book = BookPages(title: title, description: settings.description)
        book.authors = settings.authors
        // A new project has the book's language.
        if let project = request.project, project.language != settings.language {
            book.language = settings.language
        }
        site.settings.title = title
        site.settings.language = settings.language
        site.files = AssetPlaces.beside(
            folder, pages: Set(pages.keys), base: try CourseFolder.folder(request, title: title), part: part)
        site.roots = [part]
        try book.place(outline, pages, request: request, into: &site) { path in
            let stem = Paths.stem(path)
            let isIndex = ["README", "index"].contains(stem)
            let folder = Paths.name(Paths.folder(path))
            return (isIndex && !folder.isEmpty && Paths.folder(path) != part ? folder : stem).fileName
        }
    }

    private func page(
        _ source: SourceText, _ settings: MDBookSettings, part: String, _ diagnostics: inout [Diagnostic]
    ) -> ImportedPage {
        var page = ImportedPage(source, body: 0..<source.bytes.count)
        var includes = MDBookIncludes(folder: folder)
        includes.expand(&page.text, in: Paths.folder(source.path))
        page.matter.title = includes.title
        diagnostics += includes.diagnostics
        HiddenLines.run(&page.text, settings.hiddenLines)
        MDBookWarnings.run(&page.text)
        if settings.hasSmartPunctuation { Typography.run(&page.text) }
        ForeignFences.run(&page.text, &diagnostics)
        Callouts.convertQuotes(&page.text, &diagnostics, Callouts.alert)
        if let base = request.oldAddress?.folder ?? settings.siteURL {
            let path = part.isEmpty ? source.path : String(source.path.dropFirst(part.count + 1))
            let stem = Paths.stem(path) == "README" ? "index" : Paths.stem(path)
            let address = Paths.join(Paths.folder(path), stem) + ".html"
            page.addresses = [base + "/" + address]
            page.addresses += settings.redirects.filter { $0.target == address }.map { base + "/" + $0.old }
        }
        return page
    }
}

/// What `book.toml` says.
struct MDBookSettings {
    var title: String?
    var description: String?
    var authors: [String] = []
    var language: String?
    var folder = "src"
    /// The path that the book was published below, without a slash at its end.
    var siteURL: String?
    /// What begins a hidden line, by language.
    var hiddenLines = ["rust": "#"]
    var hasSmartPunctuation = false
    /// Old addresses and the pages they lead to, below the book's own: `old.html`, `part/one.html`.
    private(set) var redirects: [(old: String, target: String)] = []

    /// - Parameter isPublished: whether the importer says where the book was published.
    init(_ config: YAMLNode?, isPublished: Bool, _ diagnostics: inout [Diagnostic]) {
        let book = config?["book"]
        title = book?["title"]?.text
        description = book?["description"]?.text
        language = book?["language"]?.text
        if case .sequence(let nodes)? = book?["authors"]?.content { authors = nodes.compactMap(\.text) }
        if let folder = book?["src"]?.text {
            self.folder = Paths.resolve(folder, from: "") ?? "src"
        }
        let html = config?["output"]?["html"]
        if let url = html?["site-url"]?.text, let address = OldAddress(url) { siteURL = address.folder }
        hasSmartPunctuation = html?["smart-punctuation"]?.bool ?? html?["curly-quotes"]?.bool ?? false
        if case .mapping(let entries)? = html?["redirect"]?.content {
            for entry in entries {
                let old = entry.key.value.drop { $0 == "/" }
                // A redirect is seen from its own page.
                guard let target = entry.value.text, !target.contains("://"), !target.contains("#"),
                    let path = Paths.resolve(
                        target, from: target.hasPrefix("/") ? "" : Paths.folder(String(old)))
                else {
                    diagnostics.append(
                        .warning(
                            "the old address '\(entry.key.value)' does not lead to a page of the book: it is left out",
                            at: entry.key.location))
                    continue
                }
                redirects.append((String(old), path))
            }
            if siteURL == nil, !isPublished, let first = entries.first {
                diagnostics.append(
                    .warning(
                        "old addresses are left out: where the book was published is not known",
                        at: first.key.location, hint: "say it: --old-address https://example.org/book/"))
            }
        }
        if case .mapping(let entries)? = html?["code"]?["hidelines"]?.content {
            for entry in entries { hiddenLines[entry.key.value] = entry.value.text }
        }
        if case .mapping(let entries)? = config?["preprocessor"]?.content {
            for entry in entries where !["links", "index"].contains(entry.key.value) {
                diagnostics.append(
                    .warning(
                        "the preprocessor '\(entry.key.value)' is not run: what it changes stays as it is written",
                        at: entry.key.location))
            }
        }
        for key in ["additional-css", "additional-js", "theme", "mathjax-support"] {
            guard let value = html?[key], value.bool != false else { continue }
            diagnostics.append(
                .warning(
                    "'\(key)' is not imported: layouts and styles are Sealpress's own", at: value.location))
        }
    }
}

/// Lines of code that mdBook hides from readers.
enum HiddenLines {
    /// - Parameter marks: what begins a hidden line, by language.
    static func run(_ text: inout TracedText, _ marks: [String: String]) {
        let view = MarkdownView(text.bytes)
        var edits: [TracedText.Edit] = []
        for block in view.blocks where block.kind == .fencedCode && block.lines.count > 2 {
            let words = block.info.split(whereSeparator: { ", \t{}".contains($0) }).map(String.init)
            guard let language = words.first,
                let mark = words.first(where: { $0.hasPrefix("hidelines=") }).map({ String($0.dropFirst(10)) }
                )
                    ?? marks[language], !mark.isEmpty
            else { continue }
            for number in block.lines.dropFirst().dropLast() {
                let line = view.line(number)
                let content = view.bytes.trimmed(line)
                let words = view.bytes.text(content)
                if language == "rust", mark == "#" {
                    if words == "#" || words.hasPrefix("# ") {
                        edits.append(.init(view.range(ofLines: number..<number + 1), with: nil))
                    } else if words.hasPrefix("##") {
                        edits.append(.init(content.lowerBound..<content.lowerBound + 1, with: nil))
                    }
                } else if words.hasPrefix(mark) {
                    edits.append(.init(view.range(ofLines: number..<number + 1), with: nil))
                }
            }
        }
        text.apply(edits)
    }
}
