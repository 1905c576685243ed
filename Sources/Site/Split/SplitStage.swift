import Content
import Files
import Membership
import Sealing

/// Cuts each rendered page into what everyone may see and what is to be sealed.
struct SplitStage: Sendable {
    let configuration: SiteConfiguration
    let plan: Plan
    let seal: SealPlan
    let addresses: AssetAddresses
    let objects: PageObjects
    let layouts: Layouts
    /// Notices by tier, course and language: the same on every page.
    private let notices: [NoticeKey: [UInt8]]

    private struct NoticeKey: Hashable {
        var tier: String
        var course: Int?
        var drip: Int
        var edition: Int
        var language: String
    }

    init(
        configuration: SiteConfiguration, plan: Plan, pages: [RenderedPage], seal: SealPlan,
        images: SiteImages, objects: PageObjects,
        layouts: Layouts
    ) {
        self.configuration = configuration
        self.plan = plan
        self.seal = seal
        self.objects = objects
        self.layouts = layouts
        addresses = AssetAddresses(
            site: configuration.site, assets: seal.assets, paths: plan.assetPaths, images: images,
            keys: seal.keyring.site)
        var notices: [NoticeKey: [UInt8]] = [:]
        for section in seal.sections where pages.indices.contains(section.page) {
            let key = Self.noticeKey(section, pages[section.page].page, plan.structure)
            guard notices[key] == nil, let tier = configuration.editions[key.edition].tiers[section.tier]
            else { continue }
            let course = key.course.map { plan.structure.courses[$0] }
            notices[key] = layouts.renderNotice(
                objects.notice(
                    tier: tier, course: course, drip: key.drip, edition: key.edition, language: key.language))
        }
        self.notices = notices
    }

    private static func noticeKey(
        _ section: SealedSection, _ page: SourcePage, _ structure: SiteStructure
    ) -> NoticeKey {
        let course = page.place?.course
        let sold = course.flatMap {
            structure.courses.indices.contains($0) && structure.courses[$0].isSoldSingly ? $0 : nil
        }
        let drip = section.grants.lazy.compactMap { grant in
            if case .drip(_, let days) = grant.grant { days } else { nil }
        }
        return NoticeKey(
            tier: section.tier, course: sold, drip: drip.first ?? 0, edition: page.edition,
            language: page.language)
    }

    /// The public half of a page.
    ///
    /// - Parameter number: the page's index among the rendered pages.
    func publicPage(_ rendered: RenderedPage, number: Int) -> PublicPage {
        let page = rendered.page
        let open = rendered.body.open
        let matter = page.frontMatter
        let sections = seal.sectionsOfPage[number]
        let strings = objects.strings(for: page.language)
        let counts = rendered.body.sections.reduce(open.counts) { $0 + $1.counts }
        let lockedTiers = configuration.tiers.ids.filter { id in
            sections.contains { seal.sections[$0].tier == id }
        }
        let fields = PublicPageFields(
            kind: page.kind, route: page.route, edition: page.edition,
            translations: plan.translations[page.route] ?? [], language: page.language, title: page.title,
            description: matter.description?.value,
            summary: matter.summary?.value ?? (open.summary.isEmpty ? nil : open.summary),
            author: matter.authors.map { $0.value.map(\.value).joined(separator: ", ") },
            published: page.published, updated: page.updated, terms: page.terms,
            taxonomy: page.taxonomy, series: page.series, section: page.sectionID, layout: page.layout,
            params: matter.params, pagination: plan.paginations[page.route],
            imageURL: imageURL(of: page, open),
            readingMinutes: [.article, .lesson].contains(page.kind) ? counts.readingMinutes : nil,
            headings: matter.toc?.value == false ? [] : open.headings, isDraft: page.isDraft,
            isHidden: page.isDraft, lockedTiers: lockedTiers, hasCode: open.hasCode,
            html: html(open, page, sections),
            place: page.place, previous: page.previous, next: page.next,
            breadcrumbs: page.breadcrumbs.map { named($0, page.edition, strings) })
        return PublicPage(fields)
    }

    private func html(_ open: OpenBody, _ page: SourcePage, _ sections: [Int]) -> [UInt8] {
        var html: [UInt8] = []
        for fragment in open.fragments {
            switch fragment {
            case .html(let rendered):
                html += rendered.resolvingAssets(
                    addresses.attribute(for:), picture: addresses.picture(for:))
            case .section(let index):
                guard sections.indices.contains(index) else { continue }
                let section = seal.sections[sections[index]]
                let notice = notices[Self.noticeKey(section, page, plan.structure)] ?? []
                let src = configuration.site.url(ofFile: section.id.path)
                html += "<sealpress-section src=\"\(src)\" tier=\"\(section.tier)\">".utf8
                html += notice
                html += "</sealpress-section>\n".utf8
            }
        }
        return html
    }

    /// Feeds show addresses far from the site, so they are made absolute.
    func feedHTML(of page: PublicPage) -> String {
        let site = configuration.site
        let origin = site.baseURL.dropLast(site.basePath.utf8.count)
        var text = AssetAddresses.withoutSources(String(decoding: page.html, as: UTF8.self))
        for attribute in ["href", "src", "poster"] {
            text = text.replacing("\(attribute)=\"/", with: "\(attribute)=\"\(origin)/")
                // `//host/path` names another site.
                .replacing("\(attribute)=\"\(origin)//", with: "\(attribute)=\"//")
        }
        return text.replacing("href=\"#", with: "href=\"\(site.absoluteURL(page.route))#")
    }

    private func imageURL(of page: SourcePage, _ open: OpenBody) -> String? {
        let site = configuration.site
        switch PageImage(of: page, in: plan) {
        case .asset(let asset):
            if let path = plan.assetPaths[asset] { return site.baseURL + path[...].percentEncodedPath }
        case .staticFile(let path): return site.baseURL + path[...].percentEncodedPath
        case .address(let address): return address
        case nil: break
        }
        guard case .asset(let reference)? = open.firstImage?.source, let path = plan.assetPaths[reference.key]
        else {
            return nil
        }
        return site.baseURL + path[...].percentEncodedPath
    }

    private func named(_ link: PageLink, _ edition: Int, _ strings: Strings) -> PageLink {
        guard link.title.isEmpty else { return link }
        let entry = plan.structure.editions[edition].navigation.first { $0.route == link.route }
        return PageLink(title: entry?.title(strings) ?? link.route.lastComponent, route: link.route)
    }

    /// A sealed section's text as the audit looks for it: without the addresses of smaller pictures, which are one
    /// long run of words and the same wherever a picture is shown.
    func auditedHTML(of section: SealedSection) -> [UInt8] {
        section.body.html.resolvingAssets(addresses.attribute(for:))
    }

    /// The finished HTML of a sealed section.
    func sealedHTML(of section: SealedSection) -> [UInt8] {
        section.body.html.resolvingAssets(addresses.attribute(for:), picture: addresses.picture(for:))
    }
}
