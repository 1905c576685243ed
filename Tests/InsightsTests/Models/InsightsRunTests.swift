import Diagnostics
import Files
import Insights
import Metrics
import Recommendations
import Testing

@Suite("Models on a store made by hand")
struct InsightsRunTests {
    private static let roster = """
        id,name,email,tier,courses,from,until,status,generation,source,note
        ann,,,basic,,2026-01-10,,active,1,,
        bo,,,basic,,2026-01-15,2026-02-14,active,1,,
        cy,,,basic,,2026-02-01,,active,1,,
        di,,,basic,,2026-03-05,,active,1,,

        """
    private static let payments = """
        member,date,kind,amount,currency,plan,arm,coupon,channel,source,id,customer
        ann,2026-01-10,sale,5,EUR,basic/month,,,news,shop,1,
        bo,2026-01-15,sale,5,EUR,basic/month,,,,shop,2,
        cy,2026-02-01,sale,5,EUR,basic/month,,,,shop,3,
        ann,2026-02-10,renewal,5,EUR,basic/month,,,,shop,4,
        cy,2026-03-01,renewal,5,EUR,basic/month,,,,shop,5,
        di,2026-03-05,sale,5,EUR,basic/month,,,,shop,6,
        ann,2026-03-10,renewal,5,EUR,basic/month,,,,shop,7,
        ann,2026-04-10,renewal,5,EUR,basic/month,,,,shop,8,

        """

    private func fixture() throws -> FactsFixture {
        let fixture = try FactsFixture()
        try fixture.write { facts in
            for (day, member) in [
                ("2026-01-16", "bo"), ("2026-01-20", "ann"), ("2026-02-02", "cy"), ("2026-02-03", "ann"),
                ("2026-03-03", "ann"), ("2026-04-02", "di"),
            ] { try facts.memberDay(FactsFixture.day(day), member) }
            try facts.visitors(FactsFixture.day("2026-01-16"), 30)
            try facts.visitors(FactsFixture.day("2026-03-03"), 10)
            try facts.content(FactsFixture.day("2026-03-03"), "/articles/why/", views: 3)
            try facts.opened(FactsFixture.day("2026-01-20"), "ann", "/articles/why/")
        }
        return fixture
    }

    private func run(_ date: String = "2026-03-31", tables: [String: String] = [:]) throws -> InsightsResults
    {
        let inputs = try SmallSite.inputs(date, roster: Self.roster, payments: Self.payments, tables: tables)
        return try InsightsRun(try fixture().store, inputs).results
    }

