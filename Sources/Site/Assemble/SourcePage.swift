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
    var place: CoursePlace?
    var previous: PageLink?
    var next: PageLink?
    var breadcrumbs: [PageLink] = []

    var path: String { document.source.path }
    var frontMatter: FrontMatter { document.frontMatter }

    /// Tags in the author's order, each once; `TagCheck` reports those that have no address.
    var tags: [String] {
        var seen: Set<String> = []
        return (frontMatter.tags?.value ?? []).map(\.value).filter { seen.insert(slugify($0)).inserted }
    }

    /// The folder below `content/` that links in the page are relative to.
    var folder: String {
        path.split(separator: "/").dropFirst().dropLast().joined(separator: "/")
    }
}
