import Testing

/// Who may read what: tiers of courses, chapters, lessons and fences.
@Suite struct TierTests {
    private static let members = ["anna,premium,,,,active,1", "ben,basic,,,,active,1"]

    private func article(_ text: String) throws -> TestSite {
        let site = try TestSite(["content/articles/a.md": text], roster: Self.members)
        try site.build()
        return site
    }

    /// The tiers that the notices of a page name, in order.
    private func tiers(_ site: TestSite, _ route: String = "/articles/a/") -> [String] {
        between("<sealpress-section src=\"", "</sealpress-section>", in: site.page(route)).map {
            between("tier=\"", "\"", in: $0).first ?? ""
        }
    }

    @Test func `a tier is inherited from the course and the chapter`() throws {
        let site = try TestSite(
            [
                "content/courses/c/index.md": "---\ntier: basic\n---\nAbout.\n\nMore about.",
                "content/courses/c/01-x/index.md": "---\ntier: premium\n---\nIntro.\n\nMore.",
                "content/courses/c/01-x/01-one.md": "Teaser.\n\nPaid.",
                "content/courses/c/02-y/01-two.md": "Teaser.\n\nPaid.",
                "content/courses/c/01-x/02-free.md": "---\ntier: public\n---\nFree.\n\nAll of it.",
                "content/courses/c/01-x/03-cheap.md": "---\ntier: basic\n---\nTeaser.\n\nPaid.",
            ], roster: Self.members)
        try site.build()
        #expect(tiers(site, "/courses/c/") == ["basic"])
        #expect(tiers(site, "/courses/c/x/") == ["premium"])
        #expect(tiers(site, "/courses/c/x/one/") == ["premium"])
        #expect(tiers(site, "/courses/c/y/two/") == ["basic"])
        #expect(tiers(site, "/courses/c/x/cheap/") == ["basic"])
        #expect(tiers(site, "/courses/c/x/free/") == [])
        #expect(site.page("/courses/c/x/free/").contains("All of it."))
        #expect(try site.opened("/courses/c/x/one/", by: "ben") == "0/1")
        #expect(try site.opened("/courses/c/y/two/", by: "ben") == "1/1")
        #expect(try site.opened("/courses/c/y/two/", by: "anna") == "1/1")
    }

    @Test func `what stands before the mark is the teaser`() throws {
        let site = try article("---\ntier: basic\n---\nOne.\n\nTwo.\n\n<!--more-->\n\nThree.")
        let page = site.page("/articles/a/")
        #expect(page.contains("<p>One.</p>") && page.contains("<p>Two.</p>") && !page.contains("Three."))
        #expect(try site.sections("/articles/a/", as: "ben") == ["<p>Three.</p>\n"])
    }

    @Test func `without a mark the first paragraph is the teaser`() throws {
        let site = try article("---\ntier: basic\n---\n# Title\n\nOne\nparagraph.\n\nTwo.\n\n- Three.")
        let page = site.page("/articles/a/")
        #expect(page.contains("One\nparagraph.") && !page.contains("Two.") && !page.contains("Three."))
        #expect(try site.sections("/articles/a/", as: "ben").first??.contains("Three.") == true)
    }

    @Test func `a body that begins with code gives nothing away`() throws {
        let site = try article("---\ntier: basic\n---\n```\nlet secret = 1\n```\n\nText.")
        #expect(!site.page("/articles/a/").contains("secret"))
    }

    @Test func `an empty teaser gives nothing away`() throws {
        let site = try article("---\ntier: basic\n---\n<!--more-->\nAll of it.")
        #expect(!site.page("/articles/a/").contains("All of it."))
        #expect(try site.opened("/articles/a/", by: "ben") == "1/1")
    }

    @Test func `fences seal what is between them, in order`() throws {
        let site = try article(
            "Open.\n\n::: basic\nFor basic.\n:::\n\nOpen again.\n\n::: premium {#deep}\nFor premium.\n:::\n::: basic\nLast.\n:::\n"
        )
        #expect(tiers(site) == ["basic", "premium", "basic"])
        #expect(
            try site.sections("/articles/a/", as: "ben") == ["<p>For basic.</p>\n", nil, "<p>Last.</p>\n"])
        #expect(try site.sections("/articles/a/", as: "anna").compactMap(\.self).count == 3)
        let page = site.page("/articles/a/")
        #expect(page.contains("Open again."))
        let ids = ["s1", "deep", "s2"].map { site.keys.sectionID(route: "/articles/a/", section: $0).path }
        #expect(between("<sealpress-section src=\"/learn/", "\"", in: page) == ids)
    }

    @Test func `a fence of another tier splits a sealed body`() throws {
        let site = try article(
            "---\ntier: basic\n---\nTeaser.\n\nFirst.\n\n::: premium\nSecond.\n:::\n\nThird.\n\n::: public\nFor all.\n:::\n\nFourth."
        )
        #expect(tiers(site) == ["basic", "premium", "basic", "basic"])
        #expect(
            try site.sections("/articles/a/", as: "ben") == [
                "<p>First.</p>\n", nil, "<p>Third.</p>\n", "<p>Fourth.</p>\n",
            ])
        #expect(site.page("/articles/a/").contains("<p>For all.</p>"))
    }

    @Test func `a call-out inside a fence is sealed with it`() throws {
        let site = try article("Open.\n\n::: premium\n::: tip\nSealed tip.\n:::\n:::\n")
        #expect(!site.page("/articles/a/").contains("Sealed tip."))
        #expect(try site.sections("/articles/a/", as: "anna").first??.contains("Sealed tip.") == true)
    }

    @Test func `the notice names the tier, its price and where to buy it`() throws {
        let page = try article("Open.\n\n::: basic\nSealed.\n:::\n").page("/articles/a/")
        let notice = try #require(between("<sealpress-section", "</sealpress-section>", in: page).first)
        #expect(notice.contains("Basic") && notice.contains("5 EUR / month"))
        #expect(notice.contains("href=\"https://pay.example/basic\""))
        #expect(notice.contains("href=\"/learn/unlock/\""))
    }

    @Test func `a locked page says so in lists, an open one does not`() throws {
        let site = try TestSite([
            "content/articles/a.md": "---\ntitle: Locked\n---\nOpen.\n\n::: premium\nSealed.\n:::\n",
            "content/articles/b.md": "---\ntitle: Free\n---\nOpen.",
        ])
        try site.build()
        let items = between("<li", "</li>", in: site.page("/articles/"))
        #expect(items.first { $0.contains("Locked") }?.contains("Premium") == true)
        #expect(items.first { $0.contains("Free") }?.contains("Premium") == false)
    }

    @Test func `definitions in a sealed section work there and not outside`() throws {
        let site = try article(
            "Open [one] and [two] and note[^n].\n\n[one]: https://open.example/\n\n::: premium\nSealed [one] and [two] and note[^n].\n\n[two]: https://sealed.example/\n\n[^n]: The sealed note.\n:::\n"
        )
        let page = site.page("/articles/a/")
        #expect(page.contains("href=\"https://open.example/\""))
        #expect(page.contains("[two]") && !page.contains("sealed.example") && !page.contains("sealed note"))
        let sealed = try #require(try site.sections("/articles/a/", as: "anna").first ?? nil)
        #expect(
            sealed.contains("https://open.example/") && sealed.contains("https://sealed.example/")
                && sealed.contains("The sealed note."))
    }
}
