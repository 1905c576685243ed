import Metrics

/// The arms that were tried, by retention × payment, against members without an arm.
public struct StrategyResult: Codable, Sendable, Equatable {
    public struct Row: Codable, Sendable, Equatable {
        public var name: String
        public var exposed: Int
        public var retained: Int
        public var paid: Int
        public var retention: Estimate
        public var payment: Estimate
        public var objective: Estimate
        public var probabilityBest: Double
        public var divergence: Double
        public var improvement: Double
    }

    public var baselineMembers: Int
    public var baselineRetention: Double
    public var baselinePayment: Double
    /// The highest expected objective first.
    public var rows: [Row]
}

enum StrategyRun: ModelRun {
    static let subject = Subject.strategy
    static let inputs = ["payments.csv: arm", "members.csv: until, status"]
    private static let fewest = 20

    private struct Counts {
        var exposed = 0
        var retained = 0
        var paid = 0
    }

    static func run(_ data: ModelData) throws(NotRun) -> Findings<StrategyResult> {
        guard data.purchases.isThere else { throw .noPayments }
        let counts = Self.counts(data)
        let names = counts.keys.filter { !$0.isEmpty }.sorted()
        let record = "write the arm of each sale into payments.csv"
        guard !names.isEmpty else { throw NotRun(why: "no payment that came due has an arm", record: record) }
        let base = counts[""] ?? Counts()
        guard base.exposed >= Self.fewest else {
            throw .tooFew(
                base.exposed, "members without an arm who came due", needed: Self.fewest, record: record)
        }
        let baseline = (
            retention: Double(base.retained) / Double(base.exposed),
            payment: Double(base.paid) / Double(base.exposed)
        )
        let comparison = try fitting(record: record) { () throws(MetricsError) in
            try StrategyComparison(
                names.map { name in
                    let count = counts[name] ?? Counts()
                    return StrategyComparison.Strategy(
                        name: name, exposed: count.exposed, retained: count.retained, paid: count.paid)
                }, baseline: baseline, random: data.random(subject))
        }
        let result = StrategyResult(
            baselineMembers: base.exposed, baselineRetention: baseline.retention,
            baselinePayment: baseline.payment,
            rows: comparison.rows.map { row in
                let count = counts[row.name] ?? Counts()
                return StrategyResult.Row(
                    name: row.name, exposed: count.exposed, retained: count.retained, paid: count.paid,
                    retention: row.retention, payment: row.payment, objective: row.objective,
                    probabilityBest: row.probabilityBest, divergence: row.divergence,
                    improvement: row.improvement)
            })
        return Findings(result: result, reading: comparison.reading, warnings: comparison.warnings)
    }

    /// Members who came due at least once, by the arm they came by: are they members now, and did they ever renew?
    private static func counts(_ data: ModelData) -> [String: Counts] {
        var paid: [String: Bool] = [:]
        for due in data.dues { paid[due.member, default: false] = (paid[due.member] ?? false) || due.wasPaid }
        var counts: [String: Counts] = [:]
        for (id, didPay) in paid {
            guard let member = data.memberships.index[id] else { continue }
            let arm = data.purchases.byMember[id]?.first?.arm ?? ""
            counts[arm, default: Counts()].exposed += 1
            if data.memberships.isMember(member, on: data.today) {
                counts[arm, default: Counts()].retained += 1
            }
            if didPay { counts[arm, default: Counts()].paid += 1 }
        }
        return counts
    }
}
