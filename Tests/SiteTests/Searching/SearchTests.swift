import Foundation
import Site
import Testing

/// The search: what is found by whom, and that a site without it has nothing of it.
@Suite struct SearchTests {
    private static let files = [
        "content/articles/owner.md": """
        ---
        title: Ownership
        tags: [memory]
        description: Borrowed descriptions.
        ---
        Everyone reads about openness.

        ## Moves

        ::: basic
        Basic members read of basilisks.
        :::

        ::: premium
        ## Salamanders

        Premium members read of salamanders and 火蜥蜴。
        :::
        """,
        "content/articles/nongli.md": "---\ntitle: 农历入门\nlanguage: zh\n---\n闰月由天象决定。",
        "content/articles/draft.md": "---\ntitle: Draft\ndraft: true\n---\nUnfinished hippogriffs.",
        "content/articles/later.md": "---\ntitle: Later\ndate: 2031-01-01\n---\nFuture centaurs.",
    ]
    private static let roster = [
        "anna,premium,,,,active,1", "ben,basic,,,,active,1", "lou,premium,,,2026-10-01,active,1",
    ]

    private func site(_ config: String = TestSite.searchConfig) throws -> TestSite {
        let site = try TestSite(Self.files, config: config, roster: Self.roster)
        try site.build()
        return site
    }

    @Test func `without the key there is no search at all`() throws {
        let site = try site(TestSite.config)
        #expect(try site.paths().filter { $0.contains("search") } == [])
        for (path, bytes) in try site.files() where path.hasSuffix(".html") || path.hasSuffix(".js") {
            #expect(!bytes.contains(text: "search/"), "\(path)")
        }
    }

    @Test func `turning it off removes it`() throws {
        let site = try site()
        #expect(site.has("search/index.html") && site.has(site.asset("reader/search/search.js")))
        try site.write("sealpress.yml", TestSite.config)
        try site.build()
        #expect(try site.paths().filter { $0.contains("search") } == [])
    }

    @Test func `the public index has titles, headings, tags, descriptions and text, also in Chinese`() throws
    {
        let words = try site().publicWords()
        for word in ["ownership", "moves", "memory", "borrowed", "openness", "闰月", "农历", "门"] {
            #expect(words.contains(word), "\(word)")
        }
    }

    @Test func `the public index has no word of what is sealed, a draft, not out yet, or a notice`() throws {
        let site = try site()
        let words = try site.publicWords()
        for word in [
            "basilisks", "salamanders", "火蜥", "hippogriffs", "centaurs", "premium", "checkout", "code",
        ] {
            #expect(!words.contains(word), "\(word)")
        }
        let texts = try site.publicTexts()
        #expect(texts.contains("Everyone reads about openness. Moves"))
        #expect(!texts.contains("alamander") && !texts.contains("火") && !texts.contains("code"))
    }

    @Test func `what is sealed has no influence on the public index`() throws {
        let site = try site()
        let folders = ["words", "texts", "index"].map { TestSite.searchFolder + $0 }
        let before = try folders.flatMap { try site.files(below: $0).map(\.value) }.sorted {
            $0.lexicographicallyPrecedes($1)
        }
        let changed = Self.files["content/articles/owner.md"]?.replacing(
            "salamanders", with: "axolotls at length")
        try site.write("content/articles/owner.md", changed ?? "")
        try site.build()
        let after = try folders.flatMap { try site.files(below: $0).map(\.value) }.sorted {
            $0.lexicographicallyPrecedes($1)
        }
        #expect(before == after)
    }

    @Test func `a member finds what the member may read, and no more`() throws {
        let site = try site()
        let anna = try site.sealedSearch("anna")
        #expect(anna.contains("basilisks") && anna.contains("salamanders") && anna.contains("火蜥蜴"))
        #expect(anna.contains("articles/owner/"))
        let ben = try site.sealedSearch("ben")
        #expect(ben.contains("basilisks") && !ben.contains("salamanders"))
        #expect(try site.sealedSearch("lou") == "")
        #expect(try site.openedSearch([:]).isEmpty)
    }

