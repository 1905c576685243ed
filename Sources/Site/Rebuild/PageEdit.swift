import Content
import Diagnostics
import Files
import Foundation
import Sealing

/// Pages whose text was edited, made anew with all that shows of them elsewhere.
struct PageEdit {
    let rebuild: Rebuild
    /// Pages with an edited text, by number.
    let edited: [Int]
    private let shared: SharedParts

    private var snapshot: Snapshot { rebuild.snapshot }
    private var inputs: BuildInputs { rebuild.inputs }
    private var configuration: SiteConfiguration { rebuild.configuration }

    /// More pages than this are as quickly made with all others.
    private static let most = 400

    /// - Parameter changed: numbers of sources that are not what the last build read.
    /// - Returns: nil where the edit is more than this knows of.
    init?(_ rebuild: Rebuild, changed: Set<Int>) throws {
        let numbers = Dictionary(
            rebuild.snapshot.pages.enumerated().map { ($0.element.source, $0.offset) }
        ) { first, _ in first }
        let edited = changed.compactMap { numbers[$0] }.sorted()
        let isWarned = { (path: String) in
            rebuild.snapshot.summary.warnings.contains { $0.location?.file == path }
        }
        // What is no page of the site now could become one.
        guard edited.count == changed.count, edited.count <= Self.most,
            !changed.contains(where: { isWarned("content/" + rebuild.snapshot.sources[$0].path) }),
            !rebuild.configuration.search, rebuild.configuration.editions.count == 1,
            rebuild.snapshot.site.courses.count == 1, let shared = try SharedParts(rebuild)
        else { return nil }
        (self.rebuild, self.edited, self.shared) = (rebuild, edited, shared)
    }

    /// Files of the site that the edit changes, staged.
    struct Made {
        var records: [OutputRecord]
        var pages: [(number: Int, card: Fingerprint)]
        /// Also those without a source, and those that show an edited page.
        var pageCount: Int
        var anchors: [SiteSnapshot.Anchor]
        /// The open text of each page, for the ledger.
        var rendered: [RenderedPage]
    }

    /// - Returns: nil where the edit is more than this knows of.
    func stage(_ output: Output) throws -> Made? {
        guard let first = try LoadedPages(edited, rebuild, shared), fits(first) else { return nil }
        let needs = needs(first)
        guard needs.loaded.count <= Self.most, let loaded = try LoadedPages(needs.loaded, rebuild, shared),
            AnchorCheck.diagnostics(loaded.rendered, faulty: []).isEmpty
        else { return nil }
        let places = (0..<edited.count)
        let sealed = try SealStage.sealSections(
            of: loaded.split, where: { places.contains($0.page) }, output: output, threads: inputs.threads)
        let audit = Audit(sealed.texts, threads: inputs.threads)
        guard try areFree(of: audit, sealed.texts) else { return nil }
        let publisher = shared.publisher(rebuild, loaded: loaded, audit: audit, output: output)
        let staged = try stage(needs, loaded, publisher)
        let findings = staged.compactMap(\.finding)
        let publicSources = PublicSources(
            plan: loaded.split.plan, configuration: configuration, strings: shared.strings,
            signatures: shared.signatures, directives: shared.directiveWriter)
        guard audit.diagnostics(for: findings, publicSources: publicSources).isEmpty else { return nil }
        return Made(
            records: sealed.records + staged.map(\.record),
            pages: edited.compactMap { number in loaded.pages[number].map { (number, $0.card) } },
            pageCount: needs.pages.count + needs.generated.count, anchors: anchors(first),
            rendered: first.rendered)
    }

    // MARK: What the edit changes

    /// Whether nothing changed but what stands on the pages and in lists.
    private func fits(_ first: LoadedPages) -> Bool {
        let wanted = Dictionary(grouping: snapshot.site.anchors, by: \.route)
        return zip(edited, first.rendered).allSatisfy { number, page in
            guard page.body.shape == snapshot.pages[number].shape else { return false }
            let ids = page.body.sections.reduce(into: Set(page.body.open.ids)) { $0.formUnion($1.ids) }
            return (wanted[page.page.route.path] ?? []).allSatisfy {
                ids.contains($0.fragment) || $0.fragment == "main" || $0.fragment.isEmpty
            }
        }
    }

    /// What is to be made anew, and which pages have to be read for it; pages by number.
    private struct Needs {
        var pages: [Int] = []
        var generated: [Int] = []
        var feeds: [WovenFeed] = []
        /// All courses where the home page is made, which shows them.
        var courses: [Int] = []
        /// The edited pages first.
        var loaded: [Int] = []
    }

