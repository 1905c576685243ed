import Files
import Foundation
import Insights
import Membership
import Metrics
import Recommendations
import Testing

@Suite("Experiments on members")
struct ExperimentRunTests {
    private static let first = FactsFixture.day("2026-01-01")
    private static let count = 800

    /// Members since December; each pays on joining, and of the arm 1 seven in ten pay again, of the arm 0 four in ten.
    private static let (roster, payments): (String, String) = {
        var roster = "id,name,email,tier,courses,from,until,status,generation,source,note\n"
        var payments = "member,date,kind,amount,currency,plan,arm,coupon,channel,source,id,customer\n"
        for member in 0..<count {
            let id = "m\(1000 + member)"
            let pays = member / 2 % 10 < (member % 2 == 1 ? 7 : 4)
            let tier = member % 4 < 3 ? "basic" : "premium"
            roster += "\(id),,,\(tier),,2025-12-01,\(pays ? "" : "2026-01-20"),active,1,,\n"
            payments += "\(id),2025-12-01,sale,5,EUR,basic/month,,,,shop,s\(member),\n"
            if pays { payments += "\(id),2026-01-10,renewal,5,EUR,basic/month,,,,shop,r\(member),\n" }
        }
        return (roster, payments)
    }()

    private func experiment(
        _ outcome: Experiment.Outcome = .payment, tiers: [String] = [], last: String? = "2026-06-30"
    ) -> AssignedExperiment {
        var arms: [String: Int] = [:]
        for member in 0..<Self.count where tiers.isEmpty || member % 4 < 3 {
            arms["m\(1000 + member)"] = member % 2
        }
        return AssignedExperiment(
            Experiment(
                id: "spring", kind: .price,
                arms: [
                    Experiment.Arm(id: "usual"),
                    Experiment.Arm(
                        id: "low", treatment: .price(Experiment.Price(price: "4 EUR", checkout: nil))),
                ], tiers: tiers, firstDay: Self.first, lastDay: last.map(FactsFixture.day),
                outcome: outcome, effect: 0.1), arms: arms)
    }

    private func fixture() throws -> FactsFixture {
        let fixture = try FactsFixture()
        try fixture.write { facts in
            try facts.visitors(Self.first, 10)
            for member in 0..<Self.count {
                let id = "m\(1000 + member)"
                if member % 5 == 0 { try facts.memberDay(Self.first + 3, id) }
                if member % 3 == 0 {
                    try facts.event(
                        Self.first + 3, id, "exposure", "/member/",
                        member == 3 ? "x.spring:usual" : "x.spring:\(member % 2 == 1 ? "low" : "usual")")
                }
                if member % 10 == 0 {
                    try facts.event(Self.first + 5, id, "complete", "/courses/c/one/", "1")
                }
            }
        }
        return fixture
    }

    private func row(
        _ date: String, _ experiment: AssignedExperiment? = nil
    ) throws -> ExperimentsResult.Row {
        var inputs = try SmallSite.inputs(date, roster: Self.roster, payments: Self.payments)
        inputs.experiments = [experiment ?? self.experiment()]
        let report = try InsightsRun(try fixture().store, inputs).results.experiments
        let result = try #require(report.result, "\(String(describing: report.notRun))")
        return try #require(result.experiments.first)
    }

