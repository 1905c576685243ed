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
}
