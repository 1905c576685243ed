/// What a page is; its layout has the same name.
public enum PageKind: String, CaseIterable, Sendable, Codable {
    case home, article, course, chapter, lesson
    /// Any other Markdown file, as `content/about.md`.
    case page
    /// All articles, or all courses.
    case list
    case tags, tag
    /// The terms of a taxonomy other than tags, and what has one of them.
    case taxonomy, term
    case unlock
    /// A member's own page: what they have and how far they are.
    case member
    case search
    case notFound = "notfound"

    /// `isArticle`, as layouts ask.
    var flag: String {
        self == .notFound ? "isNotFound" : "is" + rawValue.prefix(1).uppercased() + rawValue.dropFirst()
    }

    /// Whether it is there for members alone, and so no part of lists, the sitemap or a search engine's index.
    var isForMembers: Bool { self == .unlock || self == .member }
}
