import Diagnostics
import Files
import Recommendations
import Sealing
import Site
import TestSupport
import Testing

/// What insights recommend, in the bundles of members.
@Suite struct AdviceTests {
    private static let files = [
        "content/articles/open.md": "---\ntitle: Open\n---\nFor all.",
        "content/articles/both.md":
            "---\ntitle: Both\n---\nA\n\n::: basic\nBasic.\n:::\n\n::: premium\nPremium.\n:::\n",
        "content/articles/later.md": "---\ntitle: Later\ndate: 2027-01-01\n---\nNot yet.",
        "content/courses/one/index.md":
            "---\ntitle: Course One\nprice: 20\ntier: premium\ndrip: every 7d\n---\nAbout.",
        "content/courses/one/01-x.md": "---\ntitle: \"X \\\"first\\\" \\\\ 一\"\n---\nTeaser.\n\nPaid X.",
        "content/courses/one/02-y.md": "---\ntitle: Y\n---\nTeaser.\n\nPaid Y.",
        "content/courses/one/03-z.md": "---\ntitle: Z\n---\nTeaser.\n\nPaid Z.",
    ]

    private static let config =
        TestSite.config + """
            member: {points: true}
            offers:
              - {id: renew, kind: renewal, before: 14d, after: 30d, title: "Your membership ends soon"}
              - {id: spring, kind: promotion, option: arm-b, price: 3.50, checkout: "https://pay.example/spring", title: "Spring", text: "Half  price", minRisk: 0.3, until: 2026-12-31, tiers: [basic], atMost: 1}
              - {id: up, kind: upgrade, tier: premium, title: "All courses", price: 12, currency: EUR, checkout: "https://pay.example/up"}

            """

    private func site(
        _ roster: [String], members: [String: MemberAdvice] = [:], related: [String: [RelatedPage]] = [:],
        config: String = AdviceTests.config, extra: [String: String] = [:]
    ) throws -> TestSite {
        let site = try TestSite(
            Self.files.merging(extra) { $1 }, config: config, roster: roster)
        try site.write(
            "insights/recommendations.json",
            Recommendations(
                date: "2026-11-19",
                policy: SlatePolicy(id: "slate-2026-11-19", kind: .neighbours, exploration: 0.1),
                members: members, related: related
            ).printed())
        return site
    }

    private func advice(_ site: TestSite, _ member: String) throws -> BundleAdvice? {
        try site.view(member).bundle.advice
    }

    private func lesson(_ route: String, _ kind: Reason.Kind = .popular, _ because: String? = nil)
        -> NextLesson
    {
        NextLesson(route: route, reason: Reason(kind, because: because), propensity: 0.5)
    }

    // MARK: Lessons

