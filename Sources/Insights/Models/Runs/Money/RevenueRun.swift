import Foundation
import Metrics

/// Revenue, cost of acquisition and lifetime value of the last complete month.
public struct RevenueResult: Codable, Sendable, Equatable {
    public struct Month: Codable, Sendable, Equatable {
        public var month: String
        /// Money in less money out.
        public var revenue: Double
        public var newPayingMembers: Int
        /// Nil without `costs.csv`.
        public var spend: Double?
    }

    public var currency: String
    public var months: [Month]
    public var month: String
    public var activeMembers: Int
    public var payingMembers: Int
    public var arpu: Double?
    public var arppu: Double?
    public var acquisitionCost: Double?
    /// ARPPU × margin / churn: churn is of all members, whether they came in the month or not, and so is the money.
    public var lifetimeValue: Double?
    public var lifetimeValueInterval: Interval?
    /// ARPPU × margin at the curve of retention, discounted by `insights.discount`: unlike `lifetimeValue` it takes
    /// into account that those who stay on leave less often.
    public var curveLifetimeValue: Double?
    public var valueToCost: Double?
    public var paybackMonths: Double?
}

enum RevenueRun: ModelRun {
    static let subject = Subject.revenue
    static let inputs = ["payments.csv", "costs.csv", "members.csv", "facts of members by day"]

    static func run(_ data: ModelData) throws(NotRun) -> Findings<RevenueResult> {
        guard data.purchases.isThere, let first = data.purchases.revenue.keys.min() else { throw .noPayments }
        guard first <= data.lastMonth else {
            throw NotRun(why: "no month with payments is over", record: "wait for the month's end")
        }
        var spend: [Int: Double] = [:]
        for cost in data.inputs.tables.costs ?? [] { spend[cost.month, default: 0] += cost.spend }
        var joined: [Int: Int] = [:]
        for day in data.memberships.firstPaid where day != Memberships.unknown {
            joined[Month.of(Int(day)), default: 0] += 1
        }
        let month = data.lastMonth
        let (start, end) = (Month.firstDay(month), Month.lastDay(month))
        let members = data.memberships
        let column = month - data.facts.firstMonth
        let hasFacts = column >= 0 && column < data.facts.months
        var (active, paying, atStart, lapsed) = (0, 0, 0, 0)
        for member in 0..<members.count {
            let isMember = members.isMember(member, on: end)
            if hasFacts, data.facts.seen[member * data.facts.months + column] >= 0 { active += 1 }
            if isMember, members.firstPaid[member] != Memberships.unknown,
                Int(members.firstPaid[member]) <= end
            {
                paying += 1
            }
            if members.isMember(member, on: start - 1) {
                atStart += 1
                if !isMember { lapsed += 1 }
            }
        }
        let (seen, revenue, curveValue) = try fitting { () throws(MetricsError) in
            let churn = try Rate(lapsed, of: atStart)
            let worth = try Self.revenue(
                data, month, active: paying, paying: paying, new: joined[month] ?? 0,
                spend: spend[month] ?? 0, churn)
            return (
                try Self.revenue(
                    data, month, active: active, paying: paying, new: joined[month] ?? 0,
                    spend: spend[month] ?? 0, churn), worth,
                try Self.curveValue(data, worth.perPayingMember.value)
            )
        }
        let hasCosts = data.inputs.tables.costs != nil
        let result = RevenueResult(
            currency: data.purchases.currency,
            months: (max(first, month - 59)...month).map { month in
                RevenueResult.Month(
                    month: Month.name(month), revenue: data.purchases.revenue[month] ?? 0,
                    newPayingMembers: joined[month] ?? 0, spend: hasCosts ? spend[month] ?? 0 : nil)
            },
            month: Month.name(month), activeMembers: active, payingMembers: paying,
            arpu: seen.perActiveMember.value, arppu: revenue.perPayingMember.value,
            acquisitionCost: hasCosts ? revenue.acquisitionCost.value : nil,
            lifetimeValue: revenue.lifetimeValue,
            lifetimeValueInterval: revenue.lifetimeValueInterval, curveLifetimeValue: curveValue,
            valueToCost: revenue.valueToCost, paybackMonths: revenue.paybackMonths)
        var warnings = revenue.warnings
        if !hasCosts { warnings.append("without costs.csv the cost of a new member is not known") }
        if data.purchases.foreign > 0 {
            warnings.append(
                "the money of \(data.purchases.foreign) payments in other currencies than \(data.purchases.currency) is left out"
            )
        }
        // Without costs the cost of a new member is not 0 but unknown.
        var reading = revenue.reading.split(separator: "; ").filter { hasCosts || !$0.hasPrefix("CAC ") }
            .map { $0.hasPrefix("ARPU ") ? "ARPU \(seen.perActiveMember.reading)" : String($0) }
        reading.insert("ARPPU \(revenue.perPayingMember.reading)", at: 1)
        if let curveValue {
            reading.insert(String(format: "%.2f by the curve of retention", curveValue), at: 3)
        }
        return Findings(result: result, reading: reading.joined(separator: "; "), warnings: warnings)
    }

    private static func revenue(
        _ data: ModelData, _ month: Int, active: Int, paying: Int, new: Int, spend: Double, _ churn: Rate
    ) throws(MetricsError) -> Revenue {
        try Revenue(
            revenue: data.purchases.revenue[month] ?? 0, activeMembers: active, payingMembers: paying,
            months: 1, margin: data.settings.margin, acquisitionSpend: spend, newPayingMembers: new,
            churn: churn)
    }

    /// What a new member brings by the curve of retention; nil where there is none, or nobody pays.
    private static func curveValue(_ data: ModelData, _ perMember: Double?) throws(MetricsError) -> Double? {
        guard let perMember else { return nil }
        let report: Findings<RetentionResult>
        do throws(NotRun) { report = try RetentionRun.run(data) } catch { return nil }
        guard let curve = report.result.curve else { return nil }
        let payments = 1 + curve.residualLifetime / (1 + data.settings.discount)
        return perMember * data.settings.margin * payments
    }
}
