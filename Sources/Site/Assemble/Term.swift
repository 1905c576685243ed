import Content

/// A tag, a series, an author …: a term of a taxonomy as a page has it, and the page that lists what has it.
struct Term: Sendable {
    /// The taxonomy's id.
    var taxonomy: String
    var name: String
    var route: Route

    /// A page's terms, taxonomy by taxonomy. Terms that differ but have one address are one: the first counts.
    static func all(in matter: FrontMatter, _ taxonomies: [Taxonomy]) -> [Term] {
        var terms: [Term] = []
        for taxonomy in taxonomies {
            for name in matter.terms(in: taxonomy.id) {
                let term = Term(
                    taxonomy: taxonomy.id, name: name.value, route: taxonomy.route(of: name.value))
                if !terms.contains(where: { $0.route == term.route }) { terms.append(term) }
            }
        }
        return terms
    }
}

extension [Term] {
    /// Those of one taxonomy.
    func of(_ taxonomy: String) -> [Term] {
        filter { $0.taxonomy == taxonomy }
    }
}

/// A term, and how many pages have it.
struct TermCount: Sendable, Codable {
    var name: String
    var route: Route
    var count: Int
}
