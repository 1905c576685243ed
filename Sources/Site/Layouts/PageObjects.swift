import Content
import Membership

/// Turns public pages into what layouts see; what many pages share is made once.
struct PageObjects: Sendable {
    let site: SiteInfo
    let structure: SiteStructure
    let configuration: SiteConfiguration
    private let strings: [String: Strings]
    private let shared: [String: Shared]
    private let contentSecurityPolicy: TemplateText
    private let assets: TemplateObject
    private let unlock: String

    /// What every page of one language shares.
    private struct Shared: Sendable {
        var t: TemplateObject
        var tiers: [TemplateObject]
        /// The site with one entry of its navigation marked as current, by that entry's route.
        var site: [Route?: TemplateObject]
    }

    init(
        configuration: SiteConfiguration, structure: SiteStructure, strings: [String: Strings],
        assets: [String: String], year: Int
    ) {
        self.configuration = configuration
        self.site = configuration.site
        self.structure = structure
        self.strings = strings
        self.assets = TemplateObject(assets.mapValues { TemplateText($0) })
        contentSecurityPolicy = TemplateText(configuration.contentSecurityPolicy)
        unlock = site.url(SiteStructure.unlockRoute)
        shared = strings.mapValues { strings in
            let tiers = configuration.tiers.tiers.map { Self.tier($0, strings) }
            let sections = [nil] + structure.navigation.map { Optional($0.route) }
            let sites = sections.map { current in
                (current, Self.site(configuration, structure, strings, current: current, year: year))
            }
            return Shared(
                t: TemplateObject(strings.page.mapValues { TemplateText($0) }), tiers: tiers,
                site: Dictionary(sites) { first, _ in first })
        }
    }

    /// The words for a page's language, or the site's.
    func strings(for language: String) -> Strings {
        strings[language] ?? strings[language.primaryLanguage] ?? strings[site.language]
            ?? Strings(language: language, page: [:], reader: [:])
    }

    /// Everything a page's layout sees.
    func object(for page: PublicPage, items: [PublicPage] = [], courses: [PublicPage] = [], taxonomy: [TagCount] = [])
        -> TemplateObject
    {
        let strings = strings(for: page.language)
        let shared = shared[strings.language]
        let section = structure.navigation.first {
            page.route.path.hasPrefix($0.route.path) && $0.route.path != "/"
        }?.route
        return TemplateObject([
            "site": shared?.site[section] ?? false,
            "page": self.page(page, strings),
            "course": course(of: page, strings).orFalse,
            "items": items.map { card($0, strings) },
            "hasItems": !items.isEmpty,
            "courses": courses.map { courseCard($0, strings) },
            "hasCourses": !courses.isEmpty,
            "taxonomy": taxonomy.map {
                TemplateObject([
                    "name": TemplateText($0.name), "url": TemplateText(site.url($0.route)),
                    "count": TemplateText(String($0.count)),
                ])
            },
            "tiers": shared?.tiers ?? [],
            "assets": assets,
            "t": shared?.t ?? false,
        ])
    }

    /// What the notice in place of a sealed section sees.
    func notice(tier: Tier, course: CourseOutline?, language: String) -> TemplateObject {
        let strings = strings(for: language)
        let shared = shared[strings.language]
        return TemplateObject([
            "notice": TemplateObject([
                "tier": Self.tier(tier, strings),
                "course": course.map { course in
                    TemplateObject([
                        "title": TemplateText(course.title), "url": TemplateText(site.url(course.route)),
                        "price": price(of: course, strings).orFalse, "checkout": course.checkout.orFalse,
                    ])
                }.orFalse,
                "opensBy": course != nil,
                "unlockURL": TemplateText(unlock),
            ]),
            "site": shared?.site[nil] ?? false,
            "t": shared?.t ?? false,
        ])
    }
}

