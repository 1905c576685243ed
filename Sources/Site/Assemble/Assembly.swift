import Content
import Diagnostics
import Foundation

/// The author's pages as one site: what belongs to which course, in which order, and what is not out yet.
struct Assembly: Sendable {
    /// Pages to build, those of a language together; drafts and pages dated later are left out.
    var pages: [SourcePage] = []
    var structure = SiteStructure()
    /// Pages dated after the build.
    var scheduledCount = 0
    var draftCount = 0
    /// Ids of courses that are sold and come out later.
    var coursesToCome: [String] = []
    /// Sources of the pages left out, whose assets are wanted later and not stray.
    var heldBack: [Document] = []

    /// The pages of one of the site's editions.
    func pages(in edition: Int) -> [SourcePage] {
        structure.editions.count == 1 ? pages : pages.filter { $0.edition == edition }
    }

    fileprivate mutating func append(_ other: Assembly) {
        pages += other.pages
        structure.courses += other.structure.courses
        structure.editions += other.structure.editions
        scheduledCount += other.scheduledCount
        draftCount += other.draftCount
        coursesToCome += other.coursesToCome.filter { !coursesToCome.contains($0) }
        heldBack += other.heldBack
    }
}

/// Puts documents together; one instance per build.
struct Assembler {
    private let configuration: SiteConfiguration
    private let now: Date
    private let includesDrafts: Bool
    private let threads: Int
    /// The edition that is put together, and its number.
    private var edition: Edition
    private var editionNumber = 0
    /// How many courses those before it have.
    private var coursesBefore = 0
    private(set) var diagnostics: [Diagnostic] = []

    init(_ configuration: SiteConfiguration, now: Date, includesDrafts: Bool, threads: Int) {
        self.configuration = configuration
        self.threads = threads
        self.now = now
        self.includesDrafts = includesDrafts
        edition = configuration.editions[0]
    }

    private var site: SiteInfo { edition.site }

    /// A document, and what it is by its place; all that can be known of it alone, so that threads share the work.
    private struct Entry: Sendable {
        var kind: SourceKind
        var document: Document
        /// The path below `content/`, without a language in it.
        var path: String
        /// Path components of a page outside courses; `index.md` stands for its folder.
        var components: [String]
        /// The same as parts of an address.
        var slugs: [String]
        var published: Moment?
        var updated: Moment?
        var terms: [Term]
        var diagnostics: [Diagnostic]
        var frontMatter: FrontMatter { _read { yield document.frontMatter } }

        /// - Parameter originals: what translations are completed from.
        init(_ written: Document, at place: ContentPlace, editions: [Edition], originals: Originals?) {
            path = place.path
            kind = SourceKind(path: path)
            diagnostics = FrontMatterCheck.diagnostics(written, kind)
            if let originals {
                diagnostics += FrontMatterCheck.language(written, at: place, editions: editions)
                let (completed, faults) =
                    place.edition == 0 ? (written, []) : originals.completing(written, path: path)
                document = completed
                diagnostics += faults
            } else {
                document = written
            }
            let matter = document.frontMatter
            let edition = editions[place.edition]
            let (timeZone, taxonomies) = (edition.site.timeZone, edition.taxonomies)
            published = matter.date.map { Moment($0.value, in: timeZone) }
            updated = matter.updated.map { Moment($0.value, in: timeZone) }
            terms = Term.all(in: matter, taxonomies)
            if let published, kind == .article, let archive = taxonomies.first(where: \.isArchive) {
                let year = String(published.day.parts.year)
                terms.append(Term(taxonomy: archive.id, name: year, route: archive.route(of: year)))
            }
            components = path.slashSeparated.map(String.init)
            if let file = components.popLast(), file != "index.md" {
                components.append(String(file.dropLast(3)))
            }
            slugs = components.map { slugify($0) }
        }
    }

