import Content
import Diagnostics
import Files
import Foundation
import Recommendations
import Sealing

/// Lays out every public file, looks for leaks in it, and stages it.
///
/// A page goes through all three before the next one is begun, so that no more than a few are in memory.
struct Publisher: Sendable {
    let inputs: BuildInputs
    let configuration: SiteConfiguration
    let assets: ThemeAssets
    /// The words of the languages that pages are in, the site's own first.
    let words: [Strings]
    let tree: SourceTree
    let plan: Plan
    let split: SplitStage
    let layouts: Layouts
    let objects: PageObjects
    let audit: Audit
    let output: Output
    /// Whether there are passphrases, so that the reader needs their salt.
    let hasPassphrases: Bool
    /// What insights found to be related to a page, by route.
    let recommended: [String: [RelatedPage]]
    let keyInSources: KeyInSources
    /// Files that tell readers of replaced keys.
    let statements: [(path: String, text: String)]

    /// What publishing made.
    struct Published: Sendable {
        var records: [OutputRecord] = []
        var findings: [Audit.Finding] = []
        var diagnostics: [Diagnostic] = []
        var pageCount = 0
        /// How its pages belong together, for the next build.
        var weave = PageWeave()
    }

    /// One public file, staged.
    struct Staged: Sendable {
        var record: OutputRecord
        var finding: Audit.Finding?
    }

    private var site: SiteInfo { configuration.site }

    func publish(_ rendered: [RenderedPage]) throws -> Published {
        let numbered = Array(rendered.enumerated()).map { (number: $0.offset, page: $0.element) }
        let authored = numbered.parallelMap(threads: inputs.threads) {
            split.publicPage($0.page, number: $0.number)
        }
        let editions = configuration.editions
        let generator = GeneratedPages(plan: plan, editions: editions, objects: objects)
        let generated = plan.generated.map { generator.publicPage($0) }
        let lists = PageLists(
            authored, objects: objects, related: configuration.related, recommended: recommended,
            threads: inputs.threads)
        // What takes long comes first: while a thread is at it, the others have pages to do.
        let weave = weave(authored, generated, lists)
        let show = { @Sendable (page: PublicPage, path: String, lists: PageLists, related: [Int]) in
            try stage(
                page, at: path, items: lists.cards(lists.items(on: page)), related: lists.cards(related),
                courses: lists.courses[page.edition])
        }
        var jobs: [Job] = siteFiles(authored, generated)
        jobs += zip(generated, plan.generated).map { page, plan -> Job in
            { [try show(page, plan.outputPath, lists, [])] }
        }
        jobs += weave.feeds.map { feed -> Job in
            { try stage(feed, entries: feed.entries.map { authored[$0] }) }
        }
        jobs += plan.redirects.map { redirect -> Job in
            {
                let html = layouts.renderRedirect(objects.redirect(redirect))
                return [try stage(html, at: redirect.outputPath, form: .markup)]
            }
        }
        jobs += assets.files.map { file -> Job in
            { [try stage(file.bytes, at: file.path, form: .plain)] }
        }
        jobs += authored.enumerated().map { number, page -> Job in
            { [try show(page, page.route.outputPath, lists, weave.related[number])] }
        }
        var published = Published(pageCount: generated.count + authored.count, weave: weave)
        for staged in jobs.parallelMap(threads: inputs.threads, { job in Result { try job() } }) {
            for file in try staged.get() { published.add(file) }
        }
        if configuration.search {
            for (number, edition) in editions.enumerated() {
                for file in try PublicSearch.stage(
                    authored, of: edition, number: number, threads: inputs.threads, stage: stageIndex)
                {
                    published.add(file)
                }
            }
        }
        try publishAssets(into: &published)
        return published
    }

    /// Makes and stages one public file, or a few that belong together; on any thread.
    private typealias Job = @Sendable () throws -> [Staged]

    /// Lays out one page.
    ///
    /// - Parameters:
    ///   - items: what it lists.
    ///   - courses: all courses, for a page that shows them.
    func stage(
        _ page: PublicPage, at path: String, items: [TemplateObject], related: [TemplateObject],
        courses: [PublicPage]
    ) throws -> Staged {
        let object = objects.object(
            for: page, items: items, related: related,
            courses: page.kind == .home ? courses : [],
            taxonomy: [.tags, .taxonomy].contains(page.kind) ? plan.terms[page.route] ?? [] : [])
        guard let html = layouts.render(page.layouts, object) else {
            throw DiagnosticError(
                .error("there is no layout for \(page.route.path)", hint: "add layouts/default.mustache"))
        }
        return try stage(html, at: path, form: .markup)
    }

    private func stage(_ bytes: [UInt8], at path: String, form: Audit.Form) throws -> Staged {
        Staged(
            record: try output.put(bytes, at: path), finding: audit.search(bytes, form: form, path: path))
    }

    @Sendable private func stageIndex(_ bytes: [UInt8], at path: String) throws -> Staged {
        try stage(bytes, at: path, form: .escaped)
    }

    // MARK: Feeds and other files of the whole site

