import Content

/// The shape of what a layout sees: which names exist, what they hold, and what that means.
///
/// A name that is not in the schema is an error when the layout is loaded, with its place; Mustache
/// would print nothing, and a mistyped name would go unseen. The layout reference is made of the schema.
indirect enum TemplateSchema: Sendable {
    /// Text, or false where an optional one is absent.
    case text
    case flag
    case object([String: TemplateField])
    case list(TemplateSchema)
    /// Texts under names that may have dots and slashes: files.
    case files(Set<String>)
}

/// A name that a layout can ask for.
struct TemplateField: Sendable {
    var schema: TemplateSchema
    /// Whether there may be nothing: layouts ask with `{{#name}}`.
    var isOptional = false
    /// A sentence in Markdown.
    var meaning: String
}

extension TemplateSchema {
    private static func text(_ meaning: String) -> TemplateField {
        TemplateField(schema: .text, meaning: meaning)
    }

    private static func optional(_ meaning: String) -> TemplateField {
        TemplateField(schema: .text, isOptional: true, meaning: meaning)
    }

    private static func optional(_ schema: TemplateSchema, _ meaning: String) -> TemplateField {
        TemplateField(schema: schema, isOptional: true, meaning: meaning)
    }

    private static func flag(_ meaning: String) -> TemplateField {
        TemplateField(schema: .flag, meaning: meaning)
    }

    private static func one(_ schema: TemplateSchema, _ meaning: String) -> TemplateField {
        TemplateField(schema: schema, meaning: meaning)
    }

    private static func list(_ element: TemplateSchema, _ meaning: String) -> TemplateField {
        TemplateField(schema: .list(element), meaning: meaning)
    }

    private static let link = TemplateSchema.object([
        "title": text("The title of what it leads to."),
        "url": text("Its address."),
    ])
    private static let date = TemplateSchema.object([
        "iso": text("The day as `2026-10-01`."),
        "text": text("The day in the page's language."),
    ])
    private static let tag = TemplateSchema.object([
        "name": text("The term."),
        "url": text("The address of its page."),
    ])
    private static let tierName = TemplateSchema.object([
        "id": text("The tier's id."),
        "name": text("What readers call it."),
    ])
    private static let tier = TemplateSchema.object([
        "id": text("The tier's id."),
        "name": text("What readers call it."),
        "price": optional("What it costs, as `15 EUR / month`."),
        "checkout": optional("Where it is bought."),
    ])
    private static let menu = TemplateSchema.list(
        .object([
            "title": text("What the entry says."),
            "url": text("Where it leads."),
            "current": flag("Whether it leads to this page, or to what is nearest above it."),
        ]))
    private static let language = TemplateSchema.object([
        "language": text("The language's tag: `en`, `zh-Hans`."),
        "name": text("What those who read it call it."),
        "url": text("The address of the home page in it."),
        "current": flag("Whether it is this page's."),
    ])
    private static let translation = TemplateSchema.object([
        "language": text("The language's tag."),
        "name": text("What those who read it call it."),
        "url": text("The page's address in it."),
        "canonical": text("The page's whole address in it."),
        "locale": optional("As Open Graph writes it, `zh_CN`."),
        "current": flag("Whether it is this page."),
    ])
    private static let taxonomyName = TemplateSchema.object([
        "id": text("The taxonomy's id."),
        "title": text("What its list of terms is called."),
        "url": text("The address of that list."),
    ])

    /// A page's terms; the standard taxonomies are there on every site, so that one theme serves all.
    private static func terms(_ taxonomies: [Taxonomy]) -> TemplateSchema {
        let ids = Taxonomy.standard + taxonomies.map(\.id)
        return .object(
            Dictionary(ids.map { ($0, list(tag, "The page's terms in `\($0)`.")) }) { first, _ in first })
    }

    private static func site(_ configuration: SiteConfiguration, _ data: AuthorData) -> TemplateSchema {
        .object([
            "title": text("The site's title."),
            "description": optional("`site.description` of `sealpress.yml`."),
            "language": text("The site's language."),
            "baseURL": text("The whole address of the site, with a slash at its end."),
            "homeURL": text("The address of the home page."),
            "unlockURL": text("The address where members type their code."),
            "memberURL": text("The address of the member's page."),
            "searchURL": optional("The address of the search page."),
            "feedURL": text("The address of the site's Atom feed."),
            "jsonFeedURL": text("The address of the site's JSON feed."),
            "tagsURL": optional("The address of the list of tags."),
            "year": text("The year of the build."),
            "author": optional("`site.author` of `sealpress.yml`."),
            "languages": list(language, "The site's languages, its own first."),
            "hasLanguages": flag("Whether there is more than one."),
            "languagePath": optional(
                "The first part of the language's addresses, where it is not the site's own."),
            "hasMembers": flag("Whether there are tiers."),
            "hasPassphrases": flag("Whether a passphrase opens something."),
            "nav": one(menu, "The menu `main`, the site's navigation."),
            "params": one(data.siteSchema, "The site's own fields, `params` of `sealpress.yml`."),
            "menus": one(
                .object(
                    Dictionary(
                        configuration.menuNames.map { ($0, one(menu, "The entries of the menu `\($0)`.")) }
                    ) { first, _ in first }), "Every menu by its name."),
            "taxonomies": list(taxonomyName, "The taxonomies that some page uses."),
        ])
    }

