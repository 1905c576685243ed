import Foundation

/// The gamma distribution with scale 1; chi-square with ν degrees of freedom is twice one of shape ν/2.
public struct GammaDistribution: Sendable, Equatable {
    public let shape: Double

    /// - Throws: `outOfRange` unless the shape is between 1e-6 and 1e9.
    public init(shape: Double) throws(MetricsError) {
        try require(shape >= 1e-6 && shape <= 1e9, "shape", "between 1e-6 and 1e9")
        self.shape = shape
    }

    /// P(X ≤ x): series below the mean, continued fraction above (DLMF 8.11.4, 8.9.2).
    public func cumulative(_ x: Double) -> Double {
        guard x > 0 else { return 0 }
        guard x.isFinite else { return 1 }
        return exp(SpecialFunctions.logIncompleteGamma(shape, x).lower)
    }

    /// P(X > x), accurate also where it is tiny.
    public func upperTail(_ x: Double) -> Double {
        guard x > 0 else { return 1 }
        guard x.isFinite else { return 0 }
        return exp(SpecialFunctions.logIncompleteGamma(shape, x).upper)
    }

    /// The x with P(X ≤ x) = p, by Newton's steps on the logarithm of x, where both log-tails are concave.
    /// - Throws: `outOfRange` unless 0 < p < 1.
    public func quantile(_ p: Double) throws(MetricsError) -> Double {
        try require(p > 0 && p < 1, "probability", "between 0 and 1, both excluded")
        let low = p <= 0.5
        let target = log(low ? p : 1 - p)
        var u = low ? min((target + SpecialFunctions.logGamma(shape + 1)) / shape, log(shape)) : log(shape)
        var last = Double.infinity
        for _ in 0..<400 {
            let x = exp(u)
            guard x > 0 else { return 0 }
            let tails = SpecialFunctions.logIncompleteGamma(shape, x)
            let tail = low ? tails.lower : tails.upper
            let slope = shape * exp(SpecialFunctions.logPoissonTerm(shape, x) - tail)
            let step = (tail - target) / slope
            u += low ? -step : step
            last = step.magnitude
            guard u.isFinite else { break }
            if step.magnitude <= 4e-16 * max(1, u.magnitude) { return exp(u) }
            if step.magnitude <= 1e-13 * max(1, u.magnitude) && slope * step.magnitude < 1e-15 {
                return exp(u)
            }
        }
        // Rounding may keep the last step from vanishing altogether.
        guard u.isFinite, last <= 1e-12 * max(1, u.magnitude) else {
            throw .noConvergence(model: "gamma quantile", iterations: 400)
        }
        return exp(u)
    }
}
