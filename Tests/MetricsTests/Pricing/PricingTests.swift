import Foundation
import Metrics
import Testing

private struct PricingFixture: Decodable {
    let price: [Double], offered: [Int], bought: [Int], demand: [Double]
    let best: [String: [Double]]
    var arms: [PriceArm] {
        price.indices.map { PriceArm(price: price[$0], offered: offered[$0], bought: bought[$0]) }
    }
}

struct PricingTests {
    @Test(arguments: [0.0, 3.0])
    func `logit demand and its best price equal statsmodels and scipy`(cost: Double) throws {
        let fixture: PricingFixture = try Fixture.load("growth")
        let demand = try LogitDemand.fit(fixture.arms, marginalCost: cost)
        expectClose(demand.regression.intercept.value, fixture.demand[0], within: 1e-8)
        expectClose(demand.regression.coefficients[0].value, fixture.demand[1], within: 1e-8)
        let best = try #require(demand.bestPrice.estimate)
        let reference = try #require(fixture.best["\(cost)"])
        expectClose(best.value, reference[0], within: 1e-8)
        expectClose(best.standardError, reference[1], within: 1e-5)
        // At the best price marginal revenue meets marginal cost.
        #expect((try demand.marginalRevenue(at: best.value) - cost).magnitude < 1e-9)
        #expect(try demand.revenue(at: best.value) >= demand.revenue(at: 12) || cost > 0)
    }

    @Test func `the best price of linear demand is a / 2b, and half the marginal cost more`() throws {
        // q = 0.9 − 0.03 p exactly: p* = 15.
        let arms = [5.0, 10, 15, 20, 25].map {
            PriceArm(price: $0, offered: 10_000, bought: Int(10_000 * (0.9 - 0.03 * $0) + 0.5))
        }
        let demand = try LinearDemand.fit(arms)
        expectClose(try #require(demand.bestPrice.estimate).value, 15, within: 1e-10)
        expectClose(demand.intercept.value / (2 * demand.slope.value), 15, within: 1e-10)
        expectClose(
            try #require(LinearDemand.fit(arms, marginalCost: 4).bestPrice.estimate).value, 17, within: 1e-10)
    }

    @Test func `beyond the prices tried nothing is extrapolated, and it says so`() throws {
        let arms = [2.0, 3, 4].map {
            PriceArm(price: $0, offered: 5000, bought: Int(5000 / (1 + exp(-2 + 0.2 * $0))))
        }
        let demand = try LogitDemand.fit(arms)
        #expect(demand.bestPrice == .beyond(nearestTried: 4))
        #expect(demand.reading.contains("try further"))
        #expect(throws: MetricsError.self) { try demand.demand(at: 4.5) }
    }

    @Test func `demand that rises with price has no best price`() throws {
        let arms = [2.0, 3, 4].map { PriceArm(price: $0, offered: 500, bought: Int(50 * $0)) }
        #expect(try LogitDemand.fit(arms).bestPrice == .undetermined)
        #expect(try LinearDemand.fit(arms).bestPrice == .undetermined)
    }

    @Test func `a floor on retention holds the price down`() throws {
        let fixture: PricingFixture = try Fixture.load("growth")
        let arms = fixture.arms.map { arm in
            PriceArm(
                price: arm.price, offered: arm.offered, bought: arm.bought, due: 1000,
                renewed: Int(1000 / (1 + exp(-2.5 + 0.1 * arm.price))))
        }
        let free = try LogitDemand.fit(arms)
        let held = try LogitDemand.fit(arms, retentionFloor: 0.85)
        #expect(free.priceWithFloor == free.bestPrice.estimate?.value)
        // ln(0.85/0.15) = 1.7346 = 2.5 − 0.1 p
        expectClose(try #require(held.priceWithFloor), 7.65, within: 0.02)
        #expect(try LogitDemand.fit(arms, retentionFloor: 0.99).priceWithFloor == nil)
    }

    @Test func `the interval of the best price holds the truth in 95 % of 2,000 experiments`() throws {
        let (a, b) = (1.2, -0.16)
        // The true optimum, by the same condition.
        var truth = 10.0
        for _ in 0..<100 { truth = 1 / (0.16 * (1 - 1 / (1 + exp(-(a + b * truth))))) }
        let random = RandomStream(seed: 1838)
        var held = (logit: 0, linear: 0)
        for run in 0..<Coverage.runs {
            var stream = random.split(run)
            let arms = [4.0, 8, 12, 16, 20].map { price in
                PriceArm(
                    price: price, offered: 800, bought: stream.binomial(800, 1 / (1 + exp(-(a + b * price)))))
            }
            if try LogitDemand.fit(arms).bestPrice.estimate?.interval.contains(truth) == true {
                held.logit += 1
            }
            let straight = [4.0, 8, 12, 16, 20].map { price in
                PriceArm(price: price, offered: 800, bought: stream.binomial(800, 0.9 - 0.035 * price))
            }
            if try LinearDemand.fit(straight).bestPrice.estimate?.interval.contains(0.9 / 0.07) == true {
                held.linear += 1
            }
        }
        Coverage.expect(held.logit, "logit")
        Coverage.expect(held.linear, "linear")
    }

    @Test func `arms in another order and another currency change nothing`() throws {
        let fixture: PricingFixture = try Fixture.load("growth")
        let best = try #require(LogitDemand.fit(fixture.arms).bestPrice.estimate)
        let turned = try #require(LogitDemand.fit(fixture.arms.reversed()).bestPrice.estimate)
        let cents = try #require(
            LogitDemand.fit(
                fixture.arms.map { PriceArm(price: $0.price * 100, offered: $0.offered, bought: $0.bought) }
            ).bestPrice.estimate)
        expectClose(turned.value, best.value, within: 1e-10)
        expectClose(cents.value, 100 * best.value, within: 1e-10)
        expectClose(cents.interval.upper, 100 * best.interval.upper, within: 1e-8)
    }

    @Test func `impossible arms are refused`() {
        #expect(throws: MetricsError.tooFewRows(needed: 2, got: 1)) {
            try LogitDemand.fit([
                PriceArm(price: 5, offered: 10, bought: 1), PriceArm(price: 5, offered: 9, bought: 2),
            ])
        }
        #expect(throws: MetricsError.self) {
            try LinearDemand.fit([
                PriceArm(price: 5, offered: 10, bought: 11), PriceArm(price: 6, offered: 9, bought: 2),
            ])
        }
    }
}

