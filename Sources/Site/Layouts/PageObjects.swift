import Content
import Foundation
import Membership

/// Turns public pages into what layouts see; what many pages share is made once.
struct PageObjects: Sendable {
    let site: SiteInfo
    let structure: SiteStructure
    let configuration: SiteConfiguration
    let editions: [Edition]
    private let strings: [String: Strings]
    private let shared: [SharedKey: Shared]
    private let data: AuthorData
    /// Pages that have a feed.
    private let feeds: Set<Route>
    /// Where entries of an edition's menus lead to in the site; the longest first, since it is the nearest.
    private let menuRoutes: [[Route]]
    private let contentSecurityPolicy: TemplateValue
    private let noTerms: [String: TemplateValue]
    private let shortNames: TemplateValue
    private let addresses: TemplateValue
    private let integrity: TemplateValue
    /// By edition.
    private let unlock: [TemplateValue]
    /// What those who read a language call it, by edition.
    private let languageNames: [String]
    /// `kind`, `isArticle` … by kind.
    private let kinds: [PageKind: [String: TemplateValue]]

    /// A page of one edition may be in another language.
    private struct SharedKey: Hashable {
        var edition: Int
        var language: String
    }

    /// What every page of one language shares.
    private struct Shared: Sendable {
        var t: TemplateValue
        var tiers: TemplateValue
        /// The site with one entry of its navigation marked as current, by that entry's route.
        var site: [Route?: TemplateValue]
    }

    init(
        configuration: SiteConfiguration, plan: Plan, data: AuthorData, strings: [String: Strings],
        assets: ThemeAssets, date: Date
    ) {
        let (structure, menus) = (plan.structure, plan.menus)
        let year = Moment(date, in: configuration.site.timeZone).day.parts.year
        self.configuration = configuration
        self.site = configuration.site
        let editions = configuration.editions
        self.editions = editions
        self.structure = structure
        self.strings = strings
        shortNames = .object(TemplateObject(assets.shortNames.mapValues { .text($0) }))
        addresses = .texts(assets.addresses)
        integrity = .texts(assets.integrity)
        let ids = Taxonomy.standard + configuration.taxonomies.map(\.id)
        noTerms = Dictionary(ids.map { ($0, .list([])) }) { first, _ in first }
        contentSecurityPolicy = .text(configuration.contentSecurityPolicy)
        unlock = editions.map { [site = configuration.site] in .text(site.url($0.unlockRoute)) }
        menuRoutes = zip(editions, menus).map { edition, menus in
            let routes = Set(menus.values.joined().compactMap(\.route)).filter { $0 != edition.route() }
            return routes.sorted { ($1.path.utf8.count, $0) < ($0.path.utf8.count, $1) }
        }
        self.data = data
        feeds = Set(plan.feeds.map(\.route))
        languageNames = Self.names(editions, strings)
        var shared: [SharedKey: Shared] = [:]
        for (number, edition) in editions.enumerated() {
            let sections = [nil] + menuRoutes[number].map { Optional($0) }
            let names = languageNames
            for strings in strings.values {
                let sites = sections.map { current in
                    let site = Self.site(
                        configuration, number, structure, menus[number], data, strings, current: current,
                        names: names, year: year)
                    return (current, TemplateValue.object(site))
                }
                shared[SharedKey(edition: number, language: strings.language)] = Shared(
                    t: .object(TemplateObject(strings.page.mapValues { .text($0) })),
                    tiers: .list(edition.tiers.tiers.map { Self.tier($0, strings) }),
                    site: Dictionary(sites) { first, _ in first })
            }
        }
        self.shared = shared
        kinds = Dictionary(
            uniqueKeysWithValues: PageKind.allCases.map { kind in
                var values: [String: TemplateValue] = ["kind": .text(kind.rawValue)]
                for other in PageKind.allCases { values[other.flag] = .flag(other == kind) }
                values["hasTranslations"] = .flag(false)
                values["translations"] = .list([])
                // Room for all that a page adds to its copy.
                values.reserveCapacity(64)
                return (kind, values)
            })
    }

