import Metrics
import Testing

struct PricingPropertyTests {
    private typealias Option = ValueMaximisation.Option

    private func option(_ name: String, _ price: Double, _ counts: [Int], times: Int = 1) -> Option {
        Option(
            name: name, price: price, offered: counts[0] * times, bought: counts[1] * times,
            due: counts[2] * times, renewed: counts[3] * times)
    }

    private func options(unit: Double = 1, times: Int = 1) -> [Option] {
        [
            option("low", 5 * unit, [800, 160, 160, 90], times: times),
            option("middle", 8 * unit, [900, 150, 140, 100], times: times),
            option("high", 14 * unit, [700, 50, 45, 30], times: times),
        ]
    }

    private func rows(_ options: [Option]) throws -> [ValueMaximisation.Row] {
        try ValueMaximisation([("all", options)], discount: 0.01, random: RandomStream(seed: 91))
            .segments[0].rows
    }

    @Test func `another currency scales the value and changes no choice`() throws {
        let plain = try rows(options())
        let cents = try rows(options(unit: 128))
        for (row, other) in zip(plain, cents) {
            #expect(other.option.name == row.option.name)
            #expect(other.value.value == 128 * row.value.value)
            #expect(other.value.interval.upper == 128 * row.value.interval.upper)
            #expect(other.probabilityBest == row.probabilityBest)
        }
    }

    @Test func `options in another order are worth the same but for the draws`() throws {
        let plain = try rows(options())
        let turned = try rows(options().reversed())
        #expect(turned.map(\.option.name) == plain.map(\.option.name))
        for (row, other) in zip(plain, turned) {
            #expect((other.value.value - row.value.value).magnitude < 0.1 * row.value.standardError)
            #expect((other.probabilityBest - row.probabilityBest).magnitude < 0.04)
        }
    }

    @Test func `four times the counts halve the interval and keep the order`() throws {
        let plain = try rows(options())
        let more = try rows(options(times: 4))
        #expect(more.map(\.option.name) == plain.map(\.option.name))
        for (row, other) in zip(plain, more) {
            expectClose(other.value.interval.width * 2, row.value.interval.width, within: 0.12)
        }
        #expect(more[0].probabilityBest >= plain[0].probabilityBest)
    }

    @Test func `a segment's offer depends on its own options only`() throws {
        let alone = try ValueMaximisation(
            [("a", options())], discount: 0.01, random: RandomStream(seed: 92))
        let beside = try ValueMaximisation(
            [("a", options()), ("b", options(unit: 3))], discount: 0.01, random: RandomStream(seed: 92))
        #expect(beside.segments[0] == alone.segments[0])
        #expect(beside.offers.count == 2)
    }

    @Test
    func `linear demand does not depend on the order of arms or the currency, and more offers narrow it`()
        throws
    {
        let arms = [5.0, 10, 15, 20].map {
            PriceArm(price: $0, offered: 500, bought: Int(500 * (0.8 - 0.025 * $0)))
        }
        let plain = try #require(LinearDemand.fit(arms, marginalCost: 2).bestPrice.estimate)
        let turned = try #require(LinearDemand.fit(arms.reversed(), marginalCost: 2).bestPrice.estimate)
        let cents = try #require(
            LinearDemand.fit(
                arms.map { PriceArm(price: $0.price * 100, offered: $0.offered, bought: $0.bought) },
                marginalCost: 200
            ).bestPrice.estimate)
        let doubled = try #require(LinearDemand.fit(arms + arms, marginalCost: 2).bestPrice.estimate)
        expectClose(turned.value, plain.value, within: 1e-12)
        expectClose(cents.value, 100 * plain.value, within: 1e-12)
        expectClose(cents.standardError, 100 * plain.standardError, within: 1e-10)
        expectClose(doubled.value, plain.value, within: 1e-12)
        expectClose(doubled.standardError * 2.0.squareRoot(), plain.standardError, within: 1e-10)
    }
}
