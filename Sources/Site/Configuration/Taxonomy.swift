import Content
import Diagnostics

/// A way to group pages by a key of their front matter: tags, series, authors, or one of the site's own.
public struct Taxonomy: Sendable, Hashable, Codable {
    /// The key in front matter, and the first part of its addresses.
    public var id: String
    /// What its list is called; nil is the theme's word, or the id.
    public var name: String?
    /// How many entries a page of its lists has; nil is as elsewhere.
    public var paginate: Int?
    /// Whether its terms are the years of the articles' dates, and no key of front matter.
    public var isArchive = false
    /// The first part of its addresses, in a language that is not the site's own.
    var folder: String?

    public init(id: String, name: String? = nil, paginate: Int? = nil) {
        self.id = id
        self.name = name
        self.paginate = paginate
    }

    static let tags = Taxonomy(id: "tags")
    /// The articles by year.
    static let archive: Taxonomy = {
        var taxonomy = Taxonomy(id: "archive")
        taxonomy.isArchive = true
        return taxonomy
    }()
    /// Those that the default theme has words and layouts for.
    static let standard = ["tags", "series", "authors"]

    var route: Route { Route([folder, id].compactMap(\.self)) }

    func route(of term: String) -> Route {
        Route([folder, id, slugify(term)].compactMap(\.self))
    }

    var navigationName: NavigationEntry.Name {
        if let name { return .text(name) }
        return Self.standard.contains(id) || isArchive ? .string(id) : .text(OrderedName(id).readable)
    }

    func title(_ strings: Strings) -> String {
        navigationName.title(strings)
    }
}

extension SiteConfiguration {
    /// Ids that would take the place of other pages.
    static let takenRoutes: Set<String> = ["articles", "courses", "unlock", "member", "404", "static"]

    /// `taxonomies:`; tags are there without an entry.
    static func taxonomies(_ reader: inout YAMLReader) -> [Taxonomy] {
        let hasArchive = reader.bool(
            "archive", default: false, "Lists articles with a date by year, at `/archive/`.")
        let standard = hasArchive ? [Taxonomy.tags, .archive] : [.tags]
        var taxonomies: [Taxonomy] = []
        let written =
            reader.mappings(
                "taxonomies", short: "id",
                "Keys of front matter that group pages; `tags` is there without an entry."
            ) { reader -> Located<Taxonomy>? in
                reader.requireKey("id")
                let id = reader.string(
                    "id", as: "lower-case letters, digits, `-`",
                    "The key, and the first part of the addresses.")
                let name = reader.string(
                    "name", absent: "the theme's word, else made of the id",
                    "What the list of terms is called.")
                let paginate = Self.paginate(&reader, absent: "as elsewhere")
                return id.map {
                    Located(
                        Taxonomy(id: $0.value, name: name?.value, paginate: paginate), at: $0.location)
                }
            } ?? []
        for entry in written.compactMap(\.self) {
            let id = entry.value.id
            if !isIdentifier(id) {
                reader.report(
                    "bad taxonomy id '\(id)'", at: entry.location,
                    hint: "ids are lower-case letters, digits and '-'")
            } else if FrontMatter.ownKeys.contains(id) || takenRoutes.contains(id)
                || (hasArchive && id == Taxonomy.archive.id)
            {
                reader.report(
                    "'\(id)' cannot be a taxonomy: the name is taken", at: entry.location,
                    hint: "choose another, such as 'topics'")
            } else if taxonomies.contains(where: { $0.id == id }) {
                reader.report("taxonomy '\(id)' is there twice", at: entry.location, hint: "delete one")
            } else {
                taxonomies.append(entry.value)
            }
        }
        return taxonomies + standard.filter { entry in !taxonomies.contains { $0.id == entry.id } }
    }

    /// `paginate:`, how many entries a page of a list has.
    static func paginate(_ reader: inout YAMLReader, absent: String = "all on one page") -> Int? {
        guard
            let length = reader.int(
                "paginate", as: "a whole number from 1 on", absent: absent,
                "How many entries a page of a list has.")
        else { return nil }
        guard length.value > 0 else {
            reader.report(
                "a page has at least one entry", at: length.location,
                hint: "write a number such as 20, or delete the line: a list is then one page")
            return nil
        }
        return length.value
    }

    /// The taxonomies that are keys of front matter.
    var termKeys: [String] {
        taxonomies.filter { !$0.isArchive }.map(\.id)
    }
}
