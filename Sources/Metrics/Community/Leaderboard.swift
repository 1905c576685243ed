/// Points by a rule per kind of event, and ranks with ties (article 3, article 4).
public struct Leaderboard: ModelResult, Equatable {
    public struct Entry: Sendable, Equatable {
        public let member: String
        public let points: Double
        /// 1 for the most points; equal points share a rank and the next rank is skipped (1, 2, 2, 4).
        public let rank: Int
    }

    /// Most points first, equal ones by member.
    public let entries: [Entry]
    /// Kinds of events that no rule gives points, and how often they occurred.
    public let unruled: [String: Int]

    /// - Parameters:
    ///   - rules: points per event of a kind.
    ///   - events: member and kind.
    public init(
        rules: [String: Double], events: [(member: String, kind: String)]
    ) throws(MetricsError) {
        var counts: [String: [String: Int]] = [:]
        for event in events { counts[event.member, default: [:]][event.kind, default: 0] += 1 }
        try self.init(rules: rules, counts: counts)
    }

    /// - Parameters:
    ///   - rules: points per event of a kind.
    ///   - counts: by member, how many events of each kind.
    /// - Throws: `outOfRange` or `nonFinite` naming the kind.
    public init(rules: [String: Double], counts: [String: [String: Int]]) throws(MetricsError) {
        for (kind, points) in rules.sorted(by: { $0.key < $1.key }) { try check(points, kind, row: 0) }
        var unruled: [String: Int] = [:]
        for (_, kinds) in counts {
            for (kind, count) in kinds {
                try checkCount(count, kind)
                if rules[kind] == nil { unruled[kind, default: 0] += count }
            }
        }
        // Summed over kinds in order, so that the order of events cannot change the last digit.
        let totals = counts.map { member, kinds in
            let points = kinds.sorted { $0.key < $1.key }.map { Double($0.value) * (rules[$0.key] ?? 0) }
            return (member: member, points: Summary.sum(points))
        }.sorted { ($1.points, $0.member) < ($0.points, $1.member) }
        var entries: [Entry] = []
        for (position, total) in totals.enumerated() {
            let tied = entries.last.map { $0.points == total.points } ?? false
            entries.append(
                Entry(
                    member: total.member, points: total.points,
                    rank: tied ? entries[position - 1].rank : position + 1))
        }
        self.entries = entries
        self.unruled = unruled
    }

    public var warnings: [String] {
        unruled.sorted { $0.key < $1.key }.map { "no rule gives points for '\($0.key)' (\($0.value) events)" }
    }
    public var reading: String {
        guard let first = entries.first else { return "no events" }
        return "\(entries.count) members; most points: \(first.member), \(Prose.number(first.points))"
    }
}
