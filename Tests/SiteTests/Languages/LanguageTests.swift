import Foundation
import FoundationXML
import Testing

/// A site in several languages: what is where, and what leads to it.
@Suite struct LanguageTests {
    private func built(_ more: [String: String] = [:], config: String = "") throws -> TestSite {
        let site = try TwoLanguages.site(more, config: config)
        try site.build()
        return site
    }

    @Test func `every page is in its language's place, and no other is there`() throws {
        let site = try built(config: "search: true\n")
        expect(
            try site.paths().filter { !$0.hasPrefix("_sealpress/") || $0.hasPrefix("_sealpress/search/") }
                .filter { !$0.contains("/sealed/") }.joined(separator: "\n"),
            is: """
                .nojekyll
                404.html
                _sealpress/search/index.json
                _sealpress/search/sealed.json
                _sealpress/search/texts/0/0.json
                _sealpress/search/words/0.bin
                _sealpress/search/zh/index.json
                _sealpress/search/zh/sealed.json
                _sealpress/search/zh/texts/0/0.json
                _sealpress/search/zh/words/0.bin
                articles/hello/index.html
                articles/index.html
                articles/only/index.html
                courses/index.html
                courses/swift/index.html
                courses/swift/start/types/index.html
                courses/swift/start/values/index.html
                feed.json
                feed.xml
                index.html
                member/index.html
                robots.txt
                search/index.html
                sitemap.xml
                tags/index.html
                tags/swift/index.html
                unlock/index.html
                zh/articles/hello/index.html
                zh/articles/index.html
                zh/articles/zhi/index.html
                zh/courses/index.html
                zh/courses/swift/index.html
                zh/courses/swift/start/types/index.html
                zh/feed.json
                zh/feed.xml
                zh/index.html
                zh/member/index.html
                zh/search/index.html
                zh/tags/index.html
                zh/tags/swift/index.html
                zh/tags/内存/index.html
                zh/unlock/index.html
                """)
    }

    @Test func `a page's head names the page in all its languages, itself too`() throws {
        let site = try built()
        for page in [site.page("/articles/hello/"), site.page("/zh/articles/hello/")] {
            expect(
                page.split(separator: "\n").filter { $0.contains("hreflang") && $0.hasPrefix("<link") }
                    .joined(separator: "\n"),
                is: """
                    <link rel="alternate" hreflang="en" href="https://example.org/learn/articles/hello/">
                    <link rel="alternate" hreflang="zh" href="https://example.org/learn/zh/articles/hello/">
                    <link rel="alternate" hreflang="x-default" href="https://example.org/learn/articles/hello/">
                    """)
        }
        let page = site.page("/zh/articles/hello/")
        #expect(page.contains("<html lang=\"zh\">") && page.contains("2026年10月1日"))
        #expect(page.contains("<title>你好 · 测试</title>"))
        #expect(page.contains("<meta property=\"og:locale\" content=\"zh_CN\">"))
        #expect(page.contains("<meta property=\"og:locale:alternate\" content=\"en_US\">"))
        #expect(site.page("/").contains("hreflang=\"zh\" href=\"https://example.org/learn/zh/\""))
        #expect(site.page("/articles/").contains("hreflang=\"zh\""))
        #expect(site.page("/zh/tags/swift/").contains("hreflang=\"en\""))
    }

    @Test func `there is a way to another language only where there is a translation`() throws {
        let site = try built()
        expect(
            between("<nav class=\"languages\"", "</nav>", in: site.page("/zh/articles/hello/")).joined(),
            is: """
                 aria-label="本页的其他语言版本"><ul>
                <li><a href="/learn/articles/hello/" lang="en" hreflang="en" rel="alternate">English</a></li>
                </ul>
                """)
        for route in ["/articles/only/", "/zh/articles/zhi/", "/zh/tags/内存/", "/courses/swift/start/values/"]
        {
            #expect(!site.page(route).contains("hreflang"), "\(route)")
            #expect(site.page(route).contains("<h1"), "\(route)")
        }
        #expect(!site.text("404.html").contains("hreflang"))
    }

