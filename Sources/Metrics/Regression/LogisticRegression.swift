import Foundation

/// P(event) = 1 / (1 + e^−(b₀ + Σ bⱼ xⱼ)), by penalised maximum likelihood.
///
/// Minimises −Σ wᵢ ln L(yᵢ) + ½ λ Σ bⱼ² (the intercept is not penalised) by Newton's method, which for this model
/// is iteratively reweighted least squares. λ is 1/C of scikit-learn, per unit of each column as given. Standard
/// errors are from the inverse of the penalised information, the curvature at the optimum.
/// Source: McCullagh and Nelder, *Generalized Linear Models* (1989), chapter 4.
public struct LogisticRegression: ModelResult, Equatable {
    public let intercept: Coefficient
    public let coefficients: [Coefficient]
    /// Covariance of the estimates, intercept first.
    public let covariance: Matrix
    public let logLikelihood: Double
    /// Of the model with an intercept only.
    public let nullLogLikelihood: Double
    public let penalty: Double
    public let iterations: Int
    /// On the rows that the model was fitted to, so a little flattering; nil for outcomes that are shares.
    public let evaluation: ClassifierEvaluation?
    public let warnings: [String]

    /// e^b: the factor on the odds per unit of the column, with its interval; nil beyond the range of `Double`.
    public func oddsRatio(of name: String) -> Estimate? {
        guard let coefficient = coefficients.first(where: { $0.name == name }) else { return nil }
        let ratio = exp(coefficient.value)
        let interval = coefficient.estimate.interval
        return try? Estimate(
            name, value: ratio, standardError: ratio * coefficient.standardError,
            interval: Interval(lower: exp(interval.lower), upper: exp(interval.upper)))
    }

    /// - Parameters:
    ///   - outcome: 1 where the event happened, 0 where not; or the share of `weights` trials in which it did.
    ///   - penalty: λ ≥ 0.
    ///   - weights: how many observations a row stands for, > 0.
    /// - Throws: `tooFewRows`, `constantColumn`, `collinearColumn`, `singleOutcome`, `separation`, `nonFinite`,
    ///   `outOfRange`, `lengthMismatch`, `noConvergence`.
    public static func fit(
        _ features: FeatureTable, outcome: [Double], penalty: Double = 0, weights: [Double]? = nil,
        threads: Threads = .one
    ) throws(MetricsError) -> LogisticRegression {
        try validate(features, outcome, penalty, weights)
        let (centre, scale) = try standardisation(features, weights, threads)
        let kernel = LogisticKernel(
            matrix: features.matrix, outcome: outcome, weights: weights, centre: centre, scale: scale)
        let fit = try LogisticNewton(
            kernel: kernel, names: features.names, penalty: penalty, threads: threads
        ).run()
        return try LogisticRegression(kernel, fit, features.names, penalty: penalty, threads: threads)
    }

    private init(
        _ kernel: LogisticKernel, _ fit: LogisticNewton.Fit, _ names: [String], penalty: Double,
        threads: Threads
    ) throws(MetricsError) {
        let columns = names.count
        // From standardised to the columns' own units: b = β/s, b₀ = β₀ − Σ β m/s; intercept first.
        var map = Matrix(zeros: columns + 1, columns + 1)
        map[0, columns] = 1
        for column in 0..<columns {
            map[column + 1, column] = kernel.scale[column]
            map[0, column] = -kernel.centre[column] * kernel.scale[column]
        }
        var covariance = Matrix(zeros: columns + 1, columns + 1)
        var values = [Double](repeating: 0, count: columns + 1)
        for i in 0...columns {
            values[i] = (0...columns).reduce(0) { $0 + map[i, $1] * fit.coefficients[$1] }
            for j in 0...i {
                var sum = 0.0
                for k in 0...columns where map[i, k] != 0 {
                    for l in 0...columns where map[j, l] != 0 {
                        sum += map[i, k] * fit.covariance[k, l] * map[j, l]
                    }
                }
                covariance[i, j] = sum
                covariance[j, i] = sum
            }
        }
        var all: [Coefficient] = []
        for (index, name) in (["intercept"] + names).enumerated() {
            let error = max(covariance[index, index], 0).squareRoot()
            let estimate = try Estimate(
                "the coefficient of '\(name)'", value: values[index], standardError: error, critical: normal95
            )
            let p = error > 0 ? 2 * NormalDistribution.cumulative(-(values[index] / error).magnitude) : 1
            all.append(Coefficient(name: name, estimate: estimate, pValue: p))
        }
        intercept = all[0]
        coefficients = Array(all.dropFirst())
        self.covariance = covariance
        self.penalty = penalty
        iterations = fit.iterations
        logLikelihood = -fit.loss
        nullLogLikelihood = -fit.nullLoss

        var warnings = fit.warnings
        let scores = kernel.scores(fit.coefficients, threads: threads)
        if kernel.outcome.allSatisfy({ $0 == 0 || $0 == 1 }) {
            evaluation = try ClassifierEvaluation(
                predicted: scores.map(SpecialFunctions.logistic), happened: kernel.outcome.map { $0 == 1 })
        } else {
            evaluation = nil
        }
        let events = min(
            kernel.outcome.reduce(0, +), Double(kernel.outcome.count) - kernel.outcome.reduce(0, +))
        if kernel.weights == nil && events < 10 * Double(columns) {
            warnings.append(
                "fewer than ten events per column; the coefficients are uncertain and biased outwards")
        }
        self.warnings = warnings
    }

