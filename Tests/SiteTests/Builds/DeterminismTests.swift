import Files
import Testing

/// The same input gives the same bytes, and what does not change is not written.
@Suite struct DeterminismTests {
    /// A site with something of everything.
    private func site() throws -> TestSite {
        var files = WholeSiteTests.files
        for number in 0..<30 {
            files["content/articles/n\(number).md"] = """
                ---
                title: Number \(number)
                date: 2026-0\(number % 9 + 1)-03
                tags: [t\(number % 5), all]
                ---
                Text ~~struck~~ https://auto.example/\(number) with [a link](n\((number + 1) % 30).md) and note[^1].

                ::: \(number % 2 == 0 ? "basic" : "premium")
                Sealed \(number) ![p](sealed\(number % 3).png)
                :::

                | a | b |
                |---|---|
                | 1 | \(number) |

                [^1]: Note.
                """
        }
        for number in 0..<3 {
            files["content/articles/sealed\(number).png"] = picture(
                String(repeating: "pixel \(number) ", count: 9000))
        }
        return try TestSite(
            files, roster: (0..<20).map { "m\($0),\($0 % 2 == 0 ? "basic" : "premium"),,,,active,1" })
    }

    @Test func `two folders, two builds, any number of threads: the same bytes`() throws {
        let first = try site()
        try first.build(threads: 1)
        let bytes = try first.files()
        #expect(bytes.count > 100)
        for threads in [1, 2, 7] {
            let other = try site()
            try other.build(threads: threads)
            let files = try other.files()
            #expect(files.keys.sorted() == bytes.keys.sorted())
            for (path, expected) in bytes where files[path] != expected {
                Issue.record("\(path) differs with \(threads) threads")
            }
            #expect(try ledger(other) == ledger(first))
        }
    }

    private func ledger(_ site: TestSite) throws -> [UInt8] {
        try FileSystem.read(site.root + "/.sealpress/ledger.json")
    }

    @Test func `a second build writes nothing`() throws {
        let site = try site()
        try site.build()
        let stamps = try site.stamps()
        let ledgerTime = try FileSystem.status(site.root + "/.sealpress/ledger.json")?.modified
        let summary = try site.build(threads: 7)
        #expect((summary.written, summary.removed) == (0, 0))
        #expect(summary.unchanged == stamps.count)
        #expect(try site.touched(since: stamps) == [])
        #expect(try FileSystem.status(site.root + "/.sealpress/ledger.json")?.modified == ledgerTime)
    }

    @Test func `the next day changes only what is signed with the date`() throws {
        let site = try site()
        try site.build(on: "2026-11-20")
        let stamps = try site.stamps()
        try site.build(on: "2026-11-21")
        #expect(try site.touched(since: stamps) == ["_sealpress/manifest.json.minisig"])
    }

    @Test func `a changed sealed section rewrites its file and no page`() throws {
        let site = try site()
        try site.build()
        let stamps = try site.stamps()
        let text = try FileSystem.readText(site.root + "/content/articles/n4.md", limit: 1 << 20)
        try site.write("content/articles/n4.md", text.replacing("Sealed 4 ", with: "Sealed four "))
        let summary = try site.build()
        let sealed = site.keys.sectionID(route: "/articles/n4/", section: "s1").path
        #expect(
            try site.touched(since: stamps)
                == [sealed, "_sealpress/manifest.json", "_sealpress/manifest.json.minisig"].sorted())
        #expect(summary.written == 3)
    }

    @Test func `a changed open text rewrites its page, and lists and feeds that show it`() throws {
        let site = try site()
        try site.build()
        let stamps = try site.stamps()
        // The second paragraph is in no summary, and this article is too old for the feeds.
        let text = try FileSystem.readText(site.root + "/content/articles/n0.md", limit: 1 << 20)
        try site.write("content/articles/n0.md", text.replacing("| 1 | 0 |", with: "| 1 | zero |"))
        try site.build()
        #expect(
            try site.touched(since: stamps) == [
                "_sealpress/manifest.json", "_sealpress/manifest.json.minisig", "articles/n0/index.html",
            ])
    }

    @Test func `a new member adds a bundle and changes nothing else`() throws {
        let site = try site()
        try site.build()
        let before = try site.files()
        try site.write(
            "members.csv",
            TestSite.roster(
                (0..<20).map { "m\($0),\($0 % 2 == 0 ? "basic" : "premium"),,,,active,1" } + [
                    "new,premium,,,,active,1"
                ]))
        let stamps = try site.stamps()
        try site.build()
        #expect(try site.touched(since: stamps) == [site.code("new").bundleID.path])
        #expect(
            try site.publicFiles()
                == before.filter {
                    !$0.key.hasPrefix("_sealpress/sealed/") && !$0.key.hasPrefix("_sealpress/bundles/")
                })
    }

    @Test func `the order of keys, rows and members in files changes no page`() throws {
        let site = try site()
        try site.build()
        let stamps = try site.stamps()
        try site.write(
            "members.csv",
            TestSite.roster(
                (0..<20).reversed().map { "m\($0),\($0 % 2 == 0 ? "basic" : "premium"),,,,active,1" }))
        try site.build()
        #expect(try site.touched(since: stamps) == [])
    }

    @Test func `carriage returns and a byte order mark change nothing`() throws {
        let site = try site()
        try site.build()
        let stamps = try site.stamps()
        let text = try FileSystem.readText(site.root + "/content/articles/n4.md", limit: 1 << 20)
        try site.write("content/articles/n4.md", "\u{FEFF}" + text.replacing("\n", with: "\r\n"))
        try site.build()
        #expect(try site.touched(since: stamps) == [])
    }
}
