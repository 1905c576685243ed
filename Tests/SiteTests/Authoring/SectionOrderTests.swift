import Testing

/// Sections whose pages have an order in `sealpress.yml`.
@Suite struct SectionOrderTests {
    private static func config(_ pages: String) -> String {
        "site: {title: T, baseURL: \"https://e.org/\"}\nsections:\n  - {id: guide, pages: \(pages)}\n"
    }

    private static let files = [
        "content/guide/start.md": "# Start\n", "content/guide/more/index.md": "# More\n",
        "content/guide/end.md": "# End\n",
        "content/guide/old.md": "---\ntitle: Old\ndate: 2026-01-01\n---\n",
        "content/guide/new.md": "---\ntitle: New\ndate: 2026-02-01\n---\n",
        "content/guide/later.md": "---\ntitle: Later\ndate: 2027-02-01\n---\n",
    ]

    @Test func `pages are listed in their order, and lead to their neighbours; the others come after`() throws
    {
        let site = try TestSite(Self.files, config: Self.config("[start, more, later, end]"))
        try site.build()
        let titles = between("<li><h2><a href=\"", "</a>", in: site.page("/guide/"))
        #expect(
            titles.map { $0.split(separator: ">").last ?? "" } == ["Start", "More", "End", "New", "Old"])
        let start = site.page("/guide/start/")
        #expect(start.contains("href=\"/guide/more/\" rel=\"next\"") && !start.contains("rel=\"prev\""))
        let more = site.page("/guide/more/")
        #expect(more.contains("href=\"/guide/start/\" rel=\"prev\""))
        #expect(more.contains("href=\"/guide/end/\" rel=\"next\""))
        #expect(!site.page("/guide/new/").contains("rel=\"prev\""))
    }

    @Test func `a page that is not there, or named twice, is an error`() throws {
        expect(
            try TestSite(Self.files, config: Self.config("[start, mroe, start]")).faults(),
            is: """
                sealpress.yml:3:32: error: there is no page 'mroe' in the section 'guide'
                    3 |   - {id: guide, pages: [start, mroe, start]}
                      |                                ^^^^ did you mean 'more'? there are: end, more, new, old, start
                sealpress.yml:3:38: error: 'start' is there twice
                    3 |   - {id: guide, pages: [start, mroe, start]}
                      |                                      ^^^^^ delete one
                """)
    }
}
