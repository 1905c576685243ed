import Assets
import Content
import Diagnostics
import Sealing

/// Every address of the site and what stands there.
struct Plan: Sendable {
    /// The author's pages.
    var pages: [SourcePage]
    /// Pages that the build makes by itself: lists, tags, the unlock page, the member's page.
    var generated: [GeneratedPage]
    var structure: SiteStructure
    /// The route of a Markdown file, by its path below `content/`.
    var routes: [String: Route]
    /// Markdown files that are not out yet, by their path below `content/`.
    var heldBack: Set<String>
    /// Where an asset is published when everyone may see it, by its path below `content/`.
    var assetPaths: [String: String]
    /// Files that are published as they are, by their path below the site.
    var statics: Set<String>
    /// The first pages of lists that have more than one.
    var paginations: [Route: Pagination]
    var feeds: [PartFeed]
    /// Of each edition, by name.
    var menus: [[String: [MenuEntry]]]
    /// Addresses that lead elsewhere.
    var redirects: [Redirect]
    /// Every term in use, by the address of the taxonomy's list.
    var terms: [Route: [TermCount]]
    /// See `Translations.plan`.
    var translations: [Route: [Translation]]
}

/// A page without a source of its own.
struct GeneratedPage: Sendable, Codable {
    var kind: PageKind
    var route: Route
    /// An index into the site's editions.
    var edition = 0
    /// For a list of terms and for a term's page.
    var taxonomy: Taxonomy?
    /// The term, for its page.
    var term: String?
    /// For a section's list.
    var section: Section?
    /// For the second page of a list and those after it.
    var pagination: Pagination?
    /// What the author's page says, whose list this goes on with.
    var title: String?
    var language: String?
    var isHidden = false
}

enum Planner {
    /// Gives everything its address; two sources for one address are an error that names both.
    static func plan(
        _ assembly: Assembly, tree: SourceTree, theme: ThemeFiles, configuration: SiteConfiguration
    ) -> (plan: Plan, diagnostics: [Diagnostic]) {
        var claims = Claims()
        var routes: [String: Route] = [:]
        for page in assembly.pages {
            routes[page.contentPath] = page.route
            claims.claim(page.route.outputPath, for: page.path, what: page.route.path)
        }
        let terms = termCounts(
            assembly.pages, editions: configuration.editions)
        let termFaults = configuration.editions.enumerated().flatMap { number, edition in
            TermCheck.diagnostics(assembly.pages(in: number), edition.taxonomies)
        }
        let generated = generatedPages(assembly, terms: terms, claims: claims, configuration: configuration)
        let paginations = ListPages.paginations(
            assembly, terms: terms, generated: generated, configuration: configuration)
        let rest = ListPages.following(paginations, generated: generated, pages: assembly.pages)
        for page in generated + rest {
            claims.claim(page.outputPath, for: nil, what: page.route.path)
        }
        let feeds = Self.feeds(assembly, terms: terms, configuration: configuration)
        for feed in feeds {
            for name in PartFeed.names {
                let path = PartFeed.path(feed.route, name)
                claims.claim(path, for: nil, what: "/" + path)
            }
        }
        let feedsOfOthers = configuration.editions.dropFirst().flatMap { edition in
            PartFeed.names.map { edition.path(ofFile: $0) }
        }
        for name in fixedFiles + feedsOfOthers { claims.claim(name, for: nil, what: "/" + name) }
        if configuration.search {
            for name in configuration.editions.flatMap({ SearchAddresses($0).fixed }) {
                claims.claim(name, for: nil, what: "/" + name)
            }
        }
        for name in tree.statics { claims.claim(name, for: "content/static/" + name, what: "/" + name) }
        let assetPaths = Self.assetPaths(tree.assets, configuration.editions)
        for asset in tree.assets {
            guard let path = assetPaths[asset] else { continue }
            claims.claim(path, for: "content/" + asset, what: "/" + path)
        }
        let redirects = Redirects.plan(
            assembly.pages, configuration: configuration, statics: tree.statics, &claims)
        let menus = configuration.editions.indices.map { edition in
            Menus.plan(assembly, edition: edition, configuration: configuration, claims: claims)
        }
        let translations = Translations.plan(
            assembly.pages, generated: generated, editions: configuration.editions)
        var structure = assembly.structure
        Translations.tie(&structure.courses, translations.translations)
        // Last, since their names have fingerprints: neither a menu nor a redirect leads to these.
        for file in theme.publishedFiles(configuration) {
            claims.claim(
                file.publishedPath, for: file.isOverride ? file.path : nil, what: "/" + file.publishedPath)
        }
        let plan = Plan(
            pages: assembly.pages, generated: generated + rest, structure: structure, routes: routes,
            heldBack: Set(assembly.heldBack.map { String($0.source.path.dropFirst("content/".count)) }),
            assetPaths: assetPaths, statics: Set(tree.statics), paginations: paginations,
            feeds: feeds, menus: menus.map(\.menus),
            redirects: redirects.redirects, terms: terms, translations: translations.translations)
        return (
            plan,
            PageImage.diagnostics(plan) + termFaults.about(.address)
                + redirects.diagnostics.about(.linkInternal)
                + menus.flatMap(\.diagnostics).about(.linkInternal)
                + (claims.diagnostics + translations.diagnostics + claims.filesAsFolders).about(.address)
        )
    }

