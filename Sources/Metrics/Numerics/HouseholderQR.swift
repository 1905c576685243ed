import Foundation

/// A P = Q R by Householder reflections with column pivoting (Golub and Van Loan, §5.4).
///
/// Columns are scaled to unit length by powers of two first, which is exact, so pivots can be compared.
struct HouseholderQR {
    let rows: Int
    let columns: Int
    /// Reflectors below the diagonal, R on and above it; column-major.
    private var factor: [Double]
    private var scales: [Double]
    /// `permutation[k]` is the original index of the k-th pivoted column.
    private(set) var permutation: [Int]
    /// Power of two that scaled each original column.
    private let columnScale: [Double]
    /// Number of columns independent to within `tolerance`.
    private(set) var rank = 0

    /// - Parameters:
    ///   - columnMajor: the matrix, column by column.
    ///   - tolerance: a pivot smaller than this share of its column's length counts as zero.
    init(columnMajor: [Double], rows: Int, columns: Int, tolerance: Double = 1e-11) {
        self.rows = rows
        self.columns = columns
        factor = columnMajor
        scales = [Double](repeating: 0, count: columns)
        permutation = Array(0..<columns)
        var columnScale = [Double](repeating: 1, count: columns)
        for column in 0..<columns {
            let length = HouseholderQR.length(factor, from: column * rows, count: rows)
            guard length > 0 else { continue }
            columnScale[column] = exp2(-Double(length.exponent))
            for row in 0..<rows { factor[column * rows + row] *= columnScale[column] }
        }
        self.columnScale = columnScale
        factorise(tolerance: tolerance)
    }

    private mutating func factorise(tolerance: Double) {
        let original = (0..<columns).map { HouseholderQR.length(factor, from: $0 * rows, count: rows) }
        for step in 0..<min(rows, columns) {
            // Lengths are recomputed, not downdated: p is small and downdating loses digits.
            var best = step
            var bestShare = -1.0
            var bestLength = 0.0
            for column in step..<columns {
                let length = HouseholderQR.length(factor, from: column * rows + step, count: rows - step)
                let whole = original[permutation[column]]
                let share = whole > 0 ? length / whole : 0
                if share > bestShare { (best, bestShare, bestLength) = (column, share, length) }
            }
            guard bestShare > tolerance else { return }
            swapColumns(step, best)
            reflect(step, length: bestLength)
            rank = step + 1
        }
    }

    private mutating func swapColumns(_ a: Int, _ b: Int) {
        guard a != b else { return }
        permutation.swapAt(a, b)
        for row in 0..<rows { factor.swapAt(a * rows + row, b * rows + row) }
    }

    private mutating func reflect(_ step: Int, length: Double) {
        let rows = rows
        let columns = columns
        let start = step * rows
        let alpha = factor[start + step]
        let beta = alpha >= 0 ? -length : length
        let scale = (beta - alpha) / beta
        scales[step] = scale
        factor.withUnsafeMutableBufferPointer { f in
            let inverse = 1 / (alpha - beta)
            for row in (step + 1)..<max(rows, step + 1) { f[start + row] *= inverse }
            f[start + step] = beta
            for column in (step + 1)..<max(columns, step + 1) {
                let other = column * rows
                var dot = f[other + step]
                for row in (step + 1)..<max(rows, step + 1) { dot += f[start + row] * f[other + row] }
                dot *= scale
                f[other + step] -= dot
                for row in (step + 1)..<max(rows, step + 1) { f[other + row] -= dot * f[start + row] }
            }
        }
    }

    /// Qᵀ v, in place.
    func applyTransposedQ(_ v: inout [Double]) {
        for step in 0..<rank { apply(step, &v) }
    }

    /// Q v, in place.
    func applyQ(_ v: inout [Double]) {
        for step in (0..<rank).reversed() { apply(step, &v) }
    }

    private func apply(_ step: Int, _ v: inout [Double]) {
        let start = step * rows
        var dot = v[step]
        for row in (step + 1)..<max(rows, step + 1) { dot += factor[start + row] * v[row] }
        dot *= scales[step]
        v[step] -= dot
        for row in (step + 1)..<max(rows, step + 1) { v[row] -= dot * factor[start + row] }
    }

    /// Entry of R; `row ≤ column`.
    func r(_ row: Int, _ column: Int) -> Double { factor[column * rows + row] }

    /// R⁻¹ c for the leading `rank` columns, in pivoted order.
    func solveR(_ c: [Double]) -> [Double] {
        var x = Array(c.prefix(rank))
        for row in (0..<rank).reversed() {
            for column in (row + 1)..<max(rank, row + 1) { x[row] -= r(row, column) * x[column] }
            x[row] /= r(row, row)
        }
        return x
    }

    /// R⁻ᵀ c for the leading `rank` columns; `c` in pivoted order.
    func solveTransposedR(_ c: [Double]) -> [Double] {
        var x = Array(c.prefix(rank))
        for row in 0..<rank {
            for column in 0..<row { x[row] -= r(column, row) * x[column] }
            x[row] /= r(row, row)
        }
        return x
    }

    /// A vector in pivoted, scaled order, back to the original columns' order and units.
    func unpivot(_ x: [Double]) -> [Double] {
        var result = [Double](repeating: 0, count: columns)
        for (position, column) in permutation.prefix(rank).enumerated() {
            result[column] = x[position] * columnScale[column]
        }
        return result
    }

    /// A vector over the original columns, to pivoted order and scaled units (the transpose of `unpivot`).
    func pivot(_ g: [Double]) -> [Double] {
        permutation.prefix(rank).map { g[$0] * columnScale[$0] }
    }

    /// (AᵀA)⁻¹ in the original order and units; meaningful at full rank.
    func inverseGram() -> Matrix {
        var inverse = Matrix(zeros: columns, columns)
        var unit = [Double](repeating: 0, count: columns)
        var rowsOfInverse: [[Double]] = []
        for position in 0..<rank {
            unit[position] = 1
            rowsOfInverse.append(solveTransposedR(unit))
            unit[position] = 0
        }
        // (RᵀR)⁻¹ = R⁻¹ R⁻ᵀ; rowsOfInverse[k] is row k of R⁻¹.
        for i in 0..<rank {
            for j in i..<rank {
                var sum = 0.0
                for k in 0..<rank { sum += rowsOfInverse[i][k] * rowsOfInverse[j][k] }
                let (a, b) = (permutation[i], permutation[j])
                inverse[a, b] = sum * columnScale[a] * columnScale[b]
                inverse[b, a] = inverse[a, b]
            }
        }
        return inverse
    }

    /// Independent columns that the first dependent one is made of, and that column; original indices.
    func dependency() -> (column: Int, of: [Int])? {
        guard rank < columns else { return nil }
        let weights = solveR((0..<rank).map { r($0, rank) })
        let largest = weights.map(\.magnitude).max() ?? 0
        let parts = weights.indices.filter { weights[$0].magnitude > 1e-6 * max(largest, 1e-300) }
        return (permutation[rank], parts.map { permutation[$0] }.sorted())
    }

    static func length(_ values: [Double], from start: Int, count: Int) -> Double {
        var largest = 0.0
        for index in start..<(start + count) { largest = max(largest, values[index].magnitude) }
        guard largest > 0 else { return 0 }
        var sum = 0.0
        if largest < 1e140 && largest > 1e-140 {
            for index in start..<(start + count) { sum += values[index] * values[index] }
            return sum.squareRoot()
        }
        for index in start..<(start + count) {
            let share = values[index] / largest
            sum += share * share
        }
        return largest * sum.squareRoot()
    }
}