    private func needs(_ first: LoadedPages) -> Needs {
        let site = snapshot.site
        let cards = Set(edited.filter { first.pages[$0]?.card != snapshot.pages[$0].card })
        let all = Set(edited)
        var needs = Needs()
        var pages = all
        for (number, page) in snapshot.pages.enumerated() where !cards.isDisjoint(with: page.related) {
            pages.insert(number)
        }
        let changesCourses = !cards.isDisjoint(with: site.courses[0])
        var read = Set<Int>()
        for list in site.lists {
            guard !cards.isDisjoint(with: list.items) || (changesCourses && isHome(list.owner)) else {
                continue
            }
            switch list.owner {
            case .authored(let number): pages.insert(number)
            case .generated(let index): needs.generated.append(index)
            }
            read.formUnion(list.items)
            if isHome(list.owner) { needs.courses = site.courses[0] }
        }
        needs.feeds = site.wovenFeeds.filter { !all.isDisjoint(with: $0.entries) }
        for list in site.lists {
            guard case .authored(let number) = list.owner, pages.contains(number) else { continue }
            read.formUnion(list.items)
            if isHome(list.owner) { needs.courses = site.courses[0] }
        }
        read.formUnion(needs.feeds.flatMap(\.entries))
        read.formUnion(pages.flatMap { snapshot.pages[$0].related })
        read.formUnion(pages)
        read.formUnion(needs.courses)
        let targets = Set(first.rendered.flatMap { $0.body.anchors.compactMap(\.route) })
        if !targets.isEmpty {
            for (number, page) in snapshot.pages.enumerated() where targets.contains(page.route.path) {
                read.insert(number)
            }
        }
        needs.pages = pages.sorted()
        needs.loaded = edited + read.subtracting(all).sorted()
        return needs
    }

    private func isHome(_ owner: WovenList.Owner) -> Bool {
        switch owner {
        case .authored(let number): snapshot.pages[number].route.path == "/"
        case .generated(let index): snapshot.site.generated[index].kind == .home
        }
    }

    private func anchors(_ first: LoadedPages) -> [SiteSnapshot.Anchor] {
        first.rendered.flatMap { page in
            page.body.anchors.map {
                .init(route: $0.route ?? page.page.route.path, fragment: $0.fragment)
            }
        }
    }

    // MARK: Making it

    private func stage(
        _ needs: Needs, _ loaded: LoadedPages, _ publisher: Publisher
    ) throws -> [Publisher.Staged] {
        let courses = needs.courses.compactMap { loaded.pages[$0] }
        let cards = { (numbers: [Int]) in numbers.compactMap { loaded.pages[$0].map(shared.objects.card) } }
        var authoredLists: [Int: [Int]] = [:]
        var generatedLists: [Int: [Int]] = [:]
        for list in snapshot.site.lists {
            switch list.owner {
            case .authored(let number): authoredLists[number] = list.items
            case .generated(let index): generatedLists[index] = list.items
            }
        }
        var staged: [Publisher.Staged] = []
        for number in needs.pages {
            guard let page = loaded.pages[number] else { continue }
            staged.append(
                try publisher.stage(
                    page, at: page.route.outputPath, items: cards(authoredLists[number] ?? []),
                    related: cards(snapshot.pages[number].related), courses: courses))
        }
        let generator = GeneratedPages(
            plan: loaded.split.plan, editions: configuration.editions, objects: shared.objects)
        for index in needs.generated {
            let page = snapshot.site.generated[index]
            staged.append(
                try publisher.stage(
                    generator.publicPage(page), at: page.outputPath,
                    items: cards(generatedLists[index] ?? []), related: [], courses: courses))
        }
        for feed in needs.feeds {
            staged += try publisher.stage(feed, entries: feed.entries.compactMap { loaded.pages[$0] })
        }
        return staged
    }

    /// Whether no file that is published as it is holds what is now sealed.
    ///
    /// Pages that did not change were made before that text was there, and hold nothing that was not public.
    private func areFree(of audit: Audit, _ texts: [PremiumText]) throws -> Bool {
        guard !texts.isEmpty else { return true }
        let holdsSealed = { (file: ThemeFiles.File) in
            audit.search(file.bytes, form: .plain, path: file.path) != nil
        }
        guard !shared.assets.authorsFiles.contains(where: holdsSealed) else { return false }
        let folder = inputs.root + "/" + SourceTree.folder + "/"
        return try snapshot.others.allSatisfy { other in
            guard let form = MediaTypes.auditForm(ofFile: other.path) else { return true }
            return audit.search(try FileSystem.read(folder + other.path), form: form, path: other.path) == nil
        }
    }
}
