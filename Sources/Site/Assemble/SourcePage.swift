import Content
import Diagnostics

/// A page of the author's, with everything that is known of it before its text is rendered.
struct SourcePage: Sendable {
    var kind: PageKind
    var route: Route
    var document: Document
    var title: String
    var language: String
    /// Who may read the body; nil for everyone. From the page itself, its chapter or its course.
    var tier: String?
    var published: Moment?
    var updated: Moment?
    var isDraft: Bool
    /// In the author's order, each once; `TagCheck` reports those that have no address.
    var tags: [PageTag]
    var place: CoursePlace?
    var previous: PageLink?
    var next: PageLink?
    var breadcrumbs: [PageLink] = []

    var path: String { document.source.path }
    var frontMatter: FrontMatter { _read { yield document.frontMatter } }

    /// The folder below `content/` that links in the page are relative to.
    var folder: String {
        path.split(separator: "/").dropFirst().dropLast().joined(separator: "/")
    }
}

/// A tag as an author wrote it, and the page that lists what has it.
struct PageTag: Sendable {
    var name: String
    var route: Route

    init(_ name: String) {
        self.name = name
        route = SiteStructure.route(ofTag: name)
    }

    /// Tags that differ but have one address are one: the first counts.
    static func all(in matter: FrontMatter) -> [PageTag] {
        var seen: Set<Route> = []
        return (matter.tags?.value ?? []).map { PageTag($0.value) }.filter { seen.insert($0.route).inserted }
    }
}
