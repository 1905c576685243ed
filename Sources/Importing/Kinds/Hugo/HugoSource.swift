import Content
import Diagnostics
import Files

/// A site for Hugo: `content/` with sections and bundles, `static/`, and settings in TOML, YAML or JSON.
struct HugoSource {
    private let folder: SourceFolder
    private let request: ImportRequest

    init(_ folder: SourceFolder, _ request: ImportRequest) {
        self.folder = folder
        self.request = request
    }

    private static let settingsFiles = ["hugo", "config", "config/_default/hugo", "config/_default/config"]
        .flatMap { name in ["toml", "yaml", "yml", "json"].map { name + "." + $0 } }
    /// Sections whose pages are articles of a blog.
    private static let blogs: Set<String> = ["post", "posts", "blog", "article", "articles"]

    func read(into site: inout ImportedSite) throws {
        let name = Self.settingsFiles.first(where: folder.contains)
        let config = name.flatMap { folder.data($0, &site.diagnostics) }
        readSettings(config, into: &site)
        var pages = readPages(config, into: &site)
        for path in folder.paths where path.hasPrefix("content/") {
            guard Self.isOtherText(path) else { continue }
            site.diagnostics.append(
                .warning(
                    "pages that are not Markdown are not imported", at: SourceLocation(file: path, line: 1)))
        }
        for path in folder.paths where path.hasPrefix("static/") {
            site.statics[path] = String(path.dropFirst("static/".count))
        }
        site.roots = ["static", "content", "assets"]
        let kept = ["layouts/", "themes/", "archetypes/", "i18n/", "data/"].filter { part in
            folder.paths.contains { $0.hasPrefix(part) }
        }
        if !kept.isEmpty {
            site.notes.append(
                "not imported, for they make pages in Hugo's way: \(kept.joined(separator: ", "))")
        }
        if request.course != nil || request.into?.contains("courses/") == true {
            try placeCourse(pages, into: &site)
        } else {
            try place(&pages, into: &site)
        }
    }

    /// Whether it is a page in another language than Markdown.
    private static func isOtherText(_ path: String) -> Bool {
        [".html", ".htm", ".adoc", ".org", ".rst", ".pandoc"].contains(where: path.lowercased().hasSuffix)
    }

    private func readSettings(_ config: YAMLNode?, into site: inout ImportedSite) {
        site.settings.title = config?["title"]?.text
        site.settings.baseURL = config?["baseURL"]?.text ?? config?["baseurl"]?.text
        site.settings.description = config?["params"]?["description"]?.text
        let language = (config?["languageCode"] ?? config?["defaultContentLanguage"])?.text
        site.settings.language = language.map { $0.replacing("_", with: "-") }
        for key in ["languages", "menu", "menus", "taxonomies"] {
            guard let node = config?[key] else { continue }
            site.diagnostics.append(
                .warning(
                    "'\(key)' of the settings is not imported", at: node.location,
                    hint: "see sealpress.yml for the same"))
        }
    }

    private func readPages(_ config: YAMLNode?, into site: inout ImportedSite) -> [String: ImportedPage] {
        var pages: [String: ImportedPage] = [:]
        let refs = HugoRefs(folder)
        // Goldmark writes dashes unless it is told not to.
        let typographer = config?["markup"]?["goldmark"]?["extensions"]?["typographer"]
        let isPlain = typographer?.bool == false || typographer?["disable"]?.bool == true
        for path in folder.paths(endingIn: ".md", ".markdown") where path.hasPrefix("content/") {
            guard let source = folder.text(path, &site.diagnostics) else { continue }
            pages[path] = page(source, config, refs, hasPlainDashes: isPlain, &site.diagnostics)
        }
        return pages
    }

    private func page(
        _ source: SourceText, _ config: YAMLNode?, _ refs: HugoRefs, hasPlainDashes: Bool,
        _ diagnostics: inout [Diagnostic]
    ) -> ImportedPage {
        let split = SourceMatter(source)
        diagnostics += split.diagnostics
        var page = ImportedPage(source, body: split.body)
        page.addresses = address(of: source.path, split.node, config).map { [$0] } ?? []
        var mapping = MatterMapping(source)
        mapping.handled = ["url", "linkTitle", "publishDate", "pubdate", "expiryDate"]
        mapping.map(split.node, into: &page)
        page.weight = mapping.weight
        diagnostics += mapping.diagnostics
        if let text = split.node?["publishDate"]?.text, let date = CalendarDate(text) {
            page.matter.date = date.description
        }
        if let node = split.node?["expiryDate"] {
            diagnostics.append(
                source.warning("pages do not expire: 'expiryDate' is left out", at: node.location))
        }
        ForeignFences.run(&page.text, &diagnostics)
        Callouts.convertQuotes(&page.text, &diagnostics, Callouts.alert)
        HugoShortcodes.run(&page.text, of: source.path, refs, &diagnostics)
        if !hasPlainDashes { Typography.run(&page.text) }
        return page
    }

