import Content
import Diagnostics
import Files

/// A site for Jekyll: `_posts/`, `_drafts/`, collections, pages, and `_config.yml`.
struct JekyllSource {
    private let folder: SourceFolder
    private let request: ImportRequest

    init(_ folder: SourceFolder, _ request: ImportRequest) {
        self.folder = folder
        self.request = request
    }

    /// Files that are Jekyll's and not pages, at the top.
    private static let others: Set<String> = [
        "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE.md", "Gemfile",
    ]
    private static let machinery = [
        "_layouts/", "_includes/", "_sass/", "_plugins/", "_data/", "_site/", "vendor/", "node_modules/",
    ]

    func read(into site: inout ImportedSite) throws {
        let name = ["_config.yml", "_config.yaml", "_config.toml"].first(where: folder.contains)
        let config = name.flatMap { folder.data($0, &site.diagnostics) }
        site.settings.title = config?["title"]?.text
        site.settings.description = config?["description"]?.text
        if let url = config?["url"]?.text, !url.isEmpty {
            site.settings.baseURL = url + (config?["baseurl"]?.text ?? "")
        }
        site.settings.language = (config?["lang"] ?? config?["locale"])?.text?.replacing("_", with: "-")
        let base = OldAddress(config?["baseurl"]?.text ?? "/")?.folder ?? ""
        let permalink = config?["permalink"]?.text ?? "date"
        var collections: [String] = []
        if case .mapping(let entries)? = config?["collections"]?.content {
            collections = entries.map(\.key.value)
        }
        if case .sequence(let nodes)? = config?["collections"]?.content {
            collections = nodes.compactMap(\.text)
        }
        let defaults = JekyllDefaults(config?["defaults"], &site.diagnostics)
        let found = try readPages(defaults, permalink: permalink, collections: collections, into: &site)
        var posts = JekyllPosts(found, base: base)
        posts.variables = [
            "site.title": site.settings.title, "site.description": site.settings.description,
            "site.email": config?["email"]?.text, "site.author": config?["author"]?.text,
        ].compactMapValues(\.self)
        for var page in found {
            Liquid.run(&page.text, page, posts, &site.diagnostics)
            Kramdown.run(&page.text, &site.diagnostics)
            Typography.run(&page.text)
            ForeignFences.run(&page.text, &site.diagnostics)
            Callouts.convertQuotes(&page.text, &site.diagnostics, Callouts.alert)
            site.pages.append(page)
        }
        placeFiles(into: &site)
        let machinery = Self.machinery.filter { part in folder.paths.contains { $0.hasPrefix(part) } }
            .filter { !["_site/", "vendor/", "node_modules/"].contains($0) }
        if !machinery.isEmpty {
            site.notes.append(
                "not imported, for they make pages in Jekyll's way: \(machinery.joined(separator: ", "))")
        }
    }

    private func readPages(
        _ defaults: JekyllDefaults, permalink: String, collections: [String], into site: inout ImportedSite
    ) throws -> [ImportedPage] {
        var pages: [ImportedPage] = []
        let into = try request.into.map { into throws(DiagnosticError) in try CourseFolder.below(into) }
        for path in folder.paths(endingIn: ".md", ".markdown", ".mkd") {
            guard !Self.others.contains(path), !Self.machinery.contains(where: path.hasPrefix) else {
                continue
            }
            guard let place = JekyllPlace(path, collections: collections) else {
                noteUndated(path, &site.diagnostics)
                continue
            }
            guard let source = folder.text(path, &site.diagnostics) else { continue }
            var split = SourceMatter(source)
            // Jekyll copies files without front matter as they are; its collections and posts need one too.
            site.diagnostics += split.diagnostics
            var page = ImportedPage(source, body: split.body)
            page.matter.date = place.date
            page.matter.draft = place.isDraft || split.node?["published"]?.bool == false
            var mapping = MatterMapping(source)
            mapping.handled = ["permalink", "published", "layout"]
            mapping.splitsWords = true
            let isDraft = page.matter.draft
            split.node = defaults.filled(split.node, path: path, form: place.form)
            mapping.map(split.node, into: &page)
            page.weight = mapping.weight
            page.matter.draft = page.matter.draft || isDraft
            site.diagnostics += mapping.diagnostics
            if case .post = place.form, page.matter.categories.isEmpty {
                page.matter.categories = place.categories
            }
            if let layout = split.node?["layout"], let text = layout.text,
                !["post", "page", "default", "home"].contains(text)
            {
                site.diagnostics.append(
                    source.warning(
                        "the layout '\(text)' is Jekyll's: the page gets that of its kind",
                        at: layout.location))
            }
            let own = split.node?["permalink"]?.text
            let address = place.address(pattern: own ?? permalink, page: page, isOwn: own != nil)
            page.addresses.insert(address, at: 0)
            page.target = place.target(into: into)
            if case .collection(let name) = place.form, into == nil, isIdentifier(name),
                !["courses", "articles", "static", "tags", "authors"].contains(name),
                !site.settings.sections.contains(name)
            {
                site.settings.sections.append(name)
            }
            pages.append(page)
        }
        for path in folder.paths(endingIn: ".html", ".htm") {
            guard !path.hasPrefix("_"), !Self.machinery.contains(where: path.contains),
                let source = folder.text(path, &site.diagnostics), source.bytes.has("---\n", at: 0)
            else { continue }
            site.diagnostics.append(
                .warning(
                    "pages that are not Markdown are not imported", at: SourceLocation(file: path, line: 1)))
        }
        return pages
    }

