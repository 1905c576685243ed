import Testing

/// The last line of defence: no run of premium words in any public file.
@Suite struct AuditTests {
    private static let secret = "The borrow checker follows every reference through the whole program"

    /// A site with one sealed section, and one public file.
    private func site(_ path: String, _ text: String, sealing secret: String = secret) throws -> TestSite {
        try TestSite([
            "content/articles/a.md": "Open words.\n\n::: premium {#deep}\n\(secret)\n:::\n", path: text,
        ])
    }

    @Test func `eight words in a public text file are an error that names both`() throws {
        let site = try site(
            "content/static/notes.txt", "x: borrow checker follows every reference through the whole end")
        expect(
            site.faults(),
            is: """
                content/articles/a.md:3:1: error: text of the sealed section 'deep' would be published in notes.txt
                      8 words or 16 Chinese characters in a row stand in both; change one, or make the text public
                """)
    }

    @Test func `seven words are no run`() throws {
        try site("content/static/notes.txt", "x: borrow checker follows every reference through the end")
            .build()
    }

    @Test func `sixteen Chinese characters are a run, fifteen are not`() throws {
        let secret = "所有权规则保证每个值在任何时刻只有一个所有者。"
        expect(
            try site("content/static/notes.txt", "看：规则保证每个值在任何时刻只有一个", sealing: secret).faults(),
            is: """
                content/articles/a.md:3:1: error: text of the sealed section 'deep' would be published in notes.txt
                      8 words or 16 Chinese characters in a row stand in both; change one, or make the text public
                """)
        try site("content/static/notes.txt", "看：规则保证每个值在任何时刻只有一", sealing: secret).build()
    }

    @Test func `markup inside the run does not hide it`() throws {
        let site = try site(
            "content/static/page.html",
            "<p>The <b>borrow</b> checker <a href=\"x\">follows</a> every<br>\nreference <i>through the</i> whole program"
        )
        #expect(site.faults().contains("published in page.html"))
    }

    @Test func `entities and case inside the run do not hide it`() throws {
        let site = try site(
            "content/static/page.html", "<p>FISH &amp; CHIPS are&nbsp;what the tired author EATS after work",
            sealing: "“Fish & chips” are what the tired author eats after work on Fridays")
        #expect(site.faults().contains("published in page.html"))
    }

    @Test func `a run in an attribute of a public image is found`() throws {
        let site = try site(
            "content/static/picture.svg",
            "<svg xmlns=\"http://www.w3.org/2000/svg\"><title>\(Self.secret)</title></svg>")
        #expect(site.faults().contains("published in picture.svg"))
        let attribute = try self.site("content/static/p.html", "<img alt=\"\(Self.secret)\">")
        #expect(attribute.faults().contains("published in p.html"))
    }

