import Foundation

/// Article 4's objective over the strategies actually tried: J = τ·π, retention times payment.
///
/// τ and π have Beta(1, 1) priors and Beta posteriors from the counts. The best is the highest expected J. The article
/// maximises KL(τπ ‖ τ₀π₀), which also rewards getting worse: it is reported, and beside it the divergence of
/// the components that improved.
public struct StrategyComparison: ModelResult, Equatable {
    /// Counts of one strategy: of `exposed` members, how many stayed and how many paid.
    public struct Strategy: Sendable, Equatable {
        public var name: String
        public var exposed: Int
        public var retained: Int
        public var paid: Int

        public init(name: String, exposed: Int, retained: Int, paid: Int) {
            self.name = name
            self.exposed = exposed
            self.retained = retained
            self.paid = paid
        }
    }

    public struct Row: Sendable, Equatable {
        public let name: String
        /// Posterior mean and 95 % interval.
        public let retention: Estimate
        public let payment: Estimate
        /// J = τ·π: exact posterior mean and deviation, interval from draws.
        public let objective: Estimate
        public let probabilityBest: Double
        /// KL(Bernoulli τ ‖ Bernoulli τ₀) + KL(Bernoulli π ‖ Bernoulli π₀) at the posterior means.
        public let divergence: Double
        /// The same over the components that are above the baseline.
        public let improvement: Double
    }

    /// Highest expected J first.
    public let rows: [Row]
    public let baseline: (retention: Double, payment: Double)
    public let warnings: [String]

    /// - Parameters:
    ///   - baseline: τ₀ and π₀, between 0 and 1 and neither.
    ///   - draws: how many of each posterior, for the intervals of J and the chances to be best.
    ///   - random: fixes the draws.
    public init(
        _ strategies: [Strategy], baseline: (retention: Double, payment: Double), draws: Int = 20_000,
        random: RandomStream
    ) throws(MetricsError) {
        try require(draws >= 100 && draws <= 10_000_000, "draws", "between 100 and 10 million")
        for (name, value) in [("retention", baseline.retention), ("payment", baseline.payment)] {
            try require(value > 0 && value < 1, "baseline \(name)", "between 0 and 1, both excluded")
        }
        guard !strategies.isEmpty else { throw .tooFewRows(needed: 1, got: 0) }
        for (row, strategy) in strategies.enumerated() {
            try checkCount(strategy.exposed, "exposed", row: row)
            try require(strategy.exposed <= 500_000_000, "exposed", "at most 500 million", row: row)
            for (name, count) in [("retained", strategy.retained), ("paid", strategy.paid)] {
                try checkCount(count, name, row: row)
                try require(count <= strategy.exposed, name, "at most those exposed", row: row)
            }
        }
        let posteriors = try StrategyComparison.posteriors(strategies)
        let drawn = strategies.indices.map { index in
            var stream = random.split(index)
            return (0..<draws).map { _ in
                stream.beta(posteriors[index].tau.alpha, posteriors[index].tau.beta)
                    * stream.beta(posteriors[index].pi.alpha, posteriors[index].pi.beta)
            }
        }
        var wins = [Int](repeating: 0, count: strategies.count)
        for draw in 0..<draws {
            if let best = drawn.indices.max(by: { drawn[$0][draw] < drawn[$1][draw] }) { wins[best] += 1 }
        }
        var rows: [Row] = []
        for (index, strategy) in strategies.enumerated() {
            rows.append(
                try StrategyComparison.row(
                    strategy.name, posteriors[index].tau, posteriors[index].pi, drawn[index].sorted(),
                    baseline,
                    best: Double(wins[index]) / Double(draws)))
        }
        self.rows = rows.sorted { ($1.objective.value, $0.name) < ($0.objective.value, $1.name) }
        self.baseline = baseline
        var warnings: [String] = []
        if let best = self.rows.first, best.probabilityBest < 0.9, strategies.count > 1 {
            warnings.append(
                "'\(best.name)' is best with \(Prose.percent(best.probabilityBest, decimals: 0)) only; keep trying"
            )
        }
        self.warnings = warnings
    }

    private static func posteriors(
        _ strategies: [Strategy]
    ) throws(MetricsError) -> [(tau: BetaDistribution, pi: BetaDistribution)] {
        var result: [(tau: BetaDistribution, pi: BetaDistribution)] = []
        for strategy in strategies {
            let n = Double(strategy.exposed)
            let (kept, paid) = (Double(strategy.retained), Double(strategy.paid))
            result.append(
                (
                    try BetaDistribution(alpha: 1 + kept, beta: 1 + n - kept),
                    try BetaDistribution(alpha: 1 + paid, beta: 1 + n - paid)
                ))
        }
        return result
    }

    private static func row(
        _ name: String, _ tau: BetaDistribution, _ pi: BetaDistribution, _ draws: [Double],
        _ baseline: (retention: Double, payment: Double), best: Double
    ) throws(MetricsError) -> Row {
        let mean = tau.mean * pi.mean
        // E[τ²] E[π²] − E[τ]² E[π]²
        let second = (tau.variance + tau.mean * tau.mean) * (pi.variance + pi.mean * pi.mean)
        let objective = try Estimate(
            "J of \(name)", value: mean, standardError: max(second - mean * mean, 0).squareRoot(),
            interval: Interval(
                lower: Summary.quantile(ascending: draws, 0.025),
                upper: Summary.quantile(ascending: draws, 0.975)))
        let parts = [
            (tau.mean, baseline.retention), (pi.mean, baseline.payment),
        ].map { (divergence: bernoulliDivergence($0, $1), improved: $0 > $1) }
        return Row(
            name: name, retention: try estimate("τ of \(name)", tau),
            payment: try estimate("π of \(name)", pi),
            objective: objective, probabilityBest: best, divergence: parts.reduce(0) { $0 + $1.divergence },
            improvement: parts.reduce(0) { $0 + ($1.improved ? $1.divergence : 0) })
    }

    private static func estimate(_ what: String, _ posterior: BetaDistribution) throws(MetricsError)
        -> Estimate
    {
        try Estimate(
            what, value: posterior.mean, standardError: posterior.variance.squareRoot(),
            interval: Interval(lower: try posterior.quantile(0.025), upper: try posterior.quantile(0.975)))
    }

    public static func == (a: StrategyComparison, b: StrategyComparison) -> Bool {
        a.rows == b.rows && a.baseline == b.baseline && a.warnings == b.warnings
    }

    public var reading: String {
        guard let best = rows.first else { return "no strategy" }
        return "'\(best.name)' has the highest retention × payment, \(Prose.number(best.objective.value)) ("
            + "\(Prose.range(best.objective.interval))) against \(Prose.number(baseline.retention * baseline.payment)); "
            + "best with \(Prose.percent(best.probabilityBest, decimals: 0))"
    }
}

/// KL(Bernoulli p ‖ Bernoulli q) in nats; 0 ≤ p ≤ 1, 0 < q < 1.
func bernoulliDivergence(_ p: Double, _ q: Double) -> Double {
    let first = p > 0 ? p * log(p / q) : 0
    let second = p < 1 ? (1 - p) * log((1 - p) / (1 - q)) : 0
    return max(first + second, 0)
}
