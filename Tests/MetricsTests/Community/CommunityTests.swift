import Metrics
import Testing

struct CommunityTests {
    private let counts = MembershipCounts(
        registered: 400, activated: 300, due: 60, renewed: 45, atStart: 100, lapsed: 20, atEnd: 90)

    @Test func `activation, renewal and churn have the denominators of their definitions`() throws {
        let rates = try MembershipRates(counts)
        #expect(rates.activation.value == 0.75)
        #expect(rates.renewal.value == 0.75)
        #expect(rates.renewedPerActivated?.value == 0.15)
        #expect(rates.churn.value == 0.2)
    }

    @Test func `article 5's 100 to 80 members is 80 % retention and −20 % net growth`() throws {
        var article = counts
        article.atStart = 100
        article.lapsed = 20
        article.atEnd = 80
        let rates = try MembershipRates(article)
        #expect(rates.retention.value == 0.8)
        #expect(rates.netGrowth == -0.2)
    }

    @Test func `new members raise net growth but not retention`() throws {
        var grown = counts
        grown.atEnd = 150
        let rates = try MembershipRates(grown)
        #expect(rates.retention.value == 0.8)
        #expect(rates.netGrowth == 0.5)
    }

    @Test func `a month without members is no data throughout`() throws {
        let rates = try MembershipRates(
            MembershipCounts(registered: 0, activated: 0, due: 0, renewed: 0, atStart: 0, lapsed: 0, atEnd: 0)
        )
        #expect(rates.activation == .noData)
        #expect(rates.churn == .noData)
        #expect(rates.netGrowth == nil)
    }

    @Test func `more renewed than active is said, not divided`() throws {
        var odd = counts
        odd.activated = 10
        let rates = try MembershipRates(odd)
        #expect(rates.renewedPerActivated == nil)
        #expect(rates.warnings.count == 1)
    }

    @Test func `article 5's examples are 5 interactions per member, 5 views per member and 50 % of views`()
        throws
    {
        let activity = try Activity(
            interactions: 500, members: 100, views: [("A", 500), ("B", 300), ("C", 200)])
        #expect(activity.interactionsPerMember.value == 5)
        #expect(activity.consumption[0].perMember.value == 5)
        #expect(activity.consumption[0].share.value == 0.5)
    }

    @Test func `the retention triangle only holds ages that were reached`() throws {
        let tenures = [
            Tenure(joined: 0, left: nil), Tenure(joined: 0, left: 1), Tenure(joined: 0, left: 2),
            Tenure(joined: 0, left: nil), Tenure(joined: 2, left: nil), Tenure(joined: 2, left: 3),
        ]
        let triangle = try RetentionTriangle(tenures, observedThrough: 3)
        #expect(triangle.cohorts.map(\.period) == [0, 2])
        #expect(triangle.cohorts[0].retention.map(\.value) == [1, 0.75, 0.5, 0.5])
        #expect(triangle.cohorts[1].retention.map(\.value) == [1, 0.5])
        #expect(triangle.overall[1].measured?.denominator == 6)
        #expect(triangle.overall[2].measured?.denominator == 4)
        #expect(throws: MetricsError.self) {
            try RetentionTriangle([Tenure(joined: 5, left: nil)], observedThrough: 3)
        }
        #expect(throws: MetricsError.self) {
            try RetentionTriangle([Tenure(joined: 2, left: 1)], observedThrough: 3)
        }
    }

    @Test func `active members are counted once per window`() throws {
        let active = try ActiveMembers(
            sightings: [(1, 30), (1, 30), (2, 25), (3, 5), (4, 0), (1, 29)], through: 30)
        #expect(active.daily == 1)
        #expect(active.weekly == 2)
        #expect(active.monthly == 3)
        let stickiness = try #require(active.stickiness.measured)
        #expect(stickiness.numerator == 4 && stickiness.denominator == 90)
        expectClose(stickiness.value, 4.0 / 30 / 3, within: 1e-15)
        #expect(try ActiveMembers(sightings: [], through: 3).stickiness == .noData)
    }

    @Test func `tier moves are shares of the tier left`() throws {
        let moves = try TierMoves(
            tiers: ["basic", "premium"],
            moves: [("basic", "premium"), ("basic", "basic"), ("premium", "basic"), ("basic", "basic")])
        #expect(moves.rows[0].upgraded.measured?.denominator == 3)
        #expect(moves.rows[1].downgraded.value == 1)
        #expect(throws: MetricsError.outOfRange(name: "b", row: 0, requirement: "a known tier")) {
            try TierMoves(tiers: ["a"], moves: [("a", "b")])
        }
        #expect(
            throws: MetricsError.outOfRange(name: "a", row: nil, requirement: "the name of one tier only")
        ) {
            try TierMoves(tiers: ["a", "b", "a"], moves: [])
        }
    }

    @Test func `a lifetime is worth margin over churn, and its cost is compared with it`() throws {
        let revenue = try Revenue(
            revenue: 3000, activeMembers: 100, payingMembers: 75, months: 2, margin: 0.8,
            acquisitionSpend: 900,
            newPayingMembers: 30, churn: Rate(5, of: 100))
        #expect(revenue.perActiveMember.value == 15)
        #expect(revenue.perPayingMember.value == 20)
        #expect(revenue.acquisitionCost.value == 30)
        expectClose(try #require(revenue.lifetimeValue), 240, within: 1e-12)
        expectClose(try #require(revenue.valueToCost), 8, within: 1e-12)
        expectClose(try #require(revenue.paybackMonths), 2.5, within: 1e-12)
        #expect(try #require(revenue.lifetimeValueInterval).contains(240))
    }

    @Test func `without churn there is no finite lifetime value`() throws {
        let revenue = try Revenue(
            revenue: 3000, activeMembers: 100, payingMembers: 75, months: 1, margin: 0.8, acquisitionSpend: 0,
            newPayingMembers: 0, churn: Rate(0, of: 100))
        #expect(revenue.lifetimeValue == nil)
        #expect(revenue.acquisitionCost.value == nil)
        #expect(revenue.warnings.count == 1)
    }

    @Test func `equal points share a rank and the next is skipped`() throws {
        let board = try Leaderboard(
            rules: ["view": 1, "answer": 5],
            events: [
                ("ann", "answer"), ("bob", "view"), ("cat", "view"), ("dan", "answer"), ("dan", "view"),
                ("bob", "dance"),
            ])
        #expect(board.entries.map(\.member) == ["dan", "ann", "bob", "cat"])
        #expect(board.entries.map(\.rank) == [1, 2, 3, 3])
        #expect(board.unruled == ["dance": 1])
    }

    @Test func `every metric has a definition and a name of its own`() {
        #expect(Set(Metric.allCases.map(\.rawValue)).count == Metric.allCases.count)
        #expect(Set(Metric.allCases.map(\.definition)).count == Metric.allCases.count)
    }
}
