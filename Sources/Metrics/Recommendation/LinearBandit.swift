import Foundation

/// A contextual linear bandit over lessons (article 1's delivery by reinforcement learning); reward = completion.
///
/// LinUCB (Li, Chu, Langford and Schapire 2010) adds α √(xᵀA⁻¹x) to each lesson's estimate; Thompson sampling
/// (Agrawal and Goyal 2013) draws the weights from N(A⁻¹b, v²A⁻¹). Each lesson has its own ridge regression.
public struct LinearBandit: ModelResult, Equatable {
    public enum Policy: Sendable, Equatable {
        /// Estimate plus `alpha` widths.
        case upperBound(alpha: Double)
        /// Weights drawn with `scale` = v.
        case thompson(scale: Double)
        /// The estimate alone; explores only by chance. For comparison.
        case greedy
    }

    public let policy: Policy
    public private(set) var arms: [LinearArm]

    /// - Parameters:
    ///   - arms: number of lessons, ≥ 1.
    ///   - dimensions: length of a context; give it a constant 1 for an intercept.
    ///   - ridge: λ > 0.
    public init(arms: Int, dimensions: Int, policy: Policy, ridge: Double = 1) throws(MetricsError) {
        try require(arms >= 1 && arms <= 100_000, "arms", "between 1 and 100,000")
        try require(dimensions >= 1 && dimensions <= 500, "dimensions", "between 1 and 500")
        try require(ridge >= 1e-9 && ridge <= 1e9, "ridge", "between 1e-9 and 1e9")
        switch policy {
        case .upperBound(let strength), .thompson(let strength):
            try require(strength >= 0 && strength <= 1e6, "exploration", "between 0 and 1e6")
        case .greedy: break
        }
        self.policy = policy
        self.arms = Array(repeating: LinearArm(dimensions: dimensions, ridge: ridge), count: arms)
    }

    private func checkContext(_ context: [Double]) throws(MetricsError) {
        try check(context, "context", count: arms[0].dimensions)
        for (row, value) in context.enumerated() {
            try require(value.magnitude <= 1e6, "context", "at most a million in magnitude", row: row)
        }
    }

    /// Learns that `arm` earned `reward` in this context.
    public mutating func observe(context: [Double], arm: Int, reward: Double) throws(MetricsError) {
        try checkContext(context)
        try require(arms.indices.contains(arm), "arm", "one of the lessons")
        try check(reward, "reward", row: 0)
        try require(reward.magnitude <= 1e6, "reward", "at most a million in magnitude")
        arms[arm].observe(context, reward: reward)
    }

    /// What the policy thinks of each lesson; the highest is chosen.
    public func scores(
        context: [Double], _ random: inout RandomStream
    ) throws(MetricsError) -> [Double] {
        try checkContext(context)
        var scores: [Double] = []
        for arm in arms {
            switch policy {
            case .greedy: scores.append(arm.mean(context))
            case .upperBound(let alpha): scores.append(arm.mean(context) + alpha * arm.width(context))
            case .thompson(let scale):
                let weights = try arm.drawn(scale: scale, &random)
                scores.append(zip(weights, context).reduce(0) { $0 + $1.0 * $1.1 })
            }
        }
        return scores
    }

    /// The lesson for a context; equal scores are settled by chance.
    public func choose(context: [Double], _ random: inout RandomStream) throws(MetricsError) -> Int {
        let scores = try scores(context: context, &random)
        let highest = scores.max() ?? 0
        let best = scores.indices.filter { scores[$0] == highest }
        return best[random.index(below: best.count)]
    }

    /// The estimated reward of each lesson, without exploration.
    public func expectedRewards(context: [Double]) throws(MetricsError) -> [Double] {
        try checkContext(context)
        return arms.map { $0.mean(context) }
    }

    public var warnings: [String] {
        let unseen = arms.count { $0.observations == 0 }
        return unseen > 0 ? ["\(unseen) of \(arms.count) lessons were never shown"] : []
    }
    public var reading: String {
        "\(arms.reduce(0) { $0 + $1.observations }) exposures of \(arms.count) lessons"
            + (warnings.isEmpty ? "" : "; " + warnings.joined(separator: "; "))
    }
}
