import Foundation

/// min Σ (yᵢ − f(xᵢ; b))² by Levenberg and Marquardt's method (Moré 1978 scaling, Nielsen 1999 damping).
///
/// Steps are solved by QR of the damped Jacobian, never by normal equations. Standard errors are
/// s² (JᵀJ)⁻¹ at the solution, intervals Student's t with n − p degrees of freedom.
public struct NonlinearLeastSquares: ModelResult, Equatable {
    public let parameters: [Coefficient]
    public let residualSum: Double
    /// s = √(Σ residual² / (n − p)).
    public let residualDeviation: Double
    public let degreesOfFreedom: Int
    public let covariance: Matrix
    public let iterations: Int
    public let fitted: [Double]
    public var warnings: [String] { [] }

    public subscript(_ name: String) -> Estimate? { parameters.first { $0.name == name }?.estimate }

    /// - Parameters:
    ///   - names: one per parameter.
    ///   - start: where to begin.
    ///   - model: value at x and its derivative by each parameter.
    /// - Throws: `tooFewRows` unless n > p; `collinearColumn` naming a parameter that the data does not determine;
    ///   `noConvergence`; `nonFinite`.
    public static func fit(
        x: [Double], y: [Double], names: [String], start: [Double],
        model: (_ x: Double, _ parameters: [Double]) -> (value: Double, gradient: [Double])
    ) throws(MetricsError) -> NonlinearLeastSquares {
        try check(x, "x")
        try check(y, "y", count: x.count)
        try check(start, "start", count: names.count)
        guard x.count > names.count else { throw .tooFewRows(needed: names.count + 1, got: x.count) }
        var run = LevenbergMarquardt(x: x, y: y, order: names.count)
        guard var point = run.evaluate(start, model) else {
            throw .notRepresentable("the model at its starting values")
        }
        let iterations = try run.minimise(&point, model)
        return try NonlinearLeastSquares(y, point, names, iterations)
    }

    private init(
        _ y: [Double], _ point: LevenbergMarquardt.Point, _ names: [String], _ iterations: Int
    ) throws(MetricsError) {
        let n = y.count
        let p = names.count
        let qr = HouseholderQR(columnMajor: point.jacobian, rows: n, columns: p, tolerance: 1e-10)
        if let dependency = qr.dependency() {
            throw .collinearColumn(names[dependency.column], with: dependency.of.map { names[$0] })
        }
        degreesOfFreedom = n - p
        residualSum = point.sum
        let variance = point.sum / Double(n - p)
        residualDeviation = variance.squareRoot()
        var covariance = qr.inverseGram()
        for index in covariance.values.indices { covariance.values[index] *= variance }
        self.covariance = covariance
        let student = try StudentDistribution(degreesOfFreedom: Double(n - p))
        let critical = try student.quantile(0.975)
        var parameters: [Coefficient] = []
        for (index, name) in names.enumerated() {
            let error = max(covariance[index, index], 0).squareRoot()
            let value = point.parameters[index]
            parameters.append(
                Coefficient(
                    name: name,
                    estimate: try Estimate(name, value: value, standardError: error, critical: critical),
                    pValue: error > 0 ? student.outside(value / error) : (value == 0 ? 1 : 0)))
        }
        self.parameters = parameters
        self.iterations = iterations
        fitted = zip(y, point.residuals).map { $0 - $1 }
    }

    public var reading: String {
        parameters.map { "\($0.name) \(Prose.number($0.value)) (\(Prose.range($0.estimate.interval)))" }
            .joined(separator: ", ")
    }
}

struct LevenbergMarquardt {
    typealias Model = (_ x: Double, _ parameters: [Double]) -> (value: Double, gradient: [Double])

    let x: [Double]
    let y: [Double]
    let order: Int

    struct Point {
        var parameters: [Double]
        /// y − f.
        var residuals: [Double]
        /// df/db, column-major.
        var jacobian: [Double]
        var sum: Double
    }

    func evaluate(_ parameters: [Double], _ model: Model) -> Point? {
        var point = Point(
            parameters: parameters, residuals: [], jacobian: [Double](repeating: 0, count: x.count * order),
            sum: 0)
        for (row, x) in x.enumerated() {
            let (value, gradient) = model(x, parameters)
            let residual = y[row] - value
            guard residual.isFinite, gradient.count == order, gradient.allSatisfy(\.isFinite) else {
                return nil
            }
            point.residuals.append(residual)
            for column in 0..<order { point.jacobian[column * self.x.count + row] = gradient[column] }
        }
        point.sum = Summary.sum(point.residuals.lazy.map { $0 * $0 })
        return point.sum.isFinite ? point : nil
    }

