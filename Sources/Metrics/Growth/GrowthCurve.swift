import Foundation

/// The shapes that growth is compared by.
public enum GrowthCurve: String, Sendable, CaseIterable, Codable {
    /// N(t) = K / (1 + e^−r(t − t₀)).
    case logistic
    /// N(t) = N₀ e^rt.
    case exponential
    /// N(t) = K e^−e^−r(t − t₀).
    case gompertz

    var names: [String] {
        switch self {
        case .logistic, .gompertz: ["K", "r", "t0"]
        case .exponential: ["N0", "r"]
        }
    }

    /// N(t) and its derivative by each parameter.
    func evaluate(_ t: Double, _ b: [Double]) -> (value: Double, gradient: [Double]) {
        switch self {
        case .logistic:
            let share = SpecialFunctions.logistic(b[1] * (t - b[2]))
            let slope = b[0] * share * (1 - share)
            return (b[0] * share, [share, slope * (t - b[2]), -slope * b[1]])
        case .exponential:
            let e = exp(b[1] * t)
            return (b[0] * e, [e, b[0] * t * e])
        case .gompertz:
            let inner = exp(-b[1] * (t - b[2]))
            let share = exp(-inner)
            let slope = b[0] * share * inner
            return (b[0] * share, [share, slope * (t - b[2]), -slope * b[1]])
        }
    }

    /// Share of K at the bend, where growth is fastest.
    var bend: Double? {
        switch self {
        case .logistic: 0.5
        case .gompertz: exp(-1)
        case .exponential: nil
        }
    }

    /// Starting values for several guesses of K, by a straight line through the linearised curve.
    func starts(_ t: [Double], _ n: [Double]) -> [[Double]] {
        let highest = n.max() ?? 1
        let floor = highest * 1e-4
        func line(_ values: [Double]) -> (level: Double, slope: Double) {
            let (mt, mv) = (Summary.mean(t), Summary.mean(values))
            let spread = zip(t, t).reduce(0) { $0 + ($1.0 - mt) * ($1.1 - mt) }
            let slope = zip(t, values).reduce(0) { $0 + ($1.0 - mt) * ($1.1 - mv) } / spread
            return (mv - slope * mt, slope)
        }
        switch self {
        case .exponential:
            let fit = line(n.map { log(max($0, floor)) })
            return [[exp(fit.level), fit.slope]]
        case .logistic, .gompertz:
            return [1.02, 1.2, 2, 5, 20].compactMap { factor in
                let k = highest * factor
                let fit = line(
                    n.map { value in
                        let share = min(max(value, floor) / k, 0.999)
                        return self == .logistic ? log(share / (1 - share)) : -log(-log(share))
                    })
                return fit.slope != 0 ? [k, fit.slope, -fit.level / fit.slope] : nil
            }
        }
    }
}