extension PageObjects {
    private static func site(
        _ configuration: SiteConfiguration, _ structure: SiteStructure, _ strings: Strings, current: Route?,
        year: Int
    ) -> TemplateObject {
        let site = configuration.site
        return TemplateObject([
            "title": TemplateText(site.title), "description": site.description.orFalse,
            "language": TemplateText(site.language), "baseURL": TemplateText(site.baseURL),
            "homeURL": TemplateText(site.basePath),
            "unlockURL": TemplateText(site.url(SiteStructure.unlockRoute)),
            "feedURL": TemplateText(site.url(ofFile: "feed.xml")),
            "jsonFeedURL": TemplateText(site.url(ofFile: "feed.json")),
            "tagsURL": structure.hasTags ? TemplateText(site.url(SiteStructure.tagsRoute)) : false,
            "year": TemplateText(String(year)), "author": site.author.orFalse,
            "hasMembers": !configuration.tiers.tiers.isEmpty,
            "nav": structure.navigation.map { entry in
                TemplateObject([
                    "title": TemplateText(entry.title(strings)), "url": TemplateText(site.url(entry.route)),
                    "current": entry.route == current,
                ])
            },
        ])
    }

    private static func tier(_ tier: Tier, _ strings: Strings) -> TemplateObject {
        TemplateObject([
            "id": TemplateText(tier.id), "name": TemplateText(tier.name),
            "price": tier.price.map {
                strings.price("\($0)", currency: tier.currency, period: tier.period?.rawValue)
            }.orFalse,
            "checkout": tier.checkout.orFalse,
        ])
    }

    private func page(_ page: PublicPage, _ strings: Strings) -> TemplateObject {
        var values: [String: any Sendable] = [
            "kind": TemplateText(page.kind.rawValue),
            "language": TemplateText(page.language),
            "title": TemplateText(page.title),
            "documentTitle": TemplateText(
                page.kind == .home ? site.title : "\(page.title) · \(site.title)"),
            "description": (page.description ?? page.summary).orFalse,
            "url": TemplateText(site.url(page.route)),
            "canonical": page.kind == .notFound ? false : TemplateText(site.absoluteURL(page.route)),
            "author": (page.author ?? site.author).orFalse,
            "content": TemplateText(String(decoding: page.html, as: UTF8.self)),
            "hasContent": !page.html.isEmpty,
            "readingTime": page.readingMinutes.map { strings.readingTime(minutes: $0) }.orFalse,
            "image": page.imageURL.orFalse,
            "jsonLD": StructuredData.text(for: page, site: site).orFalse,
            "openGraphType": TemplateText(page.kind == .article || page.kind == .lesson ? "article" : "website"),
            "csp": contentSecurityPolicy,
            "hasTags": !page.tags.isEmpty, "tags": page.tags.map(tag),
            "hasTOC": page.headings.contains { $0.level == 2 },
            "toc": tableOfContents(page.headings),
            "hasBreadcrumbs": !page.breadcrumbs.isEmpty, "breadcrumbs": page.breadcrumbs.map(link),
            "locked": page.isLocked, "draft": page.isDraft, "noindex": page.isHidden,
            "tier": tierName(page).orFalse,
            "date": date(page.published, strings).orFalse, "updated": date(page.updated, strings).orFalse,
            "previous": page.previous.map(link).orFalse, "next": page.next.map(link).orFalse,
        ]
        for kind in PageKind.allCases { values[kind.flag] = kind == page.kind }
        return TemplateObject(values)
    }

    private func course(of page: PublicPage, _ strings: Strings) -> TemplateObject? {
        guard let place = page.place, structure.courses.indices.contains(place.course) else { return nil }
        let course = structure.courses[place.course]
        let position = place.lesson.map { $0 + 1 }
        return TemplateObject([
            "title": TemplateText(course.title), "url": TemplateText(site.url(course.route)),
            "description": course.description.orFalse,
            "position": position.map { String($0) }.orFalse,
            "count": TemplateText(String(course.lessonCount)),
            "percent": position.map { String($0 * 100 / max(1, course.lessonCount)) }.orFalse,
            "price": price(of: course, strings).orFalse, "checkout": course.checkout.orFalse,
            "onSale": course.isSoldSingly, "tier": tierName(course.tier).orFalse,
            "startURL": course.firstLesson.map { site.url($0) }.orFalse,
            "chapters": course.chapters.enumerated().map { index, chapter in
                TemplateObject([
                    "title": TemplateText(chapter.title), "hasTitle": !chapter.title.isEmpty,
                    "url": chapter.route.map { site.url($0) }.orFalse,
                    "number": TemplateText(String(index + 1)), "current": place.chapter == index,
                    "lessons": chapter.lessons.map { lesson in
                        TemplateObject([
                            "title": TemplateText(lesson.title), "url": TemplateText(site.url(lesson.route)),
                            "number": TemplateText(String(lesson.number + 1)), "locked": lesson.isLocked,
                            "current": place.lesson == lesson.number,
                        ])
                    },
                ])
            },
        ])
    }

