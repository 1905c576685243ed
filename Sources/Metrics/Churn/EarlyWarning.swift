/// Members whose churn risk is above a threshold, with what pushes it and what could be done (article 3).
public struct EarlyWarning: ModelResult, Equatable {
    /// One feature's share of a member's risk.
    public struct Push: Sendable, Equatable {
        public let feature: String
        public let value: Double
        /// bⱼ (xⱼ − mean): how much the feature moves the member's log-odds from those of the average member.
        public let logOdds: Double
        public let action: String
    }

    public struct Member: Sendable, Equatable {
        /// Row of the table.
        public let row: Int
        public let risk: Double
        /// At most three features that raise the risk, strongest first.
        public let pushes: [Push]
    }

    /// Highest risk first.
    public let members: [Member]
    public let threshold: Double
    public let considered: Int
    public let warnings: [String]

    /// - Parameters:
    ///   - model: a logistic regression of churn on the table's columns.
    ///   - threshold: report members at or above this probability.
    ///   - actions: what to suggest when a feature pushes the risk; a general sentence where there is none.
    /// - Throws: `outOfRange` for a threshold outside [0, 1] or columns other than the model's; `notRepresentable`.
    public init(
        model: LogisticRegression, features: FeatureTable, threshold: Double, actions: [String: String] = [:]
    ) throws(MetricsError) {
        try require(threshold >= 0 && threshold <= 1, "threshold", "between 0 and 1")
        let risks = try model.probabilities(features)
        let means = (0..<features.columns).map { Summary.mean(features.matrix.column($0)) }
        self.threshold = threshold
        considered = features.rows
        var members: [Member] = []
        for row in risks.indices where risks[row] >= threshold {
            var pushes: [Push] = []
            for (column, coefficient) in model.coefficients.enumerated() {
                let value = features.matrix[row, column]
                let logOdds = coefficient.value * (value - means[column])
                guard logOdds.isFinite else {
                    throw .notRepresentable("the push of '\(coefficient.name)' in row \(row + 1)")
                }
                guard logOdds > 0 else { continue }
                let side = value > means[column] ? "above" : "below"
                pushes.append(
                    Push(
                        feature: coefficient.name, value: value, logOdds: logOdds,
                        action: actions[coefficient.name]
                            ?? "ask about '\(coefficient.name)', which is \(side) the average"))
            }
            pushes.sort { ($1.logOdds, $0.feature) < ($0.logOdds, $1.feature) }
            members.append(Member(row: row, risk: risks[row], pushes: Array(pushes.prefix(3))))
        }
        self.members = members.sorted { ($1.risk, $0.row) < ($0.risk, $1.row) }
        warnings =
            model.evaluation.map { $0.auc < 0.6 ? ["the model ranks hardly better than guessing"] : [] } ?? []
    }

    public var reading: String {
        guard let first = members.first else {
            return "no member is at \(Prose.percent(threshold, decimals: 0)) or more"
        }
        return
            "\(members.count) of \(considered) members are at \(Prose.percent(threshold, decimals: 0)) or more; the "
            + "highest risk is \(Prose.percent(first.risk, decimals: 0))"
            + (first.pushes.first.map { ", pushed most by \($0.feature)" } ?? "")
    }
}
