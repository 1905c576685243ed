import Files

/// JSON-LD (schema.org) for search engines, with the markup they ask of paid content: what is not free, and the
/// CSS class that holds it, so that it is not taken for cloaking.
enum StructuredData {
    /// - Returns: nil for pages that have none to tell: lists, tags, the pages for members.
    static func bytes(for page: PublicPage, site: SiteInfo) -> [UInt8]? {
        let url = JSONValue.string(site.absoluteURL(page.route))
        switch page.kind {
        case .home:
            return JSONValue.fields(
                ("@context", "https://schema.org"), ("@type", "WebSite"), ("name", .string(site.title)),
                ("url", url), ("description", .optional(site.description)),
                ("inLanguage", .string(page.language))
            ).bytes(.insideHTML)
        case .course:
            return JSONValue.fields(
                ("@context", "https://schema.org"), ("@type", "Course"), ("name", .string(page.title)),
                ("url", url), ("description", .optional(page.description ?? page.summary)),
                ("inLanguage", .string(page.language)), ("provider", publisher(site)),
                ("isAccessibleForFree", .bool(!page.isLocked)), ("hasPart", parts(of: page))
            ).bytes(.insideHTML)
        case .article, .lesson, .chapter, .page:
            return JSONValue.fields(
                ("@context", "https://schema.org"),
                (
                    "@type",
                    page.kind == .lesson ? "LearningResource" : page.kind == .article ? "Article" : "WebPage"
                ),
                (page.kind == .article ? "headline" : "name", .string(page.title)), ("url", url),
                ("mainEntityOfPage", page.kind == .article ? url : nil),
                ("description", .optional(page.description ?? page.summary)),
                ("image", .optional(page.imageURL)),
                ("datePublished", .optional(page.published?.rfc3339)),
                ("dateModified", .optional((page.updated ?? page.published)?.rfc3339)),
                (
                    "author",
                    (page.author ?? site.author).map { .fields(("@type", "Person"), ("name", .string($0))) }
                ),
                ("publisher", publisher(site)), ("inLanguage", .string(page.language)),
                ("isAccessibleForFree", .bool(!page.isLocked)), ("hasPart", parts(of: page))
            ).bytes(.insideHTML)
        case .list, .tags, .tag, .taxonomy, .term, .unlock, .member, .search, .notFound:
            return nil
        }
    }

    private static func publisher(_ site: SiteInfo) -> JSONValue {
        .fields(("@type", "Organization"), ("name", .string(site.title)), ("url", .string(site.baseURL)))
    }

    private static func parts(of page: PublicPage) -> JSONValue? {
        guard page.isLocked else { return nil }
        return .fields(
            ("@type", "WebPageElement"), ("isAccessibleForFree", false),
            ("cssSelector", "sealpress-section"))
    }
}
