import Foundation

/// Ridge regression of reward on context, updated one observation at a time; one per lesson of a bandit.
public struct LinearArm: Sendable, Equatable {
    public let dimensions: Int
    public private(set) var observations = 0
    /// A = λI + Σ x xᵀ.
    private var precision: Matrix
    /// A⁻¹, kept by Sherman and Morrison's formula and recomputed now and then.
    private var inverse: Matrix
    private var moment: [Double]
    /// A⁻¹ b, the estimated weights.
    public private(set) var weights: [Double]

    init(dimensions: Int, ridge: Double) {
        self.dimensions = dimensions
        precision = Matrix(zeros: dimensions, dimensions)
        inverse = precision
        for i in 0..<dimensions {
            precision[i, i] = ridge
            inverse[i, i] = 1 / ridge
        }
        moment = [Double](repeating: 0, count: dimensions)
        weights = moment
    }

    mutating func observe(_ context: [Double], reward: Double) {
        observations += 1
        let d = dimensions
        for i in 0..<d {
            moment[i] += reward * context[i]
            for j in 0..<d { precision[i, j] += context[i] * context[j] }
        }
        if observations % 256 == 0, let exact = Cholesky(precision) {
            inverse = exact.inverse()
        } else {
            let ax = product(context)
            let scale = 1 / (1 + zip(ax, context).reduce(0) { $0 + $1.0 * $1.1 })
            for i in 0..<d { for j in 0..<d { inverse[i, j] -= scale * ax[i] * ax[j] } }
        }
        weights = product(moment)
    }

    private func product(_ v: [Double]) -> [Double] {
        (0..<dimensions).map { i in (0..<dimensions).reduce(0) { $0 + inverse[i, $1] * v[$1] } }
    }

    func mean(_ context: [Double]) -> Double {
        zip(weights, context).reduce(0) { $0 + $1.0 * $1.1 }
    }

    /// √(xᵀ A⁻¹ x).
    func width(_ context: [Double]) -> Double {
        max(zip(product(context), context).reduce(0) { $0 + $1.0 * $1.1 }, 0).squareRoot()
    }

    /// Weights drawn from N(A⁻¹ b, v² A⁻¹).
    /// - Throws: `notRepresentable` where the contexts are so nearly dependent that A has no factor.
    func drawn(scale: Double, _ random: inout RandomStream) throws(MetricsError) -> [Double] {
        guard let factor = Cholesky(precision) else { throw .notRepresentable("a lesson's drawn weights") }
        let noise = factor.correlate((0..<dimensions).map { _ in random.normal() })
        return zip(weights, noise).map { $0 + scale * $1 }
    }
}
