import Foundation

/// Pᵀ A P = L Lᵀ of a symmetric positive definite matrix, with diagonal pivoting after scaling to unit diagonal.
struct Cholesky: Sendable {
    let order: Int
    private var lower: [Double]
    private var permutation: [Int]
    private let scale: [Double]

    /// Nil when the matrix is not positive definite to within `tolerance` of its unit diagonal.
    init?(_ matrix: Matrix, tolerance: Double = 1e-14) {
        let n = matrix.rows
        order = n
        permutation = Array(0..<n)
        lower = matrix.values
        var scale = [Double](repeating: 1, count: n)
        for i in 0..<n {
            let diagonal = matrix[i, i]
            guard diagonal > 0, diagonal.isFinite else { return nil }
            scale[i] = 1 / diagonal.squareRoot()
        }
        self.scale = scale
        for i in 0..<n { for j in 0..<n { lower[i * n + j] *= scale[i] * scale[j] } }
        for step in 0..<n {
            var best = step
            for i in step..<n where lower[i * n + i] > lower[best * n + best] { best = i }
            guard lower[best * n + best] > tolerance else { return nil }
            swap(step, best)
            let pivot = lower[step * n + step].squareRoot()
            lower[step * n + step] = pivot
            for i in (step + 1)..<max(n, step + 1) { lower[i * n + step] /= pivot }
            for j in (step + 1)..<max(n, step + 1) {
                let factor = lower[j * n + step]
                for i in j..<n { lower[i * n + j] -= lower[i * n + step] * factor }
            }
            // The upper half mirrors the lower so that a later swap of whole rows and columns stays valid.
            for i in (step + 1)..<max(n, step + 1) {
                for j in (step + 1)..<i { lower[j * n + i] = lower[i * n + j] }
            }
        }
    }

    private mutating func swap(_ a: Int, _ b: Int) {
        guard a != b else { return }
        permutation.swapAt(a, b)
        for k in 0..<order { lower.swapAt(a * order + k, b * order + k) }
        // Columns left of the pivot are already L: only their rows move.
        for k in a..<order { lower.swapAt(k * order + a, k * order + b) }
    }

    /// A⁻¹ b.
    func solve(_ b: [Double]) -> [Double] {
        var x = forward(b)
        for i in (0..<order).reversed() {
            for k in (i + 1)..<max(order, i + 1) { x[i] -= lower[k * order + i] * x[k] }
            x[i] /= lower[i * order + i]
        }
        var result = [Double](repeating: 0, count: order)
        for (position, index) in permutation.enumerated() { result[index] = x[position] * scale[index] }
        return result
    }

    /// L⁻¹ Pᵀ b: its squared length is bᵀ A⁻¹ b.
    func forward(_ b: [Double]) -> [Double] {
        var x = permutation.map { b[$0] * scale[$0] }
        for i in 0..<order {
            for k in 0..<i { x[i] -= lower[i * order + k] * x[k] }
            x[i] /= lower[i * order + i]
        }
        return x
    }

    /// A vector with covariance A⁻¹, from independent standard normals.
    func correlate(_ z: [Double]) -> [Double] {
        var x = z
        for i in (0..<order).reversed() {
            for k in (i + 1)..<max(order, i + 1) { x[i] -= lower[k * order + i] * x[k] }
            x[i] /= lower[i * order + i]
        }
        var result = [Double](repeating: 0, count: order)
        for (position, index) in permutation.enumerated() { result[index] = x[position] * scale[index] }
        return result
    }

    func inverse() -> Matrix {
        var result = Matrix(zeros: order, order)
        var unit = [Double](repeating: 0, count: order)
        for column in 0..<order {
            unit[column] = 1
            let x = solve(unit)
            unit[column] = 0
            for row in 0..<order { result[row, column] = x[row] }
        }
        return result
    }

    /// ln det A.
    var logDeterminant: Double {
        (0..<order).reduce(0) { $0 + 2 * log(lower[$1 * order + $1]) - 2 * log(scale[$1]) }
    }
}
