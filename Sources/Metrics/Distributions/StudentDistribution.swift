import Foundation

/// Student's t distribution.
public struct StudentDistribution: Sendable, Equatable {
    public let degreesOfFreedom: Double

    /// - Throws: `outOfRange` unless the degrees of freedom are between 1e-3 and 1e9.
    public init(degreesOfFreedom: Double) throws(MetricsError) {
        try require(
            degreesOfFreedom >= 1e-3 && degreesOfFreedom <= 1e9, "degrees of freedom", "between 1e-3 and 1e9")
        self.degreesOfFreedom = degreesOfFreedom
    }

    /// P(T ≤ t), through the incomplete beta function.
    public func cumulative(_ t: Double) -> Double {
        let tail = 0.5 * outside(t)
        return t < 0 ? tail : t == 0 ? 0.5 : 1 - tail
    }

    /// P(|T| ≥ |t|), the two-sided p-value; accurate also where it is tiny.
    public func outside(_ t: Double) -> Double {
        guard t != 0 else { return 1 }
        let ratio = t * t / degreesOfFreedom
        guard ratio.isFinite else { return 0 }
        guard ratio > 0 else { return 1 }
        let y = ratio / (1 + ratio)
        let x = 1 / (1 + ratio)
        return exp(SpecialFunctions.logIncompleteBeta(degreesOfFreedom / 2, 0.5, x: x, y: y).lower)
    }

    /// The t with P(T ≤ t) = p.
    /// - Throws: `outOfRange` unless 0 < p < 1; `notRepresentable` where t exceeds the range of `Double`.
    public func quantile(_ p: Double) throws(MetricsError) -> Double {
        try require(p > 0 && p < 1, "probability", "between 0 and 1, both excluded")
        guard p != 0.5 else { return 0 }
        let tail = min(p, 1 - p)
        // t²/ν has the logit of a Beta(½, ν/2) variable.
        let u = try BetaDistribution.logitQuantile(
            0.5, degreesOfFreedom / 2, lower: 2 * (0.5 - tail), upper: 2 * tail)
        let t = degreesOfFreedom.squareRoot() * exp(u / 2)
        guard t.isFinite else { throw .notRepresentable("Student's t quantile") }
        return p < 0.5 ? -t : t
    }
}
