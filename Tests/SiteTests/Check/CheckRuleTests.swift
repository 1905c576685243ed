import Diagnostics
import Files
import Testing

/// What a check finds beyond a build, rule by rule.
@Suite struct CheckRuleTests {
    @Test func `a picture without words is pointed at, a decorative one says so as HTML does`() throws {
        let site = try TestSite([
            "content/articles/a.md": """
            ![](a.png) ![ ](https://other.example/b.png) ![words](a.png)

            <img src="a.png"> <img src="a.png" alt="">

            ::: premium
            ![](a.png)
            :::

            """,
            "content/articles/a.png": "",
        ])
        expect(
            try site.findings(only: [.altText]),
            is: """
                alt-text content/articles/a.md:1:5: warning: the picture 'a.png' has no words for those who do not see it
                    1 | ![](a.png) ![ ](https://other.example/b.png) ![words](a.png)
                      |     ^^^^^ say what it shows: ![…](a.png); one that only decorates is written <img src="a.png" alt="">
                alt-text content/articles/a.md:1:17: warning: the picture 'https://other.example/b.png' has no words for those who do not see it
                    1 | ![](a.png) ![ ](https://other.example/b.png) ![words](a.png)
                      |                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^ say what it shows: ![…](https://other.example/b.png); one that only decorates is written <img src="https://other.example/b.png" alt="">
                alt-text content/articles/a.md:3:11: warning: the picture 'a.png' has no words for those who do not see it
                    3 | <img src="a.png"> <img src="a.png" alt="">
                      |           ^^^^^ say what it shows: ![…](a.png); one that only decorates is written <img src="a.png" alt="">
                alt-text content/articles/a.md:6:5: warning: the picture 'a.png' has no words for those who do not see it
                    6 | ![](a.png)
                      |     ^^^^^ say what it shows: ![…](a.png); one that only decorates is written <img src="a.png" alt="">
                """)
    }

    @Test func `a picture is there and is what its name says`() throws {
        let site = try TestSite([
            "content/articles/a.md": "---\nimage: cover.jpg\n---\n![a](a.png) ![b](b.png) ![c](gone.png)\n",
            "content/articles/b.png": "",
        ])
        try site.write("content/articles/cover.jpg", Array("<html>not found</html>".utf8))
        try site.write("content/articles/a.png", [0xFF, 0xD8, 0xFF, 0xE0, 0, 0])
        expect(
            try site.findings(only: [.image]),
            is: """
                image content/articles/a.md:2:8: warning: 'articles/cover.jpg' is no JPEG
                    2 | image: cover.jpg
                      |        ^^^^^^^^^ export or download it anew
                image content/articles/a.md:4:6: error: 'a.png' is damaged: it ends before its pixels
                    4 | ![a](a.png) ![b](b.png) ![c](gone.png)
                      |      ^^^^^ take it from where it came from once more
                image content/articles/a.md:4:18: error: 'b.png' is not an image
                    4 | ![a](a.png) ![b](b.png) ![c](gone.png)
                      |                  ^^^^^ its name says so, and its bytes are of no such format
                image content/articles/a.md:4:30: error: there is no page or file 'gone.png'
                    4 | ![a](a.png) ![b](b.png) ![c](gone.png)
                      |                              ^^^^^^^^ links are relative to the file they stand in, or begin with / at content/
                """)
    }

    @Test(arguments: [
        ("a.png", [0x89, 0x50, 0x4E, 0x47, 0x0D]), ("a.jpeg", [0xFF, 0xD8, 0xFF, 0xDB]),
        ("a.gif", Array("GIF89a".utf8)), ("a.webp", Array("RIFF....WEBPVP8 ".utf8)),
        ("a.avif", Array("\0\0\0\u{1C}ftypavif".utf8)), ("a.svg", Array("<svg/>".utf8)), ("a.ico", [0]),
    ])
    func `a picture as its format begins is right`(name: String, bytes: [UInt8]) throws {
        let site = try TestSite(["content/articles/a.md": "![a](\(name))\n"])
        try site.write("content/articles/\(name)", bytes)
        // Most end too early for a build, which is another fault.
        #expect(try !site.findings(only: [.image]).contains("' is no "))
    }

    @Test func `two pages of a language with one title are told apart from two of different languages`()
        throws
    {
        let site = try TestSite([
            "content/articles/a.md": "---\ntitle: Value Types\n---\nText\n",
            "content/articles/b.md": "---\ntitle: Werte\n---\nText\n",
            "content/articles/c.md": "Words.\n\nMore.\n",
            "content/courses/one/index.md": "# value  types\n\nText\n",
            "content/courses/one/01-c.md": "Words.\n",
            "content/zh.md": "---\ntitle: Werte\nlanguage: de\n---\nText\n",
        ])
        expect(
            try site.findings(only: [.duplicateTitle]),
            is: """
                duplicate-title content/courses/one/01-c.md:1:1: warning: the title 'C' is also that of content/articles/c.md
                    1 | Words.
                      | ^ give each page a title of its own: search results and tabs show little else
                duplicate-title content/courses/one/index.md:1:1: warning: the title 'value  types' is also that of content/articles/a.md
                    1 | # value  types
                      | ^^^^^^^^^^^^^^ give each page a title of its own: search results and tabs show little else
                """)
    }