    @Test("before it begins, it says how many members it takes")
    func planned() throws {
        let row = try row("2025-12-31")
        #expect(row.state == .planned && row.comparisons.isEmpty)
        // Nobody paid in the month before, so there is no share to start from.
        #expect(row.plan == nil && row.reading.contains("give 'baseline'"))
        var later = experiment(.visit)
        later.experiment.firstDay = FactsFixture.day("2026-01-31")
        let measured = try #require(try self.row("2026-01-30", later).plan)
        // Those who are members still; every fifth was here on the fourth.
        #expect(measured.isMeasured && abs(measured.baseline - 0.2) < 0.03)
        #expect(measured.eligible == 440)
        var given = experiment()
        given.experiment.baseline = 0.4
        let known = try self.row("2025-12-31", given)
        #expect(known.plan?.isMeasured == false && known.plan?.needed.control == 388)
        #expect(
            known.reading
                == "begins on 2026-01-01; to tell 10.0 points from 40.0 % it takes about \(known.plan?.total ?? 0) members, and 800 can take part"
        )
    }

    @Test("nobody is judged before the window is over")
    func waiting() throws {
        let row = try row("2026-01-30")
        #expect(row.state == .running && row.arms.map(\.assigned) == [400, 400])
        #expect(row.arms.map(\.matured) == [0, 0] && row.comparisons.isEmpty)
        #expect(row.reading.contains("whose 30 days are over"))
    }

    @Test("members count in the arm they were assigned to, and a real difference is found")
    func running() throws {
        let row = try row("2026-02-15")
        #expect(row.arms.map(\.matured) == [400, 400])
        #expect(row.arms.map(\.outcome?.numerator) == [160, 280])
        #expect(row.arms.map(\.paid) == [160, 280] && row.arms.map(\.retained) == [160, 280])
        let comparison = try #require(row.comparisons.first)
        #expect(comparison.arm == "low" && comparison.isDifferent)
        #expect(abs(comparison.difference.value - 0.3) < 1e-12)
        #expect(row.arms[1].probabilityBest ?? 0 > 0.99)
        #expect(row.imbalance?.isSuspicious == false)
        // Browsers of a third told of their arm; m1003's of another.
        #expect(row.arms.map(\.seen) == [134, 132] && row.arms.map(\.seenOther) == [0, 1])
        #expect(row.warnings.count == 1)
        #expect(row.reading.hasPrefix("'low' is better by 30.0 points ("))
    }

    @Test("every outcome is counted within its window")
    func outcomes() throws {
        let visits = try row("2026-02-15", experiment(.visit))
        #expect(visits.arms.map(\.outcome?.numerator) == [80, 80])
        let done = try row("2026-02-15", experiment(.completion))
        #expect(done.arms.map(\.outcome?.numerator) == [80, 0])
        let stayed = try row("2026-02-15", experiment(.stay))
        #expect(stayed.arms.map(\.outcome?.numerator) == [160, 280])
    }

    @Test("who is of another tier takes no part")
    func tiers() throws {
        let row = try row("2026-02-15", experiment(tiers: ["basic"]))
        #expect(row.arms.map(\.assigned) == [400, 200])
        #expect(row.imbalance?.isSuspicious == true)
        #expect(row.reading.hasPrefix("members are not spread as the weights say"))
    }

    @Test("after its end it goes on to be judged, and takes nobody in any more")
    func ended() throws {
        let row = try row("2026-08-01", experiment(last: "2026-01-05"))
        #expect(row.state == .ended && row.arms.map(\.assigned) == [400, 400])
        let later = try self.row(
            "2026-08-01",
            {
                var later = experiment()
                later.experiment.firstDay = FactsFixture.day("2026-06-01")
                return later
            }())
        // Only those who were members still.
        #expect(later.arms.map(\.assigned) == [160, 280])
    }

    @Test("periods are compared where everyone sees the same, and those with two arms are left out")
    func periods() throws {
        let fixture = try FactsFixture()
        let shown = (0..<60).map { AssignedExperiment.Shown(day: Self.first + $0, arm: $0 * 7 % 5 % 2) }
        try fixture.write { facts in
            for day in 0..<60 {
                try facts.visitors(Self.first + day, 50)
                let views = 100
                let exits = shown[day].arm == 1 ? 30 + day % 4 : 60 + day % 4
                try facts.content(Self.first + day, "/articles/why/", views: views, exits: exits)
                // A page without an arm has no say.
                try facts.content(Self.first + day, "/articles/moon/", views: 500, exits: 500)
            }
        }
        func row(_ shown: [AssignedExperiment.Shown], period: Int = 1) throws -> ExperimentsResult.Row {
            var inputs = try SmallSite.inputs("2026-04-01", roster: Self.roster)
            inputs.experiments = [
                AssignedExperiment(
                    Experiment(
                        id: "lead", kind: .teaser,
                        arms: [Experiment.Arm(id: "long"), Experiment.Arm(id: "short")],
                        firstDay: Self.first, lastDay: Self.first + 59, outcome: .onward, effect: 0.1,
                        period: period), shown: shown, routes: ["/articles/why/"])
            ]
            let result = try InsightsRun(try fixture.store, inputs).results.experiments.result
            return try #require(result?.experiments.first)
        }
        let found = try row(shown)
        #expect(found.state == .ended && found.arms.map(\.assigned) == [36, 24])
        let comparison = try #require(found.comparisons.first)
        #expect(comparison.isDifferent && abs(comparison.difference.value - 0.3) < 0.02)
        #expect(found.reading.hasPrefix("'short' is better by "))
        // Builds are rarer than days: an arm is shown until the next.
        let rare = try row([shown[0], AssignedExperiment.Shown(day: Self.first + 15, arm: 1)], period: 10)
        #expect(rare.arms.map(\.assigned) == [1, 4])
        #expect(rare.noComparison == "each arm needs 8 periods of 10 days that one arm was shown in")
        // Before anything was built nothing is known.
        #expect(try row([]).arms.map(\.assigned) == [0, 0])
    }

    @Test("an arm without lessons has none, one with what is popular says so")
    func policies() throws {
        let fixture = try FactsFixture()
        try fixture.write { facts in
            for member in 0..<60 {
                try facts.memberDay(Self.first + member % 10, "m\(1000 + member)")
                for page in SmallSite.pages.prefix(1 + member % 3) {
                    try facts.opened(Self.first + member % 20, "m\(1000 + member)", page.route)
                }
            }
            try facts.visitors(Self.first, 10)
        }
        let arms: [Experiment.Policy?] = [nil, .nothing, .popular]
        var inputs = try SmallSite.inputs("2026-01-12", roster: Self.roster)
        inputs.experiments = [
            AssignedExperiment(
                Experiment(
                    id: "slates", kind: .recommendation,
                    arms: arms.enumerated().map { index, policy in
                        Experiment.Arm(id: "a\(index)", treatment: policy.map { .policy($0) } ?? .none)
                    }, firstDay: Self.first, outcome: .completion, effect: 0.1),
                arms: Dictionary(uniqueKeysWithValues: (0..<Self.count).map { ("m\(1000 + $0)", $0 % 3) }))
        ]
        let advice = try #require(try InsightsRun(try fixture.store, inputs).recommendations)
        for (index, id) in advice.members.keys.sorted().enumerated() {
            let reasons = (advice.members[id]?.lessons ?? []).map(\.reason.kind)
            switch index % 3 {
            case 1: #expect(reasons.isEmpty)
            case 2: #expect(!reasons.isEmpty && reasons.allSatisfy { $0 == .popular })
            default: #expect(!reasons.isEmpty)
            }
        }
        // When it is over, all have lessons again.
        inputs.experiments[0].experiment.lastDay = Self.first + 2
        let after = try #require(try InsightsRun(try fixture.store, inputs).recommendations)
        #expect(after.members.values.allSatisfy { !$0.lessons.isEmpty })
    }
}