    mutating func assemble(_ documents: [Document]) -> Assembly {
        var assembly = Assembly()
        for (number, entries) in entries(documents).enumerated() {
            (edition, editionNumber) = (configuration.editions[number], number)
            coursesBefore = assembly.structure.courses.count
            assembly.append(assemble(entries))
        }
        diagnostics += Series.place(&assembly.pages)
        return assembly
    }

    /// What the documents are, by edition.
    private mutating func entries(_ documents: [Document]) -> [[Entry]] {
        let editions = configuration.editions
        let placed = documents.parallelMap(threads: threads) { document in
            (document, editions.place(String(document.source.path.dropFirst("content/".count))))
        }
        var originals: Originals?
        if editions.count > 1 {
            originals = Originals(
                placed.filter { $0.1.edition == 0 }.map { (document: $0.0, path: $0.1.path) })
        }
        let entries = placed.parallelMap(threads: threads) { [originals] document, place in
            Entry(document, at: place, editions: editions, originals: originals)
        }
        diagnostics += entries.flatMap(\.diagnostics)
        diagnostics += LanguageSuffixes.warnings(
            entries.map { ($0.document.source.path, $0.path) }, editions: editions)
        guard editions.count > 1 else { return [entries] }
        var byEdition = [[Entry]](repeating: [], count: editions.count)
        for (entry, (_, place)) in zip(entries, placed) { byEdition[place.edition].append(entry) }
        return byEdition
    }

    /// The pages of one language.
    private mutating func assemble(_ entries: [Entry]) -> Assembly {
        var assembly = Assembly()
        let taxonomies = edition.taxonomies
        var byCourse: [String: [Entry]] = [:]
        for entry in entries {
            if let course = entry.kind.course {
                byCourse[course, default: []].append(entry)
            } else if isOut(entry, &assembly) {
                assembly.pages.append(
                    page(entry, route: route(of: entry), tier: entry.frontMatter.tier?.value))
            }
        }
        for id in byCourse.keys.sorted() {
            assembleCourse(id, byCourse[id] ?? [], into: &assembly)
        }
        linkArticles(&assembly)
        markTaxonomyPages(&assembly)
        markSections(&assembly)
        let used = assembly.pages.reduce(into: Set<String>()) { used, page in
            for term in page.terms { used.insert(term.taxonomy) }
            if let taxonomy = page.taxonomy { used.insert(taxonomy) }
        }
        var outline = EditionOutline(taxonomies: taxonomies.filter { used.contains($0.id) })
        outline.sections = usedSections(assembly)
        let (order, faults) = SectionOrder.place(
            &assembly.pages, sections: outline.sections, heldBack: assembly.heldBack,
            source: editionNumber == 0 ? configuration.source : nil)
        outline.sectionOrder = order
        diagnostics += faults
        outline.navigation = navigation(assembly, outline)
        assembly.structure.editions = [outline]
        return assembly
    }

    /// Whether the page is built now; drafts and pages of later days are counted and kept aside.
    private func isOut(_ entry: Entry, _ assembly: inout Assembly) -> Bool {
        let matter = entry.frontMatter
        if matter.draft?.value == true, !includesDrafts {
            assembly.draftCount += 1
        } else if let published = entry.published, published.date > now, !includesDrafts {
            assembly.scheduledCount += 1
        } else {
            return true
        }
        assembly.heldBack.append(entry.document)
        return false
    }

    private func page(_ entry: Entry, route: Route, tier: String?) -> SourcePage {
        let matter = entry.frontMatter
        return SourcePage(
            SourcePageFields(
                kind: entry.kind.pageKind, route: route, document: entry.document, key: entry.path,
                edition: editionNumber, title: title(of: entry),
                language: matter.language?.value ?? site.language, tier: tier == publicTier ? nil : tier,
                published: entry.published, updated: entry.updated, isDraft: matter.draft?.value == true,
                terms: entry.terms))
    }

