import Content
import Diagnostics

/// A way to group pages by a key of their front matter: tags, series, authors, or one of the site's own.
public struct Taxonomy: Sendable, Hashable {
    /// The key in front matter, and the first part of its addresses.
    public var id: String
    /// What its list is called; nil is the theme's word, or the id.
    public var name: String?

    public init(id: String, name: String? = nil) {
        self.id = id
        self.name = name
    }

    static let tags = Taxonomy(id: "tags")
    /// Those that the default theme has words and layouts for.
    static let standard = ["tags", "series", "authors"]

    var route: Route { Route([id]) }

    func route(of term: String) -> Route {
        Route([id, slugify(term)])
    }

    var navigationName: NavigationEntry.Name {
        if let name { return .text(name) }
        return Self.standard.contains(id) ? .string(id) : .text(OrderedName(id).readable)
    }

    func title(_ strings: Strings) -> String {
        NavigationEntry(name: navigationName, route: route).title(strings)
    }
}

extension SiteConfiguration {
    /// Ids that would take the place of other pages.
    private static let takenRoutes: Set<String> = ["articles", "courses", "unlock", "404", "static"]

    /// `taxonomies:`; tags are there without an entry.
    static func taxonomies(_ reader: inout YAMLReader) -> [Taxonomy] {
        var taxonomies: [Taxonomy] = []
        let written =
            reader.mappings("taxonomies", short: "id") { reader -> Located<Taxonomy>? in
                reader.requireKey("id")
                let name = reader.string("name")
                return reader.string("id").map {
                    Located(Taxonomy(id: $0.value, name: name?.value), at: $0.location)
                }
            } ?? []
        for entry in written.compactMap(\.self) {
            let id = entry.value.id
            if !isIdentifier(id) {
                reader.report(
                    "bad taxonomy id '\(id)'", at: entry.location,
                    hint: "ids are lower-case letters, digits and '-'")
            } else if FrontMatter.ownKeys.contains(id) || takenRoutes.contains(id) {
                reader.report(
                    "'\(id)' cannot be a taxonomy: the name is taken", at: entry.location,
                    hint: "choose another, such as 'topics'")
            } else if taxonomies.contains(where: { $0.id == id }) {
                reader.report("taxonomy '\(id)' is there twice", at: entry.location, hint: "delete one")
            } else {
                taxonomies.append(entry.value)
            }
        }
        return taxonomies.contains { $0.id == Taxonomy.tags.id } ? taxonomies : taxonomies + [.tags]
    }
}