    /// P(event) for each row of a table with the same columns.
    /// - Throws: `outOfRange` or `lengthMismatch` for other columns; `notRepresentable` naming a row whose score
    ///   overflows.
    public func probabilities(_ features: FeatureTable) throws(MetricsError) -> [Double] {
        try checkNames(features, coefficients.map(\.name))
        var probabilities: [Double] = []
        for row in 0..<features.rows {
            probabilities.append(try probability(features.matrix.row(row), "row \(row + 1)"))
        }
        return probabilities
    }

    /// P(event) of one row; `what` names it where its score overflows.
    func probability(
        _ row: some Sequence<Double>, _ what: @autoclosure () -> String
    ) throws(MetricsError) -> Double {
        let score = zip(coefficients, row).reduce(intercept.value) { $0 + $1.0.value * $1.1 }
        guard score.isFinite else { throw .notRepresentable("the score of \(what())") }
        return SpecialFunctions.logistic(score)
    }

    public var reading: String {
        let strongest = coefficients.filter { $0.pValue < 0.05 }.sorted { $0.pValue < $1.pValue }.prefix(3)
        let effects =
            strongest.isEmpty
            ? "no column has an effect that can be told from chance"
            : strongest.map { coefficient in
                "\(coefficient.name) \(coefficient.value > 0 ? "raises" : "lowers") the odds"
                    + (oddsRatio(of: coefficient.name).map { " ×\(Prose.number($0.value)) per unit" } ?? "")
            }.joined(separator: ", ")
        return (evaluation.map { $0.reading + "; " } ?? "") + effects
    }

    private static func validate(
        _ features: FeatureTable, _ outcome: [Double], _ penalty: Double, _ weights: [Double]?
    ) throws(MetricsError) {
        guard outcome.count == features.rows else {
            throw .lengthMismatch(name: "outcome", expected: features.rows, got: outcome.count)
        }
        if let bad = outcome.firstIndex(where: { !($0 >= 0 && $0 <= 1) }) {
            try check(outcome[bad], "outcome", row: bad)
            throw .outOfRange(name: "outcome", row: bad, requirement: "between 0 and 1")
        }
        try require(penalty >= 0 && penalty <= largestMagnitude, "penalty", "0 or more")
        if let weights {
            try check(weights, "weights", count: features.rows)
            if let bad = weights.firstIndex(where: { $0 <= 0 }) {
                throw .outOfRange(name: "weights", row: bad, requirement: "greater than 0")
            }
        }
        let needed = features.columns + 2
        guard features.rows >= needed || (weights != nil && features.rows > features.columns) else {
            throw .tooFewRows(needed: needed, got: features.rows)
        }
        if outcome.allSatisfy({ $0 == 0 }) || outcome.allSatisfy({ $0 == 1 }) {
            throw .singleOutcome("outcome")
        }
        try checkColumnsVary(features)
    }

    /// Weighted mean and 1 / standard deviation of each column.
    private static func standardisation(
        _ features: FeatureTable, _ weights: [Double]?, _ threads: Threads
    ) throws(MetricsError) -> (centre: [Double], scale: [Double]) {
        let columns = features.columns
        let ranges = pieces(of: features.rows, size: 16_384)
        // Shifted by the first row, so that a column far from 0 keeps its digits.
        let origin = Array(features.matrix.values.prefix(columns))
        let parts = parallelMap(count: ranges.count, threads: threads) { piece in
            var sums = [Double](repeating: 0, count: 2 * columns + 1)
            features.matrix.values.withUnsafeBufferPointer { values in
                for row in ranges[piece] {
                    let weight = weights.map { $0[row] } ?? 1
                    sums[2 * columns] += weight
                    for column in 0..<columns {
                        let x = values[row * columns + column] - origin[column]
                        sums[column] += weight * x
                        sums[columns + column] += weight * x * x
                    }
                }
            }
            return sums
        }
        let total = parts.reduce(into: [Double](repeating: 0, count: 2 * columns + 1)) { sums, part in
            for index in sums.indices { sums[index] += part[index] }
        }
        let weight = total[2 * columns]
        var centre = [Double](repeating: 0, count: columns)
        var scale = centre
        for column in 0..<columns {
            let mean = total[column] / weight
            let variance = total[columns + column] / weight - mean * mean
            centre[column] = origin[column] + mean
            let deviation = variance.squareRoot()
            guard deviation > 0, (1 / deviation).isFinite, centre[column].isFinite else {
                throw .constantColumn(features.names[column])
            }
            scale[column] = 1 / deviation
        }
        return (centre, scale)
    }
}
