import Testing

/// Grace and packages in `sealpress.yml`, as they are mistyped.
@Suite struct PackageFaultTests {
    private func faults(_ lines: String) throws -> String {
        try TestSite(
            [
                "content/courses/x/index.md": "A",
                "content/courses/later/index.md": "---\ndraft: true\n---\nA",
            ],
            config: TestSite.config + lines
        ).faults()
    }

    @Test(arguments: ["7d", "2w", "0d", "366d"])
    func `a time of grace is days or weeks`(grace: String) throws {
        #expect(try faults("keys: {grace: \(grace)}\n") == "(no fault)")
    }

    @Test(arguments: ["7", "d", "-1d", "367d", "1y", "+3d", "99999999999999999999d"])
    func `anything else is refused`(grace: String) throws {
        expect(
            try faults("keys: {grace: \(grace)}\n"),
            is: """
                sealpress.yml:5:15: error: '\(grace)' is no time of grace
                    5 | keys: {grace: \(grace)}
                      |               \(String(repeating: "^", count: grace.count)) write it as 7d or 2w, at most 366d
                """)
    }

    @Test func `packages name courses that there are, each once`() throws {
        expect(
            try faults(
                """
                packages:
                  - {id: All, courses: [x]}
                  - {id: two, courses: [x, x]}
                  - {id: two, courses: []}
                  - {id: three}

                """),
            is: """
                sealpress.yml:6:10: error: bad package id 'All'
                    6 |   - {id: All, courses: [x]}
                      |          ^^^ an id has a-z, 0-9 and -, and begins with a letter or digit
                sealpress.yml:7:28: error: course 'x' is there twice in the package 'two'
                    7 |   - {id: two, courses: [x, x]}
                      |                            ^ delete one
                sealpress.yml:8:10: error: package 'two' is there twice; it is already number 2
                    8 |   - {id: two, courses: []}
                      |          ^^^ rename or delete one
                sealpress.yml:8:24: error: the package 'two' has no courses
                    8 |   - {id: two, courses: []}
                      |                        ^ name the ids of the courses that it gives: [swift-basics, crypto]
                sealpress.yml:9:5: error: the key 'courses' is missing
                    9 |   - {id: three}
                      |     ^ the ids of the courses that it gives: [swift-basics, crypto]
                """)
        #expect(try faults("packages:\n  - {id: all, courses: [x, later]}\n") == "(no fault)")
        expect(
            try faults("packages:\n  - {id: all, courses: [x, latr]}\n"),
            is: """
                sealpress.yml:6:28: error: unknown course 'latr'
                    6 |   - {id: all, courses: [x, latr]}
                      |                            ^^^^ did you mean 'later'? the site has: later, x
                """)
    }

    @Test func `a course in a package is sold singly, without a price of its own`() throws {
        let site = try TestSite(
            [
                "content/courses/x/index.md": "---\ntier: premium\n---\nA",
                "content/courses/x/01-l.md": "Teaser.\n\nPaid.",
            ], config: TestSite.config + "packages: [{id: all, courses: [x]}]\n",
            roster: ["anna,,x,,,active,1"])
        try site.build()
        #expect(try site.opened("/courses/x/l/", by: "anna") == "1/1")
    }

    @Test func `what is bought before it comes out opens once it is there`() throws {
        let site = try TestSite(
            [
                "content/courses/x/index.md": "---\ntier: premium\ndate: 2026-12-01\nprice: 9\n---\nA",
                "content/courses/x/01-l.md": "Teaser.\n\nPaid.",
            ], roster: ["anna,,x,,,active,1"])
        try site.build(on: "2026-11-30")
        #expect(!site.has("courses/x/l/index.html"))
        let early = try site.view("anna").bundle
        #expect(early.grants.keys.map(\.description) == ["course:x@0"])
        try site.build(on: "2026-12-01")
        #expect(try site.opened("/courses/x/l/", by: "anna") == "1/1")
    }

    @Test func `grace lasts so many days after the last one`() throws {
        let site = try TestSite(
            ["content/articles/a.md": "A\n\n::: premium\nSealed.\n:::\n"],
            config: TestSite.config + "keys: {grace: 2d}\n", roster: ["anna,premium,,,2026-11-20,active,1"])
        try site.build(on: "2026-11-22")
        #expect(try site.opened("/articles/a/", by: "anna") == "1/1")
        try site.build(on: "2026-11-23")
        #expect(try site.opened("/articles/a/", by: "anna") == "0/1")
    }

    @Test func `a page dated later comes out with its moment, where the site is`() throws {
        let site = try TestSite(
            ["content/articles/a.md": "---\ndate: 2026-11-21\n---\nA\n\n::: premium\nSealed.\n:::\n"],
            config: TestSite.config.replacing("learn/\"}", with: "learn/\", timeZone: Asia/Shanghai}"),
            roster: ["anna,premium,,,,active,1"])
        site.date = TestSite.day("2026-11-20").addingTimeInterval(4 * 3600 - 1)
        #expect(try site.build().scheduled == 1)
        #expect(!site.has("articles/a/index.html"))
        site.date = TestSite.day("2026-11-20").addingTimeInterval(4 * 3600)
        #expect(try site.build().scheduled == 0)
        #expect(try site.opened("/articles/a/", by: "anna") == "1/1")
    }
}
