import Metrics

/// Who may leave next month, and why.
public struct ChurnResult: Codable, Sendable, Equatable {
    public struct Effect: Codable, Sendable, Equatable {
        public var feature: String
        /// On the log-odds of leaving, per unit of ln(1 + feature).
        public var estimate: Estimate
        public var oddsRatio: Estimate?
        public var pValue: Double
        /// The linear model's: a change of probability, with its robust standard error.
        public var linear: Double?
        public var linearError: Double?
    }

    public struct Push: Codable, Sendable, Equatable {
        public var feature: String
        public var logOdds: Double
        public var action: String
    }

    public struct Warning: Codable, Sendable, Equatable {
        public var member: String
        public var risk: Double
        /// At most three, strongest first.
        public var pushes: [Push]
    }

    public struct Tenth: Codable, Sendable, Equatable {
        public var rows: Int
        public var predicted: Double
        public var observed: Double
    }

    /// Member-months learned from, and how many of them ended with the member leaving.
    public var rows: Int
    public var left: Int
    public var base: Rate.Measured?
    public var effects: [Effect]
    public var auc: Double?
    public var brier: Double?
    public var calibration: [Tenth]
    /// Members at or above this risk are in `warnings`.
    public var threshold: Double
    /// Members judged now.
    public var considered: Int
    /// Members by risk in steps of a tenth: below 10 %, below 20 %, …
    public var risks: [Int]
    /// The members at risk, highest first; at most 1,000.
    public var warnings: [Warning]
    public var atRisk: Int
}

enum ChurnRun: ModelRun {
    static let subject = Subject.churn
    static let inputs = [
        "members.csv: from, until, status", "facts of members by day", "events: complete, progress",
    ]
    /// Months that are learned from.
    private static let window = 6
    /// Members that are learned from, at most; spread evenly over the roster.
    private static let mostMembers = 30_000
    private static let fewestEvents = 10

    static func run(_ data: ModelData) throws(NotRun) -> Findings<ChurnResult> {
        try fit(data).findings
    }

    /// The model, and the risk of every member judged now, by index; nil for others.
    struct Fit {
        var findings: Findings<ChurnResult>
        var risks: [Int: Double]
    }

    static func fit(_ data: ModelData) throws(NotRun) -> Fit {
        guard data.facts.days != nil else { throw .noFacts }
        let (rows, outcome) = Self.rows(data)
        let left = outcome.count { $0 == 1 }
        let record = "it takes members who left (until in members.csv) in months with facts"
        guard left >= Self.fewestEvents else {
            throw .tooFew(
                left, "members who left in the last \(Self.window) months with facts",
                needed: Self.fewestEvents, record: record)
        }
        guard outcome.count - left >= Self.fewestEvents else {
            throw .tooFew(
                outcome.count - left, "members who stayed in the last \(Self.window) months with facts",
                needed: Self.fewestEvents, record: record)
        }
        let columns = rows.varying()
        let model = try fitting(record: record) { () throws(MetricsError) in
            // A little of a penalty, so that a feature which tells all apart has an estimate, too.
            try LogisticRegression.fit(
                rows.table(columns), outcome: outcome, penalty: 0.1, threads: data.threads)
        }
        let linear = try? LinearProbability.fit(rows.table(columns), churned: outcome.map { $0 == 1 })
        let now = Self.now(data)
        let base = share(left, of: outcome.count)
        let threshold = min(max(2 * (base?.value ?? 0), 0.05), 0.5)
        let (risks, early) = try fitting { () throws(MetricsError) -> ([Double], EarlyWarning?) in
            guard !now.members.isEmpty else { return ([], nil) }
            let table = try now.table(columns)
            return (
                try model.probabilities(table),
                try EarlyWarning(
                    model: model, features: table, threshold: threshold, actions: MemberMonths.actions)
            )
        }
        var tenths = [Int](repeating: 0, count: 10)
        for risk in risks { tenths[min(Int(risk * 10), 9)] += 1 }
        let result = ChurnResult(
            rows: outcome.count, left: left, base: base,
            effects: model.coefficients.enumerated().map { index, coefficient in
                ChurnResult.Effect(
                    feature: coefficient.name, estimate: coefficient.estimate,
                    oddsRatio: model.oddsRatio(of: coefficient.name), pValue: coefficient.pValue,
                    linear: linear?.regression.coefficients[index].value,
                    linearError: linear?.robustErrors[index + 1])
            },
            auc: model.evaluation?.auc, brier: model.evaluation?.brier,
            calibration: (model.evaluation?.calibration ?? []).map {
                ChurnResult.Tenth(rows: $0.rows, predicted: $0.predicted, observed: $0.observed)
            },
            threshold: threshold, considered: risks.count, risks: tenths,
            warnings: (early?.members ?? []).prefix(1000).map { warning in
                ChurnResult.Warning(
                    member: data.memberships.ids[now.members[warning.row]], risk: warning.risk,
                    pushes: warning.pushes.map {
                        ChurnResult.Push(feature: $0.feature, logOdds: $0.logOdds, action: $0.action)
                    })
            },
            atRisk: early?.members.count ?? 0)
        let reading = (early?.reading ?? "no members now") + "; " + model.reading
        return Fit(
            findings: Findings(
                result: result, reading: reading,
                warnings: data.staleFacts + model.warnings + (early?.warnings ?? [])
                    + (linear?.warnings ?? [])),
            risks: Dictionary(zip(now.members, risks), uniquingKeysWith: { first, _ in first }))
    }

    /// Members at the end of a month, and whether they were gone a month later.
    private static func rows(_ data: ModelData) -> (MemberMonths, [Double]) {
        let (members, facts) = (data.memberships, data.facts)
        let step = max(1, (members.count + Self.mostMembers - 1) / Self.mostMembers)
        var rows = MemberMonths()
        var outcome: [Double] = []
        let last = data.lastMonth - 1
        guard facts.months > 0 else { return (rows, []) }
        let first = max(last - Self.window + 1, facts.firstMonth)
        guard first <= last else { return (rows, []) }
        for month in first...last where month - facts.firstMonth < facts.months {
            let (end, next) = (Month.lastDay(month), Month.lastDay(month + 1))
            for member in stride(from: 0, to: members.count, by: step) where members.isMember(member, on: end)
            {
                rows.append(member, column: month - facts.firstMonth, data)
                outcome.append(members.isMember(member, on: next) ? 0 : 1)
            }
        }
        return (rows, outcome)
    }

    /// Members of the date who were members at the end of the last complete month.
    private static func now(_ data: ModelData) -> MemberMonths {
        var rows = MemberMonths()
        let column = data.lastMonth - data.facts.firstMonth
        guard column >= 0, column < data.facts.months else { return rows }
        let end = Month.lastDay(data.lastMonth)
        for member in data.current where data.memberships.isMember(member, on: end) {
            rows.append(member, column: column, data)
        }
        return rows
    }
}
