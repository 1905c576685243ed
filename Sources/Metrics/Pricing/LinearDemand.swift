import Foundation

/// Linear demand q(p) = a − b p from price experiments; revenue per offer p q(p) is highest at a / 2b.
///
/// Weighted least squares over the arms with binomial variances. With marginal cost c the best price is
/// (a/b + c) / 2. Simple and often wrong at the ends, where a straight line leaves [0, 1]; logit demand does not.
public struct LinearDemand: ModelResult, Equatable {
    /// Share who would buy at price 0.
    public let intercept: Estimate
    /// Fall of the share per unit of price; > 0 when demand falls.
    public let slope: Estimate
    public let bestPrice: BestPrice
    public let tried: ClosedRange<Double>
    public let warnings: [String]

    /// - Parameter marginalCost: of serving one more member, ≥ 0.
    public static func fit(_ arms: [PriceArm], marginalCost: Double = 0) throws(MetricsError) -> LinearDemand
    {
        try PriceArm.validate(arms)
        try check(marginalCost, "marginal cost", row: 0)
        try require(marginalCost >= 0, "marginal cost", "0 or more")
        return try LinearDemand(arms, marginalCost)
    }

    private init(_ arms: [PriceArm], _ cost: Double) throws(MetricsError) {
        let weights = arms.map { arm in
            // An arm where all or none bought still has a variance.
            let share = (Double(arm.bought) + 0.5) / (Double(arm.offered) + 1)
            return Double(arm.offered) / (share * (1 - share))
        }
        let total = weights.reduce(0, +)
        let mean = zip(weights, arms).reduce(0) { $0 + $1.0 * $1.1.price } / total
        let level =
            zip(weights, arms).reduce(0) { $0 + $1.0 * Double($1.1.bought) / Double($1.1.offered) } / total
        var spread = 0.0
        var product = 0.0
        for (weight, arm) in zip(weights, arms) {
            let share = Double(arm.bought) / Double(arm.offered)
            spread += weight * (arm.price - mean) * (arm.price - mean)
            product += weight * (arm.price - mean) * (share - level)
        }
        let fall = -product / spread
        let a = level + fall * mean
        let varianceB = 1 / spread
        let varianceA = 1 / total + mean * mean / spread
        let covariance = mean / spread
        intercept = try Estimate(
            "intercept", value: a, standardError: varianceA.squareRoot(), critical: normal95)
        slope = try Estimate("slope", value: fall, standardError: varianceB.squareRoot(), critical: normal95)
        let prices = arms.map(\.price)
        let (lowest, highest) = (prices.min() ?? 0, prices.max() ?? 0)
        tried = lowest...highest
        guard fall > 0 else {
            bestPrice = .undetermined
            warnings = ["demand does not fall with price"]
            return
        }
        let optimum = (a / fall + cost) / 2
        // d(a/2b) = (1/2b) da − (a/2b²) db
        let (da, db) = (1 / (2 * fall), -a / (2 * fall * fall))
        let variance = da * da * varianceA + db * db * varianceB + 2 * da * db * covariance
        var warnings: [String] = []
        if optimum < lowest || optimum > highest {
            bestPrice = .beyond(nearestTried: optimum < lowest ? lowest : highest)
            warnings.append("the optimum of the line is outside the prices tried; not extrapolated")
        } else {
            bestPrice = .inside(
                try Estimate(
                    "best price", value: optimum, standardError: max(variance, 0).squareRoot(),
                    critical: normal95))
        }
        if slope.interval.lower <= 0 { warnings.append("the fall of demand with price is not clear yet") }
        self.warnings = warnings
    }

    public var reading: String { bestPrice.reading }
}
