/// The public pages that have no source: lists, tags, the unlock page, the page for what is not found.
struct GeneratedPages: Sendable {
    let plan: Plan
    let site: SiteInfo
    let objects: PageObjects

    func publicPage(_ page: GeneratedPage) -> PublicPage {
        let strings = objects.strings(for: site.language)
        return PublicPage(
            kind: page.kind, route: page.route, language: site.language, title: title(of: page, strings),
            description: page.kind == .home ? site.description : nil, tags: [], headings: [],
            isHidden: page.kind == .unlock || page.kind == .notFound, lockedTiers: [], html: [],
            breadcrumbs: page.kind == .tag
                ? [PageLink(title: strings["tags"], route: SiteStructure.tagsRoute)] : [])
    }

    private func title(of page: GeneratedPage, _ strings: Strings) -> String {
        switch page.kind {
        case .home: site.title
        case .tag: page.tag ?? ""
        case .tags: strings["tags"]
        case .unlock: strings["unlockTitle"]
        case .notFound: strings["notFoundTitle"]
        default: page.route == SiteStructure.coursesRoute ? strings["courses"] : strings["articles"]
        }
    }
}
