import Foundation
import FoundationXML
import TestSupport
import Testing

/// Feeds of parts of the site, and related pages.
@Suite struct PartFeedTests {
    private static func config(_ more: String) -> String {
        """
        site: {title: Test, baseURL: "https://example.org/learn/"}
        tiers: [{id: premium}]
        \(more)

        """
    }

    private static let files = [
        "content/articles/a.md": "---\ntitle: Alpha\ndate: 2026-01-01\ntags: [swift, rare]\n---\nOpen words.",
        "content/articles/b.md":
            "---\ntitle: Beta\ndate: 2026-02-01\ntags: [swift]\n---\nOpen.\n\n::: premium\nThe secret recipe.\n:::",
        "content/articles/c.md": "---\ntitle: Gamma\ndate: 2026-03-01\ntags: [swift, rare]\n---\nOpen.",
        "content/courses/x/index.md": "---\ntitle: Course X\n---\nAbout.",
        "content/courses/x/01-one.md":
            "---\ntitle: One\ndate: 2026-03-02\ntags: [lonely]\ntier: premium\n---\nTeaser.\n\nThe sealed lesson.",
        "content/recipes/soup.md": "---\ntitle: Soup\ndate: 2026-04-01\n---\nHot.",
    ]

    private func titles(_ text: String) throws -> [String] {
        try XMLDocument(data: Data(text.utf8)).nodes(forXPath: "//*[local-name()='title']").map {
            $0.stringValue ?? ""
        }
    }

    @Test func `what is asked for has feeds of its own, with public text only`() throws {
        let site = try TestSite(
            Self.files, config: Self.config("sections: [recipes]\nfeeds: [articles, courses, tags, recipes]"))
        try site.build()
        #expect(
            try titles(site.text("articles/feed.xml")) == ["Test: Articles", "Gamma", "Beta", "Alpha"])
        #expect(try titles(site.text("tags/rare/feed.xml")) == ["Test: rare", "Gamma", "Alpha"])
        #expect(try titles(site.text("courses/x/feed.xml")) == ["Test: Course X", "One"])
        #expect(try titles(site.text("recipes/feed.xml")) == ["Test: Recipes", "Soup"])
        let json = try #require(
            try JSONSerialization.jsonObject(with: Data(site.text("tags/swift/feed.json").utf8))
                as? [String: Any])
        #expect(json["home_page_url"] as? String == "https://example.org/learn/tags/swift/")
        #expect(json["feed_url"] as? String == "https://example.org/learn/tags/swift/feed.json")
        #expect((json["items"] as? [Any])?.count == 3)
        for (path, bytes) in try site.publicFiles()
        where path.hasSuffix("feed.xml") || path.hasSuffix("feed.json") {
            #expect(!bytes.contains(text: "recipe."), "\(path)")
            #expect(!bytes.contains(text: "sealed lesson"), "\(path)")
        }
        #expect(
            site.page("/tags/rare/").contains(
                "<link rel=\"alternate\" href=\"/learn/tags/rare/feed.xml\" type=\"application/atom+xml\" title=\"Test: rare\">"
            ))
        #expect(!site.page("/tags/").contains("tags/feed.xml"))
    }

    @Test func `nothing has a feed unasked, and the site's own stays`() throws {
        let site = try TestSite(Self.files, config: Self.config(""))
        try site.build()
        #expect(try site.paths().filter { $0.hasSuffix("feed.xml") } == ["feed.xml"])
    }

    @Test func `feeds are of parts that there are, and their places are taken`() throws {
        expect(
            try TestSite(
                Self.files.merging(["content/static/articles/feed.xml": "Mine"]) { $1 },
                config: Self.config("feeds: [articles, tag]")
            ).faults(),
            is: """
                sealpress.yml:3:19: error: there is nothing called 'tag' to make feeds of
                    3 | feeds: [articles, tag]
                      |                   ^^^ did you mean 'tags'? there are: articles, courses, tags
                """)
        #expect(
            try TestSite(
                Self.files.merging(["content/static/articles/feed.xml": "Mine"]) { $1 },
                config: Self.config("feeds: [articles]")
            ).faults().contains(
                "/articles/feed.xml has two sources: the build itself and content/static/articles/feed.xml"))
    }

    @Test func `related pages share tags, and a rare tag counts for more`() throws {
        let site = try TestSite(Self.files, config: Self.config("related: 2"))
        try site.build()
        let related = { (route: String) in
            between(
                "<li><a href=\"/learn/", "/\"",
                in: between("class=\"related\"", "</aside>", in: site.page(route)).first ?? "")
        }
        #expect(related("/articles/a/") == ["articles/c", "articles/b"])
        #expect(related("/articles/c/") == ["articles/a", "articles/b"])
        #expect(Set(related("/articles/b/")) == ["articles/a", "articles/c"])
        #expect(related("/courses/x/one/") == [])
        let none = try TestSite(Self.files, config: Self.config(""))
        try none.build()
        #expect(!none.page("/articles/a/").contains("class=\"related\""))
        let first = try site.files()
        try site.build(threads: 1)
        #expect(try site.files() == first)
    }

    @Test func `related pages agree with a plain count where all are near`() throws {
        var random = SeededGenerator(seed: 5)
        var tags: [[Int]] = []
        var files: [String: String] = [:]
        for number in 0..<20 {
            let own = Set((0..<3).map { _ in Int.random(in: 0..<7, using: &random) }).sorted()
            tags.append(own)
            files["content/articles/p\(number).md"] =
                "---\ntitle: P\ndate: 2026-01-\(number < 9 ? "0" : "")\(number + 1)\ntags: [\(own.map { "t\($0)" }.joined(separator: ", "))]\n---\nText"
        }
        let site = try TestSite(files, config: Self.config("related: 5"))
        try site.build()
        for number in 0..<20 {
            let score = { (other: Int) in
                tags[number].filter(tags[other].contains).reduce(0.0) { sum, tag in
                    sum + 1 / Double(tags.count { $0.contains(tag) })
                }
            }
            let best = (0..<20).filter { $0 != number && score($0) > 0 }.map(score).sorted(by: >).prefix(5)
            let box = between("class=\"related\"", "</aside>", in: site.page("/articles/p\(number)/")).first
            let shown = between("/learn/articles/p", "/\"", in: box ?? "").compactMap { Int($0) }
            #expect(shown.count == best.count)
            for (other, expected) in zip(shown, best) { #expect(abs(score(other) - expected) < 1e-6) }
        }
    }
}
