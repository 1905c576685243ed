/// The shape of what a layout sees: which names exist, and what they hold.
///
/// A name that is not in the schema is an error when the layout is loaded, with its place; Mustache
/// would print nothing, and a mistyped name would go unseen.
indirect enum TemplateSchema: Sendable {
    /// Text, or false where an optional one is absent.
    case text
    case flag
    case object([String: TemplateSchema])
    case list(TemplateSchema)
}

extension TemplateSchema {
    private static func fields(_ groups: [String: TemplateSchema]...) -> TemplateSchema {
        .object(groups.reduce(into: [:]) { $0.merge($1) { _, new in new } })
    }

    private static func texts(_ names: String...) -> [String: TemplateSchema] {
        Dictionary(uniqueKeysWithValues: names.map { ($0, .text) })
    }

    private static func flags(_ names: String...) -> [String: TemplateSchema] {
        Dictionary(uniqueKeysWithValues: names.map { ($0, .flag) })
    }

    private static let link = fields(texts("title", "url"))
    private static let date = fields(texts("iso", "text"))
    private static let tag = fields(texts("name", "url"))
    private static let tierName = fields(texts("id", "name"))
    private static let tier = fields(texts("id", "name", "price", "checkout"))

    /// A page's terms; the standard taxonomies are there on every site, so that one theme serves all.
    private static func terms(_ taxonomies: [Taxonomy]) -> TemplateSchema {
        let ids = Taxonomy.standard + taxonomies.map(\.id)
        return .object(Dictionary(ids.map { ($0, .list(tag)) }) { first, _ in first })
    }

    private static func site(_ configuration: SiteConfiguration, _ data: AuthorData) -> TemplateSchema {
        let menu = TemplateSchema.list(fields(texts("title", "url"), flags("current")))
        return fields(
            texts(
                "title", "description", "language", "baseURL", "homeURL", "unlockURL", "memberURL",
                "searchURL",
                "feedURL",
                "jsonFeedURL",
                "tagsURL", "year", "author"),
            flags("hasMembers", "hasPassphrases"),
            [
                "nav": menu, "params": data.siteSchema,
                "menus": .object(
                    Dictionary(configuration.menus.names.map { ($0, menu) }) { first, _ in first }),
                "taxonomies": .list(fields(texts("id", "title", "url"))),
            ])
    }

    private static func page(_ configuration: SiteConfiguration, _ data: AuthorData) -> TemplateSchema {
        fields(
            texts(
                "kind", "section", "feedURL", "jsonFeedURL", "language", "title", "documentTitle",
                "description", "url", "canonical", "author",
                "content",
                "readingTime", "image", "jsonLD", "openGraphType", "csp"),
            flags(
                "isHome", "isArticle", "isCourse", "isChapter", "isLesson", "isList", "isTags", "isTag",
                "isTaxonomy", "isTerm", "isUnlock", "isMember", "isSearch", "hasAuthors", "hasSeries",
                "isNotFound", "isPage", "hasContent", "hasCode", "hasTags", "hasTOC", "hasBreadcrumbs",
                "locked",
                "draft",
                "noindex"),
            [
                "params": data.paramsSchema, "date": date, "updated": date, "tags": .list(tag),
                "authors": .list(tag),
                "terms": terms(configuration.taxonomies),
                "taxonomy": fields(texts("id", "title", "url")),
                "series": .list(
                    fields(
                        texts("name", "url", "position", "count", "text"),
                        ["previous": link, "next": link])),
                "tier": tierName, "previous": link,
                "next": link,
                "breadcrumbs": .list(link),
                "toc": .list(
                    fields(
                        texts("id", "title"), flags("hasChildren"),
                        ["children": .list(fields(texts("id", "title")))])),
            ])
    }

    private static let course = fields(
        texts(
            "title", "url", "description", "position", "count", "percent", "price", "checkout", "startURL"),
        flags("onSale"),
        [
            "tier": tierName,
            "chapters": .list(
                fields(
                    texts("title", "url", "number"), flags("current", "hasTitle"),
                    [
                        "lessons": .list(
                            fields(texts("title", "url", "number"), flags("current", "locked")))
                    ])),
        ])

    private static let pagination = fields(
        texts("number", "count", "text", "start", "previousURL", "nextURL", "firstURL", "lastURL"),
        ["pages": .list(fields(texts("number", "url"), flags("current", "gap")))])

    private static func card(_ data: AuthorData) -> TemplateSchema {
        fields(
            texts("title", "url", "description", "readingTime"),
            flags("locked", "isCourse", "isArticle", "isLesson"),
            ["date": date, "tier": tierName, "tags": .list(tag), "params": data.paramsSchema])
    }

    private static let courseCard = fields(
        texts("title", "url", "description", "lessonCount", "price"), flags("onSale", "locked"),
        ["tier": tierName])

    /// What every page's layout sees.
    ///
    /// - Parameters:
    ///   - strings: the names of the theme's strings, `t.NAME`.
    ///   - configuration: names taxonomies and menus.
    ///   - data: names parameters and data files.
    static func page(
        strings: some Sequence<String>, configuration: SiteConfiguration, data: AuthorData
    ) -> TemplateSchema {
        fields(
            flags("hasItems", "hasCourses", "hasRelated"),
            [
                "site": site(configuration, data), "page": page(configuration, data), "course": course,
                "items": .list(card(data)), "related": .list(card(data)), "data": data.filesSchema,
                "pagination": pagination,
                "courses": .list(courseCard),
                "taxonomy": .list(fields(texts("name", "url", "count"))), "tiers": .list(tier),
                "assets": fields(
                    texts("style", "reader_css", "reader", "copy", "search", "searchKey", "icon")),
                "t": .object(Dictionary(strings.map { ($0, .text) }) { first, _ in first }),
            ])
    }

    /// What the page of an old address sees.
    static func redirect(
        strings: some Sequence<String>, configuration: SiteConfiguration, data: AuthorData
    ) -> TemplateSchema {
        fields([
            "redirect": fields(texts("url", "canonical", "title", "language")),
            "site": site(configuration, data),
            "t": .object(Dictionary(strings.map { ($0, .text) }) { first, _ in first }),
        ])
    }

    /// What the notice of a locked section sees.
    static func notice(
        strings: some Sequence<String>, configuration: SiteConfiguration, data: AuthorData
    ) -> TemplateSchema {
        fields([
            "notice": fields(
                texts("unlockURL"), flags("opensBy"),
                ["tier": tier, "course": fields(texts("title", "url", "price", "checkout", "drip"))]),
            "site": site(configuration, data),
            "t": .object(Dictionary(strings.map { ($0, .text) }) { first, _ in first }),
        ])
    }
}