    private func title(of entry: Entry) -> String {
        if let title = entry.frontMatter.title?.value ?? entry.document.headingTitle { return title }
        switch entry.kind {
        case .home: return site.title
        case .course(let id): return OrderedName(id).readable
        case .chapter(_, let folder): return OrderedName(folder).readable
        case .lesson(_, _, let name): return OrderedName(name).readable
        default: return OrderedName(entry.components.last ?? "").readable
        }
    }

    // MARK: Routes

    private mutating func route(of entry: Entry) -> Route {
        var parts = entry.slugs
        if let own = ownSlug(of: entry), !parts.isEmpty { parts[parts.count - 1] = own }
        for part in parts where part.isEmpty { reportNameless(entry); return edition.route(["page"]) }
        return edition.route(parts)
    }

    /// The last part of a route of a course: the author's slug, or the name without its number.
    private mutating func component(_ name: String, of entry: Entry?) -> String {
        if let entry, let own = ownSlug(of: entry) { return own }
        let part = slugify(OrderedName(name).name)
        if part.isEmpty, let entry { reportNameless(entry) }
        return part.isEmpty ? "page" : part
    }

    private mutating func ownSlug(of entry: Entry) -> String? {
        guard let written = entry.frontMatter.slug else { return nil }
        let own = slugify(written.value)
        guard !own.isEmpty, !written.value.contains("/") else {
            diagnostics.append(
                entry.document.source.error(
                    "'\(written.value)' cannot be a slug", at: written.location,
                    hint: "a slug is one part of an address: letters, digits and '-'"))
            return nil
        }
        return own
    }

    private mutating func reportNameless(_ entry: Entry) {
        diagnostics.append(
            .error(
                "no address can be made of this file's name",
                at: SourceLocation(file: entry.document.source.path, line: 1),
                hint: "give the file a name with a letter or digit, or the page a 'slug:'"))
    }
}

// MARK: - Courses