    /// The words for a page's language, the site's, or English.
    func strings(for language: String) -> Strings {
        strings.nearest(to: [language, site.language])
    }

    /// What those who read a language call it, by edition.
    private static func names(_ editions: [Edition], _ strings: [String: Strings]) -> [String] {
        editions.map { edition in
            let own = strings[edition.language] ?? strings[edition.language.primaryLanguage]
            return edition.name ?? own?.page["languageName"] ?? edition.language
        }
    }

    private func shared(_ edition: Int, _ strings: Strings) -> Shared? {
        shared[SharedKey(edition: edition, language: strings.language)]
    }

    /// Everything a page's layout sees.
    ///
    /// - Parameter items: the pages it lists, as `card` makes them.
    func object(
        for page: PublicPage, items: [TemplateObject] = [], related: [TemplateObject] = [],
        courses: [PublicPage] = [],
        taxonomy: [TermCount] = []
    ) -> TemplateObject {
        let strings = strings(for: page.language)
        let shared = shared(page.edition, strings)
        let section = menuRoutes[page.edition].first { page.route.path.hasPrefix($0.path) }
        return TemplateObject([
            "site": shared?.site[section] ?? .absent,
            "page": .object(self.page(page, strings)),
            "course": .optional(course(of: page, strings)),
            "items": .list(items),
            "related": .list(related),
            "hasRelated": .flag(!related.isEmpty),
            "pagination": page.pagination.map { .object(pagination($0, strings)) } ?? .absent,
            "hasItems": .flag(!items.isEmpty),
            "courses": .list(courses.map { courseCard($0, strings) }),
            "hasCourses": .flag(!courses.isEmpty),
            "taxonomy": .list(
                taxonomy.map {
                    TemplateObject([
                        "name": .text($0.name), "url": .text(site.url($0.route)),
                        "count": .text(String($0.count)),
                    ])
                }),
            "data": data.filesValue,
            "tiers": shared?.tiers ?? .absent,
            "assets": shortNames,
            "asset": addresses,
            "integrity": integrity,
            "t": shared?.t ?? .absent,
        ])
    }

    private func documentTitle(_ page: PublicPage, _ strings: Strings) -> String {
        let site = editions[page.edition].site
        if page.kind == .home { return site.title }
        guard let pagination = page.pagination, pagination.number > 1 else {
            return "\(page.title) · \(site.title)"
        }
        return "\(page.title) – \(text(pagination, strings)) · \(site.title)"
    }

    private func text(_ pagination: Pagination, _ strings: Strings) -> String {
        strings.filled(
            "pageOf", ["number": String(pagination.number), "count": String(pagination.count)])
    }

    private func pagination(_ pagination: Pagination, _ strings: Strings) -> TemplateObject {
        let url = { (number: Int) -> TemplateValue in
            (1...pagination.count).contains(number) ? .text(site.url(pagination.route(number))) : .absent
        }
        let pages = pagination.links.map { number in
            TemplateObject([
                "number": .optional(number.map { String($0) }), "url": number.map(url) ?? .absent,
                "current": .flag(number == pagination.number), "gap": .flag(number == nil),
            ])
        }
        return TemplateObject([
            "number": .text(String(pagination.number)), "count": .text(String(pagination.count)),
            "text": .text(text(pagination, strings)),
            "start": .text(String((pagination.number - 1) * pagination.length + 1)),
            "previousURL": url(pagination.number - 1), "nextURL": url(pagination.number + 1),
            "firstURL": url(1), "lastURL": url(pagination.count), "pages": .list(pages),
        ])
    }

    /// The address on its own host, or the whole one of another.
    func url(of target: Redirect.Target) -> String {
        Self.url(of: target, site)
    }

