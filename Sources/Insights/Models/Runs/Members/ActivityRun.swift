import Metrics

/// Interactions, consumption and active members.
public struct ActivityResult: Codable, Sendable, Equatable {
    public struct Average: Codable, Sendable, Equatable {
        public var numerator: Double
        public var denominator: Double
        public var value: Double?
    }

    public struct Item: Codable, Sendable, Equatable {
        public var route: String
        public var views: Int
        public var perMember: Double?
        public var share: Rate.Measured?
    }

    public struct Month: Codable, Sendable, Equatable {
        public var month: String
        /// Members seen in the month.
        public var active: Int
        public var visits: Int
        /// Sections read and lessons done.
        public var interactions: Int
    }

    public var months: [Month]
    /// The last complete month, which the rest is of.
    public var month: String
    public var interactionsPerMember: Average
    /// The most read first; at most 100.
    public var consumption: [Item]
    /// To the date.
    public var daily: Int
    public var weekly: Int
    public var monthly: Int
    public var stickiness: Rate.Measured?
}

enum ActivityRun: ModelRun {
    static let subject = Subject.activity
    static let inputs = [
        "members.csv", "facts of members by day", "facts of content", "events: complete, progress",
    ]

    static func run(_ data: ModelData) throws(NotRun) -> Findings<ActivityResult> {
        let facts = data.facts
        guard facts.days != nil else { throw .noFacts }
        let column = data.lastMonth - facts.firstMonth
        guard column >= 0 else {
            throw NotRun(why: "no month with facts is over", record: "wait for the month's end")
        }
        var months = (0...min(column, facts.months - 1)).map { column in
            ActivityResult.Month(
                month: Month.name(facts.firstMonth + column), active: 0, visits: 0, interactions: 0)
        }
        for member in 0..<data.memberships.count {
            for column in months.indices {
                let place = member * facts.months + column
                if facts.seen[place] >= 0 { months[column].active += 1 }
                months[column].visits += Int(facts.visits[place])
                months[column].interactions += Int(facts.readings[place]) + Int(facts.completions[place])
            }
        }
        let end = Month.lastDay(data.lastMonth)
        let members = (0..<data.memberships.count).count { data.memberships.isMember($0, on: end) }
        let views = data.totals.monthViews.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        let (activity, active) = try fitting { () throws(MetricsError) in
            (
                try Activity(
                    interactions: months.last?.interactions ?? 0, members: members,
                    views: views.map { ($0.key, $0.value) }),
                try ActiveMembers(sightings: facts.sightings, through: data.today)
            )
        }
        let average = activity.interactionsPerMember
        let result = ActivityResult(
            months: months, month: Month.name(data.lastMonth),
            interactionsPerMember: ActivityResult.Average(
                numerator: average.numerator, denominator: average.denominator, value: average.value),
            consumption: zip(views, activity.consumption).prefix(100).map { view, item in
                ActivityResult.Item(
                    route: item.item, views: view.value, perMember: item.perMember.value,
                    share: item.share.measured)
            },
            daily: active.daily, weekly: active.weekly, monthly: active.monthly,
            stickiness: active.stickiness.measured)
        return Findings(
            result: result,
            reading: (data.staleFacts + [active.reading, activity.reading]).joined(separator: "; "),
            warnings: data.staleFacts + active.warnings + activity.warnings)
    }
}
