import Sealing
import Site
import Testing

/// Keys that change over time.
@Suite struct EpochTests {
    private static let article = "A\n\n::: premium\nSealed.\n:::\n"

    private func site(_ keys: String, _ files: [String: String] = ["content/articles/a.md": article]) throws
        -> TestSite
    {
        try TestSite(files, config: TestSite.config + "keys: \(keys)\n", roster: ["anna,premium,,,,active,1"])
    }

    /// How many of a page's sections the keys of an old bundle open now.
    private func opened(_ site: TestSite, _ route: String, with old: BundlePlaintext) throws -> Int {
        try between("<sealpress-section src=\"/learn/", "\"", in: site.page(route)).count { path in
            let name = path.split(separator: "/").last?.dropLast(4) ?? ""
            let id = try #require(SealedID(hex: String(name)))
            let bytes = try #require(try site.files()[path])
            return (try? SealedFile.open(bytes, id: id, with: old.grants)) != nil
        }
    }

    @Test func `keys of last month open nothing new`() throws {
        let site = try site("{rotation: monthly}")
        try site.build(on: "2026-11-30")
        let old = try site.view("anna").bundle
        #expect(try opened(site, "/articles/a/", with: old) == 1)
        let page = site.page("/articles/a/")
        try site.build(on: "2026-12-01")
        #expect(try opened(site, "/articles/a/", with: old) == 0)
        #expect(try site.opened("/articles/a/", by: "anna") == "1/1")
        #expect(site.page("/articles/a/") == page)
    }

    @Test(arguments: [
        ("quarterly", "2026-10-01", "2026-12-31", "2027-01-01", "2026-Q4"),
        ("yearly", "2026-01-01", "2026-12-31", "2027-01-01", "2026"),
    ])
    func `keys hold for the whole period`(
        rotation: String, first: String, last: String, next: String, epoch: String
    ) throws {
        let site = try site("{rotation: \(rotation)}")
        try site.build(on: first)
        let old = try site.view("anna").bundle
        #expect(old.grants.keys.map(\.description).contains("tier:premium@\(epoch)"))
        let stamps = try site.stamps()
        try site.build(on: last)
        #expect(try site.touched(since: stamps) == ["_sealpress/manifest.json.minisig"])
        try site.build(on: next)
        #expect(try opened(site, "/articles/a/", with: old) == 0)
    }

    @Test func `manual keys change with their counter alone`() throws {
        let site = try site("{rotation: manual}")
        try site.build(on: "2026-11-30")
        let old = try site.view("anna").bundle
        #expect(old.grants.keys.map(\.description).sorted() == ["tier:basic@0", "tier:premium@0"])
        try site.build(on: "2031-01-01")
        #expect(try opened(site, "/articles/a/", with: old) == 1)
        try site.write("epochs.yml", "tier:premium: 1\n")
        try site.build()
        #expect(try opened(site, "/articles/a/", with: old) == 0)
        #expect(try site.opened("/articles/a/", by: "anna") == "1/1")
    }

    @Test func `a counter shuts the old keys out within the period`() throws {
        let site = try site("{rotation: monthly}")
        try site.build()
        let old = try site.view("anna").bundle
        try site.write("epochs.yml", "tier:premium: 1\ntier:basic: 1\n")
        try site.members("anna,premium,,,,revoked,1", "ben,premium,,,,active,1")
        try site.build()
        #expect(try opened(site, "/articles/a/", with: old) == 0)
        #expect(
            try site.view("ben").bundle.grants.keys.map(\.description).sorted() == [
                "tier:basic@2026-11.1", "tier:premium@2026-11.1",
            ])
        #expect(try site.opened("/articles/a/", by: "ben") == "1/1")
        #expect(try site.opened("/articles/a/", by: "anna") == "0/1")
    }

    @Test func `under keep, who lapsed keeps what came out while they paid`() throws {
        let site = try site(
            "{rotation: monthly, lapse: keep}",
            [
                "content/articles/old.md": "---\ndate: 2026-09-10\n---\n" + Self.article,
                "content/articles/new.md": "---\ndate: 2026-11-10\n---\n" + Self.article,
                "content/articles/undated.md": Self.article,
            ])
        try site.members(
            "active,premium,,,,active,1", "gone,premium,,,,left,1",
            "lapsed,premium,,2026-01-01,2026-10-15,active,1",
            "revoked,premium,,,2026-10-15,revoked,1")
        try site.build()
        func reads(_ member: String) throws -> [String] {
            try ["old", "new", "undated"].map { try site.opened("/articles/\($0)/", by: member) }
        }
        #expect(try reads("active") == ["1/1", "1/1", "1/1"])
        #expect(try reads("lapsed") == ["1/1", "0/1", "0/1"])
        #expect(try reads("revoked") == ["0/1", "0/1", "0/1"])
        #expect(try reads("gone") == ["0/1", "0/1", "0/1"])
    }

    @Test func `under lock, a renewal opens what came out in between`() throws {
        let site = try site("{}")
        try site.members("anna,premium,,,2026-10-31,active,1")
        try site.build()
        #expect(try site.opened("/articles/a/", by: "anna") == "0/1")
        try site.members("anna,premium,,,2027-10-31,active,1")
        try site.build()
        #expect(try site.opened("/articles/a/", by: "anna") == "1/1")
    }
}
