/// The public pages that have no source: lists, tags, the pages for members, the page for what is not
/// found.
struct GeneratedPages: Sendable {
    let plan: Plan
    let editions: [Edition]
    let objects: PageObjects

    func publicPage(_ page: GeneratedPage) -> PublicPage {
        let edition = editions[page.edition]
        let language = page.language ?? edition.language
        let strings = objects.strings(for: language)
        let fields = PublicPageFields(
            kind: page.kind, route: page.route, edition: page.edition,
            translations: page.pagination == nil ? plan.translations[page.route] ?? [] : [],
            language: language, title: page.title ?? title(of: page, edition, strings),
            description: page.kind == .home ? edition.site.description : nil, terms: [],
            taxonomy: page.taxonomy?.id, section: page.section?.id,
            pagination: page.pagination ?? plan.paginations[page.route],
            headings: [],
            isHidden: page.isHidden || page.kind.isForMembers || [.search, .notFound].contains(page.kind),
            lockedTiers: [],
            html: [],
            breadcrumbs: breadcrumbs(of: page, strings))
        return PublicPage(fields)
    }

    private func breadcrumbs(of page: GeneratedPage, _ strings: Strings) -> [PageLink] {
        guard [.tag, .term].contains(page.kind),
            let taxonomy = plan.structure.editions[page.edition].taxonomies
                .first(where: { $0.id == page.taxonomy?.id })
        else { return [] }
        return [PageLink(title: taxonomy.title(strings), route: taxonomy.route)]
    }

    private func title(of page: GeneratedPage, _ edition: Edition, _ strings: Strings) -> String {
        switch page.kind {
        case .home: edition.site.title
        case .tag, .term: page.term ?? ""
        case .tags, .taxonomy: page.taxonomy?.title(strings) ?? ""
        case .unlock: strings["unlockTitle"]
        case .member: strings["memberTitle"]
        case .search: strings["search"]
        case .notFound: strings["notFoundTitle"]
        default:
            page.section?.title
                ?? (page.route == edition.coursesRoute ? strings["courses"] : strings["articles"])
        }
    }
}