extension Assembler {
    private mutating func assembleCourse(_ id: String, _ entries: [Entry], into assembly: inout Assembly) {
        for entry in entries {
            guard case .misplaced = entry.kind else { continue }
            diagnostics.append(
                .error(
                    "this is too deep in the course '\(id)'",
                    at: SourceLocation(file: entry.document.source.path, line: 1),
                    hint: "a course holds chapters, a chapter lessons: courses/\(id)/NN-chapter/NN-lesson.md")
            )
        }
        guard let index = entries.first(where: { $0.kind == .course(id) }) else {
            let place = entries.map(\.document.source.path).min() ?? "content/courses/\(id)"
            let name = configuration.editions.name(of: "courses/\(id)/index.md", in: editionNumber)
            let file = name.split(separator: "/").last ?? "index.md"
            diagnostics.append(
                .error(
                    "the course '\(id)' has no \(file)", at: SourceLocation(file: place, line: 1),
                    hint: "\(name) holds the course's title, tier and price"))
            return
        }
        guard isIdentifier(id) else {
            diagnostics.append(
                .error(
                    "'\(id)' cannot be a course's id",
                    at: SourceLocation(file: index.document.source.path, line: 1),
                    hint: "the folder's name is the id: lower-case letters, digits and '-'"))
            return
        }
        // What belongs to a course that is not out is not out either.
        guard isOut(index, &assembly) else {
            assembly.heldBack += entries.filter { $0.kind != .course(id) }.map(\.document)
            let isOnSale = index.frontMatter.price != nil || index.frontMatter.checkout != nil
            if isOnSale || configuration.packages.contains(where: { $0.courses.contains(id) }) {
                assembly.coursesToCome.append(id)
            }
            return
        }
        let courseNumber = coursesBefore + assembly.structure.courses.count
        let matter = index.frontMatter
        let courseTier = matter.tier?.value
        let route = edition.route(["courses", component(id, of: index)])
        var course = CourseOutline(
            id: id, edition: editionNumber, route: route, title: title(of: index),
            description: matter.description?.value,
            tier: courseTier == publicTier ? nil : courseTier, price: matter.price?.value.description,
            currency: matter.currency?.value, period: matter.period?.value, checkout: matter.checkout?.value,
            passphrase: matter.passphrase)
        course.isPackaged = configuration.packages.contains { $0.courses.contains(id) }
        var coursePage = page(index, route: route, tier: courseTier)
        coursePage.place = CoursePlace(course: courseNumber)
        coursePage.breadcrumbs = [coursesLink]
        let courseLink = PageLink(title: course.title, route: route)

        var pages: [SourcePage] = []
        for group in chapters(of: id, entries) {
            if let chapter = group.index, !isOut(chapter, &assembly) {
                assembly.heldBack += group.lessons.map(\.entry.document)
                continue
            }
            let number = course.chapters.count
            let folder = group.folder.map { component($0, of: group.index) }
            let chapterRoute = folder.map { edition.route(["courses", route.lastComponent, $0]) }
            let tier = group.index?.frontMatter.tier?.value ?? courseTier
            let title =
                group.index.map { self.title(of: $0) } ?? group.folder.map { OrderedName($0).readable } ?? ""
            var outline = ChapterOutline(title: title, route: group.index == nil ? nil : chapterRoute)
            var trail = [coursesLink, courseLink]
            if let index = group.index, let chapterRoute {
                var page = page(index, route: chapterRoute, tier: tier)
                page.place = CoursePlace(course: courseNumber, chapter: number)
                page.breadcrumbs = trail
                pages.append(page)
                trail.append(PageLink(title: title, route: chapterRoute))
            }
            for lesson in group.lessons where isOut(lesson.entry, &assembly) {
                let parts = ["courses", route.lastComponent] + (folder.map { [$0] } ?? [])
                var page = page(
                    lesson.entry, route: edition.route(parts + [component(lesson.name, of: lesson.entry)]),
                    tier: lesson.entry.frontMatter.tier?.value ?? tier)
                let position = course.lessonCount + outline.lessons.count
                page.place = CoursePlace(course: courseNumber, chapter: number, lesson: position)
                page.breadcrumbs = trail
                outline.lessons.append(
                    LessonEntry(
                        title: page.title, route: page.route, number: position, isLocked: page.tier != nil))
                pages.append(page)
            }
            course.chapters.append(outline)
        }
        linkLessons(&pages)
        assembly.structure.courses.append(course)
        assembly.pages.append(coursePage)
        assembly.pages += pages
    }

    private var coursesLink: PageLink {
        PageLink(title: "", route: edition.coursesRoute)
    }

    /// A chapter's folder, its own page, and its lessons in order.
    private struct ChapterGroup {
        var folder: String?
        var index: Entry?
        var lessons: [(name: String, entry: Entry)] = []
    }

    /// Chapters in the order of their numbers; lessons outside any chapter come first.
    private func chapters(of id: String, _ entries: [Entry]) -> [ChapterGroup] {
        var groups: [String?: ChapterGroup] = [:]
        for entry in entries {
            switch entry.kind {
            case .chapter(_, let folder): groups[folder, default: ChapterGroup(folder: folder)].index = entry
            case .lesson(_, let chapter, let name):
                groups[chapter, default: ChapterGroup(folder: chapter)].lessons.append((name, entry))
            default: break
            }
        }
        return groups.values.map { group in
            var group = group
            group.lessons.sort { OrderedName($0.name) < OrderedName($1.name) }
            return group
        }.sorted { a, b in
            guard let first = a.folder else { return true }
            guard let second = b.folder else { return false }
            return OrderedName(first) < OrderedName(second)
        }
    }

