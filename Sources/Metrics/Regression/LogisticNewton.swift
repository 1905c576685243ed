import Foundation

/// Newton's method on the penalised likelihood, in standardised coefficients.
struct LogisticNewton {
    let kernel: LogisticKernel
    let names: [String]
    let penalty: Double
    let threads: Threads

    struct Fit {
        /// Standardised, intercept last.
        var coefficients: [Double]
        var covariance: Matrix
        var loss: Double
        var nullLoss: Double
        var iterations: Int
        var warnings: [String]
    }

    private static let limit = 100

    func run() throws(MetricsError) -> Fit {
        let columns = names.count
        var warnings: [String] = []
        let mean = meanOutcome()
        var coefficients = [Double](repeating: 0, count: columns + 1)
        coefficients[columns] = log(mean / (1 - mean))
        // At equal probabilities the loss is the entropy of the outcome: no pass over the rows.
        let nullLoss = -totalWeight() * (mean * log(mean) + (1 - mean) * log1p(-mean))
        if kernel.matrix.rows > 32 * LogisticKernel.pieceRows { coefficients = firstGuess(coefficients) }
        var state = penalised(kernel.sums(coefficients, threads: threads), coefficients)
        if state.objective > nullLoss {
            coefficients = coefficients.indices.map { $0 == columns ? log(mean / (1 - mean)) : 0 }
            state = penalised(kernel.sums(coefficients, threads: threads), coefficients)
        }
        try checkIndependence(state.sums, &warnings)
        var lastStep = [Double](repeating: 0, count: columns + 1)
        for iteration in 1...Self.limit {
            guard let factor = Cholesky(state.information, tolerance: 1e-13) else {
                try throwIfSeparated(lastStep)
                throw .noConvergence(model: "logistic regression", iterations: iteration)
            }
            let step = factor.solve(state.gradient).map { -$0 }
            let size = step.reduce(0) { max($0, $1.magnitude) }
            guard size.isFinite else {
                throw .noConvergence(model: "logistic regression", iterations: iteration)
            }
            if size < 1e-8 {
                return Fit(
                    coefficients: zip(coefficients, step).map { $0 + $1 }, covariance: factor.inverse(),
                    loss: state.sums.loss, nullLoss: nullLoss, iterations: iteration, warnings: warnings)
            }
            if penalty == 0 && state.sums.largestScore > 10 { try throwIfSeparated(step) }
            lastStep = step
            guard let next = descend(from: coefficients, state, along: step) else {
                // No digit of the objective is left to gain.
                guard size < 1e-5 else {
                    throw .noConvergence(model: "logistic regression", iterations: iteration)
                }
                return Fit(
                    coefficients: coefficients, covariance: factor.inverse(), loss: state.sums.loss,
                    nullLoss: nullLoss, iterations: iteration, warnings: warnings)
            }
            (coefficients, state) = next
        }
        try throwIfSeparated(lastStep)
        throw .noConvergence(model: "logistic regression", iterations: Self.limit)
    }

    private struct State {
        var sums: LogisticKernel.Sums
        var objective: Double
        var gradient: [Double]
        var information: Matrix
    }

    /// Adds ½ λ Σ bⱼ², where bⱼ = βⱼ × scale.
    private func penalised(_ sums: LogisticKernel.Sums, _ coefficients: [Double]) -> State {
        var state = State(
            sums: sums, objective: sums.loss, gradient: sums.gradient, information: sums.matrix())
        for column in names.indices {
            let strength = penalty * kernel.scale[column] * kernel.scale[column]
            state.objective += 0.5 * strength * coefficients[column] * coefficients[column]
            state.gradient[column] += strength * coefficients[column]
            state.information[column, column] += strength
        }
        return state
    }

    private func descend(
        from coefficients: [Double], _ state: State, along step: [Double]
    ) -> ([Double], State)? {
        var share = 1.0
        for _ in 0..<30 {
            let trial = zip(coefficients, step).map { $0 + share * $1 }
            let there = penalised(kernel.sums(trial, threads: threads), trial)
            if there.objective <= state.objective + 1e-12 * state.objective.magnitude {
                return (trial, there)
            }
            share /= 2
        }
        return nil
    }

    /// A few steps on one piece in sixteen: a start so close that few passes over all rows remain.
    private func firstGuess(_ start: [Double]) -> [Double] {
        var coefficients = start
        for _ in 0..<12 {
            let state = penalised(kernel.sums(coefficients, threads: threads, every: 16), coefficients)
            guard let factor = Cholesky(state.information, tolerance: 1e-10) else { return start }
            let step = factor.solve(state.gradient)
            let size = step.reduce(0) { max($0, $1.magnitude) }
            guard size < 4 else { return coefficients }
            for index in step.indices { coefficients[index] -= step[index] }
            if size < 1e-3 { break }
        }
        return coefficients
    }

    private func totalWeight() -> Double {
        kernel.weights.map { Summary.sum($0) } ?? Double(kernel.outcome.count)
    }

    private func meanOutcome() -> Double {
        guard let weights = kernel.weights else {
            return Summary.sum(kernel.outcome) / Double(kernel.outcome.count)
        }
        return Summary.sum(zip(weights, kernel.outcome).lazy.map { $0 * $1 }) / Summary.sum(weights)
    }

    /// The curvature is the columns' Gram matrix under positive weights, so it has their dependencies.
    private func checkIndependence(
        _ sums: LogisticKernel.Sums, _ warnings: inout [String]
    ) throws(MetricsError) {
        let columns = names.count
        let curvature = sums.matrix()
        var values: [Double] = []
        for column in 0..<columns { for row in 0..<columns { values.append(curvature[row, column]) } }
        let qr = HouseholderQR(columnMajor: values, rows: columns, columns: columns, tolerance: 1e-9)
        guard let dependency = qr.dependency() else { return }
        let error = MetricsError.collinearColumn(
            names[dependency.column], with: dependency.of.map { names[$0] })
        guard penalty > 0 else { throw error }
        warnings.append("\(error); only the penalty holds their coefficients apart")
    }

    private func throwIfSeparated(_ direction: [Double]) throws(MetricsError) {
        guard penalty == 0, kernel.separates(direction, threads: threads) else { return }
        let blamed = names.indices.max { direction[$0].magnitude < direction[$1].magnitude }
        throw .separation(column: blamed.map { names[$0] } ?? "intercept")
    }
}
