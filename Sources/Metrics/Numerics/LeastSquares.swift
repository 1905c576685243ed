import Foundation

/// The solution of min ‖b − A x‖.
struct LeastSquaresSolution {
    var x: [Double]
    var residuals: [Double]
    var qr: HouseholderQR
}

enum LeastSquares {
    /// Above this many entries the residuals' extra digits are not worth their time.
    private static let refinementLimit = 4_000_000

    /// Solves by pivoted QR, then refines on the augmented system with residuals in twice the working precision
    /// (Björck 1967), which gives nearly all digits even where the columns are almost dependent.
    ///
    /// - Parameters:
    ///   - columnMajor: A, column by column.
    ///   - names: one per column, for errors.
    /// - Throws: `collinearColumn` when A has not full rank, `tooFewRows` when it has fewer rows than columns.
    static func solve(
        columnMajor: [Double], rows: Int, names: [String], target: [Double]
    ) throws(MetricsError) -> LeastSquaresSolution {
        let columns = names.count
        guard rows >= columns else { throw .tooFewRows(needed: columns, got: rows) }
        let qr = HouseholderQR(columnMajor: columnMajor, rows: rows, columns: columns)
        if let dependency = qr.dependency() {
            throw .collinearColumn(names[dependency.column], with: dependency.of.map { names[$0] })
        }
        var rotated = target
        qr.applyTransposedQ(&rotated)
        let x = qr.unpivot(qr.solveR(rotated))
        for row in 0..<columns { rotated[row] = 0 }
        qr.applyQ(&rotated)
        var solution = LeastSquaresSolution(x: x, residuals: rotated, qr: qr)
        if rows * columns <= refinementLimit { refine(&solution, columnMajor, target) }
        for (column, value) in solution.x.enumerated() where !value.isFinite {
            throw .notRepresentable("the coefficient of '\(names[column])'")
        }
        return solution
    }

    private static func refine(_ solution: inout LeastSquaresSolution, _ a: [Double], _ b: [Double]) {
        let rows = solution.qr.rows
        let columns = solution.qr.columns
        var previous = Double.infinity
        for _ in 0..<8 {
            // f = b − r − A x and g = −Aᵀ r, in double-double.
            var f = [Double](repeating: 0, count: rows)
            for row in 0..<rows {
                var sum = DoubleDouble(high: b[row])
                sum.add(-solution.residuals[row])
                for column in 0..<columns { sum.add(-a[column * rows + row], times: solution.x[column]) }
                f[row] = sum.value
            }
            var g = [Double](repeating: 0, count: columns)
            for column in 0..<columns {
                var sum = DoubleDouble()
                for row in 0..<rows { sum.add(-a[column * rows + row], times: solution.residuals[row]) }
                g[column] = sum.value
            }
            let h = solution.qr.solveTransposedR(solution.qr.pivot(g))
            solution.qr.applyTransposedQ(&f)
            let step = solution.qr.unpivot(solution.qr.solveR((0..<columns).map { f[$0] - h[$0] }))
            for column in 0..<columns { f[column] = h[column] }
            solution.qr.applyQ(&f)
            let size = zip(step, solution.x).map { $0.magnitude / max($1.magnitude, 1e-300) }.max() ?? 0
            guard size.isFinite, size < previous, f.allSatisfy(\.isFinite) else { return }
            for column in 0..<columns { solution.x[column] += step[column] }
            for row in 0..<rows { solution.residuals[row] += f[row] }
            if size < 2e-16 { return }
            previous = size
        }
    }
}