    @Test func `a member's bundle names the lessons that this member may open now`() throws {
        let slate = MemberAdvice(lessons: [
            lesson("/courses/one/y/", .continuesCourse, "/courses/one/x/"), lesson("/articles/open/"),
            lesson("/articles/both/", .similar, "/articles/gone/"), lesson("/courses/one/z/"),
            lesson("/articles/gone/"), lesson("/articles/later/"),
        ])
        let site = try site(
            ["all,premium,,,,active,1", "low,basic,,,,active,1", "drip,,one@2026-11-10,,,active,1"],
            members: ["all": slate, "low": slate, "drip": slate, "nobody": slate])
        let summary = try site.build()
        let premium = try #require(try advice(site, "all"))
        #expect(premium.policy == "slate-2026-11-19")
        #expect(
            try premium.lessons == [
                .init(
                    route: "/courses/one/y/", title: "Y", reason: .continuesCourse,
                    because: "X \"first\" \\ 一"),
                .init(route: "/articles/open/", title: "Open", reason: .popular),
                // The page that it is like is gone.
                .init(route: "/articles/both/", title: "Both", reason: .similar),
                .init(route: "/courses/one/z/", title: "Z", reason: .popular),
            ])
        #expect(try advice(site, "low")?.lessons.map(\.title) == ["Open"])
        // Bought on 10 November, with a lesson a week: the third opens on the 24th.
        #expect(try advice(site, "drip")?.lessons.map(\.title) == ["Y", "Open"])
        #expect(summary.advice?.members == 3)
        #expect(summary.advice?.droppedPlaces == 2 + 5 + 4)
        try site.build(on: "2026-11-24")
        #expect(try advice(site, "drip")?.lessons.map(\.title) == ["Y", "Open", "Z"])
    }

    @Test func `progress is told of courses that are there, with the lessons they have now`() throws {
        let found = MemberAdvice(progress: [
            CourseProgress(course: "one", completed: 1, lessons: 2, next: "/courses/one/y/"),
            CourseProgress(course: "gone", completed: 1, lessons: 2, next: nil),
        ])
        let site = try site(
            ["ann,premium,,,,active,1", "ben,basic,,,,active,1"], members: ["ann": found, "ben": found])
        try site.build()
        #expect(
            try advice(site, "ann")
                == BundleAdvice(progress: [
                    .init(
                        course: "one", title: "Course One", route: "/courses/one/", completed: 1, lessons: 3,
                        next: .init(route: "/courses/one/y/", title: "Y"))
                ]))
        // Where the next lesson is shut, it is not named.
        #expect(try advice(site, "ben")?.progress.map(\.next) == [nil])
    }

    @Test func `points are told where the site says so`() throws {
        let found = MemberAdvice(standing: PointsStanding(points: 12.345, rank: 2, members: 9))
        let members = ["ann": found]
        let shown = try site(["ann,basic,,,,active,1"], members: members)
        try shown.build()
        #expect(
            try advice(shown, "ann")?.standing == BundleAdvice.Standing(points: 12.35, rank: 2, members: 9))
        let silent = try site(["ann,basic,,,,active,1"], members: members, config: TestSite.config)
        let summary = try silent.build()
        #expect(try advice(silent, "ann") == nil)
        #expect(summary.advice?.members == 0)
    }

    @Test func `who is a member no longer is told no lessons`() throws {
        let found = MemberAdvice(
            lessons: [lesson("/articles/open/")],
            progress: [CourseProgress(course: "one", completed: 1, lessons: 2, next: nil)],
            standing: PointsStanding(points: 1, rank: 1, members: 1))
        let site = try site(
            [
                "gone,premium,,,,left,1", "lapsed,premium,,,2026-11-01,active,1",
                "long,basic,,,2026-01-01,active,1",
                "out,premium,,,,revoked,1", "soon,premium,,2026-12-01,,active,1",
            ],
            members: ["gone": found, "lapsed": found, "long": found, "out": found, "soon": found])
        try site.build()
        for member in ["gone", "long", "out", "soon"] { #expect(try advice(site, member) == nil) }
        #expect(
            try advice(site, "lapsed")
                == BundleAdvice(
                    offer: .init(id: "renew", kind: .renewal, title: "Your membership ends soon")))
    }

    // MARK: Offers

    private func suggested(
        _ kinds: SuggestedOffer.Kind..., option: String = "arm-b", risk: Double? = 0.5
    ) -> MemberAdvice {
        MemberAdvice(
            offers: kinds.map {
                SuggestedOffer(
                    kind: $0, option: $0 == .upgrade ? "premium" : $0 == .renewal ? "" : option, risk: risk)
            })
    }

    @Test func `the best suggestion that a rule allows is made, in the author's words`() throws {
        let site = try site(
            ["ann,basic,,,,active,1", "ben,basic,,,,active,1", "cleo,premium,,,,active,1"],
            members: [
                "ann": suggested(.promotion, .upgrade), "ben": suggested(.upgrade, .promotion),
                "cleo": suggested(.promotion, .upgrade),
            ])
        try site.build()
        #expect(
            try advice(site, "ann")?.offer
                == .init(
                    id: "spring", kind: .promotion, title: "Spring", text: "Half price",
                    url: "https://pay.example/spring", price: "3.50 EUR", until: "2026-12-31"))
        #expect(
            try advice(site, "ben")?.offer
                == .init(
                    id: "up", kind: .upgrade, title: "All courses", url: "https://pay.example/up",
                    price: "12 EUR"))
        // Not for this tier, and already there.
        #expect(try advice(site, "cleo") == nil)
    }

    @Test func `nothing is offered without a rule, or beyond its limits`() throws {
        func offered(_ advice: MemberAdvice, rules: String? = nil, on day: String = "2026-11-20") throws
            -> String?
        {
            let config = rules.map { TestSite.config + $0 } ?? Self.config
            let site = try site(["ann,basic,,,,active,1"], members: ["ann": advice], config: config)
            try site.build(on: day)
            return try self.advice(site, "ann")?.offer?.id
        }
        #expect(try offered(suggested(.promotion)) == "spring")
        #expect(try offered(suggested(.promotion), rules: "") == nil)
        #expect(try offered(suggested(.promotion, option: "arm-c")) == nil)
        #expect(try offered(suggested(.promotion, risk: 0.29)) == nil)
        #expect(try offered(suggested(.promotion, risk: nil)) == nil)
        #expect(try offered(suggested(.promotion), on: "2026-12-31") == "spring")
        #expect(try offered(suggested(.promotion), on: "2027-01-01") == nil)
        let later =
            "offers:\n  - {id: up, kind: upgrade, tier: premium, title: Up, checkout: \"mailto:a@b.c\", from: 2026-11-21}\n"
        #expect(try offered(suggested(.upgrade), rules: later) == nil)
        #expect(try offered(suggested(.upgrade), rules: later, on: "2026-11-21") == "up")
        // No model spoke for it.
        #expect(try offered(MemberAdvice()) == nil)
    }

    @Test func `an offer with a limit goes to those who are likeliest to leave`() throws {
        let site = try site(
            ["ann,basic,,,,active,1", "ben,basic,,,,active,1", "cleo,basic,,,,active,1"],
            members: [
                "ann": suggested(.promotion, risk: 0.4), "ben": suggested(.promotion, .upgrade, risk: 0.6),
                "cleo": suggested(.promotion, .upgrade, risk: 0.6),
            ])
        try site.build()
        let offers = try ["ann", "ben", "cleo"].map { try advice(site, $0)?.offer?.id }
        // Who comes too late gets the next best.
        #expect(offers == [nil, "spring", "up"])
    }

    @Test func `a reminder follows the roster's dates, whatever the models say`() throws {
        let site = try TestSite(
            Self.files, config: Self.config,
            roster: [
                "a,basic,,,2026-12-04,active,1", "b,basic,,,2026-12-05,active,1",
                "c,basic,,,2026-11-20,active,1",
                "d,basic,,,2026-10-21,active,1", "e,basic,,,2026-10-20,active,1",
                "f,,one,,2026-11-25,active,1",
                "g,basic,,,,active,1", "h,basic,,,2026-12-01,unclaimed,1",
            ])
        try site.build()
        let offers = try ["a", "b", "c", "d", "e", "f", "g", "h"].map { try advice(site, $0)?.offer }
        #expect(offers.map { $0?.id } == ["renew", nil, "renew", "renew", nil, "renew", nil, nil])
        #expect(
            offers.map { $0?.until } == ["2026-12-04", nil, "2026-11-20", nil, nil, "2026-11-25", nil, nil])
        // Where the rule says none, it leads to where the member's tier is sold.
        #expect(offers.map { $0?.url }.prefix(1) == ["https://pay.example/basic"])
    }

    @Test func `whatever is suggested, nobody is told of what is shut or offered what no rule allows`() throws
    {
        var random = SeededGenerator(seed: 21)
        let routes =
            ["x", "y", "z"].map { "/courses/one/\($0)/" } + ["/articles/open/", "/articles/both/", "/gone/"]
        var rows: [String] = []
        var members: [String: MemberAdvice] = [:]
        for number in 0..<60 {
            let id = "m\(number)"
            let tier = ["", "basic", "premium"][Int.random(in: 0..<3, using: &random)]
            let day = Int.random(in: 10...28, using: &random)
            let courses = tier.isEmpty || Bool.random(using: &random) ? "one@2026-11-\(day)" : ""
            let until =
                Bool.random(using: &random) ? "" : "2026-1\(Int.random(in: 1...2, using: &random))-\(day)"
            let status = ["active", "active", "active", "left", "unclaimed"][
                Int.random(in: 0..<5, using: &random)]
            rows.append("\(id),\(tier),\(courses),,\(until),\(status),1")
            members[id] = MemberAdvice(
                lessons: routes.shuffled(using: &random).prefix(4).map { lesson($0) },
                offers: (0..<Int.random(in: 0...3, using: &random)).map { _ in
                    [
                        SuggestedOffer(
                            kind: .promotion, option: "arm-b", risk: Double.random(in: 0...1, using: &random)),
                        SuggestedOffer(kind: .upgrade, option: "premium"), SuggestedOffer(kind: .renewal),
                        SuggestedOffer(kind: .promotion, option: "arm-z", risk: 1),
                    ][Int.random(in: 0..<4, using: &random)]
                })
        }
        let site = try site(rows, members: members)
        try site.build()
        var made: [String: Int] = [:]
        var told = 0
        for row in rows {
            let fields = row.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            guard let advice = try advice(site, fields[0]) else { continue }
            #expect(fields[5] != "left")
            for lesson in advice.lessons {
                told += 1
                let opened = try site.opened(lesson.route, by: fields[0]).split(separator: "/")
                #expect(opened.first == opened.last, "\(row): \(lesson.route)")
            }
            guard let offer = advice.offer else { continue }
            made[offer.id, default: 0] += 1
            let suggested = members[fields[0]]?.offers ?? []
            #expect(fields[5] == "active")
            switch offer.id {
            case "renew": #expect(("2026-10-21"..."2026-12-04").contains(fields[4]), "\(row)")
            case "spring":
                #expect(fields[1] == "basic" && suggested.contains { $0.option == "arm-b" }, "\(row)")
                #expect((suggested.compactMap(\.risk).max() ?? 0) >= 0.3, "\(row)")
            default: #expect(fields[1] != "premium" && suggested.contains { $0.kind == .upgrade }, "\(row)")
            }
        }
        #expect(
            made["spring"] == 1 && made["renew", default: 0] > 3 && made["up", default: 0] > 3 && told > 30)
    }

    // MARK: Related pages

    private func related(_ site: TestSite, _ route: String) -> [String] {
        let list = between("<aside class=\"related\">", "</aside>", in: site.page(route)).first ?? ""
        return between("<a href=\"/learn", "\"", in: list)
    }

    @Test func `public pages show the related ones that insights found, before those that share tags`() throws
    {
        let pages = [
            "content/articles/a.md": "---\ntitle: A\ntags: [x]\n---\nA",
            "content/articles/b.md": "---\ntitle: B\ntags: [x]\n---\nB",
            "content/articles/c.md": "---\ntitle: C\n---\nC",
        ]
        let found = [
            "/articles/a/": [
                "/articles/gone/", "/articles/a/", "/articles/both/", "/articles/later/", "/articles/c/",
                "/articles/c/",
            ]
            .map { RelatedPage(route: $0, reason: .readTogether) }
        ]
        for (setting, shown) in [
            ("", ["/articles/c/"]), ("related: 2\n", ["/articles/c/", "/articles/b/"]), ("related: 0\n", []),
        ] {
            let site = try site([], related: found, config: TestSite.config + setting, extra: pages)
            try site.build()
            #expect(related(site, "/articles/a/") == shown)
            #expect(related(site, "/articles/b/") == (setting == "related: 2\n" ? ["/articles/a/"] : []))
        }
    }

    // MARK: Bytes

    @Test func `without recommendations and offers a site has the same bytes as ever`() throws {
        let roster = ["ann,premium,one,,,active,1", "ben,basic,,,2026-11-25,active,1"]
        let plain = try TestSite(Self.files, roster: roster)
        let summary = try plain.build()
        #expect(summary.advice == nil)
        let silent = try site(roster, members: ["ann": MemberAdvice()], config: TestSite.config)
        try silent.build()
        #expect(try plain.files() == silent.files())
    }

    @Test func `advice is in bundles alone, the same in every build`() throws {
        let slate = MemberAdvice(
            lessons: [lesson("/courses/one/y/", .readTogether, "/articles/open/")],
            offers: [SuggestedOffer(kind: .promotion, option: "arm-b", risk: 0.9)])
        let roster = ["ann,basic,one@2026-11-01,,,active,1", "ben,premium,,,,active,1"]
        let site = try site(roster, members: ["ann": slate])
        try site.build()
        let before = try site.files()
        for (path, bytes) in try site.publicFiles() {
            for word in [
                "slate-2026-11-19", "\"reason\":\"readTogether\"", "Half price", "pay.example/spring",
                "ends soon",
            ] {
                #expect(!bytes.contains(text: word), "\(word) in \(path)")
            }
        }
        #expect(try advice(site, "ann")?.offer?.id == "spring")
        #expect(try advice(site, "ben") == nil)
        // All of one length, so that nobody can see who is advised.
        #expect(Set(try site.files(below: "_sealpress/bundles/").values.map(\.count)).count == 1)
        let again = try self.site(roster, members: ["ann": slate])
        try again.build(threads: 1)
        #expect(try again.files() == before)
        #expect(try site.build().written == 0)
    }

    // MARK: Faults

    @Test func `a fault in the file is named with its place, and stops the build`() throws {
        let site = try TestSite(Self.files)
        try site.write(
            "insights/recommendations.json",
            """
            {"date":"2026-11-19","members":{"ann":{"lessons":[{"route":"/a/","reason":{"kind":"popular"},"propensity":2}],
            "progress":[],"offers":[]}},"policy":{"id":"p","kind":"bandit","exploration":0.1},"related":{},"version":1}
            """)
        expect(
            site.faults(),
            is: """
                error: insights/recommendations.json: members.ann.lessons[0].propensity: must be greater than 0 and at most 1
                      run 'sealpress insights' again, or delete the file: a site is complete without it
                """)
        try site.write("insights/recommendations.json", "{\"version\":2}")
        expect(
            site.faults(),
            is: """
                error: insights/recommendations.json: version: is 2, and this sealpress reads 1; run sealpress insights
                      run 'sealpress insights' again, or delete the file: a site is complete without it
                """)
        #expect(!site.has("index.html"))
    }

    @Test func `what insights found is refused where it would be published`() throws {
        let site = try TestSite(Self.files)
        try site.write("content/insights/recommendations.json", "{}")
        try site.write("layouts/insights/facts.sqlite", "x")
        expect(
            site.faults(),
            is: """
                error: 'ROOT/content/insights/recommendations.json' would be published
                      move it beside sealpress.yml, or give it another name
                error: 'ROOT/layouts/insights/facts.sqlite' would be published
                      move it beside sealpress.yml, or give it another name
                """)
        let below = try TestSite(Self.files)
        try below.write("content/static/backup/insights/recommendations.json", "{}")
        expect(
            below.faults(),
            is: """
                content/static/backup/insights/recommendations.json:1:1: error: what insights found about members would be published as backup/insights/recommendations.json
                """)
        let linked = try TestSite(Self.files)
        try linked.write("data/found/x.yml", "a: 1")
        try linked.link("insights", to: linked.root + "/data/found")
        expect(
            linked.faults(),
            is: """
                error: 'ROOT/insights' is inside 'ROOT/data', where it could be published
                      it says what members do: keep it beside sealpress.yml
                """)
    }
}
