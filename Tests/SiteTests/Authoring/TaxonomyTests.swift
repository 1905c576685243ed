import Testing

/// Tags, series, authors, and taxonomies of a site's own.
@Suite struct TaxonomyTests {
    private static func config(_ taxonomies: String) -> String {
        "site: {title: Test, baseURL: \"https://example.org/learn/\"}\n\(taxonomies)\n"
    }

    private static let files = [
        "content/articles/a.md":
            "---\ntitle: Alpha\ndate: 2026-01-01\nseries: Time zones\npart: 2\nauthors: [Ada, Bo]\ntopics: [Law]\n---\nText",
        "content/articles/b.md":
            "---\ntitle: Beta\ndate: 2026-02-01\nseries: time-zones\npart: 1\nauthor: Ada\n---\nText",
        "content/articles/c.md": "---\ntitle: Gamma\ndate: 2026-03-01\nseries: Time Zones\n---\nText",
        "content/authors/ada.md":
            "---\ntitle: Ada Lindqvist\ndescription: Writes.\n---\nShe counts days.",
    ]

    private func built() throws -> TestSite {
        let site = try TestSite(
            Self.files, config: Self.config("taxonomies: [series, authors, {id: topics, name: Subjects}]"))
        try site.build()
        return site
    }

    @Test func `every taxonomy has a list, and every term a page`() throws {
        let site = try built()
        #expect(try site.paths(below: "series/") == ["series/index.html", "series/time-zones/index.html"])
        #expect(
            try site.paths(below: "authors/") == [
                "authors/ada/index.html", "authors/bo/index.html", "authors/index.html",
            ])
        #expect(site.page("/topics/").contains("<h1>Subjects</h1>"))
        #expect(site.page("/topics/law/").contains("/learn/articles/a/"))
        #expect(
            site.page("/authors/").contains("<a href=\"/learn/authors/ada/\">Ada Lindqvist <span>2</span>"))
    }

    @Test func `a series is in order of its parts, then of dates`() throws {
        let site = try built()
        let page = site.page("/series/time-zones/")
        #expect(
            between("<h2><a href=\"/learn/articles/", "/\"", in: page) == ["b", "a", "c"])
    }

    @Test func `a page says which part of its series it is, and leads to its neighbours`() throws {
        let site = try built()
        let box = try #require(
            between("<aside class=\"series\">", "</aside>", in: site.page("/articles/a/")).first)
        #expect(box.contains("<a href=\"/learn/series/time-zones/\">Time zones</a> <span>Part 2 of 3</span>"))
        #expect(box.contains("<a href=\"/learn/articles/b/\">Beta</a>"))
        #expect(box.contains("<a href=\"/learn/articles/c/\">Gamma</a>"))
        #expect(!site.page("/authors/ada/").contains("<aside class=\"series\">"))
    }

    @Test func `an author's own page holds the author's words above the list`() throws {
        let site = try built()
        let page = site.page("/authors/ada/")
        #expect(page.contains("<h1>Ada Lindqvist</h1>"))
        #expect(page.contains("She counts days."))
        #expect(page.contains("<p class=\"lede\">Writes.</p>"))
        #expect(between("<h2><a href=\"/learn/articles/", "/\"", in: page) == ["b", "a"])
        #expect(page.contains("<a href=\"/learn/authors/\">Authors</a>"))
        #expect(
            site.page("/articles/a/").contains("<a href=\"/learn/authors/bo/\" rel=\"author\">Bo</a>"))
    }

    @Test func `without an entry an author has no page, and a tag has`() throws {
        let site = try TestSite([
            "content/articles/a.md": "---\nauthor: Ada\ntags: [swift]\n---\nText"
        ])
        try site.build()
        #expect(!site.has("authors/index.html"))
        #expect(site.has("tags/swift/index.html"))
        #expect(site.page("/articles/a/").contains("<span>Ada</span>"))
    }

    @Test func `a tag's page may have words of its own`() throws {
        let site = try TestSite([
            "content/articles/a.md": "---\ntags: [swift]\n---\nText",
            "content/tags/swift.md": "---\ntitle: The Swift language\n---\nWhat Swift is.",
            "content/tags/index.md": "---\ntitle: Subjects\n---\nAll of them.",
        ])
        try site.build()
        #expect(site.page("/tags/swift/").contains("What Swift is."))
        #expect(site.page("/tags/swift/").contains("/learn/articles/a/"))
        #expect(site.page("/tags/").contains("All of them."))
        #expect(site.page("/tags/").contains("The Swift language <span>1</span>"))
    }

    @Test func `a taxonomy can have layouts of its own`() throws {
        let site = try TestSite(
            Self.files.merging([
                "layouts/topics/term.mustache":
                    "{{page.taxonomy.title}}: {{page.title}}{{#items}} {{title}}{{/items}}",
                "layouts/article.mustache": "{{#page.terms.topics}}{{name}}={{url}}{{/page.terms.topics}}",
            ]) { $1 }, config: Self.config("taxonomies: [series, authors, topics]"))
        try site.build()
        #expect(site.page("/topics/law/") == "Topics: Law Alpha")
        #expect(site.page("/articles/a/") == "Law=/learn/topics/law/")
    }

    @Test func `a mistyped taxonomy is an unknown key`() throws {
        expect(
            try TestSite(
                ["content/articles/a.md": "---\ntopcis: [Law]\n---\nText"],
                config: Self.config("taxonomies: [topics]")
            ).faults(),
            is: """
                content/articles/a.md:2:1: error: unknown key 'topcis'
                    2 | topcis: [Law]
                      | ^^^^^^ did you mean 'topics'? fields of your own go under 'params:'
                """)
    }

    @Test func `a series needs its entry in the configuration`() throws {
        expect(
            try TestSite(["content/articles/a.md": "---\nseries: Law\n---\nText"]).faults(),
            is: """
                content/articles/a.md:2:1: error: 'series' is no taxonomy of this site
                    2 | series: Law
                      | ^^^^^^ add it to sealpress.yml: taxonomies: [series]
                """)
    }

    @Test func `parts are numbers of a series, each once`() throws {
        let config = Self.config("taxonomies: [series]")
        expect(
            try TestSite(
                [
                    "content/articles/a.md": "---\nseries: Law\npart: 1\n---\nText",
                    "content/articles/b.md": "---\nseries: Law\npart: 1\n---\nText",
                    "content/articles/c.md": "---\npart: 3\n---\nText",
                ], config: config
            ).faults(),
            is: """
                content/articles/b.md:3:7: error: part 1 of the series is there twice
                    3 | part: 1
                      |       ^ it is also in content/articles/a.md:3; give one another number
                content/articles/c.md:2:7: error: a 'part' needs a 'series'
                    2 | part: 3
                      |       ^ name the series, or delete the line
                """)
    }

    @Test func `names that are taken, twice there, or no ids are refused`() throws {
        expect(
            try TestSite(
                config: Self.config("taxonomies: [title, courses, Topics, series, series, {nam: x}]")
            )
            .faults(),
            is: """
                sealpress.yml:2:14: error: 'title' cannot be a taxonomy: the name is taken
                    2 | taxonomies: [title, courses, Topics, series, series, {nam: x}]
                      |              ^^^^^ choose another, such as 'topics'
                sealpress.yml:2:21: error: 'courses' cannot be a taxonomy: the name is taken
                    2 | taxonomies: [title, courses, Topics, series, series, {nam: x}]
                      |                     ^^^^^^^ choose another, such as 'topics'
                sealpress.yml:2:30: error: bad taxonomy id 'Topics'
                    2 | taxonomies: [title, courses, Topics, series, series, {nam: x}]
                      |                              ^^^^^^ ids are lower-case letters, digits and '-'
                sealpress.yml:2:46: error: taxonomy 'series' is there twice
                    2 | taxonomies: [title, courses, Topics, series, series, {nam: x}]
                      |                                              ^^^^^^ delete one
                sealpress.yml:2:54: error: the key 'id' is missing
                    2 | taxonomies: [title, courses, Topics, series, series, {nam: x}]
                      |                                                      ^
                sealpress.yml:2:55: error: unknown key 'nam'
                    2 | taxonomies: [title, courses, Topics, series, series, {nam: x}]
                      |                                                       ^^^ did you mean 'name'? keys here: id, name, paginate
                """)
    }

    @Test func `terms with one address are refused in every taxonomy`() throws {
        expect(
            try TestSite(
                [
                    "content/articles/a.md": "---\ntopics: [C++]\n---\nA",
                    "content/articles/b.md": "---\ntopics: [C#, \"+\"]\n---\nB",
                ], config: Self.config("taxonomies: [topics]")
            ).faults(),
            is: """
                content/articles/b.md:2:10: error: in 'topics', 'C#' and 'C++' have one address, /topics/c/
                    2 | topics: [C#, "+"]
                      |          ^^ rename one; 'C++' is in content/articles/a.md:2
                content/articles/b.md:2:14: error: no address can be made of '+'
                    2 | topics: [C#, "+"]
                      |              ^^^ it needs a letter or digit
                """)
    }

    @Test func `an author's picture is found wherever the site is served`() throws {
        let site = try TestSite(
            [
                "content/articles/a.md": "---\ntitle: A\nauthors: [Ada, Bo]\n---\nText",
                "content/authors/ada.md": "---\ntitle: Ada\nimage: ada.svg\n---\nShe counts days.",
                "content/authors/ada.svg": "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
                "content/authors/bo.md":
                    "---\ntitle: Bo\nimage: \"https://pictures.example/bo.jpg\"\n---\nText",
            ], config: Self.config("taxonomies: [authors]"))
        try site.build()
        #expect(site.page("/authors/ada/").contains("<img class=\"portrait\" src=\"/learn/authors/ada.svg\""))
        #expect(site.page("/authors/ada/").contains("content=\"https://example.org/learn/authors/ada.svg\""))
        #expect(site.page("/authors/bo/").contains("src=\"https://pictures.example/bo.jpg\""))
    }
}