    @Test func `lists, menus, feeds and archives hold the pages of one language`() throws {
        let site = try built(config: "paginate: 1\narchive: true\nfeeds: [articles, tags]\n")
        #expect(
            between("<h3><a href=\"", "\"", in: site.page("/zh/")) == [
                "/learn/zh/courses/swift/", "/learn/zh/articles/zhi/", "/learn/zh/articles/hello/",
            ])
        #expect(
            between("<h2><a href=\"", "\"", in: site.page("/zh/articles/")) == ["/learn/zh/articles/zhi/"])
        #expect(
            between("<h2><a href=\"", "\"", in: site.page("/zh/articles/page/2/"))
                == ["/learn/zh/articles/hello/"])
        #expect(between("<h2><a href=\"", "\"", in: site.page("/articles/")) == ["/learn/articles/only/"])
        #expect(site.page("/zh/archive/2026/").contains("/learn/zh/articles/zhi/"))
        #expect(!site.page("/zh/archive/2026/").contains("/learn/articles/only/"))
        expect(
            between("<nav aria-label=\"网站导航\"><ul>\n", "\n</ul>", in: site.page("/zh/articles/hello/"))
                .joined(),
            is: """
                <li><a href="/learn/zh/courses/">课程</a></li>
                <li><a href="/learn/zh/articles/" aria-current="page">文章</a></li>
                <li><a href="/learn/zh/tags/">标签</a></li>
                <li><a href="/learn/zh/archive/">归档</a></li>
                """)
        let feed = site.text("zh/feed.xml")
        #expect(
            feed.contains("<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"zh\">\n<title>测试</title>"))
        #expect(feed.contains("<id>https://example.org/learn/zh/</id>"))
        #expect(
            between("<id>https://example.org/learn/zh/articles/", "/</id>", in: feed) == ["zhi", "hello"])
        #expect(!feed.contains("only") && !site.text("feed.xml").contains("zhi"))
        #expect(site.text("zh/feed.json").contains("\"language\":\"zh\",\"items\""))
        #expect(site.text("zh/tags/swift/feed.xml").contains("<title>测试: swift</title>"))
        #expect(site.page("/zh/articles/hello/").contains("href=\"/learn/zh/feed.xml\""))
    }

    @Test func `the sitemap names the alternates of each page`() throws {
        let site = try built()
        let map = site.text("sitemap.xml")
        _ = try XMLDocument(data: Data(map.utf8))
        let links = { (route: String) in
            between("<loc>https://example.org/learn\(route)</loc>", "</url>", in: map)
                .flatMap { between("<xhtml:link rel=\"alternate\" ", "/>", in: $0) }
        }
        let expected = [
            "hreflang=\"en\" href=\"https://example.org/learn/articles/hello/\"",
            "hreflang=\"zh\" href=\"https://example.org/learn/zh/articles/hello/\"",
            "hreflang=\"x-default\" href=\"https://example.org/learn/articles/hello/\"",
        ]
        #expect(links("/articles/hello/") == expected)
        #expect(links("/zh/articles/hello/") == expected)
        #expect(links("/articles/only/") == [])
    }

    @Test func `menus are written for each language`() throws {
        let site = try TwoLanguages.site(
            ["content/about.zh.md": "---\ntitle: 关于\nmenu: footer\n---\n我们。\n"],
            config: "  - {id: de, name: Deutsch, menus: {main: [{title: Los, url: /articles/hello/}]}}\n")
        try site.write("content/de/index.md", "# Start\n")
        #expect(try site.warnings().contains("the theme has no words in 'de': its pages have English ones"))
        #expect(
            between("<li><a href=\"/learn/", "</a>", in: site.page("/de/")).prefix(1) == [
                "articles/hello/\">Los"
            ])
        #expect(
            site.page("/zh/").contains(
                "<footer class=\"site\">\n<p>© 2026 Ann</p>\n<ul>\n<li><a href=\"/learn/zh/about/\">关于</a>"))
        #expect(!site.page("/").contains("关于"))
    }

    @Test func `a link to a file leads to the page in the same language, an address where it says`() throws {
        let site = try built([
            "content/articles/links.md": "[a](hello.md) [b](hello.zh.md) [c](/zh/articles/hello/)\n",
            "content/articles/links.zh.md":
                "[a](hello.md) [b](only.md) [c](hello.en.md) [d](/articles/hello.md) [e](/articles/hello/) [f](../index.md)\n",
            "content/zh/articles/more.md":
                "[a](hello.md) [b](only.md) [c](../index.md) [d](zhi.md) [e](hello.en.md)\n\n![p](p.svg)\n",
            "content/articles/p.svg": "<svg/>",
        ])
        let links = {
            between("<a href=\"/learn", "\"", in: between("<div class=\"content\">", "</div>", in: $0)[0])
        }
        #expect(
            links(site.page("/articles/links/")) == [
                "/articles/hello/", "/zh/articles/hello/", "/zh/articles/hello/",
            ])
        #expect(
            links(site.page("/zh/articles/links/")) == [
                "/zh/articles/hello/", "/articles/only/", "/articles/hello/", "/zh/articles/hello/",
                "/articles/hello/", "/zh/",
            ])
        #expect(
            links(site.page("/zh/articles/more/")) == [
                "/zh/articles/hello/", "/articles/only/", "/zh/", "/zh/articles/zhi/", "/articles/hello/",
            ])
        #expect(site.page("/zh/articles/more/").contains("src=\"/learn/articles/p.svg\""))
    }

    @Test func `a key ties pages whose files have different names`() throws {
        let site = try built([
            "content/articles/spring.md": "---\ntranslationKey: spring\n---\nSpring.\n",
            "content/zh/articles/chunjie.md": "---\ntranslationKey: spring\nslug: 春节\n---\n春节。\n",
        ])
        #expect(
            site.page("/articles/spring/").contains(
                "hreflang=\"zh\" href=\"https://example.org/learn/zh/articles/%E6%98%A5%E8%8A%82/\""))
    }

    @Test func `the site's own language may have a folder and suffixes too`() throws {
        let site = try TestSite(
            [
                "content/en/about.md": "# About\n", "content/news.en.md": "# News\n",
                "content/zh-hant/about.md": "# 關於\n", "content/news.zh-Hant.md": "# 新聞\n",
                "content/node.js.md": "# Node\n", "content/v1.2.md": "# Version\n",
            ],
            config: "site: {title: T, baseURL: \"https://example.org/\"}\nlanguages: [en, zh-Hant]\n")
        #expect(try site.warnings() == "")
        expect(
            try site.paths().filter { $0.hasSuffix("index.html") }.joined(separator: " "),
            is: "about/index.html index.html news/index.html node-js/index.html v1-2/index.html "
                + "zh-hant/about/index.html zh-hant/index.html zh-hant/news/index.html")
        #expect(site.page("/zh-hant/about/").contains("<html lang=\"zh-Hant\">"))
        #expect(
            site.page("/about/").contains("hreflang=\"zh-Hant\" href=\"https://example.org/zh-hant/about/\""))
    }

    @Test func `a search finds what is in its language`() throws {
        let site = try built(config: "search: true\n")
        let zh = site.text("_sealpress/search/zh/texts/0/0.json")
        let en = site.text("_sealpress/search/texts/0/0.json")
        #expect(zh.contains("只有中文") && !zh.contains("In English only"))
        #expect(en.contains("In English only") && !en.contains("只有中文"))
        #expect(site.page("/zh/search/").contains("data-search=\"zh\""))
        #expect(site.page("/search/").contains("data-search>"))
    }

    @Test func `layouts see the languages and the translations`() throws {
        let site = try built([
            "layouts/page.mustache":
                "{{site.languagePath}}|{{#site.languages}}{{language}} {{name}} {{url}} {{current}},{{/site.languages}}|"
                + "{{#page.translations}}{{language}} {{name}} {{url}} {{canonical}} {{locale}} {{current}},{{/page.translations}}|"
                + "{{page.defaultURL}}|{{page.originalURL}}|{{page.locale}}|{{site.hasLanguages}}|{{page.hasTranslations}}",
            "content/about.md": "# About\n", "content/about.zh.md": "# 关于\n",
        ])
        expect(
            site.page("/zh/about/"),
            is: "zh|en English /learn/ false,zh 中文 /learn/zh/ true,|"
                + "en English /learn/about/ https://example.org/learn/about/ en_US false,"
                + "zh 中文 /learn/zh/about/ https://example.org/learn/zh/about/ zh_CN true,|"
                + "https://example.org/learn/about/|/learn/about/|zh_CN|true|true")
    }

    @Test func `a site that names only its own language is as it was`() throws {
        let files = TwoLanguages.files.filter { !$0.key.contains("zh") }
        let config = TwoLanguages.config.split(separator: "\n").prefix(2).joined(separator: "\n") + "\n"
        let plain = try TestSite(files, config: config)
        let named = try TestSite(files, config: config + "languages: [{id: en, name: English}]\n")
        try plain.build()
        try named.build()
        #expect(try plain.files() == named.files())
    }

    @Test func `two builds with different threads are the same`() throws {
        let (one, four) = (
            try TwoLanguages.site(config: "search: true\n"), try TwoLanguages.site(config: "search: true\n")
        )
        try one.build(threads: 1)
        try four.build(threads: 4)
        #expect(try one.files() == four.files())
    }
}