    /// Jekyll passes over posts without a date in their name, and so may their author, by mistake.
    private func noteUndated(_ path: String, _ diagnostics: inout [Diagnostic]) {
        guard path.hasPrefix("_posts/") || path.contains("/_posts/") else { return }
        diagnostics.append(
            .warning(
                "no date begins the name of this post, so Jekyll does not publish it: it is left out",
                at: SourceLocation(file: path, line: 1), hint: "name it as in 2026-01-31-\(Paths.name(path))")
        )
    }

    /// Pictures and downloads keep their places, so that links from `/` lead there.
    private func placeFiles(into site: inout ImportedSite) {
        let pages = Set(site.pages.map(\.path))
        let code = [
            ".rb", ".gemspec", ".lock", ".scss", ".sass", ".yml", ".yaml", ".html", ".htm", ".toml", ".js",
            ".css", ".map",
        ]
        for path in folder.paths where !pages.contains(path) && !path.hasPrefix("_") {
            let name = path.lowercased()
            guard path.contains("/"), !code.contains(where: name.hasSuffix), !name.hasSuffix(".md"),
                !name.hasSuffix(".markdown"),
                !["node_modules/", "vendor/"].contains(where: path.hasPrefix)
            else { continue }
            site.files[path] = path
        }
    }
}

/// What a path says of a page in Jekyll.
struct JekyllPlace {
    enum Form { case post, collection(String), page }

    var form: Form
    var date: String?
    var isDraft = false
    var categories: [String] = []
    /// The name without date and ending.
    var name: String
    private let path: String

    init?(_ path: String, collections: [String]) {
        self.path = path
        let stem = Paths.stem(path)
        name = stem
        let parts = path.split(separator: "/").map(String.init)
        if let index = parts.firstIndex(where: { $0 == "_posts" || $0 == "_drafts" }) {
            form = .post
            isDraft = parts[index] == "_drafts"
            categories = Array(parts[..<index])
            if stem.count > 11, let day = CalendarDate(String(stem.prefix(10))),
                stem.dropFirst(10).first == "-"
            {
                date = day.description
                name = String(stem.dropFirst(11))
            } else if !isDraft {
                // Jekyll passes over posts without a date in their name.
                return nil
            }
            return
        }
        if let first = parts.first, first.hasPrefix("_") {
            let collection = String(first.dropFirst())
            guard collections.contains(collection), parts.count > 1 else { return nil }
            form = .collection(collection)
            return
        }
        guard !parts.contains(where: { $0.hasPrefix("_") }) else { return nil }
        form = .page
    }

    func target(into: String?) -> String {
        switch form {
        case .post:
            return Paths.join(into ?? "articles", (name.fileName.isEmpty ? "post" : name.fileName) + ".md")
        case .collection(let collection):
            let taken = ["courses", "static", "tags", "articles"].contains(collection)
            return MarkdownSource.target(
                (taken ? "pages/" : "") + String(path.dropFirst()), below: into ?? "")
        case .page: return MarkdownSource.target(path, below: into ?? "")
        }
    }

    /// The address by a pattern such as `/:categories/:year/:month/:day/:title.html`.
    func address(pattern: String, page: ImportedPage, isOwn: Bool) -> String {
        var pattern = pattern
        switch form {
        case .post:
            switch pattern {
            case "date": pattern = "/:categories/:year/:month/:day/:title.html"
            case "pretty": pattern = "/:categories/:year/:month/:day/:title/"
            case "ordinal": pattern = "/:categories/:year/:y_day/:title.html"
            case "none": pattern = "/:categories/:title.html"
            default: break
            }
        case .collection(let name):
            if !isOwn { pattern = "/\(name)/:title.html" }
        case .page:
            if !isOwn {
                let isPretty = pattern == "pretty" || pattern.hasSuffix("/")
                let base = "/" + Paths.join(Paths.folder(path), Paths.stem(path))
                if Paths.stem(path) == "index" {
                    return "/" + Paths.folder(path) + (Paths.folder(path).isEmpty ? "" : "/")
                }
                return base + (isPretty ? "/" : ".html")
            }
        }
        let day = page.matter.date.flatMap { CalendarDate($0) }
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
        let values: [(String, String)] = [
            (
                ":categories",
                page.matter.categories.map { $0.lowercased().replacing(" ", with: "-") }.joined(
                    separator: "/")
            ),
            (":i_month", day.map { String($0.month) } ?? ""), (":i_day", day.map { String($0.day) } ?? ""),
            (":short_year", day.map { two($0.year % 100) } ?? ""),
            (":year", day.map { String($0.year) } ?? ""), (":month", day.map { two($0.month) } ?? ""),
            (":y_day", ""),
            (":day", day.map { two($0.day) } ?? ""), (":slug", page.matter.slug ?? name),
            (":title", page.matter.slug ?? name), (":name", name),
            (":path", Paths.join(Paths.folder(path), name)),
            (":output_ext", ".html"), (":basename", name),
        ]
        for (key, value) in values { pattern = pattern.replacing(key, with: value) }
        let isFolder = pattern.hasSuffix("/")
        let parts = pattern.split(separator: "/")
        guard !parts.isEmpty else { return "/" }
        let last = parts[parts.count - 1]
        return "/" + parts.joined(separator: "/") + (isFolder || !last.contains(".") ? "/" : "")
    }
}
