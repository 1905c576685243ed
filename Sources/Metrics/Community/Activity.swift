/// Interactions, consumption and active members (article 5).
public struct Activity: ModelResult, Equatable {
    /// A(t) = C(t) / N(t), interactions per member.
    public let interactionsPerMember: Average
    /// Views of each item per member and as a share of all views; article 5 prints the first with a % sign.
    public let consumption: [Consumption]

    public struct Consumption: Sendable, Equatable {
        public let item: String
        /// N(t, i) / N(t).
        public let perMember: Average
        /// N(t, i) / Σᵢ N(t, i).
        public let share: Rate
    }

    /// - Parameters:
    ///   - members: N(t), members in the period.
    ///   - views: item and number of views, one entry per item.
    public init(
        interactions: Int, members: Int, views: [(item: String, count: Int)]
    ) throws(MetricsError) {
        try checkCount(interactions, "interactions")
        try checkCount(members, "members")
        interactionsPerMember = try Average(
            Double(interactions), per: Double(members), named: "interactions per member")
        var total = 0
        for (row, view) in views.enumerated() {
            try checkCount(view.count, view.item, row: row)
            total += view.count
            try checkCount(total, "views in total")
        }
        var consumption: [Consumption] = []
        for view in views {
            consumption.append(
                Consumption(
                    item: view.item,
                    perMember: try Average(Double(view.count), per: Double(members), named: view.item),
                    share: try Rate(view.count, of: total)))
        }
        self.consumption = consumption
    }

    public var warnings: [String] { [] }
    public var reading: String {
        let top = consumption.max { ($0.share.value ?? 0) < ($1.share.value ?? 0) }
        return "\(interactionsPerMember.reading) interactions per member"
            + (top.map { "; most read: \($0.item), \($0.share.reading) of all views" } ?? "")
    }
}
