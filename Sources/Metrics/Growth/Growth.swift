import Foundation

/// Growth of a community (article 1): logistic, exponential and Gompertz curves compared by AIC.
///
/// Errors are taken as independent and of equal variance. AICc = n ln(RSS / n) + 2p + 2p(p + 1)/(n − p − 1) with
/// p counting the variance (Burnham and Anderson 2002).
public struct Growth: ModelResult, Equatable {
    public struct Fit: Sendable, Equatable {
        public let curve: GrowthCurve
        public let regression: NonlinearLeastSquares
        public let aicc: Double
        /// Weight of evidence among the curves fitted, 0 … 1.
        public let weight: Double
    }

    /// Best first.
    public let fits: [Fit]
    /// K with its interval, or nil when the data does not tell it.
    public let capacity: Estimate?
    /// Growth rate r per unit of time, of the best curve.
    public let rate: Estimate
    public let warnings: [String]

    /// - Parameters:
    ///   - times: distinct, in any order; at least six.
    ///   - sizes: members at each time, ≥ 0.
    /// - Throws: `tooFewRows`, `constantColumn`, `outOfRange`, `nonFinite`; `noConvergence` when no curve fits.
    public static func fit(times: [Double], sizes: [Double]) throws(MetricsError) -> Growth {
        try check(times, "times")
        try check(sizes, "sizes", count: times.count)
        guard times.count >= 6 else { throw .tooFewRows(needed: 6, got: times.count) }
        for (row, size) in sizes.enumerated() { try require(size >= 0, "sizes", "0 or more", row: row) }
        guard Set(times).count == times.count else {
            throw .outOfRange(name: "times", row: nil, requirement: "all different")
        }
        guard let first = sizes.first, sizes.contains(where: { $0 != first }) else {
            throw .constantColumn("sizes")
        }
        var fitted: [(GrowthCurve, NonlinearLeastSquares, Double)] = []
        for curve in GrowthCurve.allCases {
            guard let best = bestFit(curve, times, sizes) else { continue }
            fitted.append((curve, best, aicc(best, count: times.count, sizes)))
        }
        fitted.sort { $0.2 < $1.2 }
        guard let lowest = fitted.first?.2 else { throw .noConvergence(model: "growth", iterations: 2000) }
        let weights = fitted.map { exp((lowest - $0.2) / 2) }
        let total = weights.reduce(0, +)
        let fits = zip(fitted, weights).map {
            Fit(curve: $0.0, regression: $0.1, aicc: $0.2, weight: $1 / total)
        }
        return try Growth(fits, times)
    }

    private static func bestFit(
        _ curve: GrowthCurve, _ times: [Double], _ sizes: [Double]
    ) -> NonlinearLeastSquares? {
        var best: NonlinearLeastSquares?
        for start in curve.starts(times, sizes) {
            let fit = try? NonlinearLeastSquares.fit(
                x: times, y: sizes, names: curve.names, start: start, model: curve.evaluate)
            if let fit, fit.residualSum < best?.residualSum ?? .infinity { best = fit }
        }
        return best
    }

    private static func aicc(_ fit: NonlinearLeastSquares, count: Int, _ sizes: [Double]) -> Double {
        let n = Double(count)
        let p = Double(fit.parameters.count + 1)
        // A perfect fit has no logarithm; its residuals are rounding.
        let floor = 1e-30 * sizes.reduce(0) { $0 + $1 * $1 }
        return n * log(max(fit.residualSum, floor, .leastNormalMagnitude) / n) + 2 * p + 2 * p * (p + 1)
            / (n - p - 1)
    }

    private init(_ fits: [Fit], _ times: [Double]) throws(MetricsError) {
        guard let best = fits.first, let rate = best.regression["r"] else {
            throw .noConvergence(model: "growth", iterations: 2000)
        }
        self.fits = fits
        self.rate = rate
        var warnings: [String] = []
        capacity = Growth.capacity(best, fits, times, &warnings)
        if times.count < 12 { warnings.append("only \(times.count) periods") }
        self.warnings = warnings
    }

    /// K is told when the curve has bent within the data, K is known to a quarter of itself, and a curve that never
    /// bends is clearly worse.
    private static func capacity(
        _ best: Fit, _ fits: [Fit], _ times: [Double], _ warnings: inout [String]
    ) -> Estimate? {
        guard let bend = best.curve.bend, let k = best.regression["K"] else {
            warnings.append("the data has not bent yet: growth is exponential so far and K cannot be told")
            return nil
        }
        let reached = (best.regression.fitted.max() ?? 0) / k.value
        let exponential = fits.first { $0.curve == .exponential }?.aicc ?? .infinity
        guard reached > bend, k.standardError < 0.25 * k.value, exponential - best.aicc > 4 else {
            warnings.append("the data has not bent yet: K cannot be told")
            return nil
        }
        return k
    }

    /// The best curve at a time, with the interval of the mean and the wider one of an observation.
    public struct Forecast: Sendable, Equatable {
        public let time: Double
        public let mean: Estimate
        public let observation: Interval
    }

    public func forecast(at times: [Double]) throws(MetricsError) -> [Forecast] {
        try check(times, "times")
        guard let best = fits.first else { return [] }
        let fit = best.regression
        let b = fit.parameters.map(\.value)
        let critical = try StudentDistribution(degreesOfFreedom: Double(fit.degreesOfFreedom)).quantile(0.975)
        var result: [Forecast] = []
        for time in times {
            let (value, gradient) = best.curve.evaluate(time, b)
            var variance = 0.0
            for i in gradient.indices {
                for j in gradient.indices { variance += gradient[i] * fit.covariance[i, j] * gradient[j] }
            }
            let mean = try Estimate(
                "the forecast", value: value, standardError: max(variance, 0).squareRoot(), critical: critical
            )
            let half =
                critical * (max(variance, 0) + fit.residualDeviation * fit.residualDeviation).squareRoot()
            result.append(
                Forecast(
                    time: time, mean: mean, observation: Interval(lower: value - half, upper: value + half)))
        }
        return result
    }

    public var reading: String {
        guard let best = fits.first else { return "no curve fits" }
        return "\(best.curve.rawValue) growth, r \(Prose.number(rate.value)) per period ("
            + Prose.range(rate.interval) + "); "
            + (capacity.map { "levels off at \(Prose.number($0.value)) (\(Prose.range($0.interval)))" }
                ?? warnings.first ?? "")
    }
}