struct ValueMaximisationTests {
    private typealias Option = ValueMaximisation.Option

    @Test func `the option with the highest expected lifetime revenue is offered`() throws {
        // Cheap sells more at once; dear keeps its members, which is worth more.
        let cheap = Option(name: "cheap", price: 5, offered: 2000, bought: 400, due: 400, renewed: 200)
        let dear = Option(name: "dear", price: 8, offered: 2000, bought: 320, due: 320, renewed: 256)
        let result = try ValueMaximisation(
            [("new", [cheap, dear])], discount: 0.01, random: RandomStream(seed: 1))
        #expect(result.offers.map(\.option) == ["dear"])
        #expect(result.offers[0].probabilityBest > 0.99)
        // 0.2 × 5 / (1 − 0.5/1.01) and 0.16 × 8 / (1 − 0.8/1.01)
        let values = Dictionary(
            uniqueKeysWithValues: result.segments[0].rows.map { ($0.option.name, $0.value.value) })
        expectClose(try #require(values["cheap"]), 1.98, within: 0.02)
        expectClose(try #require(values["dear"]), 6.16, within: 0.05)
    }

    @Test func `the interval of an option's value holds the truth in 95 % of 2,000 samples`() throws {
        let truth = 0.2 * 8 / (1 - 0.6 / 1.01)
        let random = RandomStream(seed: 20261105)
        var held = 0
        for run in 0..<Coverage.runs {
            var stream = random.split(run)
            let bought = stream.binomial(800, 0.2)
            let option = Option(
                name: "one", price: 8, offered: 800, bought: bought, due: bought,
                renewed: stream.binomial(bought, 0.6))
            let result = try ValueMaximisation([("all", [option])], discount: 0.01, random: stream.split(1))
            if result.segments[0].rows[0].value.interval.contains(truth) { held += 1 }
        }
        Coverage.expect(held)
    }

    @Test func `an option outside the guard rails is shown with the reason and not offered`() throws {
        let few = Option(name: "few", price: 50, offered: 20, bought: 15, due: 15, renewed: 15)
        let plain = Option(name: "plain", price: 8, offered: 2000, bought: 320, due: 320, renewed: 256)
        let result = try ValueMaximisation(
            [("all", [few, plain])], discount: 0.01, random: RandomStream(seed: 1))
        #expect(result.offers.map(\.option) == ["plain"])
        #expect(result.segments[0].rows[0].excluded == "offered only 20 times")
        // It is named, since it is worth more by far.
        #expect(result.segments[0].contender?.option == "few")
        #expect(try #require(result.segments[0].contender).probabilityBetter > 0.99)
        #expect(result.warnings == ["all: 'few' looks worth more, but was offered only 20 times"])
        let unsold = Option(name: "unsold", price: 50, offered: 5, bought: 0, due: 0, renewed: 0)
        let worse = Option(name: "worse", price: 1, offered: 50, bought: 5, due: 5, renewed: 1)
        let clear = try ValueMaximisation(
            [("all", [unsold, worse, plain])], discount: 0.01, random: RandomStream(seed: 1))
        #expect(clear.segments[0].contender == nil && clear.warnings.isEmpty)
        let none = try ValueMaximisation([("all", [few])], discount: 0.01, random: RandomStream(seed: 1))
        #expect(none.offers.isEmpty)
        #expect(none.warnings == ["all: no option keeps the guard rails"])
    }
}
