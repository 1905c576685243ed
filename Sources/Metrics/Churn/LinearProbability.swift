/// Churn probability as a linear function of the features, which is what article 1 asks for.
///
/// P = b₀ + Σ bⱼ xⱼ by least squares. Easy to read – a coefficient is a change in probability – but predictions may
/// leave [0, 1], and the variance p(1 − p) is not equal, so the classical standard errors are joined by
/// heteroscedasticity-consistent ones (HC3, MacKinnon and White 1985).
public struct LinearProbability: ModelResult, Equatable {
    public let regression: LinearRegression
    /// HC3 standard errors, intercept first.
    public let robustErrors: [Double]
    /// Rows whose prediction is below 0 or above 1.
    public let outside: Rate
    public let warnings: [String]

    /// - Parameter churned: one per row.
    public static func fit(
        _ features: FeatureTable, churned: [Bool]
    ) throws(MetricsError) -> LinearProbability {
        guard churned.count == features.rows else {
            throw .lengthMismatch(name: "churned", expected: features.rows, got: churned.count)
        }
        guard churned.contains(true), churned.contains(false) else { throw .singleOutcome("churned") }
        let regression = try LinearRegression.fit(
            features, target: churned.map { $0 ? 1 : 0 }, named: "churned")
        return try LinearProbability(regression, features)
    }

    private init(_ regression: LinearRegression, _ features: FeatureTable) throws(MetricsError) {
        self.regression = regression
        let order = features.columns + 1
        let variance = regression.residualDeviation * regression.residualDeviation
        // covariance / s² = (XᵀX)⁻¹
        var bread = regression.covariance
        guard variance > 0 else { throw .singleOutcome("residual") }
        for index in bread.values.indices { bread.values[index] /= variance }
        var meat = Matrix(zeros: order, order)
        for row in 0..<features.rows {
            let x = [1] + features.matrix.row(row)
            var leverage = 0.0
            for i in 0..<order { for j in 0..<order { leverage += x[i] * bread[i, j] * x[j] } }
            let residual = regression.residuals[row] / max(1 - leverage, 1e-9)
            for i in 0..<order { for j in 0..<order { meat[i, j] += residual * residual * x[i] * x[j] } }
        }
        var errors: [Double] = []
        for k in 0..<order {
            var sum = 0.0
            for i in 0..<order { for j in 0..<order { sum += bread[k, i] * meat[i, j] * bread[j, k] } }
            errors.append(max(sum, 0).squareRoot())
        }
        for (index, error) in errors.enumerated() where !error.isFinite {
            throw .notRepresentable("robust error \(index)")
        }
        robustErrors = errors
        let count = regression.fitted.count { $0 < 0 || $0 > 1 }
        outside = Rate(checked: count, of: features.rows)
        warnings =
            regression.warnings
            + (count > 0
                ? [
                    "\(outside.reading) of the predictions leave [0, 1]; use logistic regression for probabilities"
                ]
                : [])
    }

    public var reading: String {
        regression.reading + (warnings.isEmpty ? "" : "; " + warnings.joined(separator: "; "))
    }
}
