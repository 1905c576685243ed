import Foundation

/// Logit demand from price experiments (article 1): q(p) = 1 / (1 + e^−(a + b p)), by maximum likelihood.
///
/// The best price maximises (p − c) q(p), where marginal revenue meets marginal cost c:
/// 1 + b (p − c)(1 − q(p)) = 0. Its interval is by the delta method on ln(p − c). Source: Train, *Discrete Choice
/// Methods with Simulation* (2009), chapter 3.
public struct LogitDemand: ModelResult, Equatable {
    public let regression: LogisticRegression
    public let bestPrice: BestPrice
    /// The best price with retention kept at or above the floor; the same where the floor does not bind.
    public let priceWithFloor: Double?
    public let tried: ClosedRange<Double>
    public let marginalCost: Double
    public let warnings: [String]

    /// - Parameters:
    ///   - marginalCost: of serving one more member, ≥ 0.
    ///   - retentionFloor: lowest share of renewals to accept, fitted by a logit on price over the arms' renewals.
    public static func fit(
        _ arms: [PriceArm], marginalCost: Double = 0, retentionFloor: Double? = nil
    ) throws(MetricsError) -> LogitDemand {
        try PriceArm.validate(arms)
        try check(marginalCost, "marginal cost", row: 0)
        try require(marginalCost >= 0, "marginal cost", "0 or more")
        if let retentionFloor {
            try require(retentionFloor > 0 && retentionFloor < 1, "retention floor", "between 0 and 1")
        }
        let regression = try LogisticRegression.fit(
            FeatureTable(columns: [("price", arms.map(\.price))]),
            outcome: arms.map { Double($0.bought) / Double($0.offered) },
            weights: arms.map { Double($0.offered) })
        return try LogitDemand(arms, regression, marginalCost, retentionFloor)
    }

    private init(
        _ arms: [PriceArm], _ regression: LogisticRegression, _ cost: Double, _ floor: Double?
    ) throws(MetricsError) {
        self.regression = regression
        marginalCost = cost
        let prices = arms.map(\.price)
        let (lowest, highest) = (prices.min() ?? 0, prices.max() ?? 0)
        tried = lowest...highest
        let a = regression.intercept.value
        let b = regression.coefficients[0].value
        var warnings: [String] = []
        if regression.coefficients[0].estimate.interval.upper >= 0 {
            warnings.append("the fall of demand with price is not clear yet")
        }
        guard b < 0, let optimum = LogitDemand.optimum(a, b, cost) else {
            bestPrice = .undetermined
            priceWithFloor = nil
            self.warnings = warnings
            return
        }
        var chosen = optimum
        if optimum < lowest || optimum > highest {
            chosen = optimum < lowest ? lowest : highest
            bestPrice = .beyond(nearestTried: chosen)
            warnings.append("the optimum is outside the prices tried; not extrapolated")
        } else {
            bestPrice = .inside(try LogitDemand.estimate(optimum, a, b, cost, regression.covariance))
        }
        if let floor {
            priceWithFloor = try LogitDemand.held(chosen, above: floor, arms, lowest, &warnings)
        } else {
            priceWithFloor = chosen
        }
        self.warnings = warnings
    }

    /// The root of 1 + b (p − c)(1 − q), which falls in p; by bisection on an interval that doubles until it holds it.
    private static func optimum(_ a: Double, _ b: Double, _ cost: Double) -> Double? {
        func marginal(_ p: Double) -> Double {
            1 + b * (p - cost) * SpecialFunctions.logistic(-(a + b * p))
        }
        var low = cost
        var high = cost + 1 / -b
        for _ in 0..<200 where marginal(high) > 0 { high = cost + 2 * (high - cost) }
        guard high.isFinite, marginal(high) <= 0 else { return nil }
        for _ in 0..<200 {
            let middle = 0.5 * (low + high)
            if middle <= low || middle >= high { break }
            if marginal(middle) > 0 { low = middle } else { high = middle }
        }
        return 0.5 * (low + high)
    }

    private static func estimate(
        _ p: Double, _ a: Double, _ b: Double, _ cost: Double, _ covariance: Matrix
    ) throws(MetricsError) -> Estimate {
        let q = SpecialFunctions.logistic(a + b * p)
        let m = p - cost
        // g = 1 + b m (1 − q); dq = q(1 − q)(da + p db + b dp).
        let ga = -b * m * q * (1 - q)
        let gb = m * (1 - q) - b * m * q * (1 - q) * p
        let gp = b * (1 - q) - b * m * q * (1 - q) * b
        let (da, db) = (-ga / gp, -gb / gp)
        let variance =
            da * da * covariance[0, 0] + 2 * da * db * covariance[0, 1] + db * db * covariance[1, 1]
        let error = max(variance, 0).squareRoot()
        let spread = exp(normal95 * error / m)
        return try Estimate(
            "best price", value: p, standardError: error,
            interval: Interval(lower: cost + m / spread, upper: cost + m * spread))
    }

    /// The highest price up to `price` at which fitted retention keeps the floor.
    private static func held(
        _ price: Double, above floor: Double, _ arms: [PriceArm], _ lowest: Double, _ warnings: inout [String]
    ) throws(MetricsError) -> Double? {
        let known = arms.filter { $0.due > 0 }
        guard Set(known.map(\.price)).count >= 2 else {
            warnings.append(
                "renewals are known at fewer than two prices, so the retention floor was not applied")
            return price
        }
        let model = try LogisticRegression.fit(
            FeatureTable(columns: [("price", known.map(\.price))]),
            outcome: known.map { Double($0.renewed) / Double($0.due) }, weights: known.map { Double($0.due) })
        let a = model.intercept.value
        let b = model.coefficients[0].value
        if SpecialFunctions.logistic(a + b * price) >= floor { return price }
        let limit = b < 0 ? (log(floor / (1 - floor)) - a) / b : -.infinity
        guard limit >= lowest else {
            warnings.append("no price tried keeps retention at \(Prose.percent(floor, decimals: 0))")
            return nil
        }
        warnings.append("the retention floor holds the price at \(Prose.number(limit))")
        return limit
    }

    /// Share who buy at a price within those tried.
    /// - Throws: `outOfRange` beyond them: this model does not extrapolate.
    public func demand(at price: Double) throws(MetricsError) -> Double {
        try require(
            tried.contains(price), "price",
            "between \(Prose.number(tried.lowerBound)) and \(Prose.number(tried.upperBound)), the prices tried"
        )
        return SpecialFunctions.logistic(
            regression.intercept.value + regression.coefficients[0].value * price)
    }

    /// p q(p), revenue per offer, at a price within those tried.
    public func revenue(at price: Double) throws(MetricsError) -> Double { try price * demand(at: price) }

    /// Change of revenue per further member at a price within those tried: p + q / (dq/dp) = p + 1 / (b (1 − q)).
    public func marginalRevenue(at price: Double) throws(MetricsError) -> Double {
        let slope = regression.coefficients[0].value * (1 - (try demand(at: price)))
        guard slope != 0 else { throw .notRepresentable("marginal revenue") }
        return price + 1 / slope
    }

    public var reading: String {
        bestPrice.reading + (warnings.isEmpty ? "" : "; " + warnings.joined(separator: "; "))
    }
}
