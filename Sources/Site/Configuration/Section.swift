import Content
import Diagnostics

/// A folder of `content/` with a list and layouts of its own: recipes, talks, releases.
public struct Section: Sendable, Hashable, Codable {
    /// The folder's name.
    public var id: String
    /// What its list is called; nil is made of the id.
    public var name: String?
    /// What lays out its pages; nil is the layout named for the id, else `page`.
    public var layout: Located<String>?
    /// How many entries a page of its list has; nil is as elsewhere.
    public var paginate: Int?
    /// The order of its pages, by the files' names; empty is newest first.
    public var pages: [Located<String>] = []
    /// The first part of its addresses, in a language that is not the site's own.
    var folder: String?

    var route: Route { Route([folder, id].compactMap(\.self)) }
    var title: String { name ?? OrderedName(id).readable }
}

extension SiteConfiguration {
    /// `sections:`; articles and courses need no entry.
    static func sections(_ reader: inout YAMLReader, taxonomies: [Taxonomy]) -> [Section] {
        let written =
            reader.mappings(
                "sections", short: "id",
                "Folders of `content/` that have a list of their own, beside articles and courses."
            ) { reader -> Located<Section>? in
                reader.requireKey("id")
                let id = reader.string("id", as: "a folder's name", "The folder, and the list's address.")
                let name = reader.string("name", absent: "made of the id", "What the list is called.")
                let layout = reader.string(
                    "layout", as: "a layout's name", absent: "the layout named for the id, else `page`",
                    "What lays out the section's pages.")
                let paginate = Self.paginate(&reader, absent: "as elsewhere")
                let pages = reader.stringList(
                    "pages", as: "names of files without `.md`", absent: "newest first",
                    "The order of its pages, each leading to the next; those that are not named come after.")
                return id.map {
                    Located(
                        Section(
                            id: $0.value, name: name?.value, layout: layout, paginate: paginate,
                            pages: pages?.value ?? []),
                        at: $0.location)
                }
            } ?? []
        var sections: [Section] = []
        let taken = Set(PageKind.allCases.map(\.rawValue)).union(takenRoutes)
            .union(taxonomies.map(\.id))
        for entry in written.compactMap(\.self) {
            let id = entry.value.id
            if !isIdentifier(id) {
                reader.report(
                    "bad section id '\(id)'", at: entry.location,
                    hint: "the folder's name is the id: lower-case letters, digits and '-'")
            } else if taken.contains(id) {
                reader.report(
                    "'\(id)' cannot be a section: the name is taken", at: entry.location,
                    hint: "choose another, such as 'recipes'")
            } else if sections.contains(where: { $0.id == id }) {
                reader.report("section '\(id)' is there twice", at: entry.location, hint: "delete one")
            } else {
                sections.append(entry.value)
            }
        }
        return sections
    }
}
