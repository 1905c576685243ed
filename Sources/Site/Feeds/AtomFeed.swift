/// `feed.xml`: the newest public pages as Atom (RFC 4287).
enum AtomFeed {
    /// - Parameters:
    ///   - title: the feed's; nil is the site's.
    ///   - home: the whole address of the page that it is the feed of; nil is the site's.
    static func text(
        _ entries: [PublicPage], site: SiteInfo, feedURL: String, title: String? = nil, home: String? = nil
    ) -> String {
        let (title, home) = (title ?? site.title, home ?? site.baseURL)
        let updated = entries.compactMap { $0.updated ?? $0.published }.max()
        var xml = """
            <?xml version="1.0" encoding="utf-8"?>
            <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="\(site.language.xml)">
            <title>\(title.xml)</title>
            <id>\(home.xml)</id>
            <link href="\(home.xml)"/>
            <link rel="self" type="application/atom+xml" href="\(feedURL.xml)"/>
            <updated>\(updated?.rfc3339 ?? "1970-01-01T00:00:00Z")</updated>

            """
        if let description = site.description { xml += "<subtitle>\(description.xml)</subtitle>\n" }
        xml += "<author><name>\((site.author ?? site.title).xml)</name></author>\n"
        for page in entries {
            let url = site.absoluteURL(page.route).xml
            let published = page.published?.rfc3339 ?? "1970-01-01T00:00:00Z"
            xml +=
                "<entry xml:lang=\"\(page.language.xml)\">\n<title>\(page.title.xml)</title>\n<id>\(url)</id>\n"
            xml += "<link href=\"\(url)\"/>\n<published>\(published)</published>\n"
            xml += "<updated>\(page.updated?.rfc3339 ?? published)</updated>\n"
            if let author = page.author { xml += "<author><name>\(author.xml)</name></author>\n" }
            for tag in page.tags { xml += "<category term=\"\(tag.name.xml)\"/>\n" }
            if let summary = page.description ?? page.summary { xml += "<summary>\(summary.xml)</summary>\n" }
            xml += "<content type=\"html\" xml:base=\"\(url)\">\(page.feedHTML.xml)</content>\n</entry>\n"
        }
        return xml + "</feed>\n"
    }
}

extension String {
    fileprivate var xml: String { allowedInXML.escapedForMarkup }
}
