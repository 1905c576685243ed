import Files

/// `feed.json`: the newest public pages as JSON Feed 1.1.
enum JSONFeed {
    /// - Parameters:
    ///   - title: the feed's; nil is the site's.
    ///   - home: the whole address of the page that it is the feed of; nil is the site's.
    static func text(
        _ entries: [PublicPage], site: SiteInfo, feedURL: String, title: String? = nil, home: String? = nil
    ) -> String {
        let items = entries.map { page in
            JSONValue.fields(
                ("id", .string(site.absoluteURL(page.route))),
                ("url", .string(site.absoluteURL(page.route))),
                ("title", .string(page.title)),
                ("content_html", .string(page.feedHTML)),
                ("summary", .optional(page.description ?? page.summary)),
                ("image", .optional(page.imageURL)),
                ("date_published", .optional(page.published?.rfc3339)),
                ("date_modified", .optional(page.updated?.rfc3339)),
                ("authors", author(page.author)),
                ("tags", page.tags.isEmpty ? nil : .array(page.tags.map { .string($0.name) })),
                ("language", .string(page.language)))
        }
        return JSONValue.fields(
            ("version", "https://jsonfeed.org/version/1.1"),
            ("title", .string(title ?? site.title)),
            ("home_page_url", .string(home ?? site.baseURL)),
            ("feed_url", .string(feedURL)),
            ("description", .optional(site.description)),
            ("authors", author(site.author)),
            ("language", .string(site.language)),
            ("items", .array(items))
        ).text() + "\n"
    }

    private static func author(_ name: String?) -> JSONValue? {
        name.map { .array([.fields(("name", .string($0)))]) }
    }
}
