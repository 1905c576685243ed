/// When a member joined and, if so, left; in periods counted from any origin.
public struct Tenure: Sendable, Equatable, Codable {
    public let joined: Int
    /// The first period in which the member was no longer one; nil while still a member.
    public let left: Int?

    public init(joined: Int, left: Int?) {
        self.joined = joined
        self.left = left
    }
}

/// Retention per cohort: of those who joined in a period, the share still members 0, 1, 2 … periods later.
public struct RetentionTriangle: ModelResult, Equatable {
    public struct Cohort: Sendable, Equatable {
        /// The period in which these members joined.
        public let period: Int
        public let size: Int
        /// Retention by age; only ages that the data has reached.
        public let retention: [Rate]
    }

    /// By period, ascending; periods in which nobody joined are left out.
    public let cohorts: [Cohort]
    /// Over all cohorts that have reached the age.
    public let overall: [Rate]
    public let warnings: [String]

    /// - Parameter observedThrough: the last complete period. Members who joined later are refused.
    /// - Throws: `outOfRange` naming the row.
    public init(_ tenures: [Tenure], observedThrough last: Int) throws(MetricsError) {
        try require(last.magnitude < 1_000_000, "observedThrough", "within a million periods of 0")
        var byPeriod: [Int: [Int?]] = [:]
        for (row, tenure) in tenures.enumerated() {
            try require(
                tenure.joined <= last && tenure.joined > last - 10_000, "joined",
                "on or before the last observed period and within 10,000 of it", row: row)
            if let left = tenure.left {
                try require(left >= tenure.joined, "left", "on or after the period of joining", row: row)
            }
            byPeriod[tenure.joined, default: []].append(tenure.left)
        }
        var cohorts: [Cohort] = []
        var kept: [Int] = []
        var reached: [Int] = []
        for (period, lefts) in byPeriod.sorted(by: { $0.key < $1.key }) {
            var rates: [Rate] = []
            for age in 0...(last - period) {
                let alive = lefts.count { $0.map { $0 > period + age } ?? true }
                rates.append(Rate(checked: alive, of: lefts.count))
                if age == kept.count {
                    kept.append(0)
                    reached.append(0)
                }
                kept[age] += alive
                reached[age] += lefts.count
            }
            cohorts.append(Cohort(period: period, size: lefts.count, retention: rates))
        }
        self.cohorts = cohorts
        overall = zip(kept, reached).map { Rate(checked: $0, of: $1) }
        warnings = tenures.count < 30 && !tenures.isEmpty ? ["only \(tenures.count) members"] : []
    }

    public var reading: String {
        guard let first = overall.dropFirst().first?.measured else { return "no cohort is a period old yet" }
        return "\(cohorts.count) cohorts; \(Prose.percent(first.value)) still members after one period"
            + (overall.last?.measured.map { ", \(Prose.percent($0.value)) after \(overall.count - 1)" } ?? "")
    }
}
