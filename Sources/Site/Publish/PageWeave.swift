import Content
import Sealing

/// Which pages stand on which: in lists, beside each other, in feeds. Pages are numbered as they were rendered.
struct PageWeave: Sendable {
    /// By page: others to read beside it.
    var related: [[Int]] = []
    /// Of pages that list others.
    var lists: [WovenList] = []
    var feeds: [WovenFeed] = []
    /// By edition.
    var courses: [[Int]] = []
    /// By page: the fingerprint of what lists show of it, beside what its front matter says.
    var cards: [Fingerprint] = []
}

extension PublicPageFields {
    /// Of what lists show of the page and its text decides.
    var card: Fingerprint {
        let minutes = readingMinutes.map { String($0) } ?? ""
        return Fingerprint(of: [description ?? summary ?? "", minutes] + lockedTiers)
    }
}

/// A page that lists others; the home page also where it lists none.
struct WovenList: Sendable, Codable {
    enum Owner: Sendable, Codable {
        /// A page of the author's.
        case authored(Int)
        /// An index into `Plan.generated`.
        case generated(Int)
    }

    var owner: Owner
    var items: [Int]
}

/// A feed and the pages that it has, newest first.
struct WovenFeed: Sendable, Codable {
    /// The page that the feed is of.
    var route: Route
    /// An index into the site's editions.
    var edition: Int
    /// Nil for the whole site, whose feed has its title.
    var title: String?
    var entries: [Int]
}

extension Publisher {
    private static let feedLength = 20

    /// - Parameters:
    ///   - authored: in the order of the rendered pages.
    ///   - generated: in the order of the plan.
    func weave(_ authored: [PublicPage], _ generated: [PublicPage], _ lists: PageLists) -> PageWeave {
        let owners =
            authored.enumerated().map { (WovenList.Owner.authored($0.offset), $0.element) }
            + generated.enumerated().map { (WovenList.Owner.generated($0.offset), $0.element) }
        let woven = owners.compactMap { owner, page in
            let items = lists.items(on: page)
            return items.isEmpty && page.kind != .home ? nil : WovenList(owner: owner, items: items)
        }
        let whole = configuration.editions.enumerated().map { number, edition in
            WovenFeed(
                route: edition.route(), edition: number,
                entries: Array(lists.newest[number].prefix(Self.feedLength)))
        }
        return PageWeave(
            related: Array(authored.indices).parallelMap(threads: inputs.threads) {
                lists.relatedPages(to: $0)
            },
            lists: woven, feeds: whole + partFeeds(authored, generated, lists), courses: lists.courseNumbers,
            cards: authored.parallelMap(threads: inputs.threads) { $0.card })
    }

    /// Feeds of parts of the site.
    private func partFeeds(
        _ authored: [PublicPage], _ generated: [PublicPage], _ lists: PageLists
    ) -> [WovenFeed] {
        // In the order of time, whatever the order of the list.
        var parts: [Route: [Int]] = [:]
        let wanted = Set(plan.feeds.map(\.route))
        let routeOfCourse = plan.structure.courses.map(\.route)
        guard !wanted.isEmpty else { return [] }
        for number in lists.newestOfAll {
            let page = authored[number]
            var routes = page.terms.map(\.route)
            let edition = configuration.editions[page.edition]
            if page.kind == .article { routes.append(edition.articlesRoute) }
            if page.kind == .page, let section = page.section { routes.append(edition.route([section])) }
            if page.kind == .lesson, let course = page.place?.course, routeOfCourse.indices.contains(course) {
                routes.append(routeOfCourse[course])
            }
            for route in routes
            where wanted.contains(route) && parts[route, default: []].count < Self.feedLength {
                parts[route, default: []].append(number)
            }
        }
        var titles: [Route: String] = [:]
        for page in generated where page.pagination.map({ $0.number == 1 }) ?? true {
            if wanted.contains(page.route) { titles[page.route] = page.title }
        }
        for page in authored where wanted.contains(page.route) { titles[page.route] = page.title }
        return plan.feeds.map { feed in
            WovenFeed(
                route: feed.route, edition: feed.edition,
                title: titles[feed.route] ?? feed.route.lastComponent,
                entries: parts[feed.route] ?? [])
        }
    }
}
