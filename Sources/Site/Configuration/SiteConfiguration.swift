import Content
import Diagnostics
import Foundation
import Membership
import Recommendations

/// `sealpress.yml`: the site, its tiers, and the key policy.
public struct SiteConfiguration: Sendable {
    public static let path = "sealpress.yml"

    public var site: SiteInfo
    /// The site in each of its languages; its own is the first, and mostly the only one.
    public var editions: [Edition]
    /// Lowest first.
    public var tiers: TierList
    /// Which passphrases open which tier.
    public var passphrases: [PassphraseUse]
    public var keys: KeyPolicy
    /// Courses sold together.
    public var packages: [Package]
    /// The courses that packages name, where they stand in the file.
    var packagedCourses: [Located<String>]
    /// The file, to show its lines.
    let source: SourceText
    /// In the order written; tags are always among them.
    public var taxonomies: [Taxonomy]
    /// How many entries a page of a list has; nil shows all on one.
    public var paginate: Int?
    /// Folders with lists and layouts of their own, beside articles and courses.
    public var sections: [Section]
    var menus: WrittenMenus
    /// The site's own fields for layouts: a mapping.
    var params: YAMLNode?
    /// Which parts of the site have feeds of their own: sections, courses, taxonomies.
    public var feeds: [String]
    /// How many related pages a page shows; nil where the file does not say: then those that insights found.
    public var related: Int?
    /// Addresses that lead elsewhere.
    var redirects: [WrittenRedirect]
    /// What is made of pictures.
    public var images: ImagesConfiguration
    /// Whether the site has a search page and the indexes that it needs.
    public var search: Bool
    /// Whether the reader shows the member's id in opened sections.
    public var watermark: Bool
    /// Whether the reader sends beacons.
    public var beacon: Bool
    /// For how many days the salts of visitors are kept.
    public var saltDays: Int
    /// What the author decides of the models.
    public var insights: InsightsConfiguration
    /// Hosts that pages may embed from, beside the site's own.
    public var allowedHosts: [String]
    /// What may be offered to members, in the author's order.
    var offers: [OfferRule]
    /// Whether members are told their points and rank.
    var showsPoints: Bool
    /// What the products of payment services are on this site.
    public var imports: ProductMappings
    public var experiments: [Experiment]
    public var check: CheckConfiguration

    /// Reads and checks the file.
    ///
    /// - Returns: nil when it cannot be used; the diagnostics say why.
    public static func read(_ source: SourceText) -> (
        configuration: SiteConfiguration?, diagnostics: [Diagnostic]
    ) {
        let (value, diagnostics) = YAMLReader.read(source, read)
        guard diagnostics.allSatisfy({ $0.severity != .error }) else { return (nil, diagnostics) }
        return (value ?? nil, diagnostics)
    }

    /// Every key of the file, for the reference.
    public static var outline: [KeyOutline] { YAMLReader.outline(read) }

    private static func read(_ reader: inout YAMLReader) -> SiteConfiguration? {
        reader.requireKey("site", hint: "it needs at least: site: {title: …, baseURL: \"https://…\"}")
        let site = reader.mapping("site", "The site as a whole.", Self.site) ?? nil
        let tiers =
            reader.mappings(
                "tiers", "The membership tiers, lowest first; a higher one opens all below it.", Self.tier)
            ?? []
        let keys = reader.mapping(
            "keys", "How often keys change, and what members keep who have left.", Self.keys)
        let packages = reader.mappings("packages", "Courses that are sold together.", Self.package) ?? []
        let analytics = reader.mapping("analytics", "What is counted of readers.", Self.analytics)
        let insights = reader.mapping("insights", "What you decide of the models of `sealpress insights`.") {
            Self.insights(&$0, saltDays: analytics?.saltDays ?? standardSaltDays)
        }
        let hosts = reader.mapping(
            "csp", "What pages may embed, for the Content-Security-Policy.", Self.hosts)
        let taxonomies = Self.taxonomies(&reader)
        let paginate = Self.paginate(&reader)
        let redirects = Self.redirects(&reader)
        let sections = Self.sections(&reader, taxonomies: taxonomies)
        let feeds = Self.feeds(&reader, taxonomies: taxonomies, sections: sections)
        let related = Self.related(&reader)
        let menus = Self.menus(&reader)
        let params = reader.params("Fields of your own for layouts, `site.params.NAME`.")
        let watermark = reader.bool(
            "watermark", default: false,
            "Shows the member's id in opened sections and in print.")
        let search = reader.bool(
            "search", default: false, "Makes a search page and the index it needs.")
        let images = Self.images(&reader)
        let list = Self.list(tiers.compactMap { $0?.tier }, &reader)
        let imports = Self.imports(&reader, tiers: list)
        let offers = Self.offers(&reader, tiers: list)
        let experiments = Self.experiments(&reader, tiers: list)
        let showsPoints = reader.mapping("member", "What members see of themselves.") {
            $0.bool("points", default: false, "Members are told their points and rank.")
        }
        let check = reader.mapping("check", "What `sealpress check` looks for.", Self.check)
        Self.check(packages.compactMap(\.self), &reader)
        let editions = Self.editions(
            &reader,
            main: site.map {
                Edition(
                    language: $0.language, site: $0, menus: menus, taxonomies: taxonomies, sections: sections,
                    tiers: list)
            })
        guard let site else { return nil }
        return SiteConfiguration(
            site: site, editions: editions, tiers: list, passphrases: tiers.compactMap { $0?.passphrase },
            keys: keys ?? KeyPolicy(),
            packages: packages.compactMap {
                $0.map { Package($0.id.value, courses: $0.courses.map(\.value)) }
            },
            packagedCourses: packages.compactMap(\.self).flatMap(\.courses), source: reader.source,
            taxonomies: taxonomies, paginate: paginate, sections: sections, menus: menus,
            params: params, feeds: feeds, related: related, redirects: redirects,
            images: images, search: search, watermark: watermark, beacon: analytics?.beacon ?? false,
            saltDays: analytics?.saltDays ?? standardSaltDays, insights: insights ?? InsightsConfiguration(),
            allowedHosts: hosts ?? [], offers: offers, showsPoints: showsPoints ?? false,
            imports: imports, experiments: experiments, check: check ?? CheckConfiguration())
    }

