import Foundation
import Membership

/// The articles and lessons that are out, found out from the sources without building.
public struct PageInventory: Sendable {
    public struct Page: Sendable, Hashable {
        public let route: String
        public let title: String
        /// The names of its tags.
        public let tags: [String]
        /// The course that it is a lesson of.
        public let course: String?
        /// The least tier that opens all of it; nil where nothing is sealed.
        public let tier: String?
        /// The experiments whose arms stand on it.
        public let experiments: Set<String>
        /// The day that it is dated, in the site's time zone.
        public let published: Day?
    }

    /// Articles, newest first, then lessons in the order of their courses.
    public let pages: [Page]

    /// - Parameter date: which decides what is out.
    /// - Throws: a `DiagnosticError` when the configuration cannot be read; faults of pages do not stand in the way.
    public init(root: String, date: Date, threads: Int) throws {
        let sources = try AssembledSources(root: root, date: date, threads: threads)
        let (configuration, assembly) = (sources.configuration, sources.assembly)
        var lessons: [Route: Page] = [:]
        var articles: [(page: Page, published: Date)] = []
        for source in assembly.pages where source.kind == .article || source.kind == .lesson {
            let page = Page(
                route: source.route.path, title: source.title,
                tags: source.terms.of(Taxonomy.tags.id).map(\.name),
                course: source.kind == .lesson ? Self.course(of: source) : nil,
                tier: source.sealedTiers.max {
                    (configuration.tiers.rank(of: $0) ?? -1) < (configuration.tiers.rank(of: $1) ?? -1)
                },
                experiments: source.document.experiments,
                published: (source.published?.date).map { Day(of: $0, in: configuration.site.timeZone) })
            if source.kind == .lesson {
                lessons[source.route] = page
            } else {
                articles.append((page, source.published?.date ?? .distantPast))
            }
        }
        articles.sort { ($1.published, $0.page.route) < ($0.published, $1.page.route) }
        pages =
            articles.map(\.page)
            + assembly.structure.courses.flatMap(\.chapters).flatMap(\.lessons).compactMap {
                lessons[$0.route]
            }
    }

    /// `courses/COURSE/…`
    private static func course(of page: SourcePage) -> String? {
        SourceKind(path: page.key).course
    }
}