    @Test("members are counted month by month as the definitions say")
    func activation() throws {
        let result = try #require(try run().activation.result)
        #expect(result.months.map(\.month) == ["2026-01", "2026-02", "2026-03"])
        #expect(
            result.months.map(\.counts) == [
                MembershipCounts(
                    registered: 2, activated: 2, due: 0, renewed: 0, atStart: 0, lapsed: 0, atEnd: 2),
                MembershipCounts(
                    registered: 3, activated: 2, due: 2, renewed: 1, atStart: 2, lapsed: 1, atEnd: 2),
                MembershipCounts(
                    registered: 4, activated: 1, due: 2, renewed: 2, atStart: 2, lapsed: 0, atEnd: 3),
            ])
        #expect(result.months[0].renewal == nil && result.months[1].renewal?.value == 0.5)
        #expect(result.months[2].renewedPerActivated == nil && result.months[2].netGrowth == 0.5)
        #expect(result.conversion?.numerator == 4 && result.conversion?.denominator == 40)
        let all = try #require(result.funnel.first)
        #expect([all.members, all.due, all.renewed] == [4, 3, 2])
    }

    @Test("retention is the share of a cohort that is still there, by age")
    func retention() throws {
        let result = try #require(try run().retention.result)
        #expect(result.cohorts.map(\.month) == ["2026-01", "2026-02", "2026-03"])
        #expect(result.cohorts.map { $0.retention.map { $0?.numerator } } == [[2, 1, 1], [1, 1], [1]])
        #expect(result.overall.map { $0?.denominator } == [4, 3, 2])
        #expect(result.overall.map { $0?.numerator } == [4, 2, 1])
    }

    @Test("revenue, activity and channels are of what had happened by the day")
    func money() throws {
        let results = try run(tables: [
            "costs.csv": "channel,month,spend\nnews,2026-01,10\nads,2026-03,4\nads,2026-04,99\n"
        ])
        let revenue = try #require(results.revenue.result)
        #expect(revenue.months.map(\.revenue) == [10, 10, 15])
        #expect(revenue.months.map(\.newPayingMembers) == [2, 1, 1])
        #expect(revenue.months.map(\.spend) == [10, 0, 4])
        #expect([revenue.arpu, revenue.arppu, revenue.acquisitionCost] == [15, 5, 4])
        // One of three came; nobody left, so there is no churn to divide by.
        #expect(revenue.lifetimeValue == nil && revenue.paybackMonths == 0.8)
        let channels = try #require(results.channels.result)
        #expect(channels.rows.map(\.channel) == ["unknown", "news", "ads"])
        #expect(channels.rows.map(\.returnOnSpend) == [nil, 0.5, -1])
        let activity = try #require(results.activity.result)
        #expect(activity.months.map(\.active) == [2, 2, 1])
        #expect(activity.consumption.map(\.perMember) == [1])
        #expect([activity.daily, activity.weekly, activity.monthly] == [0, 0, 1])
    }

    @Test("a payment in another currency joins and renews, and adds no money")
    func currencies() throws {
        let payments = Self.payments.replacing(
            "5,EUR,basic/month,,,,shop,3", with: "9,USD,basic/month,,,,shop,3"
        )
        .replacing("5,EUR,basic/month,,,,shop,5", with: "9,USD,basic/month,,,,shop,5")
        let inputs = try SmallSite.inputs("2026-03-31", roster: Self.roster, payments: payments)
        let results = try InsightsRun(try fixture().store, inputs).results
        #expect(
            results.activation.result?.months.map(\.counts)
                == (try run().activation.result?.months.map(\.counts)))
        #expect(results.revenue.result?.months.map(\.revenue) == [10, 5, 10])
        #expect(
            results.revenue.warnings.contains(
                "the money of 2 payments in other currencies than EUR is left out"))
    }

    @Test("a member who did not come is worth as much: money and churn are of all who pay")
    func worth() throws {
        // In February two of three were seen and one of two left.
        let revenue = try #require(try run("2026-02-28").revenue.result)
        #expect([revenue.activeMembers, revenue.payingMembers] == [2, 2])
        let silent = try FactsFixture()
        try silent.write { facts in
            try facts.memberDay(FactsFixture.day("2026-02-02"), "cy")
            try facts.visitors(FactsFixture.day("2026-02-02"), 30)
        }
        let inputs = try SmallSite.inputs("2026-02-28", roster: Self.roster, payments: Self.payments)
        let alone = try #require(try InsightsRun(try silent.store, inputs).results.revenue.result)
        #expect([alone.arpu, alone.arppu] == [10, 5])
        #expect(alone.lifetimeValue == 10 && revenue.lifetimeValue == 10)
    }

    @Test("a week without facts is said to be logs that were not counted")
    func stale() throws {
        let warning = "the newest log that was counted ends on 2026-04-02: ingest newer ones"
        #expect(try !run("2026-04-08").activation.warnings.contains(warning))
        let late = try run("2026-05-31")
        #expect(late.activation.warnings.contains(warning) && late.activity.warnings.contains(warning))
        #expect(late.activity.reading.hasPrefix(warning))
    }

    @Test("a comment with a mistyped date does not stretch the trend")
    func oldComments() throws {
        let rows = (1...6).map { "2026-03-0\($0),far too expensive" } + ["1026-03-01,so good"]
        let report = try run(tables: ["comments.csv": "time,text\n" + rows.joined(separator: "\n") + "\n"])
            .sentiment
        #expect(report.result?.comments == 6)
        #expect(report.warnings.contains("1 comments are older than five years and left out"))
    }

    @Test(
        "arms that nobody bought have no value, and what was offered little is no reason to offer the worse")
    func arms() throws {
        let none = try run(tables: ["arms.csv": "arm,segment,price,offered\nlow,,5,200\n"])
        #expect(none.value.notRun?.why == "no arm was bought yet")
        var payments = Self.payments.replacing(
            "basic/month,,,news,shop,1", with: "basic/month,low,,news,shop,1"
        )
        .replacing("basic/month,,,,shop,6", with: "basic/month,low,,,shop,6")
        payments = payments.replacing("basic/month,,,,shop,2", with: "basic/month,high,,,shop,2")
        let inputs = try SmallSite.inputs(
            "2026-03-31", roster: Self.roster, payments: payments,
            tables: ["arms.csv": "arm,segment,price,offered\nlow,,5,20\nhigh,,5,400\n"])
        let value = try #require(
            try InsightsRun(try fixture().store, inputs).results.value.result?.segments.first)
        #expect(value.offer?.option == "high")
        #expect(value.contender?.option == "low" && value.contender?.offered == 20)
    }

    @Test("a topic that nobody speaks of does not hide what is said of the others")
    func topics() throws {
        let rows = (1...6).map { "2026-03-0\($0),far too expensive,," }.joined(separator: "\n")
        let result = try #require(
            try run(tables: ["comments.csv": "time,text,member,route\n\(rows)\n"]).sentiment.result)
        #expect(result.topics.map(\.topic).contains("service"))
        #expect(result.topics.first { $0.topic == "price" }?.comments == 6)
        #expect(result.topics.first { $0.topic == "service" }?.weeks == [])
        let silent = try run(tables: [
            "comments.csv": "time,text\n" + rows.replacing("far too expensive,,", with: "…")
        ])
        #expect(
            silent.sentiment.notRun?.why == "none of the 6 comments says what is good or bad")
    }

    @Test("what is too little or missing is said, with what to record")
    func notRun() throws {
        let results = try run()
        let sentences = results.summaries.compactMap { summary in
            summary.notRun.map { "\(summary.subject.rawValue) \($0)" }
        }
        #expect(
            sentences == [
                "segments not run: needs 30 members, has 3; more members make it possible",
                "churn not run: needs 10 members who left in the last 6 months with facts, has 1; it takes members who left (until in members.csv) in months with facts",
                "survival not run: needs 10 members who left after a month at least, has 1; it takes members who left (until in members.csv)",
                "strategy not run: no payment that came due has an arm; write the arm of each sale into payments.csv",
                "recommendations not run: needs 10 members who opened a page, has 1; sealpress ingest LOG… counts access logs",
                "behaviour not run: needs 30 members who were shown recommendations, has 0; it takes `analytics.beacon: true` and slates shown to members",
                "pricing not run: there is no arms.csv; record in it how many were offered each price: arm,segment,price,offered (segment a tier, or empty for all)",
                "value not run: there is no arms.csv; record in it how many were offered each price: arm,segment,price,offered (segment a tier, or empty for all)",
                "growth not run: needs 6 months with members, has 3; wait for more months",
                "sentiment not run: there is no comments.csv; record in it what members say: time,member,route,text",
                "points not run: there is no points.csv; record in it what earns points: kind,points (kinds: comment, complete, like, reading, visit)",
                "experiments not run: there are no experiments; write what is to be tried under experiments: in sealpress.yml",
            ])
    }

    @Test("without facts and payments nothing is made up")
    func empty() throws {
        let store = try FactsFixture().store
        let inputs = try SmallSite.inputs("2026-03-31", roster: Self.roster)
        let run = try InsightsRun(store, inputs)
        #expect(
            run.results.activation.notRun
                == NotRun(
                    why: "there are no payments",
                    record: "keep payments.csv (sealpress members import adds to it)"))
        #expect(run.results.activity.notRun?.why == "there are no facts up to this day")
        #expect(run.results.retention.result != nil)
        #expect(run.recommendations == nil)
    }

    @Test("points are by the author's rules, ranks share ties")
    func points() throws {
        let result = try #require(try run(tables: ["points.csv": "kind,points\nvisit,2\n"]).points.result)
        #expect(result.first.map(\.member) == ["ann", "cy"])
        #expect(result.first.map(\.points) == [6, 2])
        let unknown = try run(tables: ["points.csv": "kind,points\nsmile,2\n"]).points.notRun
        #expect(unknown?.why == "points.csv gives points for 'smile', which nobody counts")
    }

    @Test("prices that were tried give a curve and an offer")
    func pricing() throws {
        var payments = "member,date,kind,amount,currency,plan,arm,coupon,channel,source,id,customer\n"
        var roster = "id,name,email,tier,courses,from,until,status,generation,source,note\n"
        var id = 0
        for (arm, price, bought) in [("low", 5, 160), ("mid", 10, 120), ("high", 20, 30)] {
            for _ in 0..<bought {
                id += 1
                let name = String(1000 + id)
                roster += "m\(name),,,basic,,2026-01-02,,active,1,,\n"
                payments += "m\(name),2026-01-02,sale,\(price),EUR,basic/month,\(arm),,,shop,\(id),\n"
                if id % 2 == 0 {
                    payments += "m\(name),2026-02-02,renewal,\(price),EUR,basic/month,\(arm),,,shop,r\(id),\n"
                }
            }
        }
        let arms = "arm,segment,price,offered\nlow,,5,200\nmid,,10,200\nhigh,,20,200\n"
        let inputs = try SmallSite.inputs(
            "2026-03-31", roster: roster, payments: payments, tables: ["arms.csv": arms])
        let results = try InsightsRun(try fixture().store, inputs).results
        let pricing = try #require(results.pricing.result)
        #expect(pricing.arms.map(\.bought) == [160, 120, 30])
        // Those who renewed in February came due again in March and did not.
        #expect(pricing.arms.map(\.due) == [240, 180, 45] && pricing.arms.map(\.renewed) == [80, 60, 15])
        #expect(pricing.best == .inside)
        let best = try #require(pricing.price?.value)
        let highest = try #require(pricing.curve.max { $0.revenue < $1.revenue })
        #expect((best - highest.price).magnitude < 0.4)
        let offer = try #require(results.value.result?.segments.first?.offer)
        #expect(offer.option == "mid")
    }

    @Test("faults of the author's tables are shown with their place")
    func faults() {
        var diagnostics: [Diagnostic] = []
        let files = [
            "costs.csv": "channel,month,spend\nads,2026-13,1\nads,2026-01,-1\n",
            "comments.csv": "time,text\nyesterday,Good\n",
            "arms.csv": "arm,price\nx,1\n",
        ]
        _ = AuthorTables(timeZone: .gmt, diagnostics: &diagnostics) { files[$0].map { Array($0.utf8) } }
        #expect(
            diagnostics.map { "\($0.location.map { "\($0.file):\($0.line)" } ?? "") \($0.message)" } == [
                "costs.csv:2 bad month '2026-13'",
                "costs.csv:3 bad amount '-1'",
                "comments.csv:2 bad time 'yesterday'",
                "arms.csv:1 the column 'segment', 'offered' is missing",
            ])
    }
}
