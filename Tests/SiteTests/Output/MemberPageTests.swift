import Testing

/// The page at `/member/`, and what the reader is told for it.
@Suite struct MemberPageTests {
    private static let course = [
        "content/courses/swift/index.md": "---\ntitle: Swift\ntier: basic\n---\nThe course.",
        "content/courses/swift/01-start/index.md": "---\ntitle: Start\n---\n",
        "content/courses/swift/01-start/01-values.md": "---\ntitle: Values & types\n---\nTeaser.\n\nPaid.",
        "content/courses/swift/02-所有权.md": "---\ntitle: 所有权\n---\nTeaser.\n\nPaid.",
        "content/courses/free/index.md": "Free, and still empty.",
    ]

    @Test func `the member's page is no page for search engines, and visitors are led to the unlock page`()
        throws
    {
        let site = try TestSite(Self.course)
        try site.build()
        let page = site.page("/member/")
        #expect(page.contains("<meta name=\"robots\" content=\"noindex\">"))
        #expect(page.contains("<h1>Your membership</h1>") && page.contains("data-member-home"))
        #expect(page.contains("<a class=\"button\" href=\"/learn/unlock/\" data-unlock>I have a code</a>"))
        #expect(page.contains("<a href=\"https://pay.example/basic\">"))
        for file in ["sitemap.xml", "feed.xml", "feed.json", "index.html", "articles/index.html"] {
            #expect(!site.text(file).contains("/member/"), "\(file)")
        }
    }

    @Test func `a site without tiers has no member's page, and the address is free`() throws {
        let site = try TestSite(
            ["content/member.md": "---\ntitle: Member\n---\nOf the board."],
            config: "site: {title: Test, baseURL: \"https://example.org/learn/\"}\n")
        try site.build()
        #expect(site.page("/member/").contains("Of the board."))
        #expect(!site.has("unlock/index.html"))
    }

    @Test func `its layout can be replaced, and its words are Chinese on a Chinese site`() throws {
        let site = try TestSite([
            "layouts/member.mustache": "{{#page.isMember}}{{site.memberURL}}{{/page.isMember}}"
        ])
        try site.build()
        #expect(site.page("/member/") == "/learn/member/")
        let chinese = try TestSite(
            config:
                "site: {title: 测试, baseURL: \"https://example.org/\", language: zh}\ntiers: [{id: basic, name: 基本}]\n"
        )
        try chinese.build()
        #expect(chinese.page("/member/").contains("<h1>我的会员</h1>"))
        #expect(chinese.text(chinese.asset("reader/home-words-zh.js")).contains("我的课程"))
        #expect(chinese.text(chinese.asset("reader/study-words-zh.js")).contains("标记为已学完"))
    }

    @Test func `the reader is told all courses with their lessons in order`() throws {
        let site = try TestSite(Self.course)
        try site.build()
        expect(
            site.text("_sealpress/reader/courses.js"),
            is: """
                export default [{"id":"free","title":"Free","route":"/courses/free/","tier":null,"lessons":[]},\
                {"id":"swift","title":"Swift","route":"/courses/swift/","tier":"basic","lessons":[\
                {"route":"/courses/swift/所有权/","title":"所有权"},\
                {"route":"/courses/swift/start/values/","title":"Values \\u0026 types"}]}];

                """)
    }

    @Test func `each word of the reader is in one file, and the first page loads those it needs at once`()
        throws
    {
        let site = try TestSite()
        try site.build()
        let files = ["words", "unlock-words", "home-words", "study-words"].map {
            site.text(site.asset("reader/\($0)-en.js"))
        }
        #expect(files[0].contains("\"signOut\"") && files[0].contains("\"home\""))
        #expect(!files[0].contains("nextForYou") && files[2].contains("\"reason.popular\""))
        // Said in both places.
        #expect(files[1].contains("signedInAs") && files[2].contains("signedInAs"))
        #expect(files[3].contains("markDone") && !files[0].contains("markDone"))
    }

    @Test func `a text of a section ends with a place for what members say of it`() throws {
        let site = try TestSite(
            Self.course.merging(["content/articles/a.md": "A", "content/about.md": "About"]) { $1 })
        try site.build()
        #expect(site.page("/courses/swift/start/values/").contains("data-feedback=\"lesson\""))
        #expect(site.page("/articles/a/").contains("data-feedback=\"article\""))
        for page in ["/about/", "/courses/swift/", "/member/", "/"] {
            #expect(!site.page(page).contains("data-feedback"), "\(page)")
        }
    }

    @Test func `there is a file for beacons where the author wants them, and else none`() throws {
        let site = try TestSite()
        try site.build()
        #expect(!site.has("_sealpress/beacon.txt"))
        try site.write("sealpress.yml", TestSite.config + "analytics: {beacon: true}\n")
        try site.build()
        #expect(site.text("_sealpress/beacon.txt").hasSuffix("how far they read.\n"))
        #expect(site.text("_sealpress/reader/config.js").contains("\"beacon\":true"))
        try site.write("content/static/_sealpress/beacon.txt", "Mine")
        #expect(site.faults().contains("/_sealpress/beacon.txt has two sources"))
    }
}
