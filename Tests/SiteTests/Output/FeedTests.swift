import Files
import Foundation
import FoundationXML
import Testing

/// What machines read: feeds, the sitemap, structured data.
@Suite struct FeedTests {
    private static let files = [
        "content/articles/a.md": """
        ---
        title: "Fish & <chips>"
        date: 2026-10-01 09:30
        updated: 2026-10-03
        author: Ann "A" O'Neil
        tags: [Food & Drink]
        description: What we ate
        ---
        Text with a [link](b.md), an [anchor](#end), [another host](//example.com/x), `]]>` and <b>HTML</b>.

        ![Pic](/pic.png)

        ::: premium
        The secret recipe.
        :::

        ## End
        """,
        "content/articles/b.md": "---\ntitle: 第二\ndate: 2026-10-02\nlanguage: zh\n---\n正文\u{1}。",
        "content/articles/undated.md": "---\ntitle: Undated\n---\nText",
        "content/pic.png": picture(),
    ]

    private func built() throws -> TestSite {
        var files = Self.files
        files["content/articles/b.md"] = files["content/articles/b.md"]?.replacing("\u{1}", with: "\u{B}")
        let site = try TestSite(
            files,
            config: """
                site: {title: "T & T", description: "All <of> it", baseURL: "https://example.org/learn/", timeZone: Europe/Berlin}
                tiers: [{id: premium}]

                """)
        try site.build()
        return site
    }

    private func xml(_ text: String) throws -> XMLDocument { try XMLDocument(data: Data(text.utf8)) }

    private func texts(_ document: XMLDocument, _ path: String) throws -> [String] {
        try document.nodes(forXPath: path.split(separator: "/").map { "/*[local-name()='\($0)']" }.joined())
            .map { $0.stringValue ?? "" }
    }

    @Test func `the Atom feed is XML with every article, newest first`() throws {
        let site = try built()
        let feed = try xml(site.text("feed.xml"))
        #expect(try texts(feed, "feed/title") == ["T & T"])
        #expect(try texts(feed, "feed/subtitle") == ["All <of> it"])
        #expect(try texts(feed, "feed/entry/title") == ["第二", "Fish & <chips>", "Undated"])
        #expect(
            try texts(feed, "feed/entry/published").prefix(2) == [
                "2026-10-02T00:00:00+02:00", "2026-10-01T09:30:00+02:00",
            ])
        #expect(try texts(feed, "feed/entry/updated").dropFirst().first == "2026-10-03T00:00:00+02:00")
        #expect(try texts(feed, "feed/updated") == ["2026-10-03T00:00:00+02:00"])
        #expect(try texts(feed, "feed/entry/author/name") == ["Ann \"A\" O'Neil"])
        #expect(try texts(feed, "feed/entry/summary").contains("What we ate"))
        #expect(
            try feed.nodes(forXPath: "//*[local-name()='category']/@term").map { $0.stringValue } == [
                "Food & Drink"
            ])
    }

    @Test func `feeds hold whole addresses and nothing sealed`() throws {
        let site = try built()
        let content = try #require(
            try texts(xml(site.text("feed.xml")), "feed/entry/content").first { $0.contains("HTML") })
        #expect(content.contains("href=\"https://example.org/learn/articles/b/\""))
        #expect(content.contains("href=\"https://example.org/learn/articles/a/#end\""))
        #expect(content.contains("href=\"//example.com/x\""))
        #expect(content.contains("src=\"https://example.org/learn/pic.png\""))
        #expect(content.contains("<b>HTML</b>"))
        #expect(!content.contains("recipe"))
        #expect(!site.text("feed.json").contains("recipe"))
    }

    @Test func `the JSON feed says the same`() throws {
        let site = try built()
        let feed = try #require(
            try JSONSerialization.jsonObject(with: Data(site.text("feed.json").utf8)) as? [String: Any])
        #expect(feed["version"] as? String == "https://jsonfeed.org/version/1.1")
        #expect(feed["feed_url"] as? String == "https://example.org/learn/feed.json")
        let items = try #require(feed["items"] as? [[String: Any]])
        #expect(items.map { $0["title"] as? String } == ["第二", "Fish & <chips>", "Undated"])
        #expect(items.map { $0["url"] as? String }.first == "https://example.org/learn/articles/b/")
        #expect(items[1]["tags"] as? [String] == ["Food & Drink"])
        #expect(items[1]["date_published"] as? String == "2026-10-01T09:30:00+02:00")
        #expect((items[1]["content_html"] as? String)?.contains("<b>HTML</b>") == true)
        #expect(items[0]["language"] as? String == "zh")
    }

    @Test func `the sitemap lists what search engines may show`() throws {
        let site = try built()
        let addresses = try texts(xml(site.text("sitemap.xml")), "urlset/url/loc")
        #expect(
            addresses
                == [
                    "", "articles/", "articles/a/", "articles/b/", "articles/undated/", "tags/",
                    "tags/food-drink/",
                ].map { "https://example.org/learn/" + $0 })
        #expect(
            try texts(xml(site.text("sitemap.xml")), "urlset/url/lastmod").first
                == "2026-10-03T00:00:00+02:00")
        #expect(site.text("robots.txt").contains("Sitemap: https://example.org/learn/sitemap.xml\n"))
        #expect(site.text("robots.txt").contains("Disallow: /learn/_sealpress/bundles/\n"))
        #expect(site.text(".nojekyll") == "")
    }

    @Test func `structured data says what is not free`() throws {
        let site = try built()
        let page = site.page("/articles/a/")
        let json = try #require(between("<script type=\"application/ld+json\">", "</script>", in: page).first)
        let data = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
        #expect(data["@type"] as? String == "Article")
        #expect(data["headline"] as? String == "Fish & <chips>")
        #expect(data["isAccessibleForFree"] as? Bool == false)
        #expect((data["hasPart"] as? [String: Any])?["cssSelector"] as? String == "sealpress-section")
        #expect(data["image"] as? String == "https://example.org/learn/pic.png")
        let open = try #require(
            between("<script type=\"application/ld+json\">", "</script>", in: site.page("/articles/b/")).first
        )
        #expect(open.contains("\"isAccessibleForFree\":true"))
    }

    @Test func `metadata comes from the open part alone`() throws {
        let site = try built()
        let head = try #require(between("<head>", "</head>", in: site.page("/articles/a/")).first)
        #expect(head.contains("<link rel=\"canonical\" href=\"https://example.org/learn/articles/a/\""))
        #expect(head.contains("content=\"What we ate\""))
        #expect(head.contains("<title>Fish &amp; &lt;chips&gt; · T &amp; T</title>"))
        #expect(head.contains("default-src &#39;self&#39;") || head.contains("default-src 'self'"))
        #expect(!site.text("404.html").contains("rel=\"canonical\""))
    }
}
