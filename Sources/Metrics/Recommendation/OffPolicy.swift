/// What a new policy would have earned, judged on what another policy showed (Dudík, Langford and Li 2011).
///
/// - IPS: mean of w r, w = π(a|x) / propensity; unbiased, but wide.
/// - Self-normalised IPS: Σ w r / Σ w; a little biased, narrower.
/// - Doubly robust: the reward model's value of the new policy plus the weighted errors of the model; unbiased if
///   either propensities or model are right.
public struct OffPolicyEvaluation: ModelResult, Equatable {
    /// One logged exposure.
    public struct Exposure: Sendable, Equatable {
        /// The lesson shown.
        public var arm: Int
        public var reward: Double
        /// The probability with which it was shown, > 0.
        public var propensity: Double
        /// The new policy's probability of each lesson in this context.
        public var target: [Double]
        /// A reward model's prediction for each lesson in this context, made without this exposure; empty for none.
        public var predicted: [Double]

        public init(
            arm: Int, reward: Double, propensity: Double, target: [Double], predicted: [Double] = []
        ) {
            self.arm = arm
            self.reward = reward
            self.propensity = propensity
            self.target = target
            self.predicted = predicted
        }
    }

    public let ips: Estimate
    public let selfNormalised: Estimate
    /// nil without predictions.
    public let doublyRobust: Estimate?
    /// Mean reward of the policy that was logged.
    public let logged: Estimate
    /// (Σ w)² / Σ w²: how many exposures under the new policy these are worth.
    public let effectiveExposures: Double
    public let warnings: [String]

    /// - Throws: `tooFewRows` for fewer than two exposures; `outOfRange` for propensities outside (0, 1] or target
    ///   probabilities that do not add up to 1.
    public init(_ exposures: [Exposure]) throws(MetricsError) {
        guard exposures.count >= 2 else { throw .tooFewRows(needed: 2, got: exposures.count) }
        let modelled = !(exposures.first?.predicted.isEmpty ?? true)
        var weights: [Double] = []
        var direct: [Double] = []
        for (row, exposure) in exposures.enumerated() {
            try OffPolicyEvaluation.validate(exposure, row, modelled)
            let weight = exposure.target[exposure.arm] / exposure.propensity
            weights.append(weight)
            if modelled {
                let value = zip(exposure.target, exposure.predicted).reduce(0) { $0 + $1.0 * $1.1 }
                direct.append(value + weight * (exposure.reward - exposure.predicted[exposure.arm]))
            }
        }
        let rewards = exposures.map(\.reward)
        ips = try OffPolicyEvaluation.mean("IPS", zip(weights, rewards).map { $0 * $1 })
        logged = try OffPolicyEvaluation.mean("logged reward", rewards)
        doublyRobust = modelled ? try OffPolicyEvaluation.mean("doubly robust", direct) : nil
        let total = Summary.sum(weights)
        let squares = Summary.sum(weights.lazy.map { $0 * $0 })
        effectiveExposures = squares > 0 ? total * total / squares : 0
        guard total > 0 else {
            throw .notRepresentable("self-normalised IPS, as the policies have nothing in common")
        }
        let ratio = Summary.sum(zip(weights, rewards).lazy.map { $0 * $1 }) / total
        let spread = Summary.sum(
            zip(weights, rewards).lazy.map { ($0 * ($1 - ratio)) * ($0 * ($1 - ratio)) })
        selfNormalised = try Estimate(
            "self-normalised IPS", value: ratio, standardError: spread.squareRoot() / total,
            critical: normal95)
        var warnings: [String] = []
        if effectiveExposures < 0.1 * Double(exposures.count) {
            warnings.append(
                "the policies differ so much that \(exposures.count) exposures are worth "
                    + "\(Prose.number(effectiveExposures))")
        }
        self.warnings = warnings
    }

    private static func validate(_ exposure: Exposure, _ row: Int, _ modelled: Bool) throws(MetricsError) {
        try check(exposure.reward, "reward", row: row)
        try require(
            exposure.propensity >= 1e-9 && exposure.propensity <= 1, "propensity",
            "greater than 0 and at most 1",
            row: row)
        try require(
            exposure.target.indices.contains(exposure.arm), "arm", "one of the target's lessons", row: row)
        let total = exposure.target.reduce(0, +)
        try require(
            (total - 1).magnitude < 1e-6 && exposure.target.allSatisfy { $0 >= 0 }, "target",
            "probabilities that add up to 1", row: row)
        guard modelled == !exposure.predicted.isEmpty,
            exposure.predicted.isEmpty || exposure.predicted.count == exposure.target.count
        else {
            throw .lengthMismatch(
                name: "predicted, row \(row + 1)", expected: modelled ? exposure.target.count : 0,
                got: exposure.predicted.count)
        }
        for value in exposure.predicted { try check(value, "predicted", row: row) }
    }

    private static func mean(_ what: String, _ values: [Double]) throws(MetricsError) -> Estimate {
        try Estimate(
            what, value: Summary.mean(values),
            standardError: (Summary.variance(values) / Double(values.count)).squareRoot(), critical: normal95)
    }

    /// Whether the new policy is better than the logged one beyond doubt: the lower end of its interval is above the
    /// logged mean.
    public var replaces: Bool { (doublyRobust ?? selfNormalised).interval.lower > logged.value }

    public var reading: String {
        let best = doublyRobust ?? selfNormalised
        return
            "the new policy would earn \(Prose.number(best.value)) (\(Prose.range(best.interval))) per exposure against "
            + "\(Prose.number(logged.value)); " + (replaces ? "better" : "not shown to be better")
    }
}