    @Test func `a run in the author's layout is found`() throws {
        let site = try site("layouts/partials/footer.mustache", "<footer>\(Self.secret)</footer>")
        let faults = site.faults()
        #expect(
            faults.contains("text of the sealed section 'deep' would be published in articles/a/index.html"))
        #expect(faults.contains("would be published in index.html"))
    }

    @Test func `a run in a public asset that a page shows is found`() throws {
        let site = try site("content/articles/code.txt", "// " + Self.secret)
        try site.write("content/articles/b.md", "[code](code.txt)")
        #expect(site.faults().contains("published in articles/code.txt"))
    }

    @Test func `what the author wrote for everyone may stand in a sealed section too`() throws {
        try site("content/articles/b.md", Self.secret).build()
        try site("content/articles/b.md", "---\ndescription: \(Self.secret)\n---\nOpen").build()
        try site("content/articles/b.md", "---\ntitle: \(Self.secret)\n---\nOpen").build()
    }

    @Test func `markup in the public source does not make it a leak`() throws {
        try site(
            "content/articles/b.md",
            "The **borrow** checker [follows](a.md) every `reference` through the whole program."
        )
        .build()
        try site(
            "content/articles/b.md",
            "The borrow checker <b>follows</b> every reference\nthrough the _whole_ program."
        ).build()
    }

    @Test func `code in both is no leak`() throws {
        let code =
            "```swift\nfunc add<Element: Numeric>(_ list: Array<Element>) -> Result<Element, Problem> { list.reduce(0, +) }\n```"
        try TestSite([
            "content/articles/a.md": "Open.\n\n\(code)\n\n::: premium\nThe same again:\n\n\(code)\n:::\n"
        ]).build()
    }

    @Test func `tables, quotes and call-outs in both are no leak`() throws {
        let text = """
            > Every value has one owner at every moment of the program, and only one.

            | one | two | three | four | five |
            |---|---|---|---|---|
            | first cell here | second cell | third cell | fourth cell | fifth cell |

            - a list with [a link](https://example.org/a/long/path?q=1) inside of it
            - and ![a picture](https://example.org/x.png "its title") that stands there, with footnote[^1]

            [^1]: The footnote says what the text has no room for, as footnotes do.
            """
        try TestSite([
            "content/articles/a.md": text + "\n\n::: premium\n" + text.replacing("[^1]", with: "[^2]")
                + "\n:::\n"
        ]).build()
    }

    @Test func `binary files are not taken for text`() throws {
        try site("content/static/x.bin", Self.secret).build()
    }

    @Test(
        "However it is written, it is the same run",
        arguments: [
            ("comment.html", "<p>Hello</p><!-- SECRET -->"),
            ("nested.html", "<!-- <p>SECRET</p> <b>more</b> -->"),
            ("decimal.html", "<p>\(secret.replacing("e", with: "&#101;"))</p>"),
            ("hexadecimal.html", "<p>\(secret.replacing("o", with: "&#x6F;"))</p>"),
            (
                "hyphens.html",
                "<p>\(secret.replacing("er", with: "e\u{AD}r").replacing("ro", with: "r&shy;o"))</p>"
            ),
            ("invisible.html", "<p>\(secret.replacing("er", with: "e\u{200B}\u{2060}r"))</p>"),
            ("open.html", "<p SECRET"),
            ("section.xml", "<a><![CDATA[SECRET]]></a>"),
            ("lines.json", "{\"text\": \"\(secret.replacing(" ", with: "\\n"))\"}"),
            ("escapes.json", "{\"text\": \"\(secret.replacing("r", with: "\\u0072"))\"}"),
            ("script.js", "let text = '\(secret.replacing(" ", with: "\\t"))'"),
            ("wide.txt", secret.replacing("every", with: "ｅｖｅｒｙ")),
            ("NOTES", "SECRET"), ("notes.tex", "SECRET"),
        ])
    func spellings(name: String, text: String) throws {
        let text = text.replacing("SECRET", with: Self.secret)
        let site = try site("content/static/" + name, text)
        #expect(site.faults().contains("text of the sealed section 'deep' would be published in \(name)"))
    }

    @Test(
        "Case and accents hide no run of other scripts",
        arguments: [
            (
                "Über Äpfel öffnet Ärger üble Ösen ähnlich überall",
                "ÜBER ÄPFEL ÖFFNET ÄRGER ÜBLE ÖSEN ÄHNLICH ÜBERALL"
            ),
            (
                "д’où l’élève déjà été à côté où où",
                "д’où l’e\u{301}le\u{300}ve de\u{301}ja\u{300} e\u{301}te\u{301} à co\u{302}te\u{301} où où"
            ),
            (
                "élève déjà été côté père mère frère où",
                "&eacute;l&egrave;ve d&eacute;j&agrave; &eacute;t&eacute; c&ocirc;t&eacute; p&egrave;re m&egrave;re fr&egrave;re o&ugrave;"
            ),
            (
                "каждое значение имеет ровно одного владельца в любой",
                "КАЖДОЕ ЗНАЧЕНИЕ ИМЕЕТ РОВНО ОДНОГО ВЛАДЕЛЬЦА В ЛЮБОЙ"
            ),
            (
                "κάθε τιμή έχει ακριβώς έναν ιδιοκτήτη κάθε στιγμή",
                "ΚΑΘΕ ΤΙΜΗ ΕΧΕΙ ΑΚΡΙΒΩΣ ΕΝΑΝ ΙΔΙΟΚΤΗΤΗ ΚΑΘΕ ΣΤΙΓΜΗ"
            ),
        ])
    func scripts(sealed: String, published: String) throws {
        let site = try site("content/static/p.html", "<p>\(published)</p>", sealing: sealed)
        #expect(site.faults().contains("would be published in p.html"))
    }

    @Test func `a word with accents is one word`() throws {
        try site(
            "content/static/p.html", "<p>Tết ở Huế rất vui đây là</p>",
            sealing: "Tết ở Huế rất vui đây là một điều"
        ).build()
        try site(
            "content/static/p.html", "<p>élève déjà été côté père mère frère</p>",
            sealing: "élève déjà été côté père mère frère sœur"
        ).build()
    }

    // MARK: What is no leak

    private static let course = [
        "content/courses/c/index.md": "---\ntitle: The course of owners\n---\nAbout.\n",
        "content/courses/c/01-first-things-about-values/index.md":
            "---\ntitle: First things about values\n---\nAbout.\n",
        "content/courses/c/01-first-things-about-values/01-copies.md":
            "---\ntitle: Values and their copies\n---\nText.\n",
        "content/courses/c/01-first-things-about-values/02-references-and-their-owners.md":
            "---\ntitle: References and their owners\n---\nText.\n\n## How they are shared among many owners\n\nText.\n",
    ]

    @Test func `titles that a list puts side by side are no leak where sealed text lists them too`() throws {
        let summary = """
            # What we have seen

            Open.

            ## How values are copied

            Text one.

            ## How references are shared

            Text two.

            ::: premium
            The course of owners: First things about values

            - Values and their copies
            - References and their owners

            Here:

            - How values are copied
            - How references are shared
            :::

            """
        try TestSite(Self.course.merging(["content/courses/c/02-end.md": summary]) { $1 }).build()
    }

    @Test func `words between two titles make it a leak again`() throws {
        var files = Self.course
        files["content/courses/c/02-end.md"] =
            "Open.\n\n::: premium {#deep}\nValues and their copies, of many kinds; References and their owners\n:::\n"
        files["content/static/x.txt"] = "Values and their copies of many kinds: references and their owners"
        #expect(try TestSite(files).faults().contains("section 'deep' would be published in x.txt"))
    }

    @Test func `a link in sealed text to a page with a long address is no leak`() throws {
        let link =
            "[it](01-first-things-about-values/02-references-and-their-owners.md#how-they-are-shared-among-many-owners)"
        var files = Self.course
        files["content/courses/c/02-end.md"] =
            "Open.\n\n::: premium\n\(link) https://example.org/learn/courses/c/first-things-about-values/copies/\n:::\n"
        files["content/courses/c/03-more.md"] = "Open: \(link)\n"
        try TestSite(files).build()
    }

    @Test func `nor is one to a page or a place with a Chinese name`() throws {
        try TestSite([
            "content/articles/所有权规则.md": "# 所有权\n\n内容。\n\n## 每个值在任何时刻都只有一个所有者这件事\n\n更多。\n",
            "content/articles/b.md":
                "# 乙\n\n内容。\n\n::: premium\n看[这里](所有权规则.md#每个值在任何时刻都只有一个所有者这件事)。\n:::\n",
        ]).build()
    }

    @Test func `nor is a public picture in a folder with a long name`() throws {
        var files = Self.course
        let folder = "content/courses/c/01-first-things-about-values/"
        files[folder + "diagram-of-owners-and-values.png"] = picture()
        files[folder + "01-copies.md"] = "Open: ![](diagram-of-owners-and-values.png)\n"
        files[folder + "03-more.md"] = "Open.\n\n::: premium\n![](diagram-of-owners-and-values.png)\n:::\n"
        try TestSite(files).build()
    }

    @Test(
        "A lesson on how sites are made is no leak of the theme",
        arguments: [
            (
                "css",
                ":root { color-scheme: light dark; }\n@media (prefers-reduced-motion: reduce) { * { animation: none !important; transition: none !important; scroll-behavior: auto !important } }"
            ),
            (
                "js",
                "const made = Object.assign(document.createElement(tag), properties);\nmade.append(...children);\nexport const text = (key, values = {}) =>\n  strings[key].replace(/\\{(\\w+)\\}/g, (_, name) => values[name] ?? \"\");"
            ),
            (
                "html",
                "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; object-src 'none'\">"
            ),
            (
                "json",
                "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"Test\",\"home_page_url\":\"https://example.org/learn/\"}"
            ),
            (
                "xml",
                "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">"
            ),
        ])
    func lessons(language: String, code: String) throws {
        try TestSite([
            "content/articles/a.md": "Open.\n\n::: premium\n```\(language)\n\(code)\n```\n:::\n"
        ]).build()
    }
}
