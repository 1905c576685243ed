import Testing

/// A small site from end to end: what is there, and that nothing else is.
@Suite struct WholeSiteTests {
    static let files = [
        "content/index.md": "---\ntitle: Home\n---\nWelcome.\n",
        "content/about.md": "---\ntitle: About\n---\nWho we are.\n",
        "content/articles/hello.md": """
        ---
        title: Hello
        date: 2026-10-01
        tags: [Swift, 内存]
        ---
        Everyone reads this.

        ::: premium
        Members read this.
        :::

        """,
        "content/articles/second/index.md": "---\ntitle: Second\ndate: 2026-10-05\n---\n![Plan](plan.png)\n",
        "content/articles/second/plan.png": picture("not really one"),
        "content/courses/swift/index.md": "---\ntitle: Swift\ntier: basic\n---\nThe course.\n",
        "content/courses/swift/01-start/index.md": "---\ntitle: Start\n---\n",
        "content/courses/swift/01-start/01-values.md": "---\ntitle: Values\ntier: public\n---\nFree.\n",
        "content/courses/swift/01-start/02-types.md": "---\ntitle: Types\n---\nTeaser.\n\nPaid.\n",
        "content/static/.well-known/security.txt": "Contact: me",
        "content/static/logo.svg": "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
    ]

    private func site() throws -> TestSite {
        try TestSite(Self.files, roster: ["anna,premium,,,,active,1", "ben,basic,,,,active,1"])
    }

    @Test func `every expected file is there and no other`() throws {
        let site = try site()
        try site.build()
        let paths = try site.paths()
        expect(
            paths.filter { !$0.hasPrefix("_sealpress/") }.joined(separator: "\n"),
            is: """
                .nojekyll
                .well-known/security.txt
                404.html
                about/index.html
                articles/hello/index.html
                articles/index.html
                articles/second/index.html
                articles/second/plan.png
                courses/index.html
                courses/swift/index.html
                courses/swift/start/index.html
                courses/swift/start/types/index.html
                courses/swift/start/values/index.html
                feed.json
                feed.xml
                index.html
                logo.svg
                member/index.html
                robots.txt
                sitemap.xml
                tags/index.html
                tags/swift/index.html
                tags/内存/index.html
                unlock/index.html
                """)
        let folders = Set(paths.filter { $0.hasPrefix("_sealpress/") }.map { $0.split(separator: "/")[1] })
        #expect(
            folders == ["bundles", "manifest.json", "manifest.json.minisig", "reader", "sealed", "theme"])
        let sealed = [
            site.keys.sectionID(route: "/articles/hello/", section: "s1").path,
            site.keys.sectionID(route: "/courses/swift/start/types/", section: "s1").path,
        ]
        #expect(try site.paths(below: "_sealpress/sealed/") == sealed.sorted())
        #expect(
            try site.paths(below: "_sealpress/bundles/")
                == [site.code("anna").bundleID.path, site.code("ben").bundleID.path].sorted())
    }

    @Test func `the summary counts what was built`() throws {
        let site = try site()
        let summary = try site.build()
        #expect(summary.pages == 16)
        #expect(summary.sealedSections == 2)
        #expect(summary.sealedAssets == 0)
        #expect(summary.bundles == 2)
        #expect(summary.written == (try site.paths().count))
        #expect((summary.unchanged, summary.removed) == (0, 0))
        #expect(summary.warnings.isEmpty)
    }

    @Test func `drafts and pages dated later wait, unless they are asked for`() throws {
        let site = try TestSite([
            "content/articles/a.md": "---\ndraft: true\n---\nDraft",
            "content/articles/b.md": "---\ndate: 2026-12-24\ntags: [later]\n---\nLater",
        ])
        let summary = try site.build()
        #expect((summary.drafts, summary.scheduled) == (1, 1))
        #expect(try site.paths(below: "articles/") == [])
        #expect(!site.has("tags/index.html"))
        #expect(!site.text("sitemap.xml").contains("articles"))
        try site.build(drafts: true)
        #expect(try site.paths(below: "articles/").count == 3)
        #expect(site.page("/articles/a/").contains("noindex"))
        try site.build(on: "2026-12-24")
        #expect(try site.paths(below: "articles/") == ["articles/b/index.html", "articles/index.html"])
    }

    @Test func `a page appears with its day in the time zone of the site`() throws {
        let site = try TestSite(
            ["content/articles/a.md": "---\ndate: 2026-11-20\n---\nText"],
            config: "site: {title: T, baseURL: \"https://e.org/\", timeZone: Asia/Shanghai}\n")
        site.date = TestSite.day("2026-11-19").addingTimeInterval(3 * 3600)
        #expect(try site.build().scheduled == 1)
        site.date = TestSite.day("2026-11-19").addingTimeInterval(4 * 3600)
        #expect(try site.build().scheduled == 0)
    }

    @Test func `a site of nothing but its configuration builds`() throws {
        let site = try TestSite(config: "site: {title: Empty, baseURL: \"https://e.org\"}\n")
        try site.build()
        #expect(
            try site.paths().filter { !$0.hasPrefix("_sealpress/") } == [
                ".nojekyll", "404.html", "feed.json", "feed.xml", "index.html", "robots.txt", "sitemap.xml",
            ])
    }

    @Test func `no page names a person of the roster`() throws {
        let site = try TestSite(Self.files)
        try site.write(
            "members.csv",
            "id,name,email,tier,note\nanna-secret-id,Anna Person,anna@person.example,premium,owes 5 EUR\n")
        try site.build()
        for (path, bytes) in try site.publicFiles() {
            for secret in ["anna-secret-id", "Anna Person", "anna@person.example", "owes 5 EUR"] {
                #expect(!bytes.contains(text: secret), "\(secret) stands in \(path)")
            }
        }
    }

    @Test func `the reader is told of a watermark only where the site wants one`() throws {
        let path = "_sealpress/reader/config.js"
        let site = try TestSite(["content/a.md": "# A\n"])
        try site.build()
        #expect(!site.text(path).contains("watermark"))
        try site.write("sealpress.yml", TestSite.config + "watermark: true\n")
        try site.build()
        #expect(site.text(path).contains("\"watermark\":true"))
        try site.write("sealpress.yml", TestSite.config + "watermark: maybe\n")
        #expect(site.faults().contains("expected true or false"))
    }
}