    private static let limit = 2000

    mutating func minimise(_ point: inout Point, _ model: Model) throws(MetricsError) -> Int {
        var scale = [Double](repeating: 0, count: order)
        var damping = 1e-3
        var factor = 2.0
        var small = 0
        for iteration in 1...Self.limit {
            for column in 0..<order {
                let length = HouseholderQR.length(point.jacobian, from: column * x.count, count: x.count)
                scale[column] = max(scale[column], length)
                if scale[column] == 0 { scale[column] = 1 }
            }
            guard let step = step(point, scale, damping) else {
                damping *= 10
                continue
            }
            let size = zip(step, point.parameters).map { $0.magnitude / max($1.magnitude, 1e-150) }.max() ?? 0
            guard let trial = evaluate(zip(point.parameters, step).map { $0 + $1 }, model) else {
                damping *= factor
                factor *= 2
                guard damping < 1e30 else {
                    throw .noConvergence(model: "least squares", iterations: iteration)
                }
                continue
            }
            let predicted = predictedFall(point, step, scale, damping)
            let actual = point.sum - trial.sum
            if actual >= 0 {
                let gain = predicted > 0 ? actual / predicted : 1
                let reduction = point.sum > 0 ? actual / point.sum : 0
                point = trial
                damping *= max(1.0 / 3, 1 - pow(2 * gain - 1, 3))
                factor = 2
                // Two steps in a row that change neither the sum nor the parameters by more than rounding.
                small = reduction < 1e-14 && size < 1e-9 ? small + 1 : 0
                if small >= 2 || point.sum == 0 || size < 1e-15 { return iteration }
            } else {
                // No digit left to gain: the sum rises by rounding only – unless it should still fall.
                if size < 1e-10 {
                    guard isLevel(point) else {
                        throw .noConvergence(model: "least squares", iterations: iteration)
                    }
                    return iteration
                }
                damping *= factor
                factor *= 2
                guard damping < 1e30 else {
                    throw .noConvergence(model: "least squares", iterations: iteration)
                }
            }
        }
        throw .noConvergence(model: "least squares", iterations: Self.limit)
    }

    /// Whether the residuals stand at right angles to the derivatives (MINPACK's gtol), or are rounding themselves.
    private func isLevel(_ point: Point) -> Bool {
        let length = point.sum.squareRoot()
        guard length > 1e-12 * HouseholderQR.length(y, from: 0, count: y.count) else { return true }
        return (0..<order).allSatisfy { column in
            let start = column * x.count
            let slope = Summary.sum(x.indices.lazy.map { point.jacobian[start + $0] * point.residuals[$0] })
            let size = HouseholderQR.length(point.jacobian, from: start, count: x.count)
            return slope.magnitude <= 1e-4 * size * length
        }
    }

    /// min ‖J s − r‖² + λ ‖D s‖².
    private func step(_ point: Point, _ scale: [Double], _ damping: Double) -> [Double]? {
        let rows = x.count + order
        var augmented = [Double](repeating: 0, count: rows * order)
        for column in 0..<order {
            for row in 0..<x.count { augmented[column * rows + row] = point.jacobian[column * x.count + row] }
            augmented[column * rows + x.count + column] = damping.squareRoot() * scale[column]
        }
        let qr = HouseholderQR(columnMajor: augmented, rows: rows, columns: order, tolerance: 1e-15)
        guard qr.rank == order else { return nil }
        var target = point.residuals + [Double](repeating: 0, count: order)
        qr.applyTransposedQ(&target)
        let step = qr.unpivot(qr.solveR(target))
        return step.allSatisfy(\.isFinite) ? step : nil
    }

    private func predictedFall(_ point: Point, _ step: [Double], _ scale: [Double], _ damping: Double)
        -> Double
    {
        var fall = 0.0
        for row in x.indices {
            var change = 0.0
            for column in 0..<order { change += point.jacobian[column * x.count + row] * step[column] }
            fall += change * change
        }
        for column in 0..<order {
            fall += 2 * damping * scale[column] * scale[column] * step[column] * step[column]
        }
        return fall
    }
}
