import Content
import Membership

/// Writes directives by their templates. What all pages of a language share is made once; nothing is read.
struct DirectiveWriter: Sendable {
    private let layouts: Layouts
    private let site: SiteInfo
    private let data: AuthorData
    private let strings: [String: Strings]
    /// `site`, `tiers`, `data` and `t`, by edition and the language of the words.
    private let shared: [[String: [String: TemplateValue]]]

    init(
        layouts: Layouts, configuration: SiteConfiguration, structure: SiteStructure,
        strings: [String: Strings], data: AuthorData
    ) {
        self.layouts = layouts
        self.site = configuration.site
        self.data = data
        self.strings = strings
        shared = configuration.editions.enumerated().map { number, edition in
            let outline = structure.editions.indices.contains(number) ? structure.editions[number] : nil
            let siteValue = Self.site(configuration, edition, outline, data)
            return strings.mapValues { strings in
                [
                    "site": siteValue, "data": data.filesValue,
                    "tiers": .list(edition.tiers.tiers.map { Self.tier($0, strings) }),
                    "t": .object(TemplateObject(strings.page.mapValues { .text($0) })),
                ]
            }
        }
    }

    /// How directives of a page are written.
    func expansion(for page: SourcePage) -> DirectiveExpansion {
        { directive in
            var values =
                shared[page.edition][strings.nearest(to: [page.language, site.language]).language] ?? [:]
            values["page"] = self.page(page)
            for (name, value) in directive.attributes where values[name] == nil {
                values[name] = value.map { .optional($0) } ?? .flag(true)
            }
            values[DirectiveSignature.body] = directive.hasBody ? .markup(DirectiveMark.body) : .absent
            return layouts.renderDirective(Directives.folder + directive.name, TemplateObject(values))
        }
    }

    private func page(_ page: SourcePage) -> TemplateValue {
        .object(
            TemplateObject([
                "title": .text(page.title), "language": .text(page.language),
                "kind": .text(page.kind.rawValue),
                "url": Self.address(site.url(page.route)), "params": data.value(page.frontMatter.params),
            ]))
    }

    private static func site(
        _ configuration: SiteConfiguration, _ edition: Edition, _ outline: EditionOutline?, _ data: AuthorData
    ) -> TemplateValue {
        let site = edition.site
        return .object(
            TemplateObject([
                "title": .text(site.title), "description": .optional(site.description),
                "language": .text(site.language), "author": .optional(site.author),
                "baseURL": address(site.baseURL), "homeURL": address(site.url(edition.route())),
                "unlockURL": address(site.url(edition.unlockRoute)),
                "memberURL": address(site.url(edition.memberRoute)),
                "searchURL": configuration.search ? address(site.url(edition.searchRoute)) : .absent,
                "tagsURL": outline?.tagsRoute.map { address(site.url($0)) } ?? .absent,
                "hasMembers": .flag(!configuration.tiers.tiers.isEmpty), "params": data.siteValue,
            ]))
    }

    private static func tier(_ tier: Tier, _ strings: Strings) -> TemplateObject {
        TemplateObject([
            "id": .text(tier.id), "name": .text(tier.name), "price": .optional(strings.price(of: tier)),
            "checkout": tier.checkout.map(address) ?? .absent,
        ])
    }

    /// An address that leads where it should as it stands: links that authors write are looked for among their files.
    private static func address(_ url: String) -> TemplateValue {
        .markup(DirectiveMark.finishedAddress + Array(url.escapedForMarkup.utf8))
    }
}
