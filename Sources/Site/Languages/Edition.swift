import Content
import Diagnostics
import Membership

/// The site in one of its languages, and what is said of it there.
public struct Edition: Sendable {
    /// A BCP 47 tag: `en`, `zh-Hans`.
    public var language: String
    /// What those who read the language call it; nil is the theme's word, or the tag.
    public var name: String?
    /// The first part of its addresses; nil for the site's own language, which has the root.
    public var folder: String?
    /// With title, description and author in this language.
    public var site: SiteInfo
    var menus: WrittenMenus
    var taxonomies: [Taxonomy]
    var sections: [Section]
    /// With their names in this language.
    var tiers: TierList

    /// An address of this edition.
    func route(_ components: [String] = []) -> Route {
        Route(folder.map { [$0] + components } ?? components)
    }

    var articlesRoute: Route { route(["articles"]) }
    var coursesRoute: Route { route(["courses"]) }
    var unlockRoute: Route { route(["unlock"]) }
    var memberRoute: Route { route(["member"]) }
    var searchRoute: Route { route(["search"]) }

    /// The path of a file at the top of the edition: `feed.xml`, `zh/feed.xml`.
    func path(ofFile name: String) -> String {
        folder.map { $0 + "/" + name } ?? name
    }

    /// Whether a part of a file's path names the language.
    func isCalled(_ text: some StringProtocol) -> Bool {
        text.utf8.count == language.utf8.count && text.lowercased() == language.lowercased()
    }

    func taxonomy(_ id: String?) -> Taxonomy? {
        taxonomies.first { $0.id == id }
    }
}

extension SiteConfiguration {
    /// `languages:`, the editions beside the site's own; it may have an entry too, for its name and place.
    ///
    /// - Returns: the site's own first.
    static func editions(_ reader: inout YAMLReader, main: Edition?) -> [Edition] {
        guard let main else {
            _ = reader.mappings("languages", short: "id", meaning) { $0.acceptAllKeys() }
            return []
        }
        var editions = [main]
        let taken = takenRoutes.union(main.sections.map(\.id)).union(main.taxonomies.map(\.id))
        let written = reader.mappings("languages", short: "id", meaning) { reader -> Located<Edition>? in
            reader.requireKey("id", hint: "a language tag: zh, de, pt-BR")
            return edition(&reader, main: main)
        }
        for entry in (written ?? []).compactMap(\.self) {
            let edition = entry.value
            if !isLanguage(edition.language) {
                reader.report(
                    "'\(edition.language)' is not a language tag", at: entry.location,
                    hint: "write en, zh, zh-Hans …")
            } else if main.isCalled(edition.language) {
                if editions[0].name != nil { reportTwice(entry, &reader) }
                editions[0].name = edition.name ?? main.language
            } else if editions.contains(where: { $0.isCalled(edition.language) }) {
                reportTwice(entry, &reader)
            } else if taken.contains(edition.folder ?? "") {
                reader.report(
                    "'\(edition.language)' cannot be a language: /\(edition.folder ?? "")/ is taken",
                    at: entry.location, hint: "rename the section or taxonomy of that name")
            } else {
                editions.append(edition)
            }
        }
        return editions
    }

    private static let meaning = "Languages that the site is in beside its own, each with pages of its own."

    private static func reportTwice(_ entry: Located<Edition>, _ reader: inout YAMLReader) {
        reader.report(
            "the language '\(entry.value.language)' is there twice", at: entry.location, hint: "delete one")
    }

    private static func edition(_ reader: inout YAMLReader, main: Edition) -> Located<Edition>? {
        let id = reader.string(
            "id", as: "a language tag: `zh`, `pt-BR`", "Which language; the first part of its addresses.")
        let isMain = id.map { main.isCalled($0.value) } ?? false
        let name = reader.string("name", absent: "the theme's word", "What those who read it call it.")
        var edition = main
        edition.name = name?.value
        // What the site says in its own language stands where it always stood.
        if !isMain {
            let language = id?.value ?? main.language
            edition.language = language
            edition.folder = language.lowercased()
            edition.site.language = language
            edition.site.title =
                reader.string(
                    "title", absent: "the site's", "What the site is called in it.")?.value ?? main.site.title
            edition.site.description =
                reader.string(
                    "description", absent: "the site's", "The site's description in it.")?.value
                ?? main.site.description
            edition.site.author =
                reader.string(
                    "author", absent: "the site's", "The site's author in it.")?.value ?? main.site.author
            edition.menus = menus(&reader)
            let sections = names(
                "sections", "What its sections are called, by id.", of: main.sections.map(\.id), &reader)
            let taxonomies = names(
                "taxonomies", "What its taxonomies are called, by id.", of: main.taxonomies.map(\.id), &reader
            )
            let tiers = names("tiers", "What its tiers are called, by id.", of: main.tiers.ids, &reader)
            for index in edition.sections.indices {
                let own = sections[edition.sections[index].id]
                edition.sections[index].name = own ?? edition.sections[index].name
                edition.sections[index].folder = edition.folder
            }
            for index in edition.taxonomies.indices {
                let own = taxonomies[edition.taxonomies[index].id]
                edition.taxonomies[index].name = own ?? edition.taxonomies[index].name
                edition.taxonomies[index].folder = edition.folder
            }
            edition.tiers = TierList(
                main.tiers.tiers.map { tier in
                    var tier = tier
                    tier.name = tiers[tier.id] ?? tier.name
                    return tier
                })
        }
        return id.map { Located(edition, at: $0.location) }
    }

    /// Names by id, of what the rest of the file has.
    private static func names(
        _ key: String, _ meaning: String, of ids: [String], _ reader: inout YAMLReader
    ) -> [String: String] {
        reader.mapping(key, meaning) { inner in
            ids.reduce(into: [:]) { $0[$1] = inner.string($1, "Its name in the language.")?.value }
        } ?? [:]
    }
}
