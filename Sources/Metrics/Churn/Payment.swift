/// Payments to come (article 4): π(u) = Σₜ P(u pays at t).
///
/// P(pays at t) is by logistic regression on member-periods, given that the member is one; times the survival
/// curve it is unconditional. The sum is the *expected number* of payments, which may exceed 1; the article calls
/// it a rate. The chance of at least one payment is reported beside it.
public struct Payment: ModelResult, Equatable {
    let model: PeriodModel
    public var regression: LogisticRegression { model.regression }
    public let warnings: [String]

    /// - Parameter periods: member-periods, the event being a payment.
    public static func fit(
        _ periods: MemberPeriods, baseline: AgeBaseline, penalty: Double = 0, threads: Threads = .one
    ) throws(MetricsError) -> Payment {
        let model = try PeriodModel.fit(periods, baseline: baseline, penalty: penalty, threads: threads)
        return Payment(model: model, warnings: model.regression.warnings)
    }

    public struct Forecast: Sendable, Equatable {
        /// P(pays at t), one per period.
        public let probabilities: [Double]
        /// π = their sum: the expected number of payments.
        public let expected: Double
        /// 1 − Π (1 − P), taking periods as independent given membership.
        public let atLeastOne: Double
    }

    /// - Parameters:
    ///   - features: for the payment model, in the fitted order.
    ///   - survival: P(still a member at the start of each period), never rising, when members may leave; nil when they
    ///     may not.
    /// - Throws: `outOfRange`, `nonFinite` or `lengthMismatch` naming the input and its row.
    public func forecast(
        features: [Double] = [], from: Int = 1, periods: Int, survival: [Double]? = nil
    ) throws(MetricsError) -> Forecast {
        try model.checkFeatures(features)
        try require(from >= 1 && from <= 10_000, "from", "between 1 and 10,000")
        try require(periods >= 1 && periods <= 1000, "periods", "between 1 and 1,000")
        if let survival {
            try check(survival, "survival", count: periods)
            for (row, share) in survival.enumerated() {
                try require(share >= 0 && share <= 1, "survival", "between 0 and 1", row: row)
                try require(
                    row == 0 || share <= survival[row - 1], "survival", "at most that of the period before",
                    row: row)
            }
        }
        var probabilities: [Double] = []
        var none = 0.0
        var unpaid = 1.0
        for step in 0..<periods {
            let p = try model.probability(age: from + step, features: features)
            let alive = survival?[step] ?? 1
            probabilities.append(p * alive)
            // Never paid and left before this period, then never paid and still here.
            let before = step == 0 ? 1 : (survival?[step - 1] ?? 1)
            none += unpaid * (before - alive)
            unpaid *= 1 - p
        }
        none += unpaid * (survival?.last ?? 1)
        return Forecast(
            probabilities: probabilities, expected: Summary.sum(probabilities),
            atLeastOne: min(max(1 - none, 0), 1))
    }

    public var reading: String { "chance to pay in a period: " + regression.reading }
}
