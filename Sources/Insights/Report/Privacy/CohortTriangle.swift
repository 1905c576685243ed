import Metrics

/// The retention triangle with its small cohorts as one, and the line through what is shown.
struct CohortTriangle {
    struct Row {
        /// Nil for those that were merged.
        var month: String?
        var size: Int
        var retention: [Rate.Measured?]
    }

    private(set) var rows: [Row]
    /// By age, over the rows: what was left out of them is not in the line, or it could be told from it.
    private(set) var overall: [Rate.Measured?]

    init(_ result: RetentionResult) {
        let cohorts = result.cohorts.filter { $0.size > 0 }
        let split = SmallGroups.split(cohorts.map(\.size))
        rows = split.kept.map { index in
            Row(
                month: cohorts[index].month, size: cohorts[index].size,
                retention: cohorts[index].retention.map(SmallGroups.visible))
        }
        if split.mergedSize > 0 {
            let merged = split.merged.map { cohorts[$0].retention }
            rows.append(
                Row(month: nil, size: split.mergedSize, retention: Self.sums(merged).map(SmallGroups.visible))
            )
        }
        overall = Self.sums(rows.map(\.retention))
    }

    /// Of each age, all that have reached it.
    private static func sums(_ rows: [[Rate.Measured?]]) -> [Rate.Measured?] {
        (0..<(rows.map(\.count).max() ?? 0)).map { age in
            let cells = rows.compactMap { $0.indices.contains(age) ? $0[age] : nil }
            return share(
                cells.reduce(0) { $0 + $1.numerator }, of: cells.reduce(0) { $0 + $1.denominator })
        }
    }
}
