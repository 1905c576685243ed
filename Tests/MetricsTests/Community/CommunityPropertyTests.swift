import Metrics
import Testing

struct CommunityPropertyTests {
    @Test func `a rate and its counterpart mirror each other, and twice the count is the same and surer`()
        throws
    {
        for (part, whole) in [(0, 7), (3, 7), (7, 7), (40, 900), (1, 1)] {
            let rate = try #require(Rate(part, of: whole).measured)
            let rest = try #require(Rate(whole - part, of: whole).measured)
            expectClose(rate.value + rest.value, 1, within: 1e-15)
            expectClose(rate.interval.lower + rest.interval.upper, 1, within: 1e-14)
            let doubled = try #require(Rate(2 * part, of: 2 * whole).measured)
            #expect(doubled.value == rate.value)
            #expect(doubled.interval.width < rate.interval.width)
        }
    }

    @Test func `the order of events, visits and members changes nothing`() throws {
        var stream = RandomStream(seed: 71)
        let sightings = (0..<200).map { _ in (member: stream.index(below: 30), day: stream.index(below: 40)) }
        #expect(
            try ActiveMembers(sightings: sightings.shuffled(using: &stream), through: 39)
                == ActiveMembers(sightings: sightings, through: 39))
        // Seen twice a day is seen.
        #expect(
            try ActiveMembers(sightings: sightings + sightings, through: 39)
                == ActiveMembers(sightings: sightings, through: 39))

        let events = (0..<200).map { _ in
            (member: "m\(stream.index(below: 9))", kind: ["view", "answer", "like"][stream.index(below: 3)])
        }
        let rules = ["view": 0.1, "answer": 5, "like": 0.7]
        let board = try Leaderboard(rules: rules, events: events)
        #expect(try Leaderboard(rules: rules, events: events.shuffled(using: &stream)) == board)
        let dearer = try Leaderboard(rules: rules.mapValues { $0 * 8 }, events: events)
        #expect(dearer.entries.map(\.rank) == board.entries.map(\.rank))
        #expect(dearer.entries.map(\.points) == board.entries.map { $0.points * 8 })

        let tenures = (0..<120).map { _ in
            let joined = stream.index(below: 8)
            return Tenure(
                joined: joined, left: stream.bernoulli(0.5) ? joined + stream.index(below: 6) : nil)
        }
        let triangle = try RetentionTriangle(tenures, observedThrough: 8)
        #expect(
            try RetentionTriangle(tenures.shuffled(using: &stream), observedThrough: 8) == triangle)
        // Counting periods from another origin.
        let later = try RetentionTriangle(
            tenures.map { Tenure(joined: $0.joined + 100, left: $0.left.map { $0 + 100 }) },
            observedThrough: 108)
        #expect(later.cohorts.map(\.retention) == triangle.cohorts.map(\.retention))
        #expect(later.overall == triangle.overall)
    }

    @Test func `moves between tiers turned round turn up into down`() throws {
        var stream = RandomStream(seed: 72)
        let tiers = ["basic", "premium", "vip"]
        let moves = (0..<90).map { _ in
            (from: tiers[stream.index(below: 3)], to: tiers[stream.index(below: 3)])
        }
        let plain = try TierMoves(tiers: tiers, moves: moves)
        #expect(try TierMoves(tiers: tiers, moves: moves.shuffled(using: &stream)) == plain)
        let upended = try TierMoves(tiers: tiers.reversed(), moves: moves)
        for (row, other) in zip(plain.rows, upended.rows.reversed()) {
            #expect(other.upgraded == row.downgraded)
            #expect(other.downgraded == row.upgraded)
        }
        let doubled = try TierMoves(tiers: tiers, moves: moves + moves)
        #expect(doubled.rows.map(\.upgraded.value) == plain.rows.map(\.upgraded.value))
    }

    @Test func `a funnel of twice the visitors converts as well`() throws {
        let funnel = try ConversionFunnel(
            name: "all", visitors: 900, members: 90, due: 60, renewed: 45, upgraded: 9)
        let doubled = try ConversionFunnel(
            name: "all", visitors: 1800, members: 180, due: 120, renewed: 90, upgraded: 18)
        for rate in [\ConversionFunnel.visitorToMember, \.memberToRenewed, \.upgraded] {
            #expect(doubled[keyPath: rate].value == funnel[keyPath: rate].value)
        }
        #expect(throws: MetricsError.self) {
            try ConversionFunnel(name: "all", visitors: 9, members: 10, due: 0, renewed: 0, upgraded: 0)
        }
    }

    @Test func `hours to publish at do not depend on the order of visits, and move with the clock`() throws {
        var stream = RandomStream(seed: 73)
        let visits = (0..<900).map { _ in
            (weekday: stream.index(below: 7), hour: (18 + Int(3 * stream.normal()) + 24) % 24)
        }
        let hours = try PublishingHours(visits: visits)
        #expect(try PublishingHours(visits: visits.shuffled(using: &stream)) == hours)
        // Two hours later by another time zone: the best slot is two hours later.
        let moved = try PublishingHours(
            visits: visits.map { visit in
                let slot = (visit.weekday * 24 + visit.hour + 2) % 168
                return (slot / 24, slot % 24)
            })
        #expect(moved.slots[0].share == hours.slots[0].share)
        let shares = hours.slots.map { $0.share.measured?.numerator ?? 0 }
        // Each visit counts for the three slots it follows.
        #expect(shares.reduce(0, +) == 3 * visits.count)
    }
}
