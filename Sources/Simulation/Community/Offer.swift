import Foundation
import Metrics

/// How strangers become members: some are offered a tier at a price, some of these buy.
struct Offer {
    private let demand: SimulationParameters.Demand
    private let advanced: Double
    private let tiers: Int
    private let tried: Int
    private let prices: [Double]
    private let listPrices: [Double]
    /// Chance to buy what is offered.
    private let mean: Double

    struct Purchase {
        var isAdvanced: Bool
        var tier: Int
        var arm: Int?
        var price: Double
        var isBought: Bool
    }

    init(_ parameters: SimulationParameters, _ site: SimulatedSite) {
        demand = parameters.demand
        advanced = parameters.advanced
        tiers = site.tiers.count
        tried = site.triedTier
        prices = site.prices(demand)
        listPrices = site.tiers.indices.map(site.price)
        var mean = 0.0
        for (isAdvanced, share) in [(false, 1 - advanced), (true, advanced)] {
            let weights = Self.weights(isAdvanced, tiers)
            for tier in 0..<tiers {
                mean +=
                    share * weights[tier] / weights.reduce(0, +)
                    * (tier == tried ? demand.mean : demand.elsewhere)
            }
        }
        self.mean = mean
    }

    /// How likely each tier is what somebody looks at, lowest first.
    private static func weights(_ isAdvanced: Bool, _ tiers: Int) -> [Double] {
        (0..<tiers).map { tier in
            let place = tiers > 1 ? Double(tier) / Double(tiers - 1) : 0
            let distance = (place - (isAdvanced ? 0.55 : 0.1)) / 0.35
            return exp(-distance * distance / 2)
        }
    }

    /// - Returns: nil for those who were offered nothing.
    func make(
        to channel: SimulationParameters.Channel, _ random: inout RandomStream
    ) -> Purchase? {
        guard mean > 0, random.bernoulli(channel.conversion / mean) else { return nil }
        let isAdvanced = random.bernoulli(advanced)
        let tier = random.choice(weights: Self.weights(isAdvanced, tiers))
        guard tier == tried else {
            return Purchase(
                isAdvanced: isAdvanced, tier: tier, arm: nil, price: listPrices[tier],
                isBought: random.bernoulli(demand.elsewhere))
        }
        guard !random.bernoulli(demand.control) else {
            return Purchase(
                isAdvanced: isAdvanced, tier: tier, arm: nil, price: listPrices[tier],
                isBought: random.bernoulli(demand.chance(1)))
        }
        let arm = random.index(below: prices.count)
        return Purchase(
            isAdvanced: isAdvanced, tier: tier, arm: arm, price: prices[arm],
            isBought: random.bernoulli(demand.chance(prices[arm] / listPrices[tier])))
    }
}
