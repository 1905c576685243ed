import Foundation
import Metrics

/// Groups of alike members, their scores and grades.
public struct SegmentsResult: Codable, Sendable, Equatable {
    public struct Segment: Codable, Sendable, Equatable {
        public var name: String
        public var size: Int
        /// Of each feature, as it was given to the model.
        public var centre: [Double]
        public var activity: Double
    }

    /// Members in columns, by id.
    public struct Members: Codable, Sendable, Equatable {
        public var id: [String]
        /// Index into `segments`.
        public var segment: [Int]
        /// 1 to 5, 5 being best.
        public var recency: [Int]
        public var frequency: [Int]
        public var money: [Int]
        /// Index into `grades`; empty where there are no grades.
        public var grade: [Int]
    }

    /// The features: all but `share of lessons done` are ln(1 + x).
    public var features: [String]
    public var segments: [Segment]
    public var silhouette: Double?
    public var inertia: Double
    /// Lowest first.
    public var grades: [String]
    /// Members whose activity speaks for a higher or lower tier.
    public var upgrades: Int
    public var downgrades: Int
    public var members: Members
}

enum SegmentsRun {
    static let inputs = [
        "members.csv", "payments.csv", "facts of members by day", "facts of members by page",
        "events: complete, progress",
    ]
    private static let fewest = 30
    /// Above, the number of groups is chosen on members spread evenly over the roster.
    private static let mostChosenOn = 10_000

    struct Fit {
        var findings: Findings<SegmentsResult>
        var upgrades: [Int: String]
    }

    static func fit(_ data: ModelData) throws(NotRun) -> Fit {
        guard data.facts.days != nil else { throw .noFacts }
        let members = data.current
        guard members.count >= Self.fewest else {
            throw .tooFew(
                members.count, "members", needed: Self.fewest, record: "more members make it possible")
        }
        let columns = Self.columns(data, members)
        // What is the same for all tells nobody apart.
        let varying = columns.filter { column in column.values.contains { $0 != column.values.first } }
        let (table, segmentation, rfm) = try fitting {
            () throws(MetricsError) -> (FeatureTable, Segmentation, RecencyFrequencyMoney) in
            let table = try FeatureTable(columns: varying.map { ($0.name, $0.values) })
            let directions = varying.map(\.direction)
            let random = data.random(.segments)
            let scores = try RecencyFrequencyMoney(
                daysSinceLast: columns[0].values, frequency: columns[1].values, money: columns[4].values)
            let k =
                members.count > Self.mostChosenOn
                ? try Self.chosen(table, directions, random, data.threads) : nil
            return (
                table,
                try Segmentation.fit(
                    table, directions: directions, k: k, random: random, restarts: 3, threads: data.threads),
                scores
            )
        }
        let grades = Self.grades(data, members, table)
        var upgrades: [Int: String] = [:]
        var downgrades = 0
        for (index, grade) in (grades?.members ?? []).enumerated() {
            switch grade.move {
            case .up(let tier): upgrades[members[index]] = tier
            case .down: downgrades += 1
            case .stay: break
            }
        }
        let result = SegmentsResult(
            features: table.names,
            segments: segmentation.segments.map {
                SegmentsResult.Segment(name: $0.name, size: $0.size, centre: $0.centre, activity: $0.activity)
            },
            silhouette: segmentation.clustering.silhouette, inertia: segmentation.clustering.inertia,
            grades: grades?.bands ?? [], upgrades: upgrades.count, downgrades: downgrades,
            members: SegmentsResult.Members(
                id: members.map { data.memberships.ids[$0] }, segment: segmentation.assignment,
                recency: rfm.scores.map(\.recency), frequency: rfm.scores.map(\.frequency),
                money: rfm.scores.map(\.money), grade: (grades?.members ?? []).map(\.band)))
        return Fit(
            findings: Findings(
                result: result,
                reading: [segmentation.reading, rfm.reading, grades?.reading].compactMap(\.self).joined(
                    separator: "; "),
                warnings: data.staleFacts + segmentation.warnings + rfm.warnings + (grades?.warnings ?? [])),
            upgrades: upgrades)
    }

    private struct Column {
        var name: String
        var values: [Double]
        var direction: Segmentation.Direction
    }

    private static func columns(_ data: ModelData, _ members: [Int]) -> [Column] {
        let pairs = data.facts.pairs
        var done = [Double](repeating: 0, count: data.memberships.count)
        for pair in 0..<pairs.count where pairs.done[pair] != Int32.max { done[Int(pairs.member[pair])] += 1 }
        let pages = Double(max(data.inputs.pages.count, 1))
        return [
            Column(
                name: "days since last seen", values: members.map { log1p(data.silence($0)) },
                direction: .inactive),
            Column(
                name: "visits in 90 days", values: members.map { log1p(Double(data.facts.recentVisits[$0])) },
                direction: .active),
            Column(
                name: "sections read in 90 days",
                values: members.map { log1p(Double(data.facts.recentReadings[$0])) }, direction: .active),
            Column(
                name: "share of lessons done", values: members.map { done[$0] / pages }, direction: .active),
            Column(
                name: "paid in 365 days",
                values: members.map { log1p(data.paidInYear(data.memberships.ids[$0])) },
                direction: .neutral),
            Column(
                name: "days as a member",
                values: members.map { log1p(Double(max(0, data.today - Int(data.memberships.joined[$0])))) },
                direction: .neutral),
        ]
    }

    private static func chosen(
        _ table: FeatureTable, _ directions: [Segmentation.Direction], _ random: RandomStream,
        _ threads: Threads
    ) throws(MetricsError) -> Int {
        let step = (table.rows + mostChosenOn - 1) / mostChosenOn
        let rows = stride(from: 0, to: table.rows, by: step).map { Array(table.matrix.row($0)) }
        let sample = try FeatureTable(names: table.names, rows: rows)
        return try Segmentation.fit(
            sample, directions: directions, random: random, restarts: 3, threads: threads
        ).segments.count
    }

    /// Grades of members with a tier; nil where the site has no two tiers to move between or all are alike.
    private static func grades(_ data: ModelData, _ members: [Int], _ table: FeatureTable) -> Grades? {
        let tiers = data.inputs.tiers.ids
        let held = members.map { data.memberships.tier[$0] }
        guard tiers.count >= 2, held.allSatisfy({ $0 >= 0 }) else { return nil }
        let weights: [String: Double] = ["days since last seen": -1, "days as a member": 0]
        return try? Grades(
            table, weights: table.names.map { weights[$0] ?? 1 },
            bands: [("bronze", 0), ("silver", 0.5), ("gold", 0.8)], tiers: tiers,
            tier: held.map { tiers[Int($0)] })
    }
}
