/// Daily, weekly and monthly active members, and how many of a month's members a day sees.
public struct ActiveMembers: ModelResult, Equatable {
    /// Members seen on the last day, in the last 7 and in the last 30.
    public let daily: Int
    public let weekly: Int
    public let monthly: Int
    /// Mean daily active over the last 30 days / monthly active, as days on which a member was seen of 30 for each. Its
    /// interval takes a member's days as independent, which makes it a little too narrow.
    public let stickiness: Rate

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
        stickiness = Rate(checked: seen, of: 30 * month.count)
    }

    public var warnings: [String] { monthly < 30 ? ["fewer than 30 members were seen in the month"] : [] }
    public var reading: String {
        "\(daily) members today, \(weekly) this week, \(monthly) this month; stickiness \(stickiness.reading)"
    }
}
