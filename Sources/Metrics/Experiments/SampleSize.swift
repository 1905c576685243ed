import Foundation

/// How many members an experiment needs to tell a difference of a given size.
public struct SampleSize: Sendable, Equatable, Codable {
    /// For one look at the end.
    public let control: Int
    public let treated: Int
    /// For as many looks as one likes, with `AlwaysValidDifference`, at the latest.
    public let controlAlwaysValid: Int
    public let treatedAlwaysValid: Int

    /// Of two shares, two-sided: n = (z₁₋α⸝₂ √(p̄ q̄ (1 + 1/κ)) + z₁₋β √(p₀ q₀ + p₁ q₁ / κ))² / δ² in the control arm and κ n in
    /// the other (Fleiss, Levin & Paik 2003, § 4.5, without the correction for continuity). With always-valid intervals, the least
    /// n at which δ is half the interval's length and z₁₋β standard errors.
    ///
    /// - Parameters:
    ///   - baseline: p₀, the share without treatment; between 0 and 1, both excluded.
    ///   - effect: δ > 0, the difference to be told; p₀ + δ, or else p₀ − δ, must lie between 0 and 1.
    ///   - ratio: κ, members treated to one of the control arm, 0.01 … 100.
    public init(
        baseline: Double, effect: Double, ratio: Double = 1, power: Double = 0.8, alpha: Double = 0.05
    ) throws(MetricsError) {
        try require(baseline > 0 && baseline < 1, "baseline", "between 0 and 1, both excluded")
        try require(ratio >= 0.01 && ratio <= 100, "ratio", "between 0.01 and 100")
        try require(effect >= 1e-4, "effect", "at least 0.0001")
        let other = baseline + effect < 1 ? baseline + effect : baseline - effect
        try require(other > 0 && other < 1, "effect", "smaller: the share would leave 0 … 1")
        let (a, b) = (
            try NormalDistribution.quantile(1 - alpha / 2), try NormalDistribution.quantile(power)
        )
        let pooled = (baseline + ratio * other) / (1 + ratio)
        // Of the difference, for one member of the control arm and κ of the other.
        let apart = baseline * (1 - baseline) + other * (1 - other) / ratio
        let together = pooled * (1 - pooled) * (1 + 1 / ratio)
        let n = pow((a * together.squareRoot() + b * apart.squareRoot()) / effect, 2)
        let high = try Self.least(apart, effect, power, alpha)
        control = Self.whole(n)
        treated = Self.whole(n * ratio)
        controlAlwaysValid = Self.whole(high)
        treatedAlwaysValid = Self.whole(high * ratio)
    }

    /// Periods of each arm, with as many looks as one likes: the least n at which the difference is half the interval's length
    /// and z₁₋β standard errors.
    ///
    /// - Parameters:
    ///   - variance: of the outcome over periods; above 0.
    ///   - effect: the difference of means to be told.
    public static func periods(
        variance: Double, effect: Double, power: Double = 0.8, alpha: Double = 0.05
    ) throws(MetricsError) -> Int {
        try require(variance > 0 && variance.isFinite, "variance", "above 0")
        try require(effect > 0 && effect.isFinite, "effect", "above 0")
        return try whole(least(2 * variance, effect, power, alpha))
    }

    /// The least n for which an estimate of variance `single` / n tells the effect.
    private static func least(
        _ single: Double, _ effect: Double, _ power: Double, _ alpha: Double
    ) throws(MetricsError) -> Double {
        let b = try NormalDistribution.quantile(power)
        func isEnough(_ n: Double) -> Bool {
            let half = AlwaysValidDifference.halfWidth(variance: single / n, effect: effect, alpha: alpha)
            return effect >= half + b * (single / n).squareRoot()
        }
        var (low, high) = (1.0, 2.0)
        while !isEnough(high), high < 1e15 { (low, high) = (high, high * 2) }
        for _ in 0..<60 {
            let middle = (low + high) / 2
            if isEnough(middle) { high = middle } else { low = middle }
        }
        return high
    }

    private static func whole(_ n: Double) -> Int { Int(min(n.rounded(.up), 1e15)) }
}

/// Whether members were spread over the arms as the weights say.
public struct SampleRatio: Sendable, Equatable, Codable {
    /// Pearson's χ² on k − 1 degrees of freedom.
    public let pValue: Double

    /// Below it, something other than chance spread the members, and the experiment says nothing.
    public static let suspicious = 0.001
    public var isSuspicious: Bool { pValue < Self.suspicious }

    /// - Parameters:
    ///   - counts: members of each arm.
    ///   - weights: of each arm, above 0; two arms at least.
    /// - Throws: `tooFewRows` where fewer than five would be expected in an arm.
    public init(counts: [Int], weights: [Double]) throws(MetricsError) {
        guard counts.count >= 2 else { throw .tooFewRows(needed: 2, got: counts.count) }
        guard weights.count == counts.count else {
            throw .lengthMismatch(name: "weights", expected: counts.count, got: weights.count)
        }
        for (row, count) in counts.enumerated() { try checkCount(count, "counts", row: row) }
        for (row, weight) in weights.enumerated() {
            try require(weight > 0 && weight.isFinite, "weights", "above 0", row: row)
        }
        let (all, total) = (Double(counts.reduce(0, +)), weights.reduce(0, +))
        var statistic = 0.0
        for (count, weight) in zip(counts, weights) {
            let expected = all * weight / total
            guard expected >= 5 else { throw .tooFewRows(needed: 5, got: Int(expected)) }
            statistic += (Double(count) - expected) * (Double(count) - expected) / expected
        }
        pValue = try GammaDistribution(shape: Double(counts.count - 1) / 2).upperTail(statistic / 2)
    }
}
