/// The pages of lists that are longer than `paginate` allows.
enum ListPages {
    /// The first pages of such lists.
    static func paginations(
        _ assembly: Assembly, terms: [Route: [TermCount]], generated: [GeneratedPage],
        configuration: SiteConfiguration
    ) -> [Route: Pagination] {
        var paginations: [Route: Pagination] = [:]
        func add(_ route: Route, _ entries: Int, _ length: Int?) {
            guard let length, entries > length else { return }
            paginations[route] = Pagination(
                first: route, number: 1, count: Pagination.count(of: entries, length: length), length: length)
        }
        for (number, edition) in configuration.editions.enumerated() {
            let pages = assembly.pages(in: number)
            add(edition.articlesRoute, pages.count { $0.kind == .article }, configuration.paginate)
            add(
                edition.coursesRoute, assembly.structure.courses.count { $0.edition == number },
                configuration.paginate)
            for section in assembly.structure.editions[number].sections {
                add(
                    section.route, pages.count { $0.section?.id == section.id && $0.kind == .page },
                    section.paginate ?? configuration.paginate)
            }
            for taxonomy in assembly.structure.editions[number].taxonomies {
                for term in terms[taxonomy.route] ?? [] {
                    add(term.route, term.count, taxonomy.paginate ?? configuration.paginate)
                }
            }
        }
        return paginations
    }

    /// The pages after the first.
    static func following(
        _ paginations: [Route: Pagination], generated: [GeneratedPage], pages: [SourcePage]
    ) -> [GeneratedPage] {
        guard !paginations.isEmpty else { return [] }
        let own = generated.filter { paginations[$0.route] != nil }
        let written = pages.filter { paginations[$0.route] != nil }.map { page in
            GeneratedPage(
                kind: page.kind, route: page.route, edition: page.edition,
                taxonomy: page.taxonomy.map { Taxonomy(id: $0) },
                section: page.section,
                title: page.title, language: page.language, isHidden: page.isDraft)
        }
        return (own + written).sorted { $0.route < $1.route }.flatMap { first in
            guard var pagination = paginations[first.route], pagination.count > 1 else {
                return [GeneratedPage]()
            }
            return (2...pagination.count).map { number in
                pagination.number = number
                var page = first
                page.route = pagination.route(number)
                page.pagination = pagination
                return page
            }
        }
    }
}