    /// The policy that pages state in a `<meta>`, and that the docs give as a header.
    var contentSecurityPolicy: String {
        let hosts = allowedHosts.map { " " + $0 }.joined()
        var policy = [
            "default-src 'self'", "img-src 'self' blob: data:\(hosts)", "media-src 'self' blob:\(hosts)",
            "object-src 'none'", "base-uri 'self'", "form-action 'self'",
        ]
        if !allowedHosts.isEmpty { policy.insert("frame-src 'self'\(hosts)", at: 3) }
        return policy.joined(separator: "; ")
    }
}

extension SiteConfiguration {
    private static let standardLanguage = "en"
    private static let standardSaltDays = 7

    private static func site(_ reader: inout YAMLReader) -> SiteInfo? {
        reader.requireKey("title")
        reader.requireKey("baseURL", hint: "where the site will be published: \"https://example.org/\"")
        let title = reader.string("title", "What the site is called.")
        let description = reader.string("description", "For search engines and the home page.")
        let base = reader.string(
            "baseURL", as: "a whole web address; a path is fine", "Where the site will be published.")
        let language = reader.string(
            "language", as: "a language tag: `en`, `zh-Hans`", absent: "`\(standardLanguage)`",
            "The language of pages that name none, and of the layout's words.")
        let author = reader.string("author", "The author of pages that name none; in footer and feeds.")
        let zoneName = reader.string(
            "timeZone", as: "a time zone: `Europe/Berlin`", absent: "`UTC`",
            "Decides when a day begins, for dates in pages and memberships.")
        var timeZone = TimeZone.gmt
        if let zoneName {
            if let zone = TimeZone(identifier: zoneName.value) {
                timeZone = zone
            } else {
                reader.report(
                    "unknown time zone '\(zoneName.value)'", at: zoneName.location,
                    hint: suggestion(
                        for: zoneName.value,
                        among: ["UTC", "Europe/Berlin", "Asia/Shanghai", "America/New_York"],
                        from: "write it as in"))
            }
        }
        if let language, !Self.isLanguage(language.value) {
            reader.report(
                "'\(language.value)' is not a language tag", at: language.location,
                hint: "write en, zh, zh-Hans …")
        }
        guard let title, let base else { return nil }
        guard let (url, path) = Self.base(base.value) else {
            reader.report(
                "'\(base.value)' is not a web address", at: base.location,
                hint: "write it whole: \"https://example.org/learn/\"")
            return nil
        }
        return SiteInfo(
            title: title.value, description: description?.value, baseURL: url, basePath: path,
            language: language?.value ?? standardLanguage, author: author?.value, timeZone: timeZone)
    }