    /// A whole address of a file of the site as its pages name it, so that it is found wherever the site is served.
    private func addressHere(_ address: String) -> String {
        guard address.hasPrefix(site.baseURL) else { return address }
        return site.basePath + address.dropFirst(site.baseURL.count)
    }

    private static func url(of target: Redirect.Target, _ site: SiteInfo) -> String {
        switch target {
        case .route(let route): site.url(route)
        case .file(let path): site.url(ofFile: path)
        case .address(let address): address
        }
    }

    /// What the page of an old address sees.
    func redirect(_ redirect: Redirect) -> TemplateObject {
        let strings = strings(for: redirect.language)
        let canonical =
            switch redirect.target {
            case .route(let route): site.absoluteURL(route)
            case .file(let path): site.baseURL + path[...].percentEncodedPath
            case .address(let address): address
            }
        return TemplateObject([
            "redirect": .object(
                TemplateObject([
                    "url": .text(url(of: redirect.target)), "canonical": .text(canonical),
                    "title": .text(redirect.title), "language": .text(strings.language),
                ])),
            "asset": addresses, "integrity": integrity,
            "site": shared(0, strings)?.site[nil] ?? .absent,
            "t": shared(0, strings)?.t ?? .absent,
        ])
    }

    /// What the notice in place of a sealed section sees.
    ///
    /// - Parameter drip: after how many days the section opens for those who bought the course; 0 is at once.
    func notice(
        tier: Tier, course: CourseOutline?, drip: Int, edition: Int, language: String
    ) -> TemplateObject {
        let strings = strings(for: language)
        let shared = shared(edition, strings)
        let sold = course.map { course in
            TemplateObject([
                "title": .text(course.title), "url": .text(site.url(course.route)),
                "price": .optional(price(of: course, strings)), "checkout": .optional(course.checkout),
                "drip": .optional(drip > 0 ? strings.opensAfter(days: drip) : nil),
            ])
        }
        return TemplateObject([
            "notice": .object(
                TemplateObject([
                    "tier": .object(Self.tier(tier, strings)), "course": .optional(sold),
                    "opensBy": .flag(course != nil), "unlockURL": unlock[edition],
                ])),
            "asset": addresses, "integrity": integrity,
            "site": shared?.site[nil] ?? .absent,
            "t": shared?.t ?? .absent,
        ])
    }

    /// A page as lists show it, in words of the page's own language.
    func card(_ page: PublicPage) -> TemplateObject {
        let strings = strings(for: page.language)
        return TemplateObject([
            "title": .text(page.title), "url": .text(site.url(page.route)),
            "description": .optional(page.description ?? page.summary),
            "readingTime": .optional(page.readingMinutes.map { strings.readingTime(minutes: $0) }),
            "locked": .flag(page.isLocked), "tier": tierName(page.lockedTiers.last, page.edition),
            "date": date(page.published, strings), "tags": .list(page.tags.map(tag)),
            "params": data.value(page.params),
            "isCourse": .flag(page.kind == .course), "isArticle": .flag(page.kind == .article),
            "isLesson": .flag(page.kind == .lesson),
        ])
    }