    private static let kindFlags = Dictionary(
        uniqueKeysWithValues: PageKind.allCases.map {
            ($0.flag, flag("Whether the page is of the kind `\($0.rawValue)`."))
        })

    private static let series = TemplateSchema.object([
        "name": text("The series."),
        "url": text("The address of its page."),
        "position": text("The page's number in it."),
        "count": text("How many parts it has."),
        "text": text("Both as words, `Part 2 of 5`."),
        "previous": optional(link, "The part before this one."),
        "next": optional(link, "The part after it."),
    ])

    private static let tableOfContents = TemplateSchema.object([
        "id": text("The heading's anchor."),
        "title": text("The heading."),
        "hasChildren": flag("Whether headings of level 3 follow."),
        "children": list(
            .object(["id": text("The heading's anchor."), "title": text("The heading.")]),
            "The headings of level 3 below it."),
    ])

    private static func page(_ configuration: SiteConfiguration, _ data: AuthorData) -> TemplateSchema {
        let fields: [String: TemplateField] = [
            "kind": text("What the page is; its layout has the same name."),
            "section": optional("`articles`, `courses`, or the id of a section of the site's own."),
            "feedURL": optional("The address of the page's own Atom feed."),
            "jsonFeedURL": optional("The address of the page's own JSON feed."),
            "language": text("The page's language."),
            "title": text("The page's title."),
            "documentTitle": text("The title with the site's name, for `<title>`."),
            "description": optional("The description, else the summary."),
            "url": text("The page's address."),
            "canonical": optional("The page's whole address; absent on `404.html`."),
            "author": optional("The author's name, or the site's."),
            "content": text("The HTML: print it with three braces."),
            "readingTime": optional("As words, `5 min read`."),
            "image": optional("The whole address of the page's picture."),
            "picture": optional("The same, for an `<img>`: found wherever the site is served."),
            "jsonLD": optional("Structured data for the head: print it with three braces."),
            "openGraphType": text("`article` or `website`, for the head."),
            "csp": text("The Content-Security-Policy, for the head."),
            "locale": optional(
                "On a site in several languages: the page's, as Open Graph writes it, `zh_CN`."),
            "defaultURL": optional("The whole address of the page in the first language that has it."),
            "originalURL": optional("On a translation: the address of the page in the site's own language."),
            "hasTranslations": flag("Whether `translations` has any."),
            "translations": list(translation, "The page in all its languages, itself among them."),
            "hasAuthors": flag("Whether `authors` has any."),
            "hasSeries": flag("Whether `series` has any."),
            "hasContent": flag("Whether there is content."),
            "hasCode": flag("Whether there is a block of code in the open part."),
            "hasTags": flag("Whether `tags` has any."),
            "hasTOC": flag("Whether `toc` has any."),
            "hasBreadcrumbs": flag("Whether `breadcrumbs` has any."),
            "locked": flag("Whether the page has sealed sections."),
            "draft": flag("Whether it is a draft, or dated later."),
            "noindex": flag("Whether search engines are to leave it out."),
            "params": one(data.paramsSchema, "The page's own fields, `params` of its front matter."),
            "date": optional(date, "When it was published."),
            "updated": optional(date, "When it was last changed."),
            "tags": list(tag, "The page's tags."),
            "authors": list(tag, "Its authors, where `authors` is a taxonomy."),
            "terms": one(terms(configuration.taxonomies), "Its terms, by taxonomy: `terms.topics`."),
            "taxonomy": optional(taxonomyName, "On pages of a taxonomy: which."),
            "series": list(series, "The series that the page is part of."),
            "tier": optional(tierName, "The highest tier among its sealed sections."),
            "previous": optional(link, "The lesson, article, or page of an ordered section before it."),
            "next": optional(link, "The lesson, article, or page of an ordered section after it."),
            "breadcrumbs": list(link, "The pages above it."),
            "toc": list(tableOfContents, "Headings of level 2, public ones only."),
        ]
        return .object(fields.merging(kindFlags) { first, _ in first })
    }

