import Sealing
import Site
import Testing

/// Lessons that open some days after a course was bought.
@Suite struct DripTests {
    private func site(_ course: String, _ lessons: [String]) throws -> TestSite {
        var files = ["content/courses/x/index.md": "---\nprice: 20\ntier: premium\n\(course)\n---\nAbout."]
        for (number, matter) in lessons.enumerated() {
            files["content/courses/x/0\(number + 1)-l\(number + 1).md"] =
                "---\ntitle: L\n\(matter)\n---\nTeaser.\n\nPaid."
        }
        return try TestSite(files, roster: ["anna,premium,,,,active,1", "ben,,x@2026-11-01,,,active,1"])
    }

    private func opened(_ site: TestSite, _ count: Int, on day: String, by member: String = "ben") throws
        -> [String]
    {
        try site.build(on: day)
        return try (1...count).map { try site.opened("/courses/x/l\($0)/", by: member) }
    }

    @Test func `a lesson with a drip opens so many days after the start`() throws {
        let site = try site("", ["", "drip: 14d", "drip: 3w"])
        #expect(try opened(site, 3, on: "2026-11-14") == ["1/1", "0/1", "0/1"])
        #expect(try opened(site, 3, on: "2026-11-15") == ["1/1", "1/1", "0/1"])
        #expect(try opened(site, 3, on: "2026-11-22") == ["1/1", "1/1", "1/1"])
    }

    @Test func `a course can open one lesson a week`() throws {
        let site = try site("drip: every 7d", ["", "", "", "drip: 2d"])
        #expect(try opened(site, 4, on: "2026-11-01") == ["1/1", "0/1", "0/1", "0/1"])
        #expect(try opened(site, 4, on: "2026-11-08") == ["1/1", "1/1", "0/1", "1/1"])
        #expect(try opened(site, 4, on: "2026-11-15") == ["1/1", "1/1", "1/1", "1/1"])
    }

    @Test func `a tier opens at once`() throws {
        let site = try site("drip: every 7d", ["", "", "drip: 100d"])
        #expect(try opened(site, 3, on: "2026-11-01", by: "anna") == ["1/1", "1/1", "1/1"])
    }

    @Test func `a dripped lesson lists its drip instead of its course`() throws {
        let site = try site("", ["drip: 14d"])
        try site.build()
        let id = site.keys.sectionID(route: "/courses/x/l1/", section: "s1")
        let bytes = try #require(try site.files()[id.path])
        let header = try SealedHeader(readingFrontOf: bytes)
        #expect(header.wraps.map(\.grant.description) == ["course:x/drip-14@0", "tier:premium@2026-11"])
    }

    @Test func `a new drip day rewrites only the bundles that change`() throws {
        let site = try site("drip: every 7d", ["", "", ""])
        try site.build(on: "2026-11-08")
        let stamps = try site.stamps()
        try site.build(on: "2026-11-14")
        #expect(try site.touched(since: stamps) == ["_sealpress/manifest.json.minisig"])
        try site.build(on: "2026-11-15")
        #expect(
            try site.touched(since: stamps)
                == [site.code("ben").bundleID.path, "_sealpress/manifest.json.minisig"].sorted())
    }

    @Test func `the notice says for everyone after how many days a lesson opens`() throws {
        let site = try site("", ["", "drip: 1d", "drip: 2w"])
        try site.build()
        #expect(!site.page("/courses/x/l1/").contains("after their start"))
        #expect(site.page("/courses/x/l2/").contains("read it 1 day after their start."))
        #expect(site.page("/courses/x/l3/").contains("read it 14 days after their start."))
        try site.write(
            "content/courses/x/03-l3.md", "---\nlanguage: zh\ndrip: 2w\n---\n开头。\n\n正文。")
        try site.build()
        #expect(site.page("/courses/x/l3/").contains("课程购买者在开始学习 14 天后可以阅读。"))
    }

    @Test func `a bundle tells the first day in a course while lessons are still to open`() throws {
        let site = try site("drip: every 7d", ["", "", ""])
        try site.members(
            "anna,premium,,,,active,1", "ben,,x@2026-11-01,,,active,1",
            "cat,,x@2026-11-01,2026-11-01,,active,1",
            "dan,,x,2026-11-01,,active,1")
        func starts(_ member: String) throws -> [String] {
            try site.view(member).bundle.grants.keys.map(\.description).filter { $0.contains("start") }
        }
        try site.build(on: "2026-11-08")
        #expect(try starts("ben") == ["course:x/start-2026-11-01@0"])
        for member in ["anna", "cat", "dan"] { #expect(try starts(member) == []) }
        try site.build(on: "2026-11-15")
        #expect(try starts("ben") == [])
    }
}
