import Testing

/// How files become addresses.
@Suite struct RouteTests {
    private func pages(_ paths: String...) throws -> [String] {
        let site = try TestSite(Dictionary(uniqueKeysWithValues: paths.map { ($0, "Text") }))
        try site.build()
        let own: Set = [
            "404.html", "articles/index.html", "courses/index.html", "index.html", "member/index.html",
            "unlock/index.html",
        ]
        return try site.paths().filter { $0.hasSuffix(".html") && !own.contains($0) }
    }

    @Test func `routes are lower-case words joined by dashes`() throws {
        #expect(
            try pages("content/articles/Value Types & Co.md", "content/Notes/Über Uns.md") == [
                "articles/value-types-co/index.html", "notes/über-uns/index.html",
            ])
    }

    @Test func `Chinese stays in the file's name and is percent-encoded in HTML`() throws {
        let site = try TestSite([
            "content/articles/所有权.md": "---\ntitle: 所有权\ntags: [内存]\n---\n正文",
            "content/articles/b.md": "[那里](所有权.md)",
        ])
        try site.build()
        #expect(site.has("articles/所有权/index.html"))
        let address = "/learn/articles/%E6%89%80%E6%9C%89%E6%9D%83/"
        #expect(site.page("/articles/b/").contains("href=\"\(address)\""))
        #expect(site.page("/articles/").contains("href=\"\(address)\""))
        #expect(site.page("/articles/所有权/").contains("https://example.org\(address)"))
        #expect(site.text("sitemap.xml").contains("<loc>https://example.org\(address)</loc>"))
        #expect(site.text("feed.xml").contains("<id>https://example.org\(address)</id>"))
        #expect(site.page("/tags/").contains("/learn/tags/%E5%86%85%E5%AD%98/"))
    }

    @Test func `a name in decomposed form has the composed address`() throws {
        #expect(
            try pages("content/articles/cafe\u{301}.md").map { Array($0.utf8) } == [
                Array("articles/café/index.html".utf8)
            ])
    }

    @Test func `numbers order a course and are not in its routes`() throws {
        #expect(
            try pages(
                "content/courses/swift/index.md", "content/courses/swift/01-start/index.md",
                "content/courses/swift/01-start/02-types.md", "content/courses/swift/03-end.md") == [
                    "courses/swift/end/index.html", "courses/swift/index.html",
                    "courses/swift/start/index.html",
                    "courses/swift/start/types/index.html",
                ])
    }

    @Test func `a slug takes the place of the name`() throws {
        let site = try TestSite([
            "content/articles/a.md": "---\nslug: Better Name\n---\nText",
            "content/courses/c/index.md": "---\nslug: course-c\n---\nText",
            "content/courses/c/01-x/index.md": "---\nslug: chapter-x\n---\nText",
            "content/courses/c/01-x/01-y.md": "---\nslug: lesson-y\n---\nText",
        ])
        try site.build()
        #expect(site.has("articles/better-name/index.html"))
        #expect(site.has("courses/course-c/chapter-x/lesson-y/index.html"))
    }

    @Test func `links to files, folders and routes all lead to the page`() throws {
        let site = try TestSite([
            "content/articles/a.md": """
            [file](b.md) [root](/articles/b.md) [folder](../courses/c) [lesson](../courses/c/01-x/01-y.md) \
            [route](/courses/c/x/y/) [query](b.md?q=1#part) [self](#top-part)

            # Top part
            """,
            "content/articles/b.md": "## Part", "content/courses/c/index.md": "C",
            "content/courses/c/01-x/01-y.md": "Y",
        ])
        try site.build()
        let page = site.page("/articles/a/")
        for link in [
            "/learn/articles/b/\">file", "/learn/articles/b/\">root", "/learn/courses/c/\">folder",
            "/learn/courses/c/x/y/\">lesson", "/learn/courses/c/x/y/\">route",
            "/learn/articles/b/?q=1#part\">query",
            "#top-part\">self",
        ] {
            #expect(page.contains("<a href=\"\(link)</a>"), "\(link)")
        }
    }

    @Test func `a site at the root of its host has no prefix`() throws {
        let site = try TestSite(
            ["content/articles/a.md": "[b](b.md)", "content/articles/b.md": "B"],
            config: "site: {title: T, baseURL: \"https://e.org\"}\n")
        try site.build()
        #expect(site.page("/articles/a/").contains("<a href=\"/articles/b/\""))
        #expect(site.text("sitemap.xml").contains("<loc>https://e.org/articles/a/</loc>"))
    }
}
