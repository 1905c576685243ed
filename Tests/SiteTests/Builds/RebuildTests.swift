import Files
import Foundation
import Site
import Testing

/// Builds that take over what the last one made.
@Suite struct RebuildTests {
    /// Articles with tags and a feed, a paid course, a page.
    static let files: [String: String] = {
        var files = [
            "content/about.md": "# About\n\nOf [the first](articles/n0.md#first).\n",
            "content/courses/swift/index.md":
                "---\ntitle: Swift\ntier: basic\nprice: 9\n---\nAbout the course.\n",
            "content/courses/swift/01-one.md": "# One\n\nTeaser of one.\n\nSealed text of one.\n",
            "content/courses/swift/02-two.md": "# Two\n\nTeaser of two.\n\nSealed text of two.\n",
            "content/static/robots.extra.txt": "Words that everyone may read in a file of their own.\n",
        ]
        for number in 0..<12 {
            files["content/articles/n\(number).md"] = article(number)
        }
        return files
    }()

    static func article(_ number: Int) -> String {
        """
        ---
        title: Number \(number)
        date: 2026-0\(number % 9 + 1)-03
        tags: [t\(number % 3), all]
        ---
        The first paragraph of number \(number).

        ## First

        Text with [a link](n\((number + 1) % 12).md#first).

        ::: premium
        Sealed text of number \(number) for those who paid.
        :::

        """
    }

    static func drawing(_ width: Int) -> String {
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"\(width)\" height=\"4\"/>"
    }

    static let config =
        TestSite.config + "feeds: [tags, articles]\nrelated: 2\npaginate: 5\narchive: true\n"

    static func site() throws -> TestSite {
        try TestSite(files, config: config, roster: ["ann,premium,,,,active,1", "bob,basic,,,,active,1"])
    }

    /// The bytes of the site as a build that takes over nothing makes them, in a folder of its own.
    static func whole(_ site: TestSite) throws -> [String: [UInt8]] {
        let other = try TestSite(config: nil)
        for folder in ["content", "layouts", "data", "sealpress.yml", "members.csv"]
        where try site.isThere(folder) {
            try? FileManager.default.removeItem(atPath: other.root + "/" + folder)
            try FileManager.default.copyItem(
                atPath: site.root + "/" + folder, toPath: other.root + "/" + folder)
        }
        (other.date, other.reusesResults) = (site.date, false)
        try other.build()
        return try other.files()
    }

    private func expectWhole(_ site: TestSite, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let (files, expected) = (try site.files(), try Self.whole(site))
        #expect(files.keys.sorted() == expected.keys.sorted(), sourceLocation: sourceLocation)
        for (path, bytes) in expected where files[path] != bytes {
            Issue.record("\(path) differs", sourceLocation: sourceLocation)
        }
    }

    private func edit(_ site: TestSite, _ path: String, _ change: (String) -> String) throws {
        let text = String(decoding: try FileSystem.read(site.root + "/" + path), as: UTF8.self)
        try site.write(path, change(text))
    }

    @Test func `a build of what did not change makes nothing`() throws {
        let site = try Self.site()
        let first = try site.build()
        #expect(first.reused == 0)
        let stamps = try site.stamps()
        let second = try site.build()
        #expect(second.reused == first.pages)
        #expect((second.written, second.unchanged, second.removed) == (0, stamps.count, 0))
        #expect(try site.touched(since: stamps) == [])
        #expect(second.pages == first.pages && second.sealedSections == first.sealedSections)
    }

