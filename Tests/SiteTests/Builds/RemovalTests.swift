import Files
import Foundation
import Testing

/// A build deletes what earlier builds wrote, and nothing else.
@Suite struct RemovalTests {
    private static let files = [
        "content/articles/a.md": "---\ntags: [one]\n---\nA\n\n::: premium\n![x](x.png)\n:::\n",
        "content/articles/b.md": "B", "content/articles/x.png": picture(),
    ]

    private func built() throws -> TestSite {
        let site = try TestSite(Self.files, roster: ["anna,premium,,,,active,1"])
        try site.build()
        return site
    }

    @Test func `a deleted page takes its files with it`() throws {
        let site = try built()
        try site.remove("content/articles/a.md").remove("content/articles/x.png")
        let summary = try site.build()
        #expect(summary.removed == 5)
        #expect(try site.paths(below: "articles/") == ["articles/b/index.html", "articles/index.html"])
        #expect(try site.paths(below: "tags/") == [])
        #expect(try site.paths(below: "_sealpress/sealed/") == [])
        #expect(try FileSystem.status(site.output + "/tags") == nil)
        #expect(!site.text("_sealpress/manifest.json").contains("articles/a/"))
    }

    @Test func `files of the user's own stay`() throws {
        let site = try built()
        try site.write("site/CNAME", "example.org").write("site/articles/a/notes.txt", "mine")
            .write("site/old/index.html", "mine").write("site/_sealpress/sealed/mine.bin", "mine")
        try site.remove("content/articles/a.md").remove("content/articles/x.png")
        try site.build()
        #expect(site.text("CNAME") == "example.org")
        #expect(site.text("articles/a/notes.txt") == "mine")
        #expect(site.text("old/index.html") == "mine")
        #expect(site.text("_sealpress/sealed/mine.bin") == "mine")
        #expect(!site.has("articles/a/index.html"))
    }

    @Test func `a file that is gone already is no trouble`() throws {
        let site = try built()
        try site.remove("content/articles/b.md").remove("site/articles/b")
        #expect(try site.build().removed == 0)
    }

    @Test func `a new code takes the old one's bundle away`() throws {
        let site = try built()
        let old = site.code("anna").bundleID.path
        #expect(site.has(old))
        try site.members("anna,premium,,,,active,2")
        try site.write("epochs.yml", "tier:premium: 1\ntier:basic: 1\n")
        try site.build()
        #expect(!site.has(old))
        #expect(try site.opened("/articles/a/", by: "anna", generation: 2) == "1/1")
    }

    @Test func `without a ledger nothing is deleted, and the author told`() throws {
        let site = try built()
        try site.remove(".sealpress").remove("content/articles/b.md")
        expect(
            try site.warnings(),
            is: """
                warning: there is no ledger of earlier builds of this folder: nothing was removed, and no epoch or generation could be compared
                      keep .sealpress/ledger.json between builds
                """)
        #expect(site.has("articles/b/index.html"))
        #expect(try site.warnings() == "")
    }

    @Test(arguments: [
        "anna,premium,,,,active,1", "anna,premium,,,,active,2", "anna,premium,,,,revoked,1",
        "anna,premium,,,,left,1",
    ])
    func `on an empty machine the roster tells that there were builds before`(row: String) throws {
        let site = try TestSite(["content/articles/a.md": "A\n\n::: premium\nSealed.\n:::\n"], roster: [row])
        let summary = try site.build()
        #expect(!summary.hadLedger)
        #expect(summary.warnings.isEmpty == row.hasSuffix("active,1"))
        #expect(try site.build().hadLedger)
        try site.remove(".sealpress").remove("site").write("epochs.yml", "tier:premium: 1\n")
        #expect(try site.warnings().contains("no epoch or generation could be compared"))
    }

    @Test func `two output folders are kept apart`() throws {
        let site = try built()
        let first = site.output
        site.output = site.root + "/preview"
        try site.build()
        try site.remove("content/articles/b.md")
        #expect(try site.build().removed == 1)
        #expect(!site.has("articles/b/index.html"))
        site.output = first
        #expect(site.has("articles/b/index.html"))
        #expect(try site.build().removed == 1)
    }

    // MARK: Ledgers that lie

    private func addToLedger(_ site: TestSite, _ path: String) throws {
        let file = site.root + "/.sealpress/ledger.json"
        let text = try FileSystem.readText(file, limit: 1 << 20)
        let changed = text.replacing(
            "\"articles/a/index.html\"", with: "\"articles/a/index.html\",\"\(path)\"")
        #expect(changed != text)
        try FileSystem.write(Array(changed.utf8), to: file)
    }

    @Test(arguments: [
        "../victim.txt", "articles/../../victim.txt", "./../victim.txt", "//victim.txt", "articles//x",
    ])
    func `a path that leads out of the site is not followed`(path: String) throws {
        let site = try built()
        try site.write("victim.txt", "mine")
        try addToLedger(site, path)
        let warnings = try site.warnings()
        #expect(warnings.contains("'\(path)' is in the ledger but was not removed"))
        #expect(try FileSystem.readText(site.root + "/victim.txt", limit: 100) == "mine")
        #expect(try site.warnings() == "")
    }

    @Test func `an absolute path is not followed`() throws {
        let site = try built()
        try site.write("victim.txt", "mine")
        try addToLedger(site, site.root + "/victim.txt")
        expect(
            try site.warnings(),
            is: """
                warning: 'ROOT/victim.txt' is in the ledger but was not removed: 'ROOT/victim.txt' is not a path inside the folder: it is absolute
                """)
        #expect(try FileSystem.readText(site.root + "/victim.txt", limit: 100) == "mine")
    }

    @Test func `a symbolic link in the site is not followed`() throws {
        let site = try built()
        try site.write("elsewhere/victim.txt", "mine")
        try site.link("site/linked", to: site.root + "/elsewhere")
        try site.link("site/file.txt", to: site.root + "/elsewhere/victim.txt")
        try addToLedger(site, "linked/victim.txt")
        try addToLedger(site, "file.txt")
        let warnings = try site.warnings()
        #expect(warnings.contains("'linked/victim.txt' is in the ledger but was not removed"))
        #expect(warnings.contains("'file.txt' is in the ledger but was not removed"))
        #expect(try FileSystem.readText(site.root + "/elsewhere/victim.txt", limit: 100) == "mine")
    }

    @Test func `a page's folder that became a link is not written through`() throws {
        let site = try built()
        try site.write("elsewhere/keep.txt", "mine").remove("site/articles")
        try site.link("site/articles", to: site.root + "/elsewhere")
        #expect(throws: (any Error).self) { try site.build() }
        #expect(try FileManager.default.contentsOfDirectory(atPath: site.root + "/elsewhere") == ["keep.txt"])
    }
}
