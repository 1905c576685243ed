/// What the index is told of a page.
public struct SearchPage: Sendable {
    /// Its address below the site's base: `articles/hello/`.
    public var address: String
    public var title: String
    /// Words about the page that do not stand in it: its description, its tags.
    public var keywords: String
    /// Its language where that is not the site's.
    public var language: String?
    /// Its content.
    public var html: [UInt8]

    public init(
        address: String, title: String, keywords: String = "", language: String? = nil, html: [UInt8]
    ) {
        self.address = address
        self.title = title
        self.keywords = keywords
        self.language = language
        self.html = html
    }
}