    private func linkLessons(_ pages: inout [SourcePage]) {
        let lessons = pages.indices.filter { pages[$0].kind == .lesson }
        for (before, after) in zip(lessons, lessons.dropFirst()) {
            pages[before].next = PageLink(title: pages[after].title, route: pages[after].route)
            pages[after].previous = PageLink(title: pages[before].title, route: pages[before].route)
        }
    }

    /// Articles lead to the one before and after them in time.
    private func linkArticles(_ assembly: inout Assembly) {
        let articles = assembly.pages.indices.filter { assembly.pages[$0].kind == .article }
            .sorted { assembly.pages[$1].isNewer(than: assembly.pages[$0]) }
        let links = articles.map { number in
            PageLink(title: assembly.pages[number].title, route: assembly.pages[number].route)
        }
        for (place, article) in articles.enumerated() {
            // All at once: to change one field of a page makes it another.
            var page = assembly.pages[article].value
            page.previous = place > 0 ? links[place - 1] : nil
            page.next = place + 1 < links.count ? links[place + 1] : nil
            page.breadcrumbs = [PageLink(title: "", route: edition.articlesRoute)]
            assembly.pages[article] = SourcePage(page)
        }
    }

    /// Pages of the sections that `sealpress.yml` names; `recipes/index.md` stands above the list.
    private func markSections(_ assembly: inout Assembly) {
        guard !edition.sections.isEmpty else { return }
        for index in assembly.pages.indices where assembly.pages[index].kind == .page {
            let parts = assembly.pages[index].key.split(separator: "/")
            guard parts.count > 1, let first = parts.first,
                let section = edition.sections.first(where: { $0.id == first })
            else { continue }
            assembly.pages[index].section = section
            if assembly.pages[index].route == section.route {
                assembly.pages[index].kind = .list
            } else {
                assembly.pages[index].breadcrumbs = [PageLink(title: "", route: section.route)]
            }
        }
    }

    private func usedSections(_ assembly: Assembly) -> [Section] {
        guard !edition.sections.isEmpty else { return [] }
        let used = Set(assembly.pages.compactMap { $0.section?.id })
        return edition.sections.filter { used.contains($0.id) }
    }

    /// `authors/ada.md` holds the words of Ada's own page, `authors/index.md` those above the list of authors.
    private func markTaxonomyPages(_ assembly: inout Assembly) {
        for index in assembly.pages.indices where assembly.pages[index].kind == .page {
            let parts = assembly.pages[index].route.path.split(separator: "/")
                .dropFirst(edition.folder == nil ? 0 : 1)
            guard let first = parts.first, parts.count <= 2,
                let taxonomy = edition.taxonomies.first(where: { $0.id == first })
            else { continue }
            let isTags = taxonomy.id == Taxonomy.tags.id
            assembly.pages[index].taxonomy = taxonomy.id
            if parts.count == 1 {
                assembly.pages[index].kind = isTags ? .tags : .taxonomy
            } else {
                assembly.pages[index].kind = isTags ? .tag : .term
                assembly.pages[index].breadcrumbs = [PageLink(title: "", route: taxonomy.route)]
            }
        }
    }

    private func navigation(_ assembly: Assembly, _ outline: EditionOutline) -> [NavigationEntry] {
        var entries: [NavigationEntry] = []
        if !assembly.structure.courses.isEmpty {
            entries.append(NavigationEntry(name: .string("courses"), route: edition.coursesRoute))
        }
        if assembly.pages.contains(where: { $0.kind == .article }) {
            entries.append(NavigationEntry(name: .string("articles"), route: edition.articlesRoute))
        }
        entries += outline.sections.map {
            NavigationEntry(name: .text($0.title), route: $0.route)
        }
        entries += outline.taxonomies.map {
            NavigationEntry(name: $0.navigationName, route: $0.route)
        }
        let top = assembly.pages.filter { $0.kind == .page && !$0.key.contains("/") }
        return entries + top.map { NavigationEntry(name: .text($0.title), route: $0.route) }
    }
}
