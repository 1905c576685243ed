import Metrics

/// Registered, activated, due, renewed and lapsed, month by month, and the way from visitor to renewed member.
public struct ActivationResult: Codable, Sendable, Equatable {
    public struct Month: Codable, Sendable, Equatable {
        /// `2026-11`
        public var month: String
        public var counts: MembershipCounts
        public var activation: Rate.Measured?
        public var renewal: Rate.Measured?
        /// Article 3's quotient; counts members who were not due.
        public var renewedPerActivated: Rate.Measured?
        public var churn: Rate.Measured?
        public var retention: Rate.Measured?
        public var netGrowth: Double?
    }

    /// The members of a tier, on their way; `all` for the whole site.
    public struct Funnel: Codable, Sendable, Equatable {
        public var tier: String
        public var members: Int
        /// Members who were due at least once, and of them who renewed at least once.
        public var due: Int
        public var renewed: Int
        public var renewal: Rate.Measured?
    }

    /// Complete months only, oldest first.
    public var months: [Month]
    /// Visitor-days of people, to the date: a visitor is known within a day only.
    public var visitorDays: Int
    /// All who ever became members.
    public var registered: Int
    public var conversion: Rate.Measured?
    /// The site's, then each tier's, lowest first.
    public var funnel: [Funnel]
}

enum ActivationRun: ModelRun {
    static let subject = Subject.activation
    static let inputs = ["members.csv", "payments.csv", "facts of members by day"]

    static func run(_ data: ModelData) throws(NotRun) -> Findings<ActivationResult> {
        guard data.purchases.isThere else { throw .noPayments }
        guard data.facts.days != nil else { throw .noFacts }
        guard let range = data.monthsSinceFirstJoin else { throw .noMembers }
        var months: [ActivationResult.Month] = []
        var last: MembershipRates?
        for month in range {
            let counts = Self.counts(data, month)
            let rates = try fitting(record: "check the dates of members.csv and payments.csv") {
                () throws(MetricsError) in try MembershipRates(counts)
            }
            months.append(ActivationResult.Month(Month.name(month), counts, rates))
            last = rates
        }
        let visitors = data.visitorDays
        let registered = data.memberships.firstPaid.count { $0 != Memberships.unknown }
        let result = ActivationResult(
            months: months, visitorDays: visitors, registered: registered,
            conversion: share(registered, of: visitors), funnel: funnel(data))
        return Findings(
            result: result, reading: last?.reading ?? "", warnings: data.staleFacts + (last?.warnings ?? []))
    }

    private static func counts(_ data: ModelData, _ month: Int) -> MembershipCounts {
        let members = data.memberships
        let (start, end) = (Month.firstDay(month), Month.lastDay(month))
        let column = month - data.facts.firstMonth
        var counts = MembershipCounts(
            registered: 0, activated: 0, due: 0, renewed: 0, atStart: 0, lapsed: 0, atEnd: 0)
        for member in 0..<members.count {
            let paid = members.firstPaid[member]
            if paid != Memberships.unknown, Int(paid) <= end {
                counts.registered += 1
                if column >= 0, column < data.facts.months,
                    data.facts.seen[member * data.facts.months + column] >= 0
                {
                    counts.activated += 1
                }
            }
            let (before, after) = (members.isMember(member, on: start - 1), members.isMember(member, on: end))
            if before { counts.atStart += 1 }
            if before, !after { counts.lapsed += 1 }
            if after { counts.atEnd += 1 }
        }
        for due in data.dues where (start...end).contains(due.day) {
            counts.due += 1
            if due.wasPaid { counts.renewed += 1 }
        }
        return counts
    }

    private static func funnel(_ data: ModelData) -> [ActivationResult.Funnel] {
        let members = data.memberships
        var due: Set<Int> = []
        var renewed: Set<Int> = []
        for payment in data.dues {
            guard let member = members.index[payment.member] else { continue }
            due.insert(member)
            if payment.wasPaid { renewed.insert(member) }
        }
        let tiers: [(String, (Int) -> Bool)] =
            [("all", { _ in true })]
            + data.inputs.tiers.ids.enumerated().map { rank, id in (id, { members.tier[$0] == rank }) }
        return tiers.map { name, isIn in
            let (d, r) = (due.count(where: isIn), renewed.count(where: isIn))
            return ActivationResult.Funnel(
                tier: name, members: (0..<members.count).count(where: isIn), due: d, renewed: r,
                renewal: share(r, of: d))
        }
    }
}

extension ActivationResult.Month {
    fileprivate init(_ month: String, _ counts: MembershipCounts, _ rates: MembershipRates) {
        self.init(
            month: month, counts: counts, activation: rates.activation.measured,
            renewal: rates.renewal.measured,
            renewedPerActivated: rates.renewedPerActivated?.measured, churn: rates.churn.measured,
            retention: rates.retention.measured, netGrowth: rates.netGrowth)
    }
}
