import Foundation

/// Discrete-time survival (article 4): h(t | x) by logistic regression on member-periods, S(t) = Πₛ (1 − h(s)).
///
/// Article 4 writes τ as a product of ratios of survival probabilities, which telescopes to the last of them over
/// the first; the product of one minus the hazards is what it means. Source: Singer and Willett (1993).
public struct Survival: ModelResult, Equatable {
    let model: PeriodModel
    /// The hazard's coefficients: ages, then features, on the log-odds of lapsing.
    public var regression: LogisticRegression { model.regression }
    public let warnings: [String]

    /// - Parameters:
    ///   - periods: member-periods, the event being the lapse.
    ///   - penalty: as in `LogisticRegression`, on ages and features alike.
    public static func fit(
        _ periods: MemberPeriods, baseline: AgeBaseline, penalty: Double = 0, threads: Threads = .one
    ) throws(MetricsError) -> Survival {
        let model = try PeriodModel.fit(periods, baseline: baseline, penalty: penalty, threads: threads)
        return Survival(model: model, warnings: model.regression.warnings)
    }

    /// A member's chance to lapse at each age and to be still a member after it.
    public struct Curve: Sendable, Equatable {
        /// h(1), h(2), …
        public let hazards: [Double]
        /// S(1), S(2), … with 95 % intervals by the delta method on ln(−ln S), which keeps them within (0, 1).
        public let survival: [Estimate]
    }

    /// - Parameters:
    ///   - features: in the fitted order; the same at all ages.
    ///   - from: the first age of the curve; survival is given that the member has reached it.
    ///   - periods: length of the curve, 1 … 1,000.
    public func curve(features: [Double] = [], from: Int = 1, periods: Int) throws(MetricsError) -> Curve {
        try model.checkFeatures(features)
        try require(from >= 1 && from <= 10_000, "from", "between 1 and 10,000")
        try require(periods >= 1 && periods <= 1000, "periods", "between 1 and 1,000")
        let covariance = regression.covariance
        var gradient = [Double](repeating: 0, count: covariance.rows)
        var hazards: [Double] = []
        var survival: [Estimate] = []
        var logSurvival = 0.0
        for age in from..<(from + periods) {
            let row = model.design(age: age, features: features)
            let hazard = try model.probability(age: age, features: features)
            hazards.append(hazard)
            logSurvival += log1p(-hazard)
            // d ln(1 − h) / d b = −h x
            for index in row.indices { gradient[index] -= hazard * row[index] }
            var variance = 0.0
            for i in row.indices {
                for j in row.indices { variance += gradient[i] * covariance[i, j] * gradient[j] }
            }
            let deviation = max(variance, 0).squareRoot()
            let value = exp(logSurvival)
            let spread = logSurvival < 0 ? exp(min(normal95 * deviation / -logSurvival, 700)) : 1
            survival.append(
                try Estimate(
                    "survival", value: value, standardError: value * deviation,
                    interval: Interval(lower: exp(logSurvival * spread), upper: exp(logSurvival / spread))))
        }
        return Curve(hazards: hazards, survival: survival)
    }

    public var reading: String { "chance to lapse in a period: " + regression.reading }
}
