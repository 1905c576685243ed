import Content
import Diagnostics

/// A feed of a part of the site: of a section, a course, or a term of a taxonomy.
struct PartFeed: Sendable, Codable {
    /// The page whose entries it has; the feed's files stand beside it.
    var route: Route
    /// An index into the site's editions.
    var edition: Int

    static let names = ["feed.xml", "feed.json"]

    static func path(_ route: Route, _ name: String) -> String {
        route.path.dropFirst() + name
    }
}

extension SiteConfiguration {
    /// `feeds:`, which parts of the site have feeds of their own.
    static func feeds(
        _ reader: inout YAMLReader, taxonomies: [Taxonomy], sections: [Section]
    ) -> [String] {
        let known = ["articles", "courses"] + sections.map(\.id) + taxonomies.map(\.id)
        var feeds: [String] = []
        let written = reader.stringList(
            "feeds", as: "`articles`, `courses`, ids of sections and taxonomies", absent: "none",
            "What has feeds of its own, beside the site's.")
        for name in written?.value ?? [] {
            if !known.contains(name.value) {
                reader.report(
                    "there is nothing called '\(name.value)' to make feeds of", at: name.location,
                    hint: suggestion(for: name.value, among: known, from: "there are"))
            } else if !feeds.contains(name.value) {
                feeds.append(name.value)
            }
        }
        return feeds
    }

    /// `related:`, how many related pages a page shows.
    static func related(_ reader: inout YAMLReader) -> Int? {
        let written = reader.int(
            "related", as: "a whole number, 0 to \(mostRelated)", absent: "`0`, with insights `4`",
            "How many related pages a page shows.")
        guard let count = written else { return nil }
        guard (0...mostRelated).contains(count.value) else {
            reader.report(
                "a page shows 0 to \(mostRelated) related ones", at: count.location,
                hint: "write a number such as 4, or delete the line")
            return nil
        }
        return count.value
    }

    private static let mostRelated = 20
}

extension Planner {
    /// The feeds that the configuration asks for, of parts that have pages; by address.
    static func feeds(
        _ assembly: Assembly, terms: [Route: [TermCount]], configuration: SiteConfiguration
    ) -> [PartFeed] {
        guard !configuration.feeds.isEmpty else { return [] }
        return configuration.editions.enumerated().flatMap { number, edition in
            let structure = assembly.structure
            return configuration.feeds.flatMap { name -> [PartFeed] in
                switch name {
                case "articles":
                    return assembly.pages.contains { $0.kind == .article && $0.edition == number }
                        ? [PartFeed(route: edition.articlesRoute, edition: number)] : []
                case "courses":
                    return structure.courses.filter { $0.edition == number }
                        .map { PartFeed(route: $0.route, edition: number) }
                default:
                    if let section = structure.editions[number].sections.first(where: { $0.id == name }) {
                        return [PartFeed(route: section.route, edition: number)]
                    }
                    let terms = edition.taxonomy(name).flatMap { terms[$0.route] } ?? []
                    return terms.filter { $0.count > 0 }.map { PartFeed(route: $0.route, edition: number) }
                }
            }
        }.sorted { $0.route < $1.route }
    }
}