    /// Names at the site's root that are the build's own.
    private static let fixedFiles = [
        "feed.xml", "feed.json", "sitemap.xml", "robots.txt", ".nojekyll", Manifest.path,
        Manifest.signaturePath,
        ReaderConfiguration.path, ReaderConfiguration.coursesPath, PassphraseSettings.path, Beacon.path,
    ]

    /// Where assets are published, by their paths below `content/`.
    static func assetPaths(_ assets: [String], _ editions: [Edition]) -> [String: String] {
        Dictionary(assets.map { ($0, publishedPath(ofAsset: $0, editions)) }) { first, _ in first }
    }

    /// An asset's path below the site: its folders as routes are made, its own name as it is.
    private static func publishedPath(ofAsset asset: String, _ editions: [Edition]) -> String {
        let place = editions.place(asset)
        let path = place.path
        var parts = path.split(separator: "/").map(String.init)
        let name = parts.popLast() ?? path
        let isCourse = parts.first == "courses"
        let folders = parts.enumerated().map { index, part in
            slugify(isCourse && index > 1 ? OrderedName(part).name : part)
        }
        let above = [editions[place.edition].folder].compactMap(\.self)
        return (above + folders.filter { !$0.isEmpty } + [name]).joined(separator: "/")
    }

    private static func termCounts(
        _ pages: [SourcePage], editions: [Edition]
    ) -> [Route: [TermCount]] {
        var counts = [[String: [Route: TermCount]]](repeating: [:], count: editions.count)
        for page in pages {
            let edition = page.edition
            for term in page.terms {
                let none = TermCount(name: term.name, route: term.route, count: 0)
                counts[edition][term.taxonomy, default: [:]][term.route, default: none].count += 1
            }
        }
        // The words of a term's own page name it.
        for page in pages where page.kind == .term || page.kind == .tag {
            let none = TermCount(name: page.title, route: page.route, count: 0)
            counts[page.edition][page.taxonomy ?? "", default: [:]][page.route, default: none].name =
                page.title
        }
        var result: [Route: [TermCount]] = [:]
        for (edition, counts) in zip(editions, counts) {
            for taxonomy in edition.taxonomies {
                let terms = (counts[taxonomy.id] ?? [:]).values.sorted { $0.route < $1.route }
                // Years are read from the newest.
                result[taxonomy.route] = taxonomy.isArchive ? terms.reversed() : terms
            }
        }
        return result
    }