    private static let course = TemplateSchema.object([
        "title": text("The course's title."),
        "url": text("Its address."),
        "description": optional("Its description."),
        "position": optional("On a lesson: its number."),
        "count": text("How many lessons the course has."),
        "percent": optional("On a lesson: how far that is, of 100."),
        "price": optional("What it costs singly, as `49 EUR`."),
        "checkout": optional("Where it is bought singly."),
        "startURL": optional("The address of the first lesson."),
        "onSale": flag("Whether it is sold singly."),
        "tier": optional(tierName, "What its lessons need unless they say otherwise."),
        "chapters": list(
            .object([
                "title": text("The chapter's title; empty for lessons that are in none."),
                "url": optional("The address of the chapter's own page."),
                "number": text("The chapter's number."),
                "current": flag("Whether this page is in it."),
                "hasTitle": flag("Whether it is a chapter, not the lessons before all chapters."),
                "lessons": list(
                    .object([
                        "title": text("The lesson's title."),
                        "url": text("Its address."),
                        "number": text("Its number in the course."),
                        "current": flag("Whether it is this page."),
                        "locked": flag("Whether it is sealed."),
                        "originalURL": optional(
                            "On a translation: the lesson's address in the site's own language."),
                    ]), "The chapter's lessons."),
            ]), "The chapters in their order."),
    ])

    private static let pagination = TemplateSchema.object([
        "number": text("The number of this page of the list."),
        "count": text("How many pages the list has."),
        "text": text("Both as words, `Page 2 of 5`."),
        "start": text("The number of the first entry."),
        "previousURL": optional("The page of the list before this one."),
        "nextURL": optional("The page after it."),
        "firstURL": text("The first page."),
        "lastURL": text("The last page."),
        "pages": list(
            .object([
                "number": optional("The page's number."),
                "url": optional("Its address."),
                "current": flag("Whether it is this one."),
                "gap": flag("Whether it stands for pages that are left out."),
            ]), "The pages near this one."),
    ])

    private static func card(_ data: AuthorData) -> TemplateSchema {
        .object([
            "title": text("The page's title."),
            "url": text("Its address."),
            "description": optional("Its description, else its summary."),
            "readingTime": optional("As words, `5 min read`."),
            "locked": flag("Whether it has sealed sections."),
            "isCourse": flag("Whether it is a course."),
            "isArticle": flag("Whether it is an article."),
            "isLesson": flag("Whether it is a lesson."),
            "date": optional(date, "When it was published."),
            "tier": optional(tierName, "The highest tier among its sealed sections."),
            "tags": list(tag, "Its tags."),
            "params": one(data.paramsSchema, "Its own fields."),
        ])
    }

    private static let courseCard = TemplateSchema.object([
        "title": text("The course's title."),
        "url": text("Its address."),
        "description": optional("Its description, else its summary."),
        "lessonCount": text("As words, `12 lessons`."),
        "price": optional("What it costs singly, as `49 EUR`."),
        "onSale": flag("Whether it is sold singly."),
        "locked": flag("Whether a lesson of it is sealed."),
        "tier": optional(tierName, "What its lessons need unless they say otherwise."),
    ])

    private static let assets = TemplateSchema.object([
        "style": text("The stylesheet of every page."),
        "reader_css": text("The stylesheet of what the reader makes."),
        "reader": text("The script that opens sections."),
        "copy": text("The script of the button that copies code."),
        "search": text("The script of the search page."),
        "searchKey": text("The script by which a key leads to the search."),
        "icon": text("The site's icon."),
    ])

    private static func words(_ names: some Sequence<String>) -> TemplateField {
        one(
            .object(Dictionary(names.map { ($0, text("")) }) { first, _ in first }),
            "The theme's words in the page's language.")
    }

    private static func asset(_ names: [String]) -> TemplateField {
        one(.files(Set(names)), "The address of a file in `assets/`, or of `reader/NAME`: `asset.style.css`.")
    }

    private static func integrity(_ names: [String]) -> TemplateField {
        one(.files(Set(names)), "What the attribute `integrity` of that file holds: `integrity.style.css`.")
    }

