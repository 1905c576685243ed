import Foundation
import Metrics

/// What is known of a member at the end of a month, as the columns of churn models.
struct MemberMonths {
    static let names = [
        "days since last seen", "visits", "sections read", "lessons done", "months as a member",
    ]
    /// What to do when a feature pushes the risk.
    static let actions = [
        "days since last seen": "write what is new since the last visit",
        "visits": "point to a short lesson that fits",
        "sections read": "show what the membership opens",
        "lessons done": "suggest the next lesson of the course begun",
        "months as a member": "welcome: the first months decide",
    ]

    /// Member of each row.
    private(set) var members: [Int] = []
    private(set) var values: [Double] = []

    /// - Parameter column: month of the facts, counted from their first.
    mutating func append(_ member: Int, column: Int, _ data: ModelData) {
        let facts = data.facts
        let place = member * facts.months + column
        let end = Month.lastDay(facts.firstMonth + column)
        var last = -1
        for back in 0...min(column, 11) where last < 0 { last = Int(facts.seen[place - back]) }
        let joined = Int(data.memberships.joined[member])
        let silent = min(max(end - max(last, joined), 0), 365)
        let age = min(max(end - joined, 0), 3650)
        members.append(member)
        values += [
            log1p(Double(silent)), log1p(Double(facts.visits[place])), log1p(Double(facts.readings[place])),
            log1p(Double(facts.completions[place])), log1p(Double(age) / 30),
        ]
    }

    /// The columns that vary in the rows fitted to; a constant one explains nothing.
    func varying() -> [Int] {
        let width = Self.names.count
        return (0..<width).filter { column in
            guard let first = values.indices.contains(column) ? values[column] : nil else { return false }
            return stride(from: column, to: values.count, by: width).contains { values[$0] != first }
        }
    }

    func table(_ columns: [Int]) throws(MetricsError) -> FeatureTable {
        let width = Self.names.count
        return try FeatureTable(
            columns: columns.map { column in
                (Self.names[column], stride(from: column, to: values.count, by: width).map { values[$0] })
            })
    }
}
