import Content

/// What everyone may see of a page.
///
/// Feeds, lists, metadata, tables of contents and layouts are made from this type alone. It has no way to the
/// text of a sealed section, so that leaking one is a type error.
typealias PublicPage = Held<PublicPageFields>

/// See `PublicPage`.
struct PublicPageFields: Sendable {
    var kind: PageKind
    var route: Route
    /// An index into the site's editions.
    var edition = 0
    /// The page in all its languages, itself among them; empty where it is in one only.
    var translations: [Translation] = []
    var language: String
    var title: String
    /// From the front matter.
    var description: String?
    /// The opening words of the open part.
    var summary: String?
    var author: String?
    var published: Moment?
    var updated: Moment?
    var terms: [Term]
    /// The taxonomy whose terms, or whose term, the page is for.
    var taxonomy: String?
    var series: [SeriesPlace] = []
    /// `articles`, `courses`, or a section of the author's own.
    var section: String?
    /// The layout that the page or its section asks for.
    var layout: String?
    /// Fields of the author's own.
    var params: YAMLNode?
    /// Where the page shows a part of a long list.
    var pagination: Pagination?
    /// Absolute.
    var imageURL: String?
    var readingMinutes: Int?
    var headings: [Heading]
    var isDraft = false
    /// Whether search engines should leave it out.
    var isHidden = false
    /// Tiers of its sealed sections, lowest first; empty where all is open.
    var lockedTiers: [String]
    /// Whether there is a code block in the open HTML.
    var hasCode = false
    /// The open HTML, with a notice where each sealed section will be.
    var html: [UInt8]
    /// The open HTML with absolute addresses, as feeds need it; made for the few pages that feeds hold.
    var feedHTML = ""
    /// Where in its course it stands.
    var place: CoursePlace?
    var previous: PageLink?
    var next: PageLink?
    var breadcrumbs: [PageLink] = []

    var tags: [Term] { terms.of(Taxonomy.tags.id) }
    /// The layouts that may lay it out, the best first.
    var layouts: [String] {
        let own = [layout].compactMap(\.self)
        return switch kind {
        case .taxonomy: own + [(taxonomy ?? "") + "/list", kind.rawValue]
        case .term: own + [(taxonomy ?? "") + "/term", kind.rawValue]
        case .list: own + [(section ?? "") + "/list", kind.rawValue]
        case .page: own + [section ?? "", kind.rawValue]
        default: own + [kind.rawValue]
        }
    }
    var isLocked: Bool { !lockedTiers.isEmpty }
}

/// A link to a page as others show it.
struct PageLink: Sendable {
    var title: String
    var route: Route
}

/// A page's place in its course; indices into `CourseOutline.chapters`, and the lesson's number in the course.
struct CoursePlace: Sendable, Codable {
    var course: Int
    var chapter: Int?
    var lesson: Int?
}