    /// What every page's layout sees.
    ///
    /// - Parameters:
    ///   - strings: the names of the theme's strings, `t.NAME`.
    ///   - assets: the names of its files, `asset.NAME`.
    ///   - configuration: names taxonomies and menus.
    ///   - data: names parameters and data files.
    static func page(
        strings: some Sequence<String>, assets names: [String], configuration: SiteConfiguration,
        data: AuthorData
    ) -> TemplateSchema {
        .object([
            "site": one(site(configuration, data), "The site."),
            "page": one(page(configuration, data), "The page itself."),
            "course": optional(course, "On courses, chapters and lessons: the course."),
            "items": list(
                card(data),
                "Pages that this page lists: on `home` the newest 20 articles, on lists and terms all."),
            "hasItems": flag("Whether `items` has any."),
            "related": list(card(data), "Pages that are like this one."),
            "hasRelated": flag("Whether `related` has any."),
            "data": one(data.filesSchema, "The author's data files, by name."),
            "pagination": optional(pagination, "On a list that is cut into pages."),
            "courses": list(courseCard, "On `home`: all courses."),
            "hasCourses": flag("Whether `courses` has any."),
            "taxonomy": list(
                .object([
                    "name": text("The term."),
                    "url": text("The address of its page."),
                    "count": text("How many pages have it."),
                ]), "On `tags` and `taxonomy`: every term."),
            "tiers": list(tier, "The site's tiers, lowest first."),
            "assets": one(assets, "Short names for the addresses of some of the theme's files."),
            "asset": asset(names), "integrity": integrity(names),
            "t": words(strings),
        ])
    }

    /// The names that every directive sees, beside its attributes and its body.
    ///
    /// - Parameter data: names parameters and data files; none is known without it.
    static func directiveFields(
        strings: some Sequence<String>, data: AuthorData? = nil
    ) -> [String: TemplateField] {
        let unknown = TemplateSchema.object([:])
        let site = TemplateSchema.object([
            "title": text("The site's title."),
            "description": optional("`site.description` of `sealpress.yml`."),
            "language": text("The site's language."),
            "author": optional("`site.author` of `sealpress.yml`."),
            "baseURL": text("The whole address of the site, with a slash at its end."),
            "homeURL": text("The address of the home page."),
            "unlockURL": text("The address where members type their code."),
            "memberURL": text("The address of the member's page."),
            "searchURL": optional("The address of the search page."),
            "tagsURL": optional("The address of the list of tags."),
            "hasMembers": flag("Whether there are tiers."),
            "params": one(data?.siteSchema ?? unknown, "The site's own fields, `params` of `sealpress.yml`."),
        ])
        let page = TemplateSchema.object([
            "title": text("The page's title."),
            "language": text("The page's language."),
            "kind": text("What the page is."),
            "url": text("The page's address."),
            "params": one(
                data?.paramsSchema ?? unknown, "The page's own fields, `params` of its front matter."),
        ])
        return [
            "site": one(site, "The site."),
            "page": one(page, "The page that the directive stands on."),
            "tiers": list(tier, "The membership tiers, lowest first."),
            "data": one(data?.filesSchema ?? unknown, "The files of `data/`."),
            "t": words(strings),
        ]
    }

    /// An attribute of a directive, or its body.
    static func attribute(_ name: String) -> TemplateField {
        optional("What the page gives for `\(name)`.")
    }

    /// What the page of an old address sees.
    static func redirect(
        strings: some Sequence<String>, assets names: [String], configuration: SiteConfiguration,
        data: AuthorData
    ) -> TemplateSchema {
        .object([
            "redirect": one(
                .object([
                    "url": text("The new address."),
                    "canonical": text("The whole of it."),
                    "title": text("The title of what stands there."),
                    "language": text("Its language."),
                ]), "What the old address leads to."),
            "asset": asset(names), "integrity": integrity(names),
            "site": one(site(configuration, data), "The site."),
            "t": words(strings),
        ])
    }

    /// What the notice of a locked section sees.
    static func notice(
        strings: some Sequence<String>, assets names: [String], configuration: SiteConfiguration,
        data: AuthorData
    ) -> TemplateSchema {
        let course = TemplateSchema.object([
            "title": text("The course's title."),
            "url": text("Its address."),
            "price": optional("What it costs singly, as `49 EUR`."),
            "checkout": optional("Where it is bought singly."),
            "drip": optional("When the lesson opens for its buyers, as a sentence."),
        ])
        let notice = TemplateSchema.object([
            "unlockURL": text("The address where members type their code."),
            "opensBy": flag("Whether the course, bought singly, opens it, too."),
            "tier": one(tier, "The tier that opens it."),
            "course": optional(course, "The course, where it is sold singly."),
        ])
        return .object([
            "notice": one(notice, "What is sealed here."),
            "asset": asset(names), "integrity": integrity(names),
            "site": one(site(configuration, data), "The site."),
            "t": words(strings),
        ])
    }
}
