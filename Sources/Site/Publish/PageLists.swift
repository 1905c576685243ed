import Recommendations

/// The site's pages in the orders in which lists and feeds show them; made once for all pages.
struct PageLists: Sendable {
    /// Articles by edition, newest first; indices into the pages.
    let newest: [[Int]]
    /// All pages, newest first.
    let newestOfAll: [Int]
    /// By edition.
    let courses: [[PublicPage]]
    /// The same, by number.
    let courseNumbers: [[Int]]
    /// Each page as lists show it, made once however many lists it is in.
    private let cards: [TemplateObject]
    private let editions: [Edition]
    private let tagged: [Route: [Int]]
    private let related: RelatedPages?
    /// By page: others that insights found, the best first.
    private let recommended: [[Int]]
    private let relatedCount: Int
    /// Of the author's own sections, by edition and the section's id.
    private let sections: [[String: [Int]]]

    /// How many articles the home page shows.
    static let homeLength = 20

    /// - Parameters:
    ///   - count: how many related pages a page shows; nil is none without insights.
    ///   - recommended: what insights found, by route.
    init(
        _ pages: [PublicPage], objects: PageObjects, related count: Int?,
        recommended: [String: [RelatedPage]], threads: Int
    ) {
        let newestFirst = pages.indices.sorted { pages[$0].isNewer(than: pages[$1]) }
        newestOfAll = newestFirst
        editions = objects.editions
        newest = editions.indices.map { edition in
            newestFirst.filter { pages[$0].kind == .article && pages[$0].edition == edition }
        }
        courseNumbers = editions.indices.map { edition in
            pages.indices.filter { pages[$0].kind == .course && pages[$0].edition == edition }
        }
        courses = courseNumbers.map { $0.map { pages[$0] } }
        cards = pages.parallelMap(threads: threads) { objects.card($0) }
        var tagged: [Route: [Int]] = [:]
        for number in newestFirst {
            for term in pages[number].terms { tagged[term.route, default: []].append(number) }
        }
        // A series is read from its beginning.
        for number in newestFirst {
            for place in pages[number].series { tagged[place.route]?[place.position - 1] = number }
        }
        self.tagged = tagged
        var sections = [[String: [Int]]](repeating: [:], count: editions.count)
        for number in newestFirst where pages[number].kind == .page {
            let page = pages[number]
            if let section = page.section { sections[page.edition][section, default: []].append(number) }
        }
        for (edition, outline) in objects.structure.editions.enumerated() {
            for (section, routes) in outline.sectionOrder.routes {
                let ranks = Dictionary(zip(routes, routes.indices)) { first, _ in first }
                let ranked = (sections[edition][section] ?? []).map { ($0, rank: ranks[pages[$0].route]) }
                let named = ranked.filter { $0.rank != nil }.sorted { ($0.rank ?? 0) < ($1.rank ?? 0) }
                sections[edition][section] = (named + ranked.filter { $0.rank == nil }).map(\.0)
            }
        }
        self.sections = sections
        related = count.map { $0 > 0 } ?? false ? RelatedPages(pages, newestFirst: newestFirst) : nil
        self.recommended = RecommendedPages.numbers(pages, recommended)
        relatedCount = count ?? RecommendedPages.standardCount
    }

    /// What a page lists, by number.
    func items(on page: PublicPage) -> [Int] {
        let numbers = entries(on: page)
        return page.pagination.map { Array($0.slice(numbers)) } ?? numbers
    }

    /// Pages as lists show them.
    func cards(_ numbers: [Int]) -> [TemplateObject] {
        numbers.map { cards[$0] }
    }

    /// Pages to read beside one of the author's, all by number: those that insights found, then those that share tags.
    func relatedPages(to page: Int) -> [Int] {
        var numbers = recommended.indices.contains(page) ? Array(recommended[page].prefix(relatedCount)) : []
        if let related, numbers.count < relatedCount {
            let others = related.related(to: page, count: relatedCount).filter { !numbers.contains($0) }
            numbers += others.prefix(relatedCount - numbers.count)
        }
        return numbers
    }

    /// All that the page's list has, on whichever of its pages.
    private func entries(on page: PublicPage) -> [Int] {
        let route = page.pagination?.first ?? page.route
        return switch page.kind {
        case .home: Array(newest[page.edition].prefix(Self.homeLength))
        case .list where route == editions[page.edition].coursesRoute: courseNumbers[page.edition]
        case .list: page.section.map { sections[page.edition][$0] ?? [] } ?? newest[page.edition]
        case .tag, .term: tagged[route] ?? []
        default: []
        }
    }
}