    private func page(_ page: PublicPage, _ strings: Strings) -> TemplateObject {
        let site = editions[page.edition].site
        var values = kinds[page.kind] ?? [:]
        values["params"] = data.value(page.params)
        let list = page.pagination?.first ?? page.route
        if feeds.contains(list) {
            values["feedURL"] = .text(site.url(list) + "feed.xml")
            values["jsonFeedURL"] = .text(site.url(list) + "feed.json")
        }
        values["section"] = .optional(page.section)
        values["language"] = .text(page.language)
        values["title"] = .text(page.title)
        values["documentTitle"] = .text(documentTitle(page, strings))
        values["description"] = .optional(page.description ?? page.summary)
        values["url"] = .text(site.url(page.route))
        values["canonical"] = page.kind == .notFound ? .absent : .text(site.absoluteURL(page.route))
        values["author"] = .optional(page.author ?? site.author)
        values["content"] = .markup(page.html)
        values["hasContent"] = .flag(!page.html.isEmpty)
        values["hasCode"] = .flag(page.hasCode)
        values["readingTime"] = .optional(page.readingMinutes.map { strings.readingTime(minutes: $0) })
        values["image"] = .optional(page.imageURL)
        values["picture"] = .optional(page.imageURL.map(addressHere))
        values["jsonLD"] = StructuredData.bytes(for: page, site: site).map { .markup($0) } ?? .absent
        values["openGraphType"] = .text(page.kind == .article || page.kind == .lesson ? "article" : "website")
        values["csp"] = contentSecurityPolicy
        values["hasTags"] = .flag(!page.tags.isEmpty)
        let terms = terms(of: page)
        values["tags"] = terms["tags"]
        values["hasAuthors"] = .flag(!page.terms.of("authors").isEmpty)
        values["authors"] = terms["authors"]
        values["terms"] = .object(TemplateObject(terms))
        values["taxonomy"] = taxonomy(of: page, strings)
        values["hasSeries"] = .flag(!page.series.isEmpty)
        values["series"] = .list(page.series.map { series($0, strings) })
        values["hasTOC"] = .flag(page.headings.contains { $0.level == 2 })
        values["toc"] = tableOfContents(page.headings)
        values["hasBreadcrumbs"] = .flag(!page.breadcrumbs.isEmpty)
        values["breadcrumbs"] = .list(page.breadcrumbs.map(link))
        values["locked"] = .flag(page.isLocked)
        values["draft"] = .flag(page.isDraft)
        values["noindex"] = .flag(page.isHidden)
        values["tier"] = tierName(page.lockedTiers.last, page.edition)
        values["date"] = date(page.published, strings)
        values["updated"] = date(page.updated, strings)
        values["previous"] = .optional(page.previous.map(link))
        values["next"] = .optional(page.next.map(link))
        if !page.translations.isEmpty { addTranslations(of: page, to: &values) }
        if editions.count > 1 { values["locale"] = .optional(locale(of: page.language)) }
        return TemplateObject(values)
    }

    /// `zh_CN`; nil where the theme has no words in the language.
    private func locale(of language: String) -> String? {
        let strings = strings(for: language)
        return strings.language.primaryLanguage == language.primaryLanguage ? strings.page["locale"] : nil
    }

    private func addTranslations(of page: PublicPage, to values: inout [String: TemplateValue]) {
        values["hasTranslations"] = .flag(true)
        values["translations"] = .list(
            page.translations.map { translation in
                let language = editions[translation.edition].language
                return TemplateObject([
                    "language": .text(language), "name": .text(languageNames[translation.edition]),
                    "url": .text(site.url(translation.route)),
                    "canonical": .text(site.absoluteURL(translation.route)),
                    "locale": .optional(locale(of: language)),
                    "current": .flag(translation.edition == page.edition),
                ])
            })
        guard let first = page.translations.first else { return }
        values["defaultURL"] = .text(site.absoluteURL(first.route))
        if first.edition == 0, page.edition > 0 { values["originalURL"] = .text(site.url(first.route)) }
    }
}

// MARK: - Parts

