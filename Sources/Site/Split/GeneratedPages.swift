/// The public pages that have no source: lists, tags, the pages for members, the page for what is not
/// found.
struct GeneratedPages: Sendable {
    let plan: Plan
    let site: SiteInfo
    let objects: PageObjects

    func publicPage(_ page: GeneratedPage) -> PublicPage {
        let language = page.language ?? site.language
        let strings = objects.strings(for: language)
        let fields = PublicPageFields(
            kind: page.kind, route: page.route, language: language,
            title: page.title ?? title(of: page, strings),
            description: page.kind == .home ? site.description : nil, terms: [],
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
            let taxonomy = plan.structure.taxonomies.first(where: { $0.id == page.taxonomy?.id })
        else { return [] }
        return [PageLink(title: taxonomy.title(strings), route: taxonomy.route)]
    }

    private func title(of page: GeneratedPage, _ strings: Strings) -> String {
        switch page.kind {
        case .home: site.title
        case .tag, .term: page.term ?? ""
        case .tags, .taxonomy: page.taxonomy?.title(strings) ?? ""
        case .unlock: strings["unlockTitle"]
        case .member: strings["memberTitle"]
        case .search: strings["search"]
        case .notFound: strings["notFoundTitle"]
        default: page.section?.title ?? list(page, strings)
        }
    }

    private func list(_ page: GeneratedPage, _ strings: Strings) -> String {
        page.route == SiteStructure.coursesRoute ? strings["courses"] : strings["articles"]
    }
}
