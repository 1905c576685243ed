import Sealing
import Site
import Testing

/// A course in several languages is one course: who may read it is one question.
@Suite struct TranslatedCourseTests {
    @Test func `a translation is sealed for the tier of what it translates, and the course opens both`()
        throws
    {
        let site = try TwoLanguages.site(roster: [
            "anna,premium,,,,active,1", "ben,,swift,,,active,1", "eve,,swift,,2026-01-01,active,1",
        ])
        try site.build()
        #expect(!site.page("/zh/courses/swift/start/types/").contains("付费内容"))
        for route in ["/courses/swift/start/types/", "/zh/courses/swift/start/types/"] {
            #expect(try site.opened(route, by: "anna") == "1/1")
            #expect(try site.opened(route, by: "ben") == "1/1")
            #expect(try site.opened(route, by: "eve") == "0/1")
        }
        let id = site.keys.sectionID(route: "/zh/courses/swift/start/types/", section: "s1")
        let header = try SealedHeader(readingFrontOf: #require(try site.files()[id.path]))
        #expect(header.wraps.map(\.grant.description) == ["course:swift@0", "tier:premium@2026-11"])
    }

    @Test func `the notice names the tier and the course in the page's language`() throws {
        let site = try TwoLanguages.site()
        try site.build()
        let page = site.page("/zh/courses/swift/start/types/")
        #expect(page.contains("面向<strong>高级会员</strong>"))
        #expect(page.contains("<a href=\"/learn/zh/courses/swift/\">斯威夫特</a>"))
        #expect(page.contains("<a href=\"/learn/zh/unlock/\" data-unlock>"))
    }

    @Test(arguments: ["chapter", "course", "page"])
    func `the tier comes from wherever the page has it`(place: String) throws {
        let matter = { place == $0 ? "---\ntier: premium\n---\n" : "---\ntitle: T\n---\n" }
        let site = try TestSite(
            [
                "content/courses/c/index.md": matter("course") + "C.",
                "content/courses/c/index.zh.md": "课。",
                "content/courses/c/01-x/index.md": matter("chapter") + "X.",
                "content/courses/c/01-x/01-l.md": matter("page") + "Teaser.\n\nSealed words.",
                "content/courses/c/01-x/01-l.zh.md": "预告。\n\n密封的文字。",
            ], config: TwoLanguages.config)
        try site.build()
        #expect(site.page("/zh/courses/c/x/l/").contains("<sealpress-section"))
        #expect(!site.page("/zh/courses/c/x/l/").contains("密封的文字"))
    }

    @Test func `a lesson opens on the same day in each language, whichever are translated`() throws {
        let site = try TwoLanguages.site(
            [
                "content/courses/swift/index.md":
                    "---\ntitle: Swift\ntier: premium\nprice: 9\ndrip: every 7d\n---\nCourse.\n"
            ],
            roster: ["ben,,swift@2026-11-01,,,active,1"])
        for (day, opened) in [("2026-11-07", "0/1"), ("2026-11-08", "1/1")] {
            try site.build(on: day)
            for route in ["/courses/swift/start/types/", "/zh/courses/swift/start/types/"] {
                #expect(try site.opened(route, by: "ben") == opened, "\(day) \(route)")
            }
        }
    }

    @Test func `a translation is out when its page is, and has its price`() throws {
        let site = try TwoLanguages.site([
            "content/articles/later.md": "---\ntitle: Later\ndate: 2027-01-01\n---\nLater.",
            "content/articles/later.zh.md": "以后。",
        ])
        try site.build()
        #expect(!site.has("zh/articles/later/index.html"))
        #expect(site.page("/zh/courses/swift/").contains("<span>9</span>"))
    }

    @Test func `the reader counts a lesson once, in whichever language it was read`() throws {
        let site = try TwoLanguages.site()
        try site.build()
        expect(
            site.text("_sealpress/reader/courses.js"),
            is:
                "export default [{\"id\":\"swift\",\"title\":\"Swift\",\"route\":\"/courses/swift/\",\"tier\":\"premium\","
                + "\"lessons\":[{\"route\":\"/courses/swift/start/values/\",\"title\":\"Values\"},"
                + "{\"route\":\"/courses/swift/start/types/\",\"title\":\"Types\"}]},"
                + "{\"id\":\"swift\",\"title\":\"斯威夫特\",\"route\":\"/zh/courses/swift/\",\"tier\":\"premium\","
                + "\"lessons\":[{\"route\":\"/zh/courses/swift/start/types/\",\"title\":\"类型\","
                + "\"original\":\"/courses/swift/start/types/\"}],\"language\":\"zh\"}];\n")
        let page = site.page("/zh/courses/swift/start/types/")
        #expect(page.contains("data-feedback=\"lesson\" data-original=\"/learn/courses/swift/start/types/\""))
        #expect(
            page.contains(
                "<a href=\"/learn/zh/courses/swift/start/types/\" data-original=\"/learn/courses/swift/start/types/\""
            ))
        #expect(
            between("\"courses\":[", "]", in: site.text("_sealpress/reader/config.js")).first?.contains(
                "斯威夫特") == false)
        #expect(
            site.has(site.asset("reader/words-zh.js")) && site.has(site.asset("reader/words-en.js")))
    }

    @Test func `a translation in a folder shares the course too`() throws {
        let site = try TwoLanguages.site(
            ["content/zh/courses/swift/01-start/01-values.md": "---\ntitle: 值\n---\n预告。\n\n付费。\n"],
            roster: ["ben,,swift,,,active,1"])
        try site.build()
        #expect(try site.opened("/zh/courses/swift/start/values/", by: "ben") == "1/1")
        #expect(site.page("/zh/courses/swift/start/values/").contains("rel=\"next\"><span>下一篇</span> 类型"))
    }
}
