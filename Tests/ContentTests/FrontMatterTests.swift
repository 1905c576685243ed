import Content
import Diagnostics
import Testing

@Suite struct FrontMatterTests {
    @Test func `only a line of three dashes ends front matter`() {
        let reading = read("---\ntitle: A --- B\ndescription: \"---\"\n---\nBody\n\n---\n\nMore\n")
        #expect(reading.diagnostics.isEmpty)
        #expect(reading.frontMatter.title?.value == "A --- B")
        #expect(reading.frontMatter.description?.value == "---")
        #expect(reading.document?.bodyLine == 5)
    }

    @Test(arguments: [
        "\u{FEFF}---\ntitle: T\n---\nBody\n", "---\r\ntitle: T\r\n---\r\nBody\r\n",
        "---\ntitle: T\n---  \nBody\n",
    ])
    func `byte order marks and line ends of other systems are read`(text: String) {
        let reading = read(text)
        #expect(reading.frontMatter.title?.value == "T")
        #expect(page(text).open == "<p>Body</p>\n")
    }

    @Test func `front matter is not needed`() {
        for text in ["Body\n", "", " ---\nText\n", "\n---\n"] {
            #expect(read(text).frontMatter == FrontMatter())
            #expect(read(text).diagnostics.isEmpty)
        }
        #expect(read("---\n---\nBody\n").frontMatter == FrontMatter())
    }

    @Test(arguments: [
        ("\n---\ntier: premium\n---\nText\n", 2, "front matter must be at the top of the file"),
        ("<!-- a\nb -->\n---\ntier: premium\n---\nText\n", 3, "front matter must be at the top of the file"),
        (" ---\ntier: premium\n", 1, "front matter begins with a line that is exactly '---'"),
        ("----\ntier: premium\n----\n", 1, "front matter begins with a line that is exactly '---'"),
        ("—\ntopic: x\n---\n", 1, "front matter begins with a line that is exactly '---'"),
        ("---\u{A0}\ntier: premium\n---\n", 1, "front matter begins with a line that is exactly '---'"),
        ("title: T\ntags:\n- a\n\n---\nText\n", 1, "front matter without its first line"),
        ("+++\ntier = \"premium\"\n+++\nText\n", 1, "front matter in TOML is not read"),
        ("{\"tier\": \"premium\"}\nText\n", 1, "front matter in JSON is not read"),
        ("{\n  \"tier\": \"premium\"\n}\nText\n", 1, "front matter in JSON is not read"),
    ])
    func `front matter in another place or form is an error, and never text`(
        text: String, line: Int, message: String
    ) {
        let reading = read(text)
        #expect(reading.document == nil)
        #expect(reading.diagnostics.map(\.message) == [message])
        #expect(reading.diagnostics.first?.location?.line == line)
    }

    @Test(arguments: [
        "\n---\n\nNote: text below a rule.\n", "Title: a first sentence\n\nText\n", "{ a, b } is a set.\n",
        "<!-- never closed\n---\ntier: premium\n---\n", "\n---\nhttps://example.org/\n---\n",
        "# T\n\n---\n\ntier: x\n",
        "- a\n\n---\n", "+ a\n+ b\n", "Note: this\nis text\n---\n",
    ])
    func `text that only resembles front matter stays text`(text: String) {
        #expect(read(text).diagnostics.isEmpty)
    }

