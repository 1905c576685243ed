import Testing

/// Courses with chapters and lessons: order, neighbours, breadcrumbs.
@Suite struct CourseTests {
    private static let files = [
        "content/courses/swift/index.md": "---\ntitle: Swift & Co\n---\nAbout the course.",
        "content/courses/swift/02-later/index.md": "---\ntitle: Later\n---\nChapter text.",
        "content/courses/swift/02-later/01-c.md": "---\ntitle: Lesson C\n---\nC",
        "content/courses/swift/01-early/index.md": "---\ntitle: Early\n---\n",
        "content/courses/swift/01-early/10-b.md": "---\ntitle: Lesson B\n---\nB",
        "content/courses/swift/01-early/2-a.md": "---\ntitle: Lesson A\n---\nA",
        "content/courses/swift/01-intro.md": "---\ntitle: Intro\n---\nIntro",
        "content/courses/swift/03-untitled/01-deep-end.md": "D",
    ]

    private func built(_ changes: [String: String] = [:]) throws -> TestSite {
        let site = try TestSite(Self.files.merging(changes) { $1 })
        try site.build()
        return site
    }

    private func neighbours(_ page: String) -> [String] {
        [" rel=\"prev\"", " rel=\"next\""].map { rel in
            between("<a href=\"", "\"" + rel, in: page).last.map {
                String($0.split(separator: "\"").last ?? "")
            } ?? "–"
        }
    }

    @Test func `lessons lead to the next across chapters, by number and not by text`() throws {
        let site = try built()
        let course = "/learn/courses/swift/"
        #expect(neighbours(site.page("/courses/swift/intro/")) == ["–", course + "early/a/"])
        #expect(neighbours(site.page("/courses/swift/early/a/")) == [course + "intro/", course + "early/b/"])
        #expect(
            neighbours(site.page("/courses/swift/early/b/")) == [course + "early/a/", course + "later/c/"])
        #expect(
            neighbours(site.page("/courses/swift/later/c/")) == [
                course + "early/b/", course + "untitled/deep-end/",
            ])
        #expect(neighbours(site.page("/courses/swift/untitled/deep-end/")) == [course + "later/c/", "–"])
    }

    @Test func `breadcrumbs lead up to the courses`() throws {
        let site = try built()
        let page = site.page("/courses/swift/early/a/")
        let crumbs = try #require(between("class=\"breadcrumbs\"", "</nav>", in: page).first)
        #expect(
            between("<a href=\"", "\"", in: crumbs) == [
                "/learn/courses/", "/learn/courses/swift/", "/learn/courses/swift/early/",
            ])
        #expect(crumbs.contains(">Swift &amp; Co<"))
    }

    @Test func `a chapter without a page of its own is no link`() throws {
        let site = try built()
        #expect(!site.has("courses/swift/untitled/index.html"))
        let page = site.page("/courses/swift/untitled/deep-end/")
        #expect(page.contains("Untitled"))
        #expect(!page.contains("href=\"/learn/courses/swift/untitled/\""))
        #expect(page.contains("<h1>Deep end</h1>"))
    }

    @Test func `a course shows its lessons in order`() throws {
        let site = try built()
        let main = try #require(between("<main", "</main>", in: site.page("/courses/swift/")).first)
        let lessons = between("<a href=\"/learn/courses/swift/", "\"", in: main).filter { $0.contains("/") }
        #expect(
            lessons.filter { $0 != "early/" && $0 != "later/" }
                == [
                    "intro/", "early/a/", "early/b/", "later/c/", "untitled/deep-end/",
                ].filter { lessons.contains($0) })
        #expect(lessons.contains("untitled/deep-end/"))
    }

    @Test func `a draft lesson is skipped by its neighbours`() throws {
        let site = try built(["content/courses/swift/01-early/10-b.md": "---\ndraft: true\n---\nB"])
        #expect(neighbours(site.page("/courses/swift/early/a/"))[1] == "/learn/courses/swift/later/c/")
        #expect(!site.page("/courses/swift/").contains("Lesson B"))
    }

    @Test func `a draft chapter takes its lessons with it, a draft course all of it`() throws {
        let site = try built(["content/courses/swift/01-early/index.md": "---\ndraft: true\n---\n"])
        #expect(try site.paths(below: "courses/swift/early/") == [])
        try site.write("content/courses/swift/index.md", "---\ndraft: true\n---\n")
        try site.build()
        #expect(try site.paths(below: "courses/") == [])
        #expect(!site.page("/").contains("/learn/courses/"))
    }

    @Test func `articles lead to the one before and after them in time`() throws {
        let site = try TestSite([
            "content/articles/z.md": "---\ntitle: First\ndate: 2026-01-01\n---\nText",
            "content/articles/a.md": "---\ntitle: Third\ndate: 2026-03-01\n---\nText",
            "content/articles/m.md": "---\ntitle: Second\ndate: 2026-02-01\n---\nText",
        ])
        try site.build()
        #expect(neighbours(site.page("/articles/m/")) == ["/learn/articles/z/", "/learn/articles/a/"])
        let list = site.page("/articles/")
        let order = between("<a href=\"/learn/articles/", "/\"", in: list).filter { $0.count == 1 }
        #expect(order == ["a", "m", "z"])
    }

    @Test func `an author's own index takes the place of a list's generated page`() throws {
        let site = try TestSite([
            "content/articles/index.md": "---\ntitle: Essays\n---\nAll my words.",
            "content/articles/a.md": "---\ntitle: One\n---\nText",
        ])
        try site.build()
        let page = site.page("/articles/")
        #expect(page.contains("<h1>Essays</h1>") && page.contains("All my words.") && page.contains(">One<"))
    }

    @Test func `a tag lists every page that has it, newest first`() throws {
        let site = try TestSite([
            "content/articles/a.md": "---\ntitle: Old\ndate: 2026-01-01\ntags: [swift]\n---\nText",
            "content/articles/b.md": "---\ntitle: New\ndate: 2026-02-01\ntags: [Swift, c]\n---\nText",
            "content/courses/x/index.md": "---\ntitle: Course\ntags: [swift]\n---\nText",
        ])
        try site.build()
        let page = site.page("/tags/swift/")
        let main = try #require(between("<main", "</main>", in: page).first)
        #expect(
            between("<a href=\"/learn/", "/\"", in: main).filter { !$0.hasPrefix("tags") } == [
                "articles/b", "articles/a", "courses/x",
            ])
        #expect(site.page("/tags/").contains("href=\"/learn/tags/c/\""))
    }
}
