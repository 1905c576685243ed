import Metrics
import Testing

struct AcquisitionPropertyTests {
    private let channels: [Channel] = [.direct, .search, .email, .referral(host: "a.example")]
    private let spend: [Channel: Double] = [.search: 120, .email: 30, .social: 10]

    private func visitors() -> [(channel: Channel, joined: Bool)] {
        var stream = RandomStream(seed: 81)
        return (0..<400).map { _ in (channels[stream.index(below: 4)], stream.bernoulli(0.1)) }
    }

    @Test func `the order of visitors changes nothing`() throws {
        var stream = RandomStream(seed: 82)
        let visitors = visitors()
        #expect(
            try Acquisition(visitors: visitors.shuffled(using: &stream), spend: spend)
                == Acquisition(visitors: visitors, spend: spend))
    }

    @Test func `another currency scales the cost, and twice the visitors for twice the money cost the same`()
        throws
    {
        let plain = try Acquisition(visitors: visitors(), spend: spend)
        let cents = try Acquisition(visitors: visitors(), spend: spend.mapValues { $0 * 128 })
        let doubled = try Acquisition(
            visitors: visitors() + visitors(), spend: spend.mapValues { $0 * 2 })
        #expect(plain.rows.contains { $0.cost != nil } && plain.rows.contains { $0.cost == nil })
        for (row, other) in zip(plain.rows, cents.rows) {
            #expect(other.cost == row.cost.map { $0 * 128 })
            #expect(other.conversion == row.conversion)
        }
        for (row, other) in zip(plain.rows, doubled.rows) {
            #expect(other.channel == row.channel)
            #expect(other.cost == row.cost)
            #expect(other.conversion.value == row.conversion.value)
        }
    }

    @Test func `those who join and those who do not make up a channel`() throws {
        let plain = try Acquisition(visitors: visitors(), spend: [:])
        let mirrored = try Acquisition(visitors: visitors().map { ($0.channel, !$0.joined) }, spend: [:])
        for row in plain.rows {
            let other = try #require(mirrored.rows.first { $0.channel == row.channel })
            expectClose(
                try #require(row.conversion.value) + #require(other.conversion.value), 1, within: 1e-15)
        }
    }
}