    @Test func `tabs, missing values and switches are told with what to write`() {
        #expect(
            faults("---\ntitle: T\n\tdraft: true\n---\n") == """
                a.md:3:1: error: a tab where only spaces may indent
                    3 | \tdraft: true
                      | ^ indent with spaces
                """)
        #expect(
            faults("---\ndraft: yes\ntoc: No\ntitle: [a]\ntier: Premium\n---\n") == """
                a.md:2:8: error: expected true or false, found text
                    2 | draft: yes
                      |        ^^^ write 'true'
                a.md:3:6: error: expected true or false, found text
                    3 | toc: No
                      |      ^^ write 'false'
                a.md:4:8: error: expected text, found a list
                    4 | title: [a]
                      |        ^ put text with brackets or braces in it in quotes
                a.md:5:7: error: 'Premium' cannot be a tier
                    5 | tier: Premium
                      |       ^^^^^^^ write 'premium': ids are lower-case letters, digits and '-'
                """)
        #expect(
            faults("---\ntitle: T\n...\nText\n---\n").contains(
                "front matter ends at a line '---', not at '...'"))
    }

    @Test func `every key is read with its place`() throws {
        let text = """
            ---
            title: T
            description: D
            summary: S
            tier: premium
            date: 2026-10-01
            updated: 2026-10-02 09:30
            tags: [a, b]
            draft: true
            slug: s
            image: i.png
            language: zh-Hans
            authors: [A, B]
            toc: false
            price: 49.00
            currency: EUR
            period: year
            checkout: https://example.org/buy
            drip: every 7d
            params: {mine: [1, {two: 2}]}
            ---
            """
        let reading = read(text)
        #expect(reading.diagnostics.isEmpty)
        let matter = reading.frontMatter
        #expect(matter.title?.value == "T")
        #expect(matter.description?.value == "D")
        #expect(matter.summary?.value == "S")
        #expect(
            matter.tier == Located("premium", at: SourceLocation(file: "a.md", line: 5, column: 7, length: 7))
        )
        #expect(matter.date?.value.description == "2026-10-01")
        #expect(matter.updated?.value.description == "2026-10-02T09:30:00")
        #expect(matter.tags?.value.map(\.value) == ["a", "b"])
        #expect(matter.tags?.value.map(\.location.column) == [8, 11])
        #expect(matter.draft?.value == true)
        #expect(matter.slug?.value == "s")
        #expect(matter.image?.value == "i.png")
        #expect(matter.language?.value == "zh-Hans")
        #expect(matter.authors?.value.map(\.value) == ["A", "B"])
        #expect(matter.toc?.value == false)
        #expect(matter.price?.value == DecimalNumber(digits: 4900, scale: 2))
        #expect(matter.currency?.value == "EUR")
        #expect(matter.period?.value == "year")
        #expect(matter.checkout?.value == "https://example.org/buy")
        #expect(matter.drip?.value == "every 7d")
        #expect(matter.params?["mine"]?.kind == "a list")
    }

    @Test func `one author or one tag needs no list`() {
        let matter = read("---\nauthor: A\ntags: swift\n---\n").frontMatter
        #expect(matter.authors?.value.map(\.value) == ["A"])
        #expect(matter.tags?.value.map(\.value) == ["swift"])
    }

    @Test func `a mistyped key never publishes a page`() {
        let reading = read("---\nteir: premium\nwidth: wide\n---\nSecret\n")
        #expect(reading.document == nil)
        #expect(
            faults("---\nteir: premium\nwidth: wide\n---\nSecret\n") == """
                a.md:2:1: error: unknown key 'teir'
                    2 | teir: premium
                      | ^^^^ did you mean 'tier'? fields of your own go under 'params:'
                a.md:3:1: error: unknown key 'width'
                    3 | width: wide
                      | ^^^^^ fields of your own go under 'params:'
                """)
    }

    @Test func `a tier must be one of the site`() {
        #expect(
            faults("---\ntier: premuim\n---\n") == """
                a.md:2:7: error: unknown tier 'premuim'
                    2 | tier: premuim
                      |       ^^^^^^^ did you mean 'premium'? sealpress.yml has: public, basic, premium, vip
                """)
        #expect(
            faults("---\ntier: Premium Plus\n---\n") == """
                a.md:2:7: error: 'Premium Plus' cannot be a tier
                    2 | tier: Premium Plus
                      |       ^^^^^^^^^^^^ ids are lower-case letters, digits and '-'
                """)
        #expect(read("---\ntier: public\n---\n", tiers: []).diagnostics.isEmpty)
    }

    @Test func `an empty tier is no public page`() {
        #expect(
            faults("---\ntier:\n---\nSecret\n") == """
                a.md:2:6: error: expected text, found nothing
                    2 | tier:
                      |      ^ give the key a value, or delete the line
                """)
        #expect(faults("---\ntitle: \"  \"\n---\n").contains("error: 'title' is empty"))
    }

    @Test func `a date must be in the calendar`() {
        #expect(
            faults("---\ndate: 2026-02-30\n---\n") == """
                a.md:2:7: error: there is no date '2026-02-30'
                    2 | date: 2026-02-30
                      |       ^^^^^^^^^^ write it as 2026-10-01 or 2026-10-01 09:30
                """)
    }

    @Test func `front matter must end`() {
        #expect(
            faults("---\ntitle: T\n\nBody\n") == """
                a.md:1:1: error: the front matter is never closed
                    1 | ---
                      | ^^^ end it with a line '---'
                """)
    }

    @Test func `faults of the YAML have the lines of the file`() {
        #expect(
            faults("---\ntitle: A: B\n---\n::: zzz\n:::\n").hasPrefix(
                """
                a.md:2:9: error: a second ': ' in one value
                    2 | title: A: B
                      |         ^ put the value in quotes: "…: …"
                a.md:4:5: error: unknown tier 'zzz'
                """))
    }

    @Test func `both author and authors is one too many`() {
        #expect(faults("---\nauthor: A\nauthors: [B]\n---\n").contains("error: both 'author' and 'authors'"))
    }

    @Test func `the title of a page with faults can still be read`() {
        #expect(read("---\ntitle: T\n---\n::: nope\n").frontMatter.title?.value == "T")
    }
}

