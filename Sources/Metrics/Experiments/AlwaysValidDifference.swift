import Foundation

/// The difference between two arms of an experiment, with an interval that may be looked at every day.
///
/// A mixture sequential probability ratio test: the effect is normal with deviation τ, the one to be detected. With V
/// the variance of the estimated difference d, Λ = √(V / (V + τ²)) · exp(d² τ² / (2 V (V + τ²))), p = 1 / Λ, and the interval
/// is d ± √(2 V (V + τ²) / τ² · (ln(1 / α) + ½ ln((V + τ²) / V))). It holds the true difference at all times at
/// once with probability 1 − α, so that stopping when it leaves 0 behind is no mistake. V is estimated: the guarantee is
/// that of large numbers, which is why few observations give no interval.
/// Source: Johari, Koomen, Pekelis & Walsh, Always Valid Inference (2022); Robbins (1970).
public struct AlwaysValidDifference: ModelResult, Equatable {
    /// Treated less control; the interval is the always-valid one.
    public let difference: Estimate
    /// At most α at any time with probability at most α, when there is no difference.
    public let pValue: Double
    public let warnings: [String]

    /// Observations of an arm below which there is no interval.
    public static let fewestOutcomes = 5
    /// Periods of an arm below which there is no interval.
    public static let fewestPeriods = 8

    /// Whether the interval lies on one side of 0.
    public var isDifferent: Bool { difference.interval.lower > 0 || difference.interval.upper < 0 }

    /// How many of an arm's members had the outcome.
    public struct Share: Sendable, Hashable {
        public var outcomes: Int
        public var members: Int

        public init(_ outcomes: Int, of members: Int) {
            self.outcomes = outcomes
            self.members = members
        }
    }

    /// Of two shares.
    ///
    /// - Parameters:
    ///   - effect: the difference to be detected, τ; above 0, at most 1.
    ///   - alpha: the chance to see a difference that is not there, over all looks.
    /// - Throws: `tooFewRows` below ``fewestOutcomes`` of either outcome in an arm; `outOfRange`.
    public init(
        treated: Share, control: Share, effect: Double, alpha: Double = 0.05
    ) throws(MetricsError) {
        var variance = 0.0
        for (name, arm) in [("treated", treated), ("control", control)] {
            try checkCount(arm.members, name)
            try checkCount(arm.outcomes, name)
            try require(arm.outcomes <= arm.members, name, "at most the members")
            let rarer = min(arm.outcomes, arm.members - arm.outcomes)
            guard rarer >= Self.fewestOutcomes else {
                throw .tooFewRows(needed: Self.fewestOutcomes, got: rarer)
            }
            // One more of each, so that a rare outcome does not look surer than it is.
            let n = Double(arm.members)
            let share = (Double(arm.outcomes) + 1) / (n + 2)
            variance += share * (1 - share) / n
        }
        let value =
            Double(treated.outcomes) / Double(treated.members)
            - Double(control.outcomes) / Double(control.members)
        try self.init(value, variance: variance, effect: effect, alpha: alpha)
    }

    /// Of the means of periods, each one observation: an experiment that switches over time.
    ///
    /// - Parameter effect: the difference to be detected, in the unit of the values; above 0.
    /// - Throws: `tooFewRows` below ``fewestPeriods`` in an arm; `nonFinite`; `outOfRange`.
    public init(
        treated: [Double], control: [Double], effect: Double, alpha: Double = 0.05
    ) throws(MetricsError) {
        var means: [Double] = []
        var variance = 0.0
        for (name, values) in [("treated", treated), ("control", control)] {
            guard values.count >= Self.fewestPeriods else {
                throw .tooFewRows(needed: Self.fewestPeriods, got: values.count)
            }
            for (row, value) in values.enumerated() { try check(value, name, row: row) }
            let n = Double(values.count)
            let mean = values.reduce(0, +) / n
            let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
            // Divided by n − 3 in place of n − 1: the variance of Student's distribution.
            variance += squares / (n - 3) / n
            means.append(mean)
        }
        guard variance > 0 else { throw .constantColumn("outcome by period") }
        try self.init(means[0] - means[1], variance: variance, effect: effect, alpha: alpha)
    }

    private init(
        _ value: Double, variance: Double, effect: Double, alpha: Double
    ) throws(MetricsError) {
        try require(effect > 0 && effect.isFinite, "effect", "above 0")
        try require(alpha > 0 && alpha < 1, "alpha", "between 0 and 1, both excluded")
        let half = Self.halfWidth(variance: variance, effect: effect, alpha: alpha)
        difference = try Estimate(
            "difference", value: value, standardError: variance.squareRoot(),
            interval: Interval(lower: value - half, upper: value + half, level: 1 - alpha))
        let (tau, sum) = (effect * effect, variance + effect * effect)
        let logRatio = 0.5 * log(variance / sum) + value * value * tau / (2 * variance * sum)
        pValue = min(1, exp(-logRatio))
        warnings = []
    }

    /// Half the length of the interval for an estimate of that variance.
    static func halfWidth(variance: Double, effect: Double, alpha: Double) -> Double {
        let (tau, sum) = (effect * effect, variance + effect * effect)
        return (2 * variance * sum / tau * (log(1 / alpha) + 0.5 * log(sum / variance))).squareRoot()
    }

    public var reading: String {
        "difference \(Prose.number(difference.value)) (\(Prose.range(difference.interval)), valid at every look)"
    }
}
