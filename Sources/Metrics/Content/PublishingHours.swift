/// The hours of the week at which members are there, and so the best to publish.
public struct PublishingHours: ModelResult, Equatable {
    public struct Slot: Sendable, Equatable {
        /// 0 = Monday … 6 = Sunday.
        public let weekday: Int
        public let hour: Int
        /// Share of all visits that fall into the three hours from this one, with a 95 % Wilson interval.
        public let share: Rate
    }

    /// All 168, best first.
    public let slots: [Slot]
    public let warnings: [String]

    /// - Parameter visits: weekday and hour of each visit, in the site's time zone.
    public init(visits: [(weekday: Int, hour: Int)]) throws(MetricsError) {
        var counts = [Int](repeating: 0, count: 168)
        for (row, visit) in visits.enumerated() {
            try require(visit.weekday >= 0 && visit.weekday < 7, "weekday", "between 0 and 6", row: row)
            try require(visit.hour >= 0 && visit.hour < 24, "hour", "between 0 and 23", row: row)
            counts[visit.weekday * 24 + visit.hour] += 1
        }
        var near = [Int](repeating: 0, count: 168)
        for slot in near.indices {
            for ahead in 0..<3 { near[slot] += counts[(slot + ahead) % 168] }
        }
        let order = near.indices.sorted { (a: Int, b: Int) -> Bool in
            near[a] != near[b] ? near[a] > near[b] : a < b
        }
        slots = order.map { (slot: Int) -> Slot in
            Slot(weekday: slot / 24, hour: slot % 24, share: Rate(checked: near[slot], of: visits.count))
        }
        warnings = visits.count < 500 ? ["only \(visits.count) visits; hours differ by chance"] : []
    }

    private static let days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]

    public var reading: String {
        guard let best = slots.first, best.share != .noData else { return "no visits" }
        return
            "publish on \(Self.days[best.weekday]) at \(best.hour):00, when \(best.share.reading) of the week's visits "
            + "follow within three hours"
    }
}
