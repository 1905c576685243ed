import Testing

/// The default theme and the author's own files in front of it.
@Suite struct LayoutTests {
    private static let languages = """
        site: {title: T, baseURL: "https://e.org/", language: LANGUAGE}
        tiers: [{id: premium, name: Premium}]

        """

    private func site(_ files: [String: String] = [:], language: String = "en") throws -> TestSite {
        var all = [
            "content/articles/a.md":
                "---\ntitle: A\ndate: 2026-10-01\n---\nText\n\n::: premium\nSealed\n:::\n"
        ]
        all.merge(files) { $1 }
        return try TestSite(all, config: Self.languages.replacing("LANGUAGE", with: language))
    }

    @Test func `one partial of the author's takes the place of the theme's`() throws {
        let site = try site([
            "layouts/partials/footer.mustache": "<footer>Mine: {{site.title}} {{site.year}}</footer>"
        ])
        try site.build()
        #expect(site.page("/articles/a/").contains("<footer>Mine: T 2026</footer>"))
        #expect(site.text("404.html").contains("<footer>Mine: T 2026</footer>"))
        #expect(site.page("/articles/a/").contains("<main"))
    }

    @Test func `a layout of the author's own takes the place of a kind's`() throws {
        let site = try site(["layouts/article.mustache": "<title>{{page.title}}</title>{{{page.content}}}"])
        try site.build()
        #expect(site.page("/articles/a/").hasPrefix("<title>A</title><p>Text</p>"))
        #expect(site.page("/articles/").contains("<main"))
    }

    @Test func `the notice is a layout, too`() throws {
        let site = try site(["layouts/partials/notice.mustache": "<p>Ask for {{notice.tier.name}}!</p>"])
        try site.build()
        #expect(
            site.page("/articles/a/").contains("tier=\"premium\"><p>Ask for Premium!</p></sealpress-section>")
        )
    }

    @Test func `styles and the reader can be overridden file by file`() throws {
        let site = try site([
            "layouts/assets/style.css": "body { color: red; }\n", "layouts/assets/extra.css": "p{}",
        ])
        try site.build()
        #expect(site.text(site.asset("theme/style.css")) == "body{color:red}")
        #expect(site.text(site.asset("theme/extra.css")) == "p{}")
        #expect(site.has(site.asset("theme/reader.css")) && site.has(site.asset("reader/reader.js")))
    }

    @Test func `one word of the strings can be changed`() throws {
        let site = try site([
            "layouts/strings/en.yml": "page: {haveCode: Got a code?}\nreader: {signOut: Leave}\n"
        ])
        try site.build()
        let page = site.page("/articles/a/")
        #expect(page.contains("Got a code?"))
        #expect(page.contains("Skip to content"))
        #expect(site.text(site.asset("reader/words-en.js")).contains("Leave"))
    }

    @Test func `a language of the author's own falls back on English word by word`() throws {
        let site = try site(["layouts/strings/de.yml": "page: {skipToContent: Zum Inhalt}\n"], language: "de")
        try site.build()
        let page = site.page("/articles/a/")
        #expect(page.contains("<html lang=\"de\""))
        #expect(page.contains("Zum Inhalt") && page.contains("I have a code"))
    }

    @Test(arguments: ["de", "fr-CH", "en-GB"])
    func `a language that the theme lacks is shown with English words`(language: String) throws {
        let site = try site(language: language)
        try site.build()
        let page = site.page("/articles/a/")
        #expect(page.contains("<html lang=\"\(language)\""))
        #expect(
            page.contains("Skip to content") && page.contains("href=\"/articles/\"")
                && page.contains("1 October 2026"))
    }

    @Test(arguments: ["zh", "zh-Hans"])
    func `Chinese pages have Chinese words`(language: String) throws {
        let site = try site(language: language)
        try site.build()
        #expect(site.page("/articles/a/").contains("2026年10月1日"))
        #expect(!site.page("/articles/a/").contains("Skip to content"))
    }

    @Test func `a page of another language has the words of that language`() throws {
        let site = try site(["content/articles/b.md": "---\nlanguage: zh\ndate: 2026-10-01\n---\n正文"])
        try site.build()
        #expect(site.page("/articles/b/").contains("2026年10月1日"))
        #expect(site.page("/articles/a/").contains("1 October 2026"))
        #expect(site.text("_sealpress/reader/config.js").contains("\"languages\":[\"en\",\"zh\"]"))
    }

    @Test func `text is escaped in every place, and markup only where it belongs`() throws {
        let evil = "<script>alert(1)</script> & \\\"quotes\\\" 'n'"
        let site = try TestSite(
            [
                "content/articles/a.md":
                    "---\ntitle: \"\(evil)\"\ndescription: \"\(evil)\"\ntags: [\"\(evil)\"]\nauthor: \"\(evil)\"\n---\nText",
                "content/courses/c/index.md": "---\ntitle: \"\(evil)\"\n---\nText",
                "content/courses/c/01-l.md": "---\ntitle: \"\(evil)\"\n---\nText",
            ],
            config:
                "site: {title: \"\(evil)\", description: \"\(evil)\", baseURL: \"https://e.org/\"}\ntiers: [{id: t, name: \"\(evil)\"}]\n"
        )
        try site.build()
        for (path, bytes) in try site.publicFiles()
        where path.hasSuffix(".html") || path.hasSuffix(".xml") || path.hasSuffix(".js") {
            #expect(!bytes.contains(text: "<script>alert"), "\(path)")
        }
    }

    @Test func `an extra host is in the policy`() throws {
        let site = try TestSite(
            ["content/articles/a.md": "Text"],
            config:
                "site: {title: T, baseURL: \"https://e.org/\"}\ncsp: {allow: [\"https://player.example.org\"]}\n"
        )
        try site.build()
        #expect(
            site.page("/articles/a/").contains("frame-src &#39;self&#39; https://player.example.org")
                || site.page("/articles/a/").contains("frame-src 'self' https://player.example.org"))
    }

    @Test func `a call-out, a table and code keep their white space under every layout`() throws {
        let site = try site(["content/articles/b.md": "```\n  two\n    four\n```\n"])
        try site.build()
        #expect(site.page("/articles/b/").contains(">  two\n    four\n</code>"))
    }
}