    private func card(_ page: PublicPage, _ strings: Strings) -> TemplateObject {
        TemplateObject([
            "title": TemplateText(page.title), "url": TemplateText(site.url(page.route)),
            "description": (page.description ?? page.summary).orFalse,
            "readingTime": page.readingMinutes.map { strings.readingTime(minutes: $0) }.orFalse,
            "locked": page.isLocked, "tier": tierName(page).orFalse,
            "date": date(page.published, strings).orFalse, "tags": page.tags.map(tag),
            "isCourse": page.kind == .course, "isArticle": page.kind == .article,
            "isLesson": page.kind == .lesson,
        ])
    }

    private func courseCard(_ page: PublicPage, _ strings: Strings) -> TemplateObject {
        guard let index = page.place?.course, structure.courses.indices.contains(index) else {
            return card(page, strings)
        }
        let course = structure.courses[index]
        return TemplateObject([
            "title": TemplateText(course.title), "url": TemplateText(site.url(course.route)),
            "description": (page.description ?? page.summary).orFalse,
            "lessonCount": TemplateText(strings.lessonCount(course.lessonCount)),
            "price": price(of: course, strings).orFalse, "onSale": course.isSoldSingly,
            "locked": course.isLocked, "tier": tierName(course.tier).orFalse,
        ])
    }

    private func price(of course: CourseOutline, _ strings: Strings) -> String? {
        course.price.map { strings.price($0, currency: course.currency, period: course.period ?? "once") }
    }

    private func tierName(_ page: PublicPage) -> TemplateObject? {
        tierName(page.lockedTiers.last)
    }

    private func tierName(_ id: String?) -> TemplateObject? {
        id.flatMap { configuration.tiers[$0] }.map {
            TemplateObject(["id": TemplateText($0.id), "name": TemplateText($0.name)])
        }
    }

    private func link(_ link: PageLink) -> TemplateObject {
        TemplateObject(["title": TemplateText(link.title), "url": TemplateText(site.url(link.route))])
    }

    private func tag(_ name: String) -> TemplateObject {
        TemplateObject([
            "name": TemplateText(name), "url": TemplateText(site.url(SiteStructure.route(ofTag: name))),
        ])
    }

    private func date(_ moment: Moment?, _ strings: Strings) -> TemplateObject? {
        moment.map {
            TemplateObject(["iso": TemplateText($0.day.description), "text": TemplateText(strings.text(of: $0))])
        }
    }

    /// Headings of level 2, each with those of level 3 below it.
    private func tableOfContents(_ headings: [Heading]) -> [TemplateObject] {
        var entries: [(heading: Heading, children: [Heading])] = []
        for heading in headings {
            if heading.level == 2 {
                entries.append((heading, []))
            } else if heading.level == 3, !entries.isEmpty {
                entries[entries.count - 1].children.append(heading)
            }
        }
        return entries.map { entry in
            TemplateObject([
                "id": TemplateText(entry.heading.id), "title": TemplateText(entry.heading.text),
                "children": entry.children.map {
                    TemplateObject(["id": TemplateText($0.id), "title": TemplateText($0.text)])
                },
            ])
        }
    }
}

extension PageKind {
    /// `isArticle`, as layouts ask.
    var flag: String {
        self == .notFound ? "isNotFound" : "is" + rawValue.prefix(1).uppercased() + rawValue.dropFirst()
    }
}

extension String {
    /// `zh` of `zh-Hans`.
    var primaryLanguage: String {
        String(prefix { $0 != "-" }).lowercased()
    }
}
