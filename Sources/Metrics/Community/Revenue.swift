/// Revenue, acquisition cost and simple lifetime value (article 3).
///
/// LTV here is ARPU × margin / churn, which assumes that churn is the same at every age; the retention curve's
/// `lifetimeValue` does not. Article 3 writes LTV = CAC × CLTV, a cost times a duration, which is no value.
public struct Revenue: ModelResult, Equatable {
    /// Revenue / active members / months.
    public let perActiveMember: Average
    /// Revenue / paying members / months.
    public let perPayingMember: Average
    /// Acquisition spend / new paying members.
    public let acquisitionCost: Average
    /// ARPU × margin / churn; nil without data or while nobody churned.
    public let lifetimeValue: Double?
    /// LTV over the churn rate's 95 % Wilson interval. A churn interval that begins at 0 leaves no upper end.
    public let lifetimeValueInterval: Interval?
    public let valueToCost: Double?
    /// CAC / (ARPU × margin).
    public let paybackMonths: Double?
    public let warnings: [String]

    /// - Parameters:
    ///   - revenue: in one currency, over the period.
    ///   - months: length of the period, > 0.
    ///   - margin: share of revenue kept, 0 … 1.
    ///   - churn: lapsed per month, of the members at the month's start.
    public init(
        revenue: Double, activeMembers: Int, payingMembers: Int, months: Double, margin: Double,
        acquisitionSpend: Double, newPayingMembers: Int, churn: Rate
    ) throws(MetricsError) {
        try require(months > 0 && months <= 1e6, "months", "greater than 0")
        try require(margin >= 0 && margin <= 1, "margin", "between 0 and 1")
        try require(acquisitionSpend >= 0, "acquisition spend", "0 or more")
        try checkCount(activeMembers, "active members")
        try checkCount(payingMembers, "paying members")
        try checkCount(newPayingMembers, "new paying members")
        perActiveMember = try Average(revenue, per: Double(activeMembers) * months, named: "ARPU")
        perPayingMember = try Average(revenue, per: Double(payingMembers) * months, named: "ARPPU")
        acquisitionCost = try Average(acquisitionSpend, per: Double(newPayingMembers), named: "CAC")

        let gain = perActiveMember.value.map { $0 * margin }
        var warnings: [String] = []
        if let rate = churn.measured, rate.numerator > 0, let gain {
            lifetimeValue = gain / rate.value
            let ends = [gain / rate.interval.upper, gain / rate.interval.lower].sorted()
            lifetimeValueInterval = Interval(lower: ends[0], upper: ends[1])
        } else {
            lifetimeValue = nil
            lifetimeValueInterval = nil
            if churn.measured != nil { warnings.append("nobody churned, so this formula has no finite LTV") }
        }
        if let cost = acquisitionCost.value, cost > 0 {
            valueToCost = lifetimeValue.map { $0 / cost }
            paybackMonths = gain.flatMap { $0 > 0 ? cost / $0 : nil }
        } else {
            valueToCost = nil
            paybackMonths = nil
        }
        for value in [lifetimeValue, valueToCost, paybackMonths, lifetimeValueInterval?.upper] {
            guard value?.isFinite ?? true else { throw .notRepresentable("lifetime value") }
        }
        self.warnings = warnings
    }

    public var reading: String {
        var parts = ["ARPU \(perActiveMember.reading)"]
        parts.append("LTV " + (lifetimeValue.map { Prose.number($0) } ?? "no data"))
        parts.append("CAC \(acquisitionCost.reading)")
        if let valueToCost { parts.append("LTV/CAC \(Prose.number(valueToCost))") }
        if let paybackMonths { parts.append("paid back in \(Prose.number(paybackMonths)) months") }
        return parts.joined(separator: "; ")
    }
}