@Suite struct CalendarDateTests {
    @Test(arguments: [
        ("2026-10-01", "2026-10-01"), ("2024-02-29", "2024-02-29"),
        ("2026-10-01 09:30", "2026-10-01T09:30:00"),
        ("2026-10-01T09:30:15", "2026-10-01T09:30:15"), ("2026-10-01T09:30:15.250Z", "2026-10-01T09:30:15Z"),
        ("2026-10-01 09:30 +02:00", "2026-10-01T09:30:00+02:00"),
        ("2026-10-01T09:30-0730", "2026-10-01T09:30:00-07:30"),
        ("0001-01-01", "0001-01-01"), ("2026-10-01t09:30z", "2026-10-01T09:30:00Z"),
    ])
    func `dates are read and written`(text: String, written: String) {
        #expect(CalendarDate(text)?.description == written)
        #expect(CalendarDate(written)?.description == written)
    }

    @Test(arguments: [
        "2026-02-30", "2025-02-29", "1900-02-29", "2026-00-01", "2026-13-01", "2026-01-00", "0000-01-01",
        "2026-1-1",
        "2026-10-01T", "2026-10-01 24:00", "2026-10-01 09:60", "2026-10-01 09:30:60", "2026-10-01 9:30",
        "2026-10-01 09:30 +19:00", "2026-10-01+02:00", "2026-10-01 09:30.5", "01.10.2026", "", "2026-10-01x",
        "2026-10-01 09:30:00.", "２０２６-10-01",
    ])
    func `what is no date is refused`(text: String) {
        #expect(CalendarDate(text) == nil)
    }

    @Test(arguments: [
        ("1970-01-01", 0), ("1970-01-02", 86_400), ("1969-12-31", -86_400), ("2000-02-29", 951_782_400),
        ("2000-03-01", 951_868_800), ("2026-11-21", 1_795_219_200), ("0001-01-01", -62_135_596_800),
        ("9999-12-31", 253_402_214_400),
    ])
    func `days are counted from 1970`(text: String, seconds: Int) {
        #expect(CalendarDate(text)?.secondsSince1970() == seconds)
    }

    @Test func `an offset counts, and the site's only where there is none`() {
        #expect(CalendarDate("1970-01-01 02:00 +02:00")?.secondsSince1970(defaultOffset: 3600) == 0)
        #expect(CalendarDate("1970-01-01 02:00")?.secondsSince1970(defaultOffset: 7200) == 0)
        #expect(CalendarDate("1970-01-01 00:00:05Z")?.secondsSince1970(defaultOffset: 7200) == 5)
    }
}

@Suite struct DecimalNumberTests {
    @Test(arguments: ["0", "5", "12.50", "-3.07", "0.05", "999999999999999"])
    func `numbers stay as they are written`(text: String) {
        #expect(DecimalNumber(text)?.description == text)
    }

    @Test(arguments: ["", "-", ".5", "5.", "1.2.3", "1,5", "1e3", "0x10", "1_000", "9999999999999999", "５"])
    func `what is no number is refused`(text: String) {
        #expect(DecimalNumber(text) == nil)
    }

    @Test func `a number has a value`() {
        #expect(DecimalNumber("12.50")?.double == 12.5)
        #expect(DecimalNumber("+7")?.digits == 7)
    }
}

/// Which names a site's own taxonomies can have.
@Suite struct TaxonomyKeyTests {
    @Test func `every key that front matter has is taken, but for the standard taxonomies`() throws {
        let source = try SourceText(path: "a.md", text: "---\nzzzz: x\n---\n")
        for key in FrontMatter.ownKeys {
            let text = try SourceText(path: "a.md", text: "---\n\(key): x\n---\n")
            let messages = Document.parse(text, tiers: []).diagnostics.map(\.message)
            #expect(!messages.contains("unknown key '\(key)'"))
        }
        #expect(Document.parse(source, tiers: []).document == nil)
        #expect(Document.parse(source, tiers: [], taxonomies: ["zzzz"]).document != nil)
    }
}