    private static func generatedPages(
        _ assembly: Assembly, terms: [Route: [TermCount]], claims: Claims, configuration: SiteConfiguration
    ) -> [GeneratedPage] {
        var pages = zip(configuration.editions.indices, assembly.structure.editions).flatMap {
            generatedPages($1, edition: $0, terms: terms, claims: claims, configuration: configuration)
        }
        pages.append(GeneratedPage(kind: .notFound, route: Route(["404"])))
        return pages
    }

    private static func generatedPages(
        _ outline: EditionOutline, edition number: Int, terms: [Route: [TermCount]], claims: Claims,
        configuration: SiteConfiguration
    ) -> [GeneratedPage] {
        let edition = configuration.editions[number]
        var pages: [GeneratedPage] = []
        // The author's own page takes the place of a generated list.
        func add(
            _ kind: PageKind, _ route: Route, _ taxonomy: Taxonomy? = nil, term: String? = nil,
            section: Section? = nil
        ) {
            if !claims.has(route.outputPath) || kind.isForMembers {
                pages.append(
                    GeneratedPage(
                        kind: kind, route: route, edition: number, taxonomy: taxonomy, term: term,
                        section: section))
            }
        }
        add(.home, edition.route())
        for entry in outline.navigation {
            switch entry.route {
            case edition.articlesRoute, edition.coursesRoute: add(.list, entry.route)
            default: break
            }
        }
        for section in outline.sections { add(.list, section.route, section: section) }
        for taxonomy in outline.taxonomies {
            let isTags = taxonomy.id == Taxonomy.tags.id
            add(isTags ? .tags : .taxonomy, taxonomy.route, taxonomy)
            for term in terms[taxonomy.route] ?? [] {
                add(isTags ? .tag : .term, term.route, taxonomy, term: term.name)
            }
        }
        if !configuration.tiers.tiers.isEmpty {
            add(.unlock, edition.unlockRoute)
            add(.member, edition.memberRoute)
        }
        if configuration.search { add(.search, edition.searchRoute) }
        return pages
    }
}

extension GeneratedPage {
    /// `404.html` stands at the root, where hosts look for it.
    var outputPath: String { kind == .notFound ? "404.html" : route.outputPath }
}

extension SourcePageFields {
    /// The path below `content/`.
    var contentPath: String { String(path.dropFirst("content/".count)) }
}

extension ThemeFiles {
    /// Stylesheets, pictures and the reader, without its search where the site has none.
    func publishedFiles(_ configuration: SiteConfiguration) -> [File] {
        files(below: "assets/")
            + files(below: "reader/").filter {
                configuration.search || !$0.name.hasPrefix(SearchAddresses.reader)
            }
    }
}

extension ThemeFiles.File {
    /// The file as it is published: the default reader without its comments and spaces, which are a third of
    /// what a member would load. What the author wrote stays as it is.
    var publishedBytes: [UInt8] {
        guard !isOverride, name.hasSuffix(".js") else { return bytes }
        var isInside = false
        // No text of the reader goes over two lines.
        let lines = bytes.split(separator: 0x0A).map { $0.drop { $0 == 0x20 } }
        let code = lines.filter { line in
            let text = String(decoding: line, as: UTF8.self)
            if isInside {
                isInside = !text.hasSuffix("*/")
                return false
            }
            if text.hasPrefix("//") { return false }
            guard text.hasPrefix("/**") else { return true }
            isInside = !text.contains("*/")
            return !isInside && !text.hasSuffix("*/")
        }
        return Script.compacted(Array(code.joined(separator: [0x0A])) + [0x0A])
    }

    /// Where it is published, but for the fingerprint: `_sealpress/theme/style.css`, `_sealpress/reader/reader.js`.
    var publishedPath: String {
        name.hasPrefix("assets/")
            ? "_sealpress/theme/" + name.dropFirst("assets/".count) : "_sealpress/" + name
    }
}