extension PageObjects {
    private static func site(
        _ configuration: SiteConfiguration, _ number: Int, _ structure: SiteStructure,
        _ menus: [String: [MenuEntry]], _ data: AuthorData, _ strings: Strings, current: Route?,
        names: [String], year: Int
    ) -> TemplateObject {
        let (editions, edition) = (configuration.editions, configuration.editions[number])
        let (site, outline) = (edition.site, structure.editions[number])
        let entries = { (menu: String) -> TemplateValue in
            .list(
                (menus[menu] ?? []).map { entry in
                    TemplateObject([
                        "title": .text(entry.name.title(strings)), "url": .text(url(of: entry.target, site)),
                        "current": .flag(entry.route != nil && entry.route == current),
                    ])
                })
        }
        let named = configuration.menuNames.map { ($0, entries($0)) }
        let languages = zip(editions, names).enumerated().map { index, language in
            TemplateObject([
                "language": .text(language.0.language), "name": .text(language.1),
                "url": .text(site.url(language.0.route())), "current": .flag(index == number),
            ])
        }
        return TemplateObject([
            "languages": .list(languages), "hasLanguages": .flag(editions.count > 1),
            "languagePath": .optional(edition.folder),
            "title": .text(site.title), "description": .optional(site.description),
            "language": .text(site.language), "baseURL": .text(site.baseURL),
            "homeURL": .text(site.url(edition.route())),
            "unlockURL": .text(site.url(edition.unlockRoute)),
            "memberURL": .text(site.url(edition.memberRoute)),
            "feedURL": .text(site.url(ofFile: edition.path(ofFile: "feed.xml"))),
            "jsonFeedURL": .text(site.url(ofFile: edition.path(ofFile: "feed.json"))),
            "tagsURL": outline.tagsRoute.map { .text(site.url($0)) } ?? .absent,
            "taxonomies": .list(outline.taxonomies.map { Self.taxonomy($0, site, strings) }),
            "year": .text(String(year)), "author": .optional(site.author),
            "searchURL": configuration.search ? .text(site.url(edition.searchRoute)) : .absent,
            "hasMembers": .flag(!configuration.tiers.tiers.isEmpty),
            "hasPassphrases": .flag(
                !configuration.passphrases.isEmpty || structure.courses.contains { $0.passphrase != nil }),
            "nav": entries("main"), "params": data.siteValue,
            "menus": .object(TemplateObject(Dictionary(named) { first, _ in first })),
        ])
    }

    private static func tier(_ tier: Tier, _ strings: Strings) -> TemplateObject {
        TemplateObject([
            "id": .text(tier.id), "name": .text(tier.name), "price": .optional(strings.price(of: tier)),
            "checkout": .optional(tier.checkout),
        ])
    }

    private func course(of page: PublicPage, _ strings: Strings) -> TemplateObject? {
        guard let place = page.place, structure.courses.indices.contains(place.course) else { return nil }
        let course = structure.courses[place.course]
        let position = place.lesson.map { $0 + 1 }
        let chapters = course.chapters.enumerated().map { index, chapter in
            TemplateObject([
                "title": .text(chapter.title), "hasTitle": .flag(!chapter.title.isEmpty),
                "url": .optional(chapter.route.map { site.url($0) }), "number": .text(String(index + 1)),
                "current": .flag(place.chapter == index),
                "lessons": .list(
                    chapter.lessons.map { lesson in
                        TemplateObject([
                            "title": .text(lesson.title), "url": .text(site.url(lesson.route)),
                            "number": .text(String(lesson.number + 1)), "locked": .flag(lesson.isLocked),
                            "current": .flag(place.lesson == lesson.number),
                            "originalURL": .optional(lesson.original.map { site.url($0) }),
                        ])
                    }),
            ])
        }
        return TemplateObject([
            "title": .text(course.title), "url": .text(site.url(course.route)),
            "description": .optional(course.description),
            "position": .optional(position.map { String($0) }),
            "count": .text(String(course.lessonCount)),
            "percent": .optional(position.map { String($0 * 100 / max(1, course.lessonCount)) }),
            "price": .optional(price(of: course, strings)), "checkout": .optional(course.checkout),
            "onSale": .flag(course.isOnSale), "tier": tierName(course.tier, page.edition),
            "startURL": .optional(course.firstLesson.map { site.url($0) }), "chapters": .list(chapters),
        ])
    }

