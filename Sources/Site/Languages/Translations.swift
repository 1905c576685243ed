import Content
import Diagnostics

/// A page in one language, as its translations lead to it.
struct Translation: Sendable {
    /// An index into the site's editions.
    var edition: Int
    var route: Route
}

extension [Translation] {
    /// What search engines are told: each language, and the site's own for all others.
    func alternates(_ editions: [Edition]) -> [(language: String, route: Route)] {
        guard let first else { return [] }
        return map { (editions[$0.edition].language, $0.route) } + [("x-default", first.route)]
    }
}

/// Which pages are one in several languages.
enum Translations {
    /// What ties pages together: see `FrontMatter.tie`, or the address of a list.
    private enum Key: Hashable {
        case page(String), list(String)
    }

    /// By route: the page in all its languages, itself among them, in the order of the editions; nothing for pages
    /// that are in one language only.
    static func plan(
        _ pages: [SourcePage], generated: [GeneratedPage], editions: [Edition]
    ) -> (translations: [Route: [Translation]], diagnostics: [Diagnostic]) {
        guard editions.count > 1 else { return ([:], []) }
        var groups: [Key: [(translation: Translation, page: SourcePage?)]] = [:]
        var diagnostics: [Diagnostic] = []
        for page in pages {
            let key = key(of: page, editions)
            if let twin = groups[key]?.first(where: { $0.translation.edition == page.edition })?.page {
                diagnostics += twice(page, twin, editions[page.edition])
                continue
            }
            groups[key, default: []].append((Translation(edition: page.edition, route: page.route), page))
        }
        for page in generated where page.pagination == nil && page.kind != .notFound {
            let key = Key.list(local(page.route, editions[page.edition]))
            groups[key, default: []].append((Translation(edition: page.edition, route: page.route), nil))
        }
        var translations: [Route: [Translation]] = [:]
        for group in groups.values where group.count > 1 {
            let sorted = group.map(\.translation).sorted { $0.edition < $1.edition }
            for translation in sorted { translations[translation.route] = sorted }
            diagnostics += differentTiers(group.compactMap(\.page).sorted { $0.edition < $1.edition })
        }
        return (translations, diagnostics)
    }

    /// Tells each translated lesson which one it translates.
    static func tie(_ courses: inout [CourseOutline], _ translations: [Route: [Translation]]) {
        guard !translations.isEmpty else { return }
        for course in courses.indices where courses[course].edition > 0 {
            for chapter in courses[course].chapters.indices {
                for lesson in courses[course].chapters[chapter].lessons.indices {
                    let route = courses[course].chapters[chapter].lessons[lesson].route
                    guard let first = translations[route]?.first, first.edition == 0 else { continue }
                    courses[course].chapters[chapter].lessons[lesson].original = first.route
                }
            }
        }
    }

    private static func key(of page: SourcePage, _ editions: [Edition]) -> Key {
        // Lists, whether the author wrote them or not.
        let lists: [PageKind] = [.home, .list, .tags, .tag, .taxonomy, .term]
        guard lists.contains(page.kind), page.frontMatter.translationKey == nil else {
            return .page(page.frontMatter.tie(page.key))
        }
        return .list(local(page.route, editions[page.edition]))
    }

    /// The route as it would be in the site's own language.
    private static func local(_ route: Route, _ edition: Edition) -> String {
        guard let folder = edition.folder else { return route.path }
        return String(route.path.dropFirst(folder.count + 1))
    }

    private static func twice(_ page: SourcePage, _ twin: SourcePage, _ edition: Edition) -> [Diagnostic] {
        // Files with one address are reported as such.
        guard let key = page.frontMatter.translationKey else { return [] }
        return [
            page.document.source.error(
                "'\(key.value)' is the key of two pages in '\(edition.language)'", at: key.location,
                hint: "it is also in \(twin.path): a page has one translation in each language")
        ]
    }

    /// What one language seals is sealed in the others.
    private static func differentTiers(_ pages: [SourcePage]) -> [Diagnostic] {
        guard let first = pages.first else { return [] }
        return pages.dropFirst().compactMap { page in
            if page.tier != first.tier {
                // Where there is a page in the site's own language, its translations were completed from it.
                guard first.edition > 0 else { return nil }
                return page.document.source.error(
                    "this is for '\(page.tier ?? publicTier)', \(first.path) for '\(first.tier ?? publicTier)'",
                    at: page.frontMatter.tier?.location ?? SourceLocation(file: page.path, line: 1),
                    hint: "give both pages the same 'tier:': they are one in two languages")
            }
            let missing = Set(first.sealedTiers).subtracting(page.sealedTiers).sorted()
            guard let tier = missing.first else { return nil }
            return .warning(
                "\(first.path) seals a section for '\(tier)', this translation of it seals none",
                at: SourceLocation(file: page.path, line: 1),
                hint: "look whether a fence '::: \(tier)' is missing here")
        }
    }
}
