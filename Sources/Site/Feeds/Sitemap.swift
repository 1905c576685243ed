/// `sitemap.xml` and `robots.txt`.
enum Sitemap {
    /// The sitemap protocol allows this many addresses in one file.
    static let limit = 50_000

    /// The files of the sitemap by name: one, or an index and its parts where there are more pages than one holds.
    static func files(
        _ pages: [PublicPage], site: SiteInfo, editions: [Edition]
    ) -> [(name: String, text: String)] {
        guard pages.count > limit else {
            return [("sitemap.xml", urlSet(pages[...], site: site, editions: editions))]
        }
        var files: [(name: String, text: String)] = []
        var index = header + "<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"
        for start in stride(from: 0, to: pages.count, by: limit) {
            let name = "sitemap-\(start / limit + 1).xml"
            files.append(
                (name, urlSet(pages[start..<min(start + limit, pages.count)], site: site, editions: editions))
            )
            index += "<sitemap><loc>\((site.baseURL + name).escapedForMarkup)</loc></sitemap>\n"
        }
        return [("sitemap.xml", index + "</sitemapindex>\n")] + files
    }

    static func robots(site: SiteInfo) -> String {
        """
        User-agent: *
        Disallow: \(site.basePath)_sealpress/bundles/
        Disallow: \(site.basePath)_sealpress/sealed/

        Sitemap: \(site.baseURL)sitemap.xml

        """
    }

    private static let header = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"

    private static func urlSet(
        _ pages: ArraySlice<PublicPage>, site: SiteInfo, editions: [Edition]
    ) -> String {
        var xml = header + "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\""
        xml += editions.count > 1 ? " xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n" : ">\n"
        for page in pages {
            xml += "<url><loc>\(site.absoluteURL(page.route).escapedForMarkup)</loc>"
            if let changed = page.updated ?? page.published { xml += "<lastmod>\(changed.rfc3339)</lastmod>" }
            for link in page.translations.alternates(editions) {
                let url = site.absoluteURL(link.route).escapedForMarkup
                xml += "<xhtml:link rel=\"alternate\" hreflang=\"\(link.language)\" href=\"\(url)\"/>"
            }
            xml += "</url>\n"
        }
        return xml + "</urlset>\n"
    }
}
