import Foundation

/// A coefficient of a fitted model.
public struct Coefficient: Sendable, Equatable {
    public let name: String
    public let estimate: Estimate
    /// Two-sided p-value of "this coefficient is zero".
    public let pValue: Double

    public var value: Double { estimate.value }
    public var standardError: Double { estimate.standardError }
}

/// Least squares with an intercept: y = b₀ + Σ bⱼ xⱼ + e.
///
/// Solved by column-pivoted QR with refinement (see `LeastSquares`). Standard errors assume errors of equal
/// variance: s² (XᵀWX)⁻¹; intervals use Student's t with n − p − 1 degrees of freedom.
/// Source: Seber and Lee, *Linear Regression Analysis* (2003), chapters 3 and 11.
public struct LinearRegression: ModelResult, Equatable {
    public let intercept: Coefficient
    public let coefficients: [Coefficient]
    /// Share of the variance explained, 0 … 1; 0 where the target is constant.
    public let rSquared: Double
    /// s, the standard deviation of the residuals.
    public let residualDeviation: Double
    public let degreesOfFreedom: Int
    public let residuals: [Double]
    public let fitted: [Double]
    /// Covariance of the estimates; intercept first.
    public let covariance: Matrix
    public let warnings: [String]

    /// - Parameters:
    ///   - target: one value per row.
    ///   - weights: how many observations a row stands for, > 0; 1 each when nil. A row twice is a row of
    ///     weight 2, so degrees of freedom count weights.
    /// - Throws: `tooFewRows`, `constantColumn`, `collinearColumn`, `nonFinite`, `outOfRange`, `lengthMismatch`.
    public static func fit(
        _ features: FeatureTable, target: [Double], named targetName: String = "target",
        weights: [Double]? = nil
    ) throws(MetricsError) -> LinearRegression {
        let rows = features.rows
        let columns = features.columns
        try check(target, targetName, count: rows)
        if let weights {
            try check(weights, "weights", count: rows)
            for (row, weight) in weights.enumerated() {
                try require(weight > 0, "weights", "greater than 0", row: row)
            }
        }
        let total = weights.map { Summary.sum($0) } ?? Double(rows)
        try require(total <= Double(largestCount), "weights", "at most 2^50 in total")
        let freedom = Int(total.rounded()) - columns - 1
        guard freedom >= 1, rows >= columns + 1 else {
            throw .tooFewRows(needed: columns + 2, got: rows)
        }
        try checkColumnsVary(features)

        let root = weights?.map { $0.squareRoot() }
        var design = [Double](repeating: 1, count: rows * (columns + 1))
        for column in 0..<columns {
            for row in 0..<rows { design[(column + 1) * rows + row] = features.matrix[row, column] }
        }
        var scaledTarget = target
        if let root {
            for column in 0...columns { for row in 0..<rows { design[column * rows + row] *= root[row] } }
            for row in 0..<rows { scaledTarget[row] *= root[row] }
        }
        let solution = try LeastSquares.solve(
            columnMajor: design, rows: rows, names: ["intercept"] + features.names, target: scaledTarget)
        let residualSum = Summary.sum(solution.residuals.lazy.map { $0 * $0 })
        let variance = residualSum / Double(freedom)
        var covariance = solution.qr.inverseGram()
        for index in covariance.values.indices { covariance.values[index] *= variance }

        let critical = try StudentDistribution(degreesOfFreedom: Double(freedom)).quantile(0.975)
        let t = try StudentDistribution(degreesOfFreedom: Double(freedom))
        var all: [Coefficient] = []
        for (index, name) in (["intercept"] + features.names).enumerated() {
            let error = covariance[index, index].squareRoot()
            let value = solution.x[index]
            let estimate = try Estimate(
                "the coefficient of '\(name)'", value: value, standardError: error, critical: critical)
            let p = error > 0 ? t.outside(value / error) : (value == 0 ? 1 : 0)
            all.append(Coefficient(name: name, estimate: estimate, pValue: p))
        }
        let weightOf = { (row: Int) in weights?[row] ?? 1 }
        let mean = Summary.sum((0..<rows).lazy.map { weightOf($0) * target[$0] }) / total
        let totalSum = Summary.sum(
            (0..<rows).lazy.map { weightOf($0) * (target[$0] - mean) * (target[$0] - mean) })
        let rSquared = totalSum > 0 ? min(max(1 - residualSum / totalSum, 0), 1) : 0
        let residuals = solution.residuals.enumerated().map { $1 / (root?[$0] ?? 1) }
        let fitted = zip(target, residuals).map { $0 - $1 }
        var warnings: [String] = []
        if freedom < 5 * columns {
            warnings.append("few rows for \(columns) columns: \(rows)")
        }
        return LinearRegression(
            intercept: all[0], coefficients: Array(all.dropFirst()), rSquared: rSquared,
            residualDeviation: variance.squareRoot(), degreesOfFreedom: freedom, residuals: residuals,
            fitted: fitted, covariance: covariance, warnings: warnings)
    }

    /// b₀ + Σ bⱼ xⱼ for each row of a table with the same columns.
    /// - Throws: `outOfRange` or `lengthMismatch` for other columns; `notRepresentable` naming a row whose prediction
    ///   overflows.
    public func predict(_ features: FeatureTable) throws(MetricsError) -> [Double] {
        try checkNames(features, coefficients.map(\.name))
        var predictions: [Double] = []
        for row in 0..<features.rows {
            let value = zip(coefficients, features.matrix.row(row)).reduce(intercept.value) {
                $0 + $1.0.value * $1.1
            }
            guard value.isFinite else { throw .notRepresentable("the prediction of row \(row + 1)") }
            predictions.append(value)
        }
        return predictions
    }

    public var reading: String {
        let strongest = coefficients.filter { $0.pValue < 0.05 }.sorted { $0.pValue < $1.pValue }.prefix(3)
        let effects =
            strongest.isEmpty
            ? "no column has an effect that can be told from chance"
            : strongest.map { "\($0.name) \(Prose.number($0.value)) (\(Prose.range($0.estimate.interval)))" }
                .joined(separator: ", ")
        return "explains \(Prose.percent(rSquared, decimals: 0)) of the variance; \(effects)"
    }
}

/// Refuses a column with one value only, by name.
func checkColumnsVary(_ features: FeatureTable) throws(MetricsError) {
    let columns = features.columns
    guard features.rows > 0 else { return }
    var varies = [Bool](repeating: false, count: columns)
    var left = columns
    features.matrix.values.withUnsafeBufferPointer { values in
        for row in 1..<max(1, features.rows) {
            for column in 0..<columns
            where !varies[column] && values[row * columns + column] != values[column] {
                varies[column] = true
                left -= 1
            }
            if left == 0 { return }
        }
    }
    if let constant = varies.firstIndex(of: false) { throw .constantColumn(features.names[constant]) }
}

/// Refuses a table whose columns are not the ones the model was fitted with, in that order.
func checkNames(_ features: FeatureTable, _ expected: [String]) throws(MetricsError) {
    guard features.columns == expected.count else {
        throw .lengthMismatch(name: "columns", expected: expected.count, got: features.columns)
    }
    for (name, wanted) in zip(features.names, expected) where name != wanted {
        throw .outOfRange(
            name: name, row: nil, requirement: "the column '\(wanted)' that the model was fitted with")
    }
}
