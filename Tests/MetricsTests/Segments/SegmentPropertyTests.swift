import Foundation
import Metrics
import Testing

struct SegmentPropertyTests {
    /// Three kinds of members, well apart.
    private func members() throws -> FeatureTable {
        var stream = RandomStream(seed: 111)
        return try FeatureTable(
            names: ["visits", "idle"],
            rows: (0..<240).map { row in
                let kind = Double(row % 3)
                return [30 - 12 * kind + stream.normal(), 5 + 20 * kind + stream.normal()]
            })
    }

    private func fit(
        _ table: FeatureTable, _ directions: [Segmentation.Direction] = [.active, .inactive]
    ) throws -> Segmentation {
        try Segmentation.fit(table, directions: directions, k: 3, random: RandomStream(seed: 112))
    }

    @Test
    func `segments keep in any order and unit, with every member twice, and with a feature turned round`()
        throws
    {
        let table = try members()
        let plain = try fit(table)
        var stream = RandomStream(seed: 113)
        let order = (0..<table.rows).shuffled(using: &stream)
        let turned = try fit(permuted(table, order))
        #expect(turned.assignment == order.map { plain.assignment[$0] })
        #expect(try fit(scaled(table, [60, 0.01])).assignment == plain.assignment)
        let mirrored = try fit(scaled(table, [-1, 1]), [.inactive, .inactive])
        #expect(mirrored.assignment == plain.assignment)
        let doubled = try fit(permuted(table, Array(0..<240) + Array(0..<240)))
        #expect(doubled.assignment == plain.assignment + plain.assignment)
        #expect(doubled.segments.map(\.size) == plain.segments.map { 2 * $0.size })
        // Turned round as a whole, the active are the inactive.
        let upended = try fit(table, [.inactive, .active])
        #expect(upended.segments.map(\.size) == plain.segments.map(\.size).reversed())
        #expect(upended.assignment == plain.assignment.map { 2 - $0 })
    }

    @Test func `recency, frequency and money score by order alone`() throws {
        var stream = RandomStream(seed: 114)
        let columns = (0..<3).map { _ in (0..<50).map { _ in (stream.uniform() * 20).rounded() } }
        let plain = try RecencyFrequencyMoney(
            daysSinceLast: columns[0], frequency: columns[1], money: columns[2])
        // Any rising function of the values gives the same scores.
        let other = try RecencyFrequencyMoney(
            daysSinceLast: columns[0].map { exp($0 / 5) }, frequency: columns[1].map { $0 * 7 - 3 },
            money: columns[2].map { $0 * $0 })
        #expect(other.scores == plain.scores)
        let turned = try RecencyFrequencyMoney(
            daysSinceLast: columns[0].reversed(), frequency: columns[1].reversed(),
            money: columns[2].reversed())
        #expect(turned.scores == plain.scores.reversed())
    }

    @Test
    func `a profile keeps with every event twice at half weight, and in another unit of weight or time`()
        throws
    {
        var stream = RandomStream(seed: 115)
        func events(times copies: Int, weight: Double, days: Double) -> [MemberProfile.Event] {
            var stream = RandomStream(seed: 116)
            let plain = (0..<120).map { _ in
                MemberProfile.Event(
                    daysAgo: stream.uniform() * 90 * days, hour: stream.index(below: 24),
                    tags: ["t\(stream.index(below: 5))", "t\(stream.index(below: 5))"],
                    weight: (1 + stream.uniform()) * weight)
            }
            return (0..<copies).flatMap { _ in plain }
        }
        let plain = try MemberProfile(events: events(times: 1, weight: 1, days: 1), courses: [])
        let others = [
            try MemberProfile(events: events(times: 2, weight: 0.5, days: 1), courses: []),
            try MemberProfile(events: events(times: 1, weight: 1e6, days: 1), courses: []),
            try MemberProfile(events: events(times: 1, weight: 1, days: 24), courses: [], halfLife: 30 * 24),
            try MemberProfile(
                events: events(times: 1, weight: 1, days: 1).shuffled(using: &stream), courses: []),
        ]
        expectClose(plain.interests.reduce(0) { $0 + $1.share }, 1, within: 1e-12)
        for other in others {
            #expect(other.interests.map(\.tag) == plain.interests.map(\.tag))
            for (a, b) in zip(plain.interests, other.interests) {
                expectClose(b.share, a.share, within: 1e-12)
            }
            #expect(other.hours == plain.hours)
            #expect(other.activeHours == plain.activeHours)
        }
    }
}