    private func courseCard(_ page: PublicPage, _ strings: Strings) -> TemplateObject {
        guard let index = page.place?.course, structure.courses.indices.contains(index) else {
            return card(page)
        }
        let course = structure.courses[index]
        return TemplateObject([
            "title": .text(course.title), "url": .text(site.url(course.route)),
            "description": .optional(page.description ?? page.summary),
            "lessonCount": .text(strings.lessonCount(course.lessonCount)),
            "price": .optional(price(of: course, strings)), "onSale": .flag(course.isOnSale),
            "locked": .flag(course.isLocked), "tier": tierName(course.tier, page.edition),
        ])
    }

    private func price(of course: CourseOutline, _ strings: Strings) -> String? {
        course.price.map { strings.price($0, currency: course.currency, period: course.period ?? "once") }
    }

    private func tierName(_ id: String?, _ edition: Int) -> TemplateValue {
        guard let id, let tier = editions[edition].tiers[id] else { return .absent }
        return .object(TemplateObject(["id": .text(tier.id), "name": .text(tier.name)]))
    }

    private func link(_ link: PageLink) -> TemplateObject {
        TemplateObject(["title": .text(link.title), "url": .text(site.url(link.route))])
    }

    /// A page's terms as lists by taxonomy; those that it has none of are empty.
    private func terms(of page: PublicPage) -> [String: TemplateValue] {
        var terms = noTerms
        for (taxonomy, own) in Dictionary(grouping: page.terms, by: \.taxonomy) {
            terms[taxonomy] = .list(own.map(tag))
        }
        return terms
    }

    private func taxonomy(of page: PublicPage, _ strings: Strings) -> TemplateValue {
        guard let taxonomy = editions[page.edition].taxonomy(page.taxonomy) else {
            return .absent
        }
        return .object(Self.taxonomy(taxonomy, site, strings))
    }

    private static func taxonomy(
        _ taxonomy: Taxonomy, _ site: SiteInfo, _ strings: Strings
    ) -> TemplateObject {
        TemplateObject([
            "id": .text(taxonomy.id), "title": .text(taxonomy.title(strings)),
            "url": .text(site.url(taxonomy.route)),
        ])
    }

    private func series(_ place: SeriesPlace, _ strings: Strings) -> TemplateObject {
        TemplateObject([
            "name": .text(place.name), "url": .text(site.url(place.route)),
            "position": .text(String(place.position)), "count": .text(String(place.count)),
            "text": .text(
                strings.filled(
                    "partOf", ["number": String(place.position), "count": String(place.count)])),
            "previous": .optional(place.previous.map(link)), "next": .optional(place.next.map(link)),
        ])
    }

    private func tag(_ tag: Term) -> TemplateObject {
        TemplateObject(["name": .text(tag.name), "url": .text(site.url(tag.route))])
    }

    private func date(_ moment: Moment?, _ strings: Strings) -> TemplateValue {
        guard let moment else { return .absent }
        return .object(
            TemplateObject(["iso": .text(moment.day.description), "text": .text(strings.text(of: moment))]))
    }

    /// Headings of level 2, each with those of level 3 below it.
    private func tableOfContents(_ headings: [Heading]) -> TemplateValue {
        var entries: [(heading: Heading, children: [TemplateObject])] = []
        for heading in headings {
            if heading.level == 2 {
                entries.append((heading, []))
            } else if heading.level == 3, !entries.isEmpty {
                entries[entries.count - 1].children.append(
                    TemplateObject(["id": .text(heading.id), "title": .text(heading.text)]))
            }
        }
        return .list(
            entries.map { entry in
                TemplateObject([
                    "id": .text(entry.heading.id), "title": .text(entry.heading.text),
                    "children": .list(entry.children), "hasChildren": .flag(!entry.children.isEmpty),
                ])
            })
    }
}

extension String {
    /// `zh` of `zh-Hans`.
    var primaryLanguage: String {
        String(prefix { $0 != "-" }).lowercased()
    }
}
