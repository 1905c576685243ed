import Content
import Diagnostics

/// A page of the author's, with everything that is known of it before its text is rendered.
typealias SourcePage = Held<SourcePageFields>

/// See `SourcePage`.
struct SourcePageFields: Sendable, Codable {
    var kind: PageKind
    var route: Route
    var document: Document
    /// The path below `content/`, without a language in it.
    var key: String
    /// An index into the site's editions.
    var edition = 0
    var title: String
    var language: String
    /// Who may read the body; nil for everyone. From the page itself, its chapter or its course.
    var tier: String?
    var published: Moment?
    var updated: Moment?
    var isDraft: Bool
    /// In the author's order, each once; `TermCheck` reports those that have no address.
    var terms: [Term]
    /// The taxonomy that the page belongs to, for a list of terms or a term's page.
    var taxonomy: String?
    var series: [SeriesPlace] = []
    /// The section of the author's own that it is in.
    var section: Section?
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

    /// `articles`, `courses`, or a section of the author's own.
    var sectionID: String? {
        switch kind {
        case .article: "articles"
        case .course, .chapter, .lesson: "courses"
        default: section?.id
        }
    }

    /// What the page asks for, or its section does for its pages.
    var layout: String? {
        frontMatter.layout?.value ?? (kind == .page ? section?.layout?.value : nil)
    }
}

extension SourcePage {
    /// Lent, not copied, as a key path would.
    var frontMatter: FrontMatter { _read { yield value.document.frontMatter } }
}