    @Test func `a tag on one page that is a slip of a common one is doubted`() throws {
        var files = [
            "content/articles/a.md":
                "---\ntags: [calender, Calendar, swift-5, ios, solo]\nseries: Basic\n---\nText\n"
        ]
        for number in 1...3 {
            files["content/articles/\(number).md"] =
                "---\ntags: [calendar, swift-6, css]\nseries: Basics\n---\nText\n"
        }
        let site = try TestSite(files, config: TestSite.config + "\ntaxonomies: [series]\n")
        expect(
            try site.findings(only: [.tagSpelling]),
            is: """
                tag-spelling content/articles/a.md:2:8: warning: the tag 'calender' is on this page alone
                    2 | tags: [calender, Calendar, swift-5, ios, solo]
                      |        ^^^^^^^^ did you mean 'calendar'? 4 pages have it
                tag-spelling content/articles/a.md:3:9: warning: in 'series', 'Basic' is on this page alone
                    3 | series: Basic
                      |         ^^^^^ did you mean 'Basics'? 3 pages have it
                """)
    }

    @Test func `an unknown tier is a slip wherever it stands`() throws {
        let site = try TestSite([
            "content/articles/a.md": "---\ntier: premum\n---\nText\n\n::: bassic\nMore\n:::\n"
        ])
        expect(
            try site.findings(),
            is: """
                tier-spelling content/articles/a.md:2:7: error: unknown tier 'premum'
                    2 | tier: premum
                      |       ^^^^^^ did you mean 'premium'? sealpress.yml has: public, basic, premium
                tier-spelling content/articles/a.md:6:5: error: unknown tier 'bassic'
                    6 | ::: bassic
                      |     ^^^^^^ did you mean 'basic'? sealpress.yml has: public, basic, premium
                """)
    }

    @Test func `a link that names the site's own address in full is judged like any other`() throws {
        let site = try TestSite([
            "content/articles/a.md": """
            [1](https://example.org/learn/articles/a/#x) [2](https://example.org/learn/articles/a?q=1)
            [3](https://example.org/learn/feed.xml) [4](https://example.org/learn/) [5](https://example.org/learn/b/)
            [6](https://example.org/other/)

            """
        ])
        expect(
            try site.findings(),
            is: """
                link-internal content/articles/a.md:2:77: warning: there is no page or file '/b/' on this site
                    2 | [3](https://example.org/learn/feed.xml) [4](https://example.org/learn/) [5](https://example.org/learn/b/)
                      |                                                                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ links inside the site are best written without its address: a build checks them
                """)
    }

    @Test func `sizes are held against the budget`() throws {
        let config = TestSite.config + "\ncheck:\n  budget: {page: 20000, image: 9000, site: 100000}\n"
        let site = try TestSite(
            [
                "content/articles/a.md": "![big](big.png) ![big again](big.png) ![small](small.png)\n",
                "content/articles/b.md": "Open\n\n::: premium\n![big](only.png)\n:::\n",
                "content/articles/c.md": "Small\n",
            ], config: config)
        let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47]
        try site.write("content/articles/big.png", png + [UInt8](repeating: 1, count: 29_996))
        try site.write("content/articles/small.png", png + [UInt8](repeating: 1, count: 8_996))
        try site.write("content/articles/only.png", png + [UInt8](repeating: 1, count: 9_997))
        // What HTML and styles weigh is the theme's to change.
        let text = try site.findings(only: [.sizeBudget])
            .replacing(/(weighs|site has) [0-9,]+ bytes, [0-9,]+ bytes/) { "\($0.1) M bytes, N bytes" }
            .replacing(/(HTML|css|[0-9a-f]{32}.bin) [0-9,]+ bytes/) { "\($0.1) N bytes" }
            .replacing(/[0-9a-f]{32}/, with: "ID").replacing(/style\.[0-9a-f]{8}/, with: "style")
        expect(
            text,
            is: """
                size-budget content/articles/a.md:1:1: warning: the page weighs M bytes, N bytes more than its budget
                    1 | ![big](big.png) ![big again](big.png) ![small](small.png)
                      | ^ heaviest: 'articles/big.png' 30,000 bytes, 'articles/small.png' 9,000 bytes, its HTML N bytes
                size-budget content/articles/a.md:1:8: warning: 'articles/big.png' has 30,000 bytes, 21,000 bytes more than a picture's budget
                    1 | ![big](big.png) ![big again](big.png) ![small](small.png)
                      |        ^^^^^^^ scale it down, or save it as WebP
                size-budget content/articles/b.md:4:8: warning: 'articles/only.png' has 10,001 bytes, 1,001 bytes more than a picture's budget
                    4 | ![big](only.png)
                      |        ^^^^^^^^ scale it down, or save it as WebP
                size-budget sealpress.yml:7:44: warning: the site has M bytes, N bytes more than its budget
                    7 |   budget: {page: 20000, image: 9000, site: 100000}
                      |                                            ^^^^^^ heaviest: articles/big.png 30,000 bytes, _sealpress/theme/style.css N bytes, _sealpress/sealed/ID.bin N bytes
                """)
    }

    @Test func `without a budget nothing is too large`() throws {
        let site = try TestSite(["content/articles/a.md": "![big](big.png)\n"])
        try site.write("content/articles/big.png", [UInt8](repeating: 0x89, count: 5_000_000))
        #expect(try site.findings(only: [.sizeBudget]) == "")
    }
}
