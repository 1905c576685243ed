/// What the index is told of a page.
public struct SearchPage: Sendable {
    /// Its address below the site's base: `articles/hello/`.
    public var address: String
    public var title: String
    /// Words about the page that do not stand in it: its description, its tags.
    public var keywords: String
    /// Its content.
    public var html: [UInt8]

    public init(address: String, title: String, keywords: String = "", html: [UInt8]) {
        self.address = address
        self.title = title
        self.keywords = keywords
        self.html = html
    }
}
