import Foundation

/// The beta distribution on [0, 1].
public struct BetaDistribution: Sendable, Equatable {
    public let alpha: Double
    public let beta: Double

    /// - Throws: `outOfRange` unless both shapes are between 1e-6 and 1e9.
    public init(alpha: Double, beta: Double) throws(MetricsError) {
        for (name, shape) in [("alpha", alpha), ("beta", beta)] {
            try require(shape >= 1e-6 && shape <= 1e9, name, "between 1e-6 and 1e9")
        }
        self.alpha = alpha
        self.beta = beta
    }

    public var mean: Double { alpha / (alpha + beta) }
    public var variance: Double {
        let n = alpha + beta
        return (alpha / n) * (beta / n) / (n + 1)
    }

    /// P(X ≤ x), by the continued fraction DLMF 8.17.22.
    public func cumulative(_ x: Double) -> Double {
        if !(x > 0) { return 0 }
        if x >= 1 { return 1 }
        return exp(SpecialFunctions.logIncompleteBeta(alpha, beta, x: x, y: 1 - x).lower)
    }

    /// The x with P(X ≤ x) = p.
    /// - Throws: `outOfRange` unless 0 < p < 1.
    public func quantile(_ p: Double) throws(MetricsError) -> Double {
        try require(p > 0 && p < 1, "probability", "between 0 and 1, both excluded")
        let u = try BetaDistribution.logitQuantile(alpha, beta, lower: p, upper: 1 - p)
        return SpecialFunctions.logistic(u)
    }

    /// The logit of the quantile. On this scale the logarithm of either tail is concave, so Newton's steps
    /// approach the root from one side and need no bracket.
    static func logitQuantile(
        _ a: Double, _ b: Double, lower p: Double, upper q: Double
    ) throws(MetricsError) -> Double {
        let low = p <= q
        let target = log(low ? p : q)
        let logBeta = SpecialFunctions.logBeta(a, b)
        // Where the power law of the tail alone would put it: a lower bound for the lower tail, an upper for the other.
        var u = low ? (target + log(a) + logBeta) / a : -(target + log(b) + logBeta) / b
        let centre = log(a / b)
        u = low ? min(u, centre) : max(u, centre)
        var last = Double.infinity
        for _ in 0..<400 {
            let x = SpecialFunctions.logistic(u)
            let y = SpecialFunctions.logistic(-u)
            guard x > 0, y > 0 else { return u }
            let tails = SpecialFunctions.logIncompleteBeta(a, b, x: x, y: y)
            let tail = low ? tails.lower : tails.upper
            // d/du of the tail is ± xᵃ yᵇ / B(a, b).
            let slope = exp(SpecialFunctions.logBetaTerm(a, b, x, y) - tail)
            let step = (tail - target) / slope
            u += low ? -step : step
            last = step.magnitude
            guard u.isFinite else { break }
            if step.magnitude <= 4e-16 * max(1, u.magnitude) { return u }
            if step.magnitude <= 1e-13 * max(1, u.magnitude) && slope * step.magnitude < 1e-15 { return u }
        }
        // Rounding may keep the last step from vanishing altogether.
        guard u.isFinite, last <= 1e-12 * max(1, u.magnitude) else {
            throw .noConvergence(model: "beta quantile", iterations: 400)
        }
        return u
    }
}