    private func siteFiles(
        _ authored: [PublicPage], _ generated: [PublicPage]
    ) -> [Job] {
        let groups: [@Sendable () -> [(name: String, text: String)]] = [
            {
                let visible = (authored + generated).filter { !$0.isHidden }.sorted { $0.route < $1.route }
                return Sitemap.files(visible, site: site, editions: configuration.editions)
            },
            {
                ReaderConfiguration.files(configuration, courses: plan.structure.courses, strings: words)
            },
            {
                [
                    ("robots.txt", Sitemap.robots(site: site)),
                    // GitHub Pages leaves out names that begin with an underscore, unless this file is there.
                    (".nojekyll", ""),
                ] + passphraseFile + beaconFile + redirectFile + statements.map { ($0.path, $0.text) }
            },
        ]
        return groups.map { files -> Job in
            {
                try files().map {
                    let form = MediaTypes.auditForm(ofFile: $0.name) ?? .plain
                    return try stage(Array($0.text.utf8), at: $0.name, form: form)
                }
            }
        }
    }

    /// What Netlify and Cloudflare Pages read. An author's own file is left as it is.
    private var redirectFile: [(name: String, text: String)] {
        guard !plan.redirects.isEmpty, !plan.statics.contains(Redirects.file) else { return [] }
        let lines = plan.redirects.map { redirect in
            "\(site.url(ofFile: String(redirect.path.dropFirst()))) \(objects.url(of: redirect.target)) 301\n"
        }
        return [(Redirects.file, lines.joined())]
    }

    private var passphraseFile: [(name: String, text: String)] {
        guard hasPassphrases else { return [] }
        let file = inputs.keys.passphraseSettings.file
        return [(PassphraseSettings.path, String(decoding: file, as: UTF8.self))]
    }

    private var beaconFile: [(name: String, text: String)] {
        configuration.beacon ? [(Beacon.path, Beacon.text)] : []
    }

    /// Stages an Atom and a JSON feed.
    ///
    /// - Parameter entries: the pages that it has, newest first.
    func stage(_ feed: WovenFeed, entries: [PublicPage]) throws -> [Staged] {
        let entries = entries.map { entry in
            var page = entry
            page.feedHTML = split.feedHTML(of: page)
            return page
        }
        let site = configuration.editions[feed.edition].site
        let home = site.absoluteURL(feed.route)
        let title = feed.title.map { "\(site.title): \($0)" }
        let texts = [
            AtomFeed.text(entries, site: site, feedURL: home + "feed.xml", title: title, home: home),
            JSONFeed.text(entries, site: site, feedURL: home + "feed.json", title: title, home: home),
        ]
        // The JSON feed holds pages as HTML.
        return try zip(zip(PartFeed.names, texts), [Audit.Form.markup, .escapedMarkup]).map { file, form in
            try stage(Array(file.1.utf8), at: PartFeed.path(feed.route, file.0), form: form)
        }
    }

    // MARK: The author's own files

    private func publishAssets(into published: inout Published) throws {
        let folder = inputs.root + "/" + SourceTree.folder + "/"
        let publicAssets = split.seal.assets.values.filter(\.isPublic).map(\.key).sorted()
        let copies =
            publicAssets.compactMap { key in plan.assetPaths[key].map { (source: key, path: $0) } }
            + tree.statics.map { (source: SourceTree.staticFolder + $0, path: $0) }
        guard !copies.isEmpty || !assets.authorsFiles.isEmpty else { return }
        let privateFiles = try PrivateFileGuard(inputs, tree: tree, plan: plan)
        let staged = copies.parallelMap(threads: inputs.threads) { copy in
            Result {
                try stageCopy(
                    of: folder + copy.source, shown: "content/" + copy.source, at: copy.path, privateFiles)
            }
        }
        published.diagnostics += assets.authorsFiles.flatMap { file in
            privateFiles.diagnostics(file.bytes, shown: file.path, path: file.publishedPath)
        }
        for (file, diagnostics) in try staged.map({ try $0.get() }) {
            published.add(file)
            published.diagnostics += diagnostics
        }
        try publishImages(of: publicAssets, into: &published)
    }

    /// The smaller ones of pictures that everyone may see; two copies of a picture have the same.
    private func publishImages(of assets: [String], into published: inout Published) throws {
        let images = split.addresses.images
        let variants = Dictionary(assets.flatMap(images.variants(of:)).map { ($0.path, $0) }) { first, _ in
            first
        }
        let records = variants.sorted { $0.key < $1.key }.parallelMap(threads: inputs.threads) {
            path, variant in
            Result { try output.put(try images.bytes(variant), at: path) }
        }
        published.records += try records.map { try $0.get() }
    }

    private func stageCopy(
        of source: String, shown: String, at path: String, _ privateFiles: PrivateFileGuard
    ) throws -> (Staged, [Diagnostic]) {
        guard let size = try FileSystem.status(source)?.size, size <= Self.largestAudited,
            let form = MediaTypes.auditForm(ofFile: path)
        else {
            let diagnostics =
                try privateFiles.diagnostics(ofFile: source, shown: shown, path: path)
                + keyInSources.diagnostics(ofFile: source, shown: shown)
            return (Staged(record: try output.copy(source, to: path)), diagnostics)
        }
        let bytes = try FileSystem.read(source)
        let diagnostics =
            privateFiles.diagnostics(bytes, shown: shown, path: path)
            + keyInSources.diagnostics(bytes, file: shown)
        return (try stage(bytes, at: path, form: form), diagnostics)
    }

    /// Text files larger than this are not looked through for premium text.
    private static let largestAudited = 64 << 20
}

extension Publisher.Published {
    fileprivate mutating func add(_ staged: Publisher.Staged) {
        records.append(staged.record)
        if let finding = staged.finding { findings.append(finding) }
    }
}
