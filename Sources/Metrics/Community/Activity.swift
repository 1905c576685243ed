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

/// Daily, weekly and monthly active members, and how many of a month's members a day sees.
public struct ActiveMembers: ModelResult, Equatable {
    /// Members seen on the last day, in the last 7 and in the last 30.
    public let daily: Int
    public let weekly: Int
    public let monthly: Int
    /// Mean daily active over the last 30 days / monthly active; nil without any.
    public let stickiness: Double?

    /// - Parameters:
    ///   - sightings: member and day (counted from any origin), repeated sightings allowed.
    ///   - day: the last day counted.
    public init(sightings: [(member: Int, day: Int)], through day: Int) throws(MetricsError) {
        try require(day.magnitude < 1 << 40, "day", "a day number")
        var month: Set<Int> = []
        var week: Set<Int> = []
        var days: [Int: Set<Int>] = [:]
        for sighting in sightings where sighting.day <= day && sighting.day > day - 30 {
            month.insert(sighting.member)
            if sighting.day > day - 7 { week.insert(sighting.member) }
            days[sighting.day, default: []].insert(sighting.member)
        }
        daily = days[day]?.count ?? 0
        weekly = week.count
        monthly = month.count
        let seen = days.values.reduce(0) { $0 + $1.count }
        stickiness = month.isEmpty ? nil : Double(seen) / 30 / Double(month.count)
    }

    public var warnings: [String] { monthly < 30 ? ["fewer than 30 members were seen in the month"] : [] }
    public var reading: String {
        "\(daily) members today, \(weekly) this week, \(monthly) this month; stickiness "
            + (stickiness.map { Prose.percent($0) } ?? "no data")
    }
}