    @Test func `there is one sealed index for each set of grants, and its list names every file`() throws {
        let site = try site()
        let list = site.text(TestSite.searchFolder + "sealed.json")
        let files = try site.paths(below: TestSite.searchFolder + "sealed/")
        // A list, a shard and a file of texts for each of the two.
        #expect(files.count == 6)
        #expect(
            between("\"grants\":[", "]", in: list) == ["\"tier:basic@2026-11\"", "\"tier:premium@2026-11\""])
        let opened = try site.openedSearch(site.view("anna").bundle.grants)
        let named = between("\"file\":\"", "\"", in: list)
        for name in named {
            let text = opened[name].map { String(decoding: $0, as: UTF8.self) } ?? ""
            #expect(text.hasPrefix(#"{"format":"sealpress-search/1","pages":1,"#))
            let ids = text.matches(of: /"([0-9a-f]{32})"/).map { String($0.1) }
            #expect(ids.count == 2 && ids.allSatisfy { opened[$0] != nil })
        }
    }

    @Test func `the size of a sealed index's file tells only how many steps of 8192 bytes it has`() throws {
        let opened = try site().openedSearch(site().view("anna").bundle.grants)
        #expect(opened.values.allSatisfy { $0.count % 8192 == 0 && !$0.isEmpty })
    }

    @Test func `a new month seals the indexes anew and leaves the public one`() throws {
        let site = try site()
        let before = Set(try site.paths(below: TestSite.searchFolder))
        try site.build(on: "2026-12-02")
        let after = Set(try site.paths(below: TestSite.searchFolder))
        #expect(before.subtracting(after).allSatisfy { $0.contains("/sealed/") } && before != after)
        #expect(try site.sealedSearch("anna").contains("salamanders"))
    }

    @Test func `the same site has the same bytes with any number of threads`() throws {
        var all: [[String: [UInt8]]] = []
        for threads in [1, 7] {
            let site = try TestSite(Self.files, config: TestSite.searchConfig, roster: Self.roster)
            for number in 0..<300 {
                try site.write(
                    "content/articles/n\(number).md",
                    "# N\(number)\n\nOpen \(number).\n\n::: basic\nShut \(number).\n:::")
            }
            try site.build(threads: threads)
            all.append(try site.files(below: TestSite.searchFolder))
        }
        #expect(all[0].count > 10 && all[0] == all[1])
    }

    @Test func `the search page, the field on every page and the words of the reader are there`() throws {
        let site = try site()
        let page = site.page("/search/")
        #expect(page.contains("data-search") && page.contains("<noscript>") && page.contains("noindex"))
        #expect(site.page("/articles/owner/").contains(#"action="/learn/search/""#))
        #expect(site.page("/articles/nongli/").contains("搜索本站"))
        #expect(site.text(site.asset("reader/search-words-en.js")).contains("searchNone"))
        #expect(!site.text(site.asset("reader/words-en.js")).contains("searchNone"))
        #expect(!site.text("sitemap.xml").contains("/search/"))
    }

    @Test func `the manifest lists the index, and the site verifies`() throws {
        let site = try site()
        let manifest = site.text("_sealpress/manifest.json")
        for path in try site.paths(below: TestSite.searchFolder) {
            #expect(manifest.contains("\"\(path)\""), "\(path)")
        }
    }

    @Test func `a page of the author's own takes the place of the search page`() throws {
        let site = try TestSite(
            ["content/search.md": "---\ntitle: Find\nlayout: search\n---\nMy words."],
            config: TestSite.searchConfig)
        try site.build()
        #expect(site.page("/search/").contains("My words.") && site.page("/search/").contains("data-search"))
    }

    @Test func `a search that is neither on nor off is an error`() throws {
        let site = try TestSite(Self.files, config: TestSite.config + "search: yes please\n")
        #expect(site.faults().hasPrefix("sealpress.yml:5:9: error: expected true or false, found text"))
    }

    @Test(arguments: Array<UInt64>(1...8))
    func `no secret of a random site is in a public file, and each is found by exactly those who may`(
        seed: UInt64
    ) throws {
        let random = RandomSite(seed: seed)
        let site = try TestSite(
            random.files, config: TestSite.searchConfig,
            roster: [
                "basic,basic,,,,active,1", "premium,premium,,,,active,1",
                "lapsed,premium,,,2026-11-01,active,1",
            ])
        try site.build()
        let words = try site.publicWords()
        #expect(!words.contains { $0.contains("secret") })
        for (path, bytes) in try site.publicFiles() {
            let text = String(decoding: bytes, as: UTF8.self)
            #expect(text.firstMatch(of: /zq\d+secret/) == nil, "\(path)")
        }
        for member in ["basic", "premium", "lapsed"] {
            let found = Set(
                try site.sealedSearch(member).matches(of: /zq\d+secret/).map { String($0.output) })
            let routes = Set(random.secrets.map(\.route))
            // What stands in tags, as an image's text does, is no text of the page.
            let html = try routes.flatMap { try site.sections($0, as: member).compactMap(\.self) }.joined()
            let read = Set(
                html.replacing(/<[^>]*>/, with: " ").matches(of: /zq\d+secret/).map { String($0.output) })
            #expect(found == read, "\(member)")
        }
    }
}
