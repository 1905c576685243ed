import Testing

/// Long lists on several pages, and articles by year.
@Suite struct PaginationTests {
    private static func config(_ more: String) -> String {
        "site: {title: Test, baseURL: \"https://example.org/learn/\"}\n\(more)\n"
    }

    private static func articles(_ count: Int) -> [String: String] {
        Dictionary(
            uniqueKeysWithValues: (1...count).map { number in
                (
                    "content/articles/a\(number).md",
                    "---\ntitle: Number \(number)\ndate: \(2020 + number % 3)-01-\(number < 10 ? "0" : "")\(number)\ntags: [all]\n---\nText"
                )
            })
    }

    private func built(_ more: String, _ count: Int = 5) throws -> TestSite {
        let site = try TestSite(Self.articles(count), config: Self.config(more))
        try site.build()
        return site
    }

    private func entries(_ page: String) -> [String] {
        between("<h2><a href=\"/learn/articles/", "/\"", in: page)
    }

    @Test func `a long list goes on at page 2, and every entry is on one page`() throws {
        let site = try built("paginate: 2")
        #expect(
            try site.paths(below: "tags/all/") == [
                "tags/all/index.html", "tags/all/page/2/index.html", "tags/all/page/3/index.html",
            ])
        let pages = ["/tags/all/", "/tags/all/page/2/", "/tags/all/page/3/"].map { entries(site.page($0)) }
        #expect(pages == [["a5", "a2"], ["a4", "a1"], ["a3"]])
        #expect(entries(site.page("/articles/page/2/")) == ["a4", "a1"])
    }

    @Test func `pages of a list name each other, and each is canonical for itself`() throws {
        let site = try built("paginate: 2")
        let page = site.page("/tags/all/page/2/")
        #expect(page.contains("<link rel=\"canonical\" href=\"https://example.org/learn/tags/all/page/2/\">"))
        #expect(page.contains("<link rel=\"prev\" href=\"/learn/tags/all/\">"))
        #expect(page.contains("<link rel=\"next\" href=\"/learn/tags/all/page/3/\">"))
        #expect(page.contains("<title>all – Page 2 of 3 · Test</title>"))
        #expect(page.contains("<a href=\"/learn/tags/all/page/2/\" aria-current=\"page\">2</a>"))
        #expect(page.contains("<a href=\"/learn/tags/\">Tags</a>"))
        #expect(!site.page("/tags/all/").contains("rel=\"prev\""))
        #expect(!site.page("/tags/all/page/3/").contains("rel=\"next\""))
        #expect(site.text("sitemap.xml").contains("<loc>https://example.org/learn/tags/all/page/3/</loc>"))
    }

    @Test func `lists that fit have one page, and none is split unless asked`() throws {
        #expect(try !built("paginate: 5").has("articles/page/2/index.html"))
        #expect(try !built("").has("articles/page/2/index.html"))
        #expect(try !built("").page("/articles/").contains("class=\"pages\""))
        #expect(try built("paginate: 4").has("articles/page/2/index.html"))
    }

    @Test func `a taxonomy can have a length of its own`() throws {
        let site = try built("paginate: 2\ntaxonomies: [{id: tags, paginate: 3}]")
        #expect(entries(site.page("/tags/all/")) == ["a5", "a2", "a4"])
        #expect(!site.has("tags/all/page/3/index.html"))
        #expect(site.has("articles/page/3/index.html"))
    }

    @Test func `an author's words stand above the first page only`() throws {
        let site = try TestSite(
            Self.articles(3).merging([
                "content/articles/index.md": "---\ntitle: Essays\nlanguage: zh\n---\nThe words above."
            ]) { $1 }, config: Self.config("paginate: 2"))
        try site.build()
        #expect(site.page("/articles/").contains("The words above."))
        #expect(!site.page("/articles/page/2/").contains("The words above."))
        #expect(site.page("/articles/page/2/").contains("<h1>Essays</h1>"))
        #expect(site.page("/articles/page/2/").contains("<html lang=\"zh\">"))
    }

    @Test func `a bar of links stays short`() throws {
        let site = try built("paginate: 1", 12)
        let bar = try #require(
            between("<nav class=\"pages\"", "</nav>", in: site.page("/articles/page/6/")).first)
        let numbers = between("<li>", "</li>", in: bar).map {
            between("\">", "</a>", in: $0).first ?? $0
        }
        #expect(
            numbers == ["Previous", "1", "…", "4", "5", "6", "7", "8", "…", "12", "Next"])
    }

    @Test func `a page that stands at page 2 of a list is an error that names it`() throws {
        expect(
            try TestSite(
                Self.articles(3).merging(["content/articles/page/2.md": "Mine"]) { $1 },
                config: Self.config("paginate: 2")
            ).faults(),
            is: """
                content/articles/page/2.md:1:1: error: /articles/page/2/ has two sources: the build itself and content/articles/page/2.md
                      rename one of them, or give a page another 'slug:'
                """)
    }

    @Test func `a length is a number above zero`() throws {
        expect(
            try TestSite(config: Self.config("paginate: 0")).faults(),
            is: """
                sealpress.yml:2:11: error: a page has at least one entry
                    2 | paginate: 0
                      |           ^ write a number such as 20, or delete the line: a list is then one page
                """)
    }

    @Test func `the archive has a page for each year of articles, newest first`() throws {
        let site = try TestSite(
            Self.articles(5).merging(["content/articles/undated.md": "Text"]) { $1 },
            config: Self.config("archive: true"))
        try site.build()
        #expect(
            try site.paths(below: "archive/") == [
                "archive/2020/index.html", "archive/2021/index.html", "archive/2022/index.html",
                "archive/index.html",
            ])
        #expect(
            between("<li><a href=\"/learn/archive/", "/\"", in: site.page("/archive/")) == [
                "2022", "2021", "2020",
            ])
        #expect(entries(site.page("/archive/2021/")) == ["a4", "a1"])
        #expect(try !built("").has("archive/index.html"))
    }

    @Test func `the archive is no key of front matter`() throws {
        expect(
            try TestSite(
                ["content/articles/a.md": "---\narchive: x\n---\nText"],
                config: Self.config("archive: true")
            ).faults(),
            is: """
                content/articles/a.md:2:1: error: unknown key 'archive'
                    2 | archive: x
                      | ^^^^^^^ fields of your own go under 'params:'
                """)
    }
}