    /// Where Hugo publishes a page.
    private func address(of path: String, _ matter: YAMLNode?, _ config: YAMLNode?) -> String? {
        if let url = matter?["url"]?.text, !url.contains("://") {
            return url.hasPrefix("/") ? url : "/" + url
        }
        var parts = path.split(separator: "/").dropFirst().map { $0.lowercased().replacing(" ", with: "-") }
        guard let file = parts.popLast() else { return nil }
        let stem = Paths.stem(file)
        if stem != "_index", stem != "index" { parts.append(stem) }
        if let section = parts.first, parts.count > 1, stem != "_index",
            let pattern = (config?["permalinks"]?["page"]?[section] ?? config?["permalinks"]?[section])?.text
        {
            return permalink(pattern, section: section, name: parts[parts.count - 1], matter)
        }
        if let slug = matter?["slug"]?.text, !parts.isEmpty, stem != "_index" {
            parts[parts.count - 1] = slug
        }
        return parts.isEmpty ? "/" : "/" + parts.joined(separator: "/") + "/"
    }

    /// An address by a pattern such as `/:year/:month/:slug/`; nil where the pattern has words that are not known.
    private func permalink(_ pattern: String, section: String, name: String, _ matter: YAMLNode?) -> String? {
        let date = (matter?["date"]?.text).flatMap { CalendarDate($0) }
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
        let title = (matter?["title"]?.text ?? name).fileName
        let values: [String: String?] = [
            ":year": date.map { String($0.year) }, ":month": date.map { two($0.month) },
            ":day": date.map { two($0.day) }, ":section": section, ":sections": section, ":title": title,
            ":slug": matter?["slug"]?.text ?? title, ":filename": name, ":contentbasename": name,
            ":slugorfilename": matter?["slug"]?.text ?? name,
            ":slugorcontentbasename": matter?["slug"]?.text ?? name,
        ]
        var parts: [String] = []
        for part in pattern.split(separator: "/") {
            guard part.hasPrefix(":") else {
                guard !part.contains(":") else { return nil }
                parts.append(String(part))
                continue
            }
            guard let value = values[String(part)] ?? nil else { return nil }
            parts.append(value)
        }
        return "/" + parts.joined(separator: "/") + "/"
    }

    // MARK: Places

    private func place(_ pages: inout [String: ImportedPage], into site: inout ImportedSite) throws {
        let base = try request.into.map { into throws(DiagnosticError) in try CourseFolder.below(into) }
        var sections: Set<String> = []
        func target(_ path: String) -> String {
            let inner = String(path.dropFirst("content/".count))
            let section = inner.split(separator: "/").first.map(String.init) ?? ""
            if let base { return Paths.join(base, inner) }
            guard inner.contains("/") else { return inner }
            if Self.blogs.contains(section.lowercased()) {
                return "articles/" + inner.dropFirst(section.count + 1)
            }
            let taken = ["courses", "static", "tags", "authors", "categories", "series"]
            return taken.contains(section) && section != "tags" && section != "authors"
                ? "pages/" + inner : inner
        }
        for path in pages.keys.sorted(by: byUTF8) {
            guard var page = pages[path] else { continue }
            let moved = target(path)
            page.target = MarkdownSource.target(moved, below: "")
            if page.matter.slug != nil, Paths.name(page.target) == "index.md", Paths.stem(path) == "_index" {
                page.matter.slug = nil
            }
            let section = moved.split(separator: "/").first.map(String.init) ?? ""
            if moved.contains("/"), section != "articles", section != "tags", section != "authors",
                isIdentifier(section), base == nil, section != "pages"
            {
                sections.insert(section)
            }
            site.pages.append(page)
        }
        site.settings.sections = sections.sorted()
        for (path, place) in AssetPlaces.beside(folder, pages: Set(pages.keys), base: "", part: "content") {
            // Beside the page, whose folders have names that are addresses.
            let folders = Paths.folder(target("content/" + place)).split(separator: "/").map {
                String($0).fileName
            }
            guard !Self.isOtherText(path) else { continue }
            site.files[path] = Paths.join(folders.joined(separator: "/"), Paths.name(place))
        }
        for path in folder.paths where path.hasPrefix("assets/") { site.files[path] = path }
    }

    private func placeCourse(_ pages: [String: ImportedPage], into site: inout ImportedSite) throws {
        let front = ["content/_index.md", "content/index.md"].first { pages[$0] != nil }
        var inner: [String: ImportedPage] = [:]
        for (path, page) in pages { inner[String(path.dropFirst("content/".count))] = page }
        var outline = FolderOutline(inner, front: front.map { String($0.dropFirst("content/".count)) })
            .outline
        outline.entries = outline.entries.map(Self.prefixed)
        let title = site.settings.title ?? Paths.name(request.source)
        var book = BookPages(title: title, description: site.settings.description)
        book.front = front.flatMap { pages[$0] }
        site.files = AssetPlaces.beside(
            folder, pages: Set(pages.keys), base: try CourseFolder.folder(request, title: title),
            part: "content")
        try book.place(outline, pages, request: request, into: &site) { FolderOutline.name($0) }
    }

    private static func prefixed(_ entry: Outline.Entry) -> Outline.Entry {
        var entry = entry
        entry.page = entry.page.map { "content/" + $0 }
        entry.children = entry.children.map(prefixed)
        return entry
    }
}