    /// The address with a slash at its end, and its path.
    private static func base(_ text: String) -> (url: String, path: String)? {
        let url = text.hasSuffix("/") ? text : text + "/"
        guard let scheme = ["https://", "http://"].first(where: url.hasPrefix) else { return nil }
        let rest = url.dropFirst(scheme.count)
        guard let slash = rest.firstIndex(of: "/"), slash > rest.startIndex,
            rest.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && !"\"<>\\^`{|}?#'".utf8.contains($0) })
        else { return nil }
        return (url, String(rest[slash...]))
    }

    static func isLanguage(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard let first = parts.first, (2...3).contains(first.utf8.count) else { return false }
        return parts.allSatisfy { part in
            (1...8).contains(part.utf8.count)
                && part.utf8.allSatisfy { $0 < 0x80 && Character(UnicodeScalar($0)).isLetterOrDigit }
        }
    }

    private static func tier(_ reader: inout YAMLReader) -> (
        tier: Located<Tier>, passphrase: PassphraseUse?
    )? {
        reader.requireKey("id")
        let id = reader.string(
            "id", as: "lower-case letters, digits, `-`", "What pages and the roster call the tier.")
        let name = reader.string("name", absent: "the id", "What readers call it.")
        let price = reader.decimal("price", "What it costs; shown as you write it.")
        let currency = reader.string("currency", as: "`EUR`, `CNY` …", "The price's currency.")
        let period = reader.choice("period", of: BillingPeriod.self, "For how long the price is paid.")
        let checkout = reader.string(
            "checkout", as: "a web address, or `mailto:`", "Where it is bought.")
        Self.check(checkout, &reader)
        let passphrase = reader.secretName(
            "passphrase", "The name of a shared passphrase that opens what members of the tier can read.")
        return id.map { id in
            let tier = Tier(
                id: id.value, name: name?.value,
                price: price.flatMap { Decimal(string: $0.value.description) },
                currency: currency?.value, period: period?.value, checkout: checkout?.value)
            return (
                Located(tier, at: id.location), passphrase.map { PassphraseUse(name: $0, tier: id.value) }
            )
        }
    }

    /// A checkout is linked to from pages, so it must be a web or mail address.
    static func check(_ checkout: Located<String>?, _ reader: inout YAMLReader) {
        guard let checkout, !checkout.value.isLinkTarget else { return }
        reader.report(
            "'\(checkout.value)' is not a web address", at: checkout.location,
            hint: "write it whole: \"https://…\"")
    }

    private static func list(_ tiers: [Located<Tier>], _ reader: inout YAMLReader) -> TierList {
        for (index, problem) in TierList.problems(in: tiers.map(\.value)) where tiers.indices.contains(index)
        {
            reader.report(problem.message, at: tiers[index].location, hint: problem.hint)
        }
        return TierList(tiers.map(\.value))
    }

    private static func keys(_ reader: inout YAMLReader) -> KeyPolicy {
        let standard = KeyPolicy()
        let rotation = reader.choice(
            "rotation", of: Rotation.self, absent: "`\(standard.rotation.rawValue)`",
            "How long a tier's key is good: a calendar month, quarter or year in UTC, or until you change it."
        )
        let lapse = reader.choice(
            "lapse", of: KeyPolicy.Lapse.self, absent: "`\(standard.lapse.rawValue)`",
            "Whether a member who left loses all, or keeps what was published while they paid.")
        let grace = reader.string(
            "grace", as: "`7d`, `2w`, at most `\(KeyPolicy.mostGraceDays)d`",
            absent: "`\(standard.graceDays)d`", "How long access lasts after the last day.")
        return KeyPolicy(
            rotation: rotation?.value ?? standard.rotation, lapse: lapse?.value ?? standard.lapse,
            graceDays: grace.flatMap { days($0, &reader) } ?? standard.graceDays)
    }

    /// `7d` or `2w`, at most a year.
    private static func days(_ text: Located<String>, _ reader: inout YAMLReader) -> Int? {
        guard let days = DaySpan(text.value)?.days, days <= KeyPolicy.mostGraceDays else {
            reader.report(
                "'\(text.value)' is no time of grace", at: text.location,
                hint: "write it as 7d or 2w, at most \(KeyPolicy.mostGraceDays)d")
            return nil
        }
        return days
    }

    private static func analytics(_ reader: inout YAMLReader) -> (beacon: Bool, saltDays: Int) {
        let beacon = reader.bool(
            "beacon", default: false, "Whether members' browsers tell the access log what they read.")
        let saltDays = reader.int(
            "saltDays", as: "a whole number, 1 to 366", absent: "`\(standardSaltDays)`",
            "For how many days the secrets are kept that tell a day's visitors apart.")
        if let days = saltDays, !(1...366).contains(days.value) {
            reader.report("salts are kept for 1 to 366 days", at: days.location)
        }
        return (beacon, saltDays?.value ?? standardSaltDays)
    }

    private static func hosts(_ reader: inout YAMLReader) -> [String] {
        let hosts = reader.stringList(
            "allow", as: "addresses: `https://player.vimeo.com`",
            "Hosts of embedded pictures, video and frames.")
        return (hosts?.value ?? []).compactMap { host in
            guard host.value.isHostSource else {
                reader.report(
                    "'\(host.value)' is not a host", at: host.location,
                    hint: "write it as https://player.vimeo.com")
                return nil
            }
            return host.value
        }
    }
}

extension String {
    var isLinkTarget: Bool {
        ["https://", "http://", "mailto:"].contains { hasPrefix($0) && utf8.count > $0.utf8.count }
            && utf8.allSatisfy { $0 > 0x20 }
    }

    /// A source expression of a Content-Security-Policy: `https://player.vimeo.com`, `https://*.example.org`.
    fileprivate var isHostSource: Bool {
        let host = hasPrefix("https://") ? dropFirst(8) : self[...]
        return !host.isEmpty && host.contains(".")
            && host.utf8.allSatisfy {
                Character(UnicodeScalar($0)).isLetterOrDigit || "-.*:".utf8.contains($0)
            }
    }
}

extension Character {
    fileprivate var isLetterOrDigit: Bool { isASCII && (isLetter || isNumber) }
}
