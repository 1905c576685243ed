import Metrics

/// Demand by price, and the price where revenue is highest.
public struct PricingResult: Codable, Sendable, Equatable {
    public struct Point: Codable, Sendable, Equatable {
        public var price: Double
        /// Share who buy.
        public var demand: Double
        /// Per offer.
        public var revenue: Double
        public var marginalRevenue: Double
    }

    public enum Best: String, Codable, Sendable {
        /// `price` is between those tried.
        case inside
        /// The optimum is beyond the nearest price tried.
        case beyond
        case undetermined
    }

    public var arms: [PriceArm]
    /// On the log-odds to buy.
    public var intercept: Estimate
    public var slope: Estimate
    public var best: Best
    public var price: Estimate?
    public var nearestTried: Double?
    /// Over the prices tried.
    public var curve: [Point]
}

enum PricingRun: ModelRun {
    static let subject = Subject.pricing
    static let inputs = ["arms.csv", "payments.csv: arm"]

    static func run(_ data: ModelData) throws(NotRun) -> Findings<PricingResult> {
        let rows = try ArmCounts(data).rows.filter { $0.arm.offered > 0 }
        let arms = rows.map {
            PriceArm(
                price: $0.arm.price, offered: $0.arm.offered, bought: $0.bought, due: $0.due,
                renewed: $0.renewed)
        }
        let prices = Set(arms.map(\.price)).count
        guard prices >= 2 else {
            throw .tooFew(
                prices, "prices tried", needed: 2, record: "offer another price to some, and record both"
            )
        }
        return try fitting(record: "offer more prices to more people") { () throws(MetricsError) in
            let demand = try LogitDemand.fit(arms)
            var curve: [PricingResult.Point] = []
            let (low, high) = (demand.tried.lowerBound, demand.tried.upperBound)
            for step in 0...40 {
                let price = min(low + (high - low) * Double(step) / 40, high)
                curve.append(
                    PricingResult.Point(
                        price: price, demand: try demand.demand(at: price),
                        revenue: try demand.revenue(at: price),
                        marginalRevenue: try demand.marginalRevenue(at: price)))
            }
            var result = PricingResult(
                arms: arms, intercept: demand.regression.intercept.estimate,
                slope: demand.regression.coefficients[0].estimate, best: .undetermined, curve: curve)
            switch demand.bestPrice {
            case .inside(let price): (result.best, result.price) = (.inside, price)
            case .beyond(let nearest): (result.best, result.nearestTried) = (.beyond, nearest)
            case .undetermined: break
            }
            return Findings(result: result, reading: demand.reading, warnings: demand.warnings)
        }
    }
}