    @Test func `a line more makes one page`() throws {
        let site = try Self.site()
        let first = try site.build()
        let stamps = try site.stamps()
        try edit(site, "content/courses/swift/02-two.md") { $0 + "\nOne line more.\n" }
        let second = try site.build()
        #expect(second.reused == first.pages - 1)
        let sealed = try site.touched(since: stamps).filter { $0.contains("/sealed/") }
        #expect(sealed.count == 1)
        #expect(
            try site.touched(since: stamps)
                == (["_sealpress/manifest.json", "_sealpress/manifest.json.minisig"] + sealed).sorted())
        #expect(second.written == 3)
        try expectWhole(site)
    }

    @Test func `a first paragraph is new in lists and feeds, too`() throws {
        let site = try Self.site()
        try site.build()
        try edit(site, "content/articles/n4.md") { $0.replacing("first paragraph", with: "opening words") }
        let summary = try site.build()
        #expect(summary.reused > 0)
        for path in ["articles/n4/index.html", "feed.xml", "tags/t1/feed.xml", "tags/t1/index.html"] {
            #expect(site.text(path).contains("opening words"), "\(path)")
        }
        try expectWhole(site)
    }

    @Test(
        arguments: [
            "sealpress.yml", "members.csv", "content/articles/n3.md", "content/static/robots.extra.txt",
            "layouts/partials/footer.mustache", "content/courses/swift/03-three.md", "content/articles/p.svg",
        ])
    func `what is more than a page's text makes all anew`(_ path: String) throws {
        let site = try Self.site()
        try site.write("content/articles/n5.md", Self.article(5) + "\n![p](p.svg)\n")
        try site.write("content/articles/p.svg", Self.drawing(4))
        try site.write("layouts/partials/footer.mustache", "<footer>one</footer>")
        try site.build()
        switch path {
        case "sealpress.yml": try edit(site, path) { $0.replacing("title: Test", with: "title: Other") }
        case "members.csv": try edit(site, path) { $0 + "eve,premium,,,,active,1\n" }
        case "content/articles/n3.md":
            try edit(site, path) { $0.replacing("title: Number 3", with: "title: Three") }
        default: try site.write(path, "<footer>two</footer>")
        }
        #expect(try site.build().reused == 0)
        try expectWhole(site)
    }

    @Test func `a page that comes out today, and a member whose time is over, are not missed`() throws {
        let site = try Self.site()
        try site.write(
            "content/articles/later.md", "---\ntitle: Later\ndate: 2026-11-20T18:00:00\n---\nText.\n")
        try site.build()
        site.date = site.date.addingTimeInterval(5 * 3600)
        #expect(try site.build().reused > 0)
        #expect(site.has("articles/later/index.html") == false)
        site.date = site.date.addingTimeInterval(2 * 3600)
        #expect(try site.build().reused == 0)
        #expect(site.has("articles/later/index.html"))
        #expect(try site.build(on: "2026-11-21").reused == 0)
        try expectWhole(site)
    }

    @Test func `faults are found as by a whole build`() throws {
        let site = try Self.site()
        try site.build()
        try edit(site, "content/articles/n2.md") { $0 + "\n[broken](nowhere.md)\n" }
        let text = site.faults()
        #expect(text.contains("there is no page or file 'nowhere.md'"))
        try edit(site, "content/articles/n2.md") { $0.replacing("nowhere.md", with: "n1.md#nowhere") }
        #expect(site.faults().contains("there is no place '#nowhere' in /articles/n1/"))
        try edit(site, "content/articles/n2.md") { $0.replacing("n1.md#nowhere", with: "n1.md") }
        #expect(try site.build().reused > 0)
        // Another page leads to this heading.
        try edit(site, "content/articles/n0.md") { $0.replacing("## First", with: "## Second") }
        #expect(site.faults().contains("there is no place '#first' in /articles/n0/"))
    }

    @Test func `text that is sealed now and was public, or is public elsewhere, is told`() throws {
        let site = try Self.site()
        try site.build()
        let words = "Here are many words in a row that were for everyone to read until this very day."
        try edit(site, "content/articles/n2.md") { $0 + "\n\(words)\n" }
        try site.build()
        try edit(site, "content/articles/n2.md") {
            $0.replacing("\n\(words)\n", with: "").replacing("for those who paid.", with: "paid.\n\n\(words)")
        }
        #expect(try site.warnings().contains("text of this section was public until now"))
        #expect(try site.warnings() == "")
        try edit(site, "content/courses/swift/01-one.md") {
            $0 + "\nWords that everyone may read in a file of their own.\n"
        }
        #expect(site.faults().contains("would be published in robots.extra.txt"))
    }

    @Test func `files of the site that were changed or lost are made again`() throws {
        let site = try Self.site()
        try site.build()
        let before = try site.files()
        try site.write("site/articles/n1/index.html", "defaced")
        try site.remove("site/tags/all/index.html")
        #expect(try site.build().written == 2)
        #expect(try site.files() == before)
    }

    @Test func `a cache that is damaged, cut, or of another site is as good as none`() throws {
        let site = try Self.site()
        try site.build()
        let folder = site.root + "/.sealpress/cache/"
        let name = try #require(try FileSystem.list(folder).first { $0.path.hasPrefix("build-") }?.path)
        let good = try FileSystem.read(folder + name)
        let foreign = try TestSite(Self.files, config: Self.config, key: 9)
        try foreign.build()
        let other = try FileSystem.read(foreign.root + "/.sealpress/cache/" + name)
        var damaged = good
        damaged[good.count / 2] ^= 1
        for bytes in [damaged, Array(good.dropLast()), [], other, Array("nonsense".utf8)] {
            try FileSystem.write(bytes, to: folder + name)
            #expect(try site.build().reused == 0)
            #expect(try site.build().reused > 0)
        }
        try expectWhole(site)
    }

    @Test func `nothing secret stands in the cache, and nobody else may read it`() throws {
        let site = try Self.site()
        try site.build()
        let folder = site.root + "/.sealpress/cache/"
        for entry in try FileSystem.list(folder) where entry.path.hasPrefix("build-") {
            #expect(try FileSystem.status(folder + entry.path)?.mode == 0o600)
            let bytes = try FileSystem.read(folder + entry.path)
            for secret in ["Sealed text", "ann", "bob"] { #expect(!bytes.contains(text: secret)) }
        }
    }
}
