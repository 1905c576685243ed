import Content

/// The site's pages in the orders in which lists and feeds show them; made once for all pages.
struct PageLists: Sendable {
    let all: [PublicPage]
    /// Articles, newest first.
    let newest: [PublicPage]
    let courses: [PublicPage]
    private let tagged: [String: [PublicPage]]

    /// How many articles the home page shows.
    static let homeLength = 20

    init(_ pages: [PublicPage]) {
        all = pages
        newest = pages.filter { $0.kind == .article }.sorted(by: Self.isNewer)
        courses = pages.filter { $0.kind == .course }
        var tagged: [String: [PublicPage]] = [:]
        for page in pages {
            for tag in page.tags { tagged[slugify(tag), default: []].append(page.forLists) }
        }
        self.tagged = tagged.mapValues { $0.sorted(by: Self.isNewer) }
    }

    /// What a page lists.
    func items(on page: PublicPage, plan: Plan) -> [PublicPage] {
        switch page.kind {
        case .home: Array(newest.prefix(Self.homeLength))
        case .list: page.route == SiteStructure.coursesRoute ? courses : newest
        case .tag: tagged[page.route.lastComponent] ?? []
        default: []
        }
    }

    private static func isNewer(_ a: PublicPage, _ b: PublicPage) -> Bool {
        switch (a.published, b.published) {
        case (let first?, let second?) where first.date != second.date: first > second
        case (_?, nil): true
        case (nil, _?): false
        default: a.route < b.route
        }
    }
}

extension PublicPage {
    /// The page without its text, as lists need it.
    fileprivate var forLists: PublicPage {
        var page = self
        page.html = []
        return page
    }
}
