import Metrics
import Recommendations

/// Points by the author's rules, and the ranks they give.
public struct PointsResult: Codable, Sendable, Equatable {
    public struct Entry: Codable, Sendable, Equatable {
        public var member: String
        public var points: Double
        public var rank: Int
    }

    public var rules: [String: Double]
    public var members: Int
    /// The first 100.
    public var first: [Entry]
}

enum PointsRun {
    static let inputs = [
        "points.csv", "facts of members by day", "events: complete, progress, like, rating", "comments.csv",
    ]
    static let kinds = ["comment", "complete", "like", "reading", "visit"]

    struct Board {
        var findings: Findings<PointsResult>
        var standings: [Int: PointsStanding]
    }

    static func board(_ data: ModelData) throws(NotRun) -> Board {
        guard let rules = data.inputs.tables.points else {
            throw .noTable(
                AuthorTables.pointsPath,
                "what earns points: kind,points (kinds: \(Self.kinds.joined(separator: ", ")))")
        }
        guard data.facts.days != nil else { throw .noFacts }
        if let unknown = rules.keys.filter({ !Self.kinds.contains($0) }).min() {
            throw NotRun(
                why: "\(AuthorTables.pointsPath) gives points for '\(unknown)', which nobody counts",
                record: "use the kinds \(Self.kinds.joined(separator: ", "))")
        }
        var counts = Self.counts(data)
        for member in counts.keys {
            counts[member] = counts[member]?.filter { rules[$0.key] != nil && $0.value > 0 }
        }
        let earned = counts.filter { !$0.value.isEmpty }
        let board = try fitting(record: "use points that are numbers") { () throws(MetricsError) in
            try Leaderboard(rules: rules, counts: earned)
        }
        var standings: [Int: PointsStanding] = [:]
        for entry in board.entries {
            guard let member = data.memberships.index[entry.member] else { continue }
            standings[member] = PointsStanding(
                points: entry.points, rank: entry.rank, members: board.entries.count)
        }
        let result = PointsResult(
            rules: rules, members: board.entries.count,
            first: board.entries.prefix(100).map {
                PointsResult.Entry(member: $0.member, points: $0.points, rank: $0.rank)
            })
        // Without the name: what `insights forget` takes out of the result must not stand beside it.
        return Board(
            findings: Findings(
                result: result, reading: "\(board.entries.count) members have points",
                warnings: board.warnings),
            standings: standings)
    }

    /// By member, how often of each kind; those who are members on the date.
    private static func counts(_ data: ModelData) -> [String: [String: Int]] {
        let facts = data.facts
        var comments: [String: Int] = [:]
        for comment in data.inputs.tables.comments ?? [] where comment.day <= data.inputs.date {
            comments[comment.member, default: 0] += 1
        }
        var counts: [String: [String: Int]] = [:]
        for member in data.current {
            let range = (member * facts.months)..<((member + 1) * facts.months)
            let id = data.memberships.ids[member]
            counts[id] = [
                "comment": comments[id] ?? 0, "like": Int(facts.likes[member]),
                "complete": range.reduce(0) { $0 + Int(facts.completions[$1]) },
                "reading": range.reduce(0) { $0 + Int(facts.readings[$1]) },
                "visit": range.reduce(0) { $0 + Int(facts.visits[$1]) },
            ]
        }
        return counts
    }
}
