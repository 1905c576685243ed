/// The counts of one period that the membership rates are made of.
public struct MembershipCounts: Sendable, Equatable, Codable {
    /// First payment on or before the period's end.
    public var registered: Int
    /// Of the registered, used the service in the period.
    public var activated: Int
    /// Due for renewal in the period.
    public var due: Int
    /// Of those due, renewed.
    public var renewed: Int
    /// Members at the period's start.
    public var atStart: Int
    /// Of those, lapsed in the period.
    public var lapsed: Int
    /// Members at the period's end, new ones included.
    public var atEnd: Int

    public init(
        registered: Int, activated: Int, due: Int, renewed: Int, atStart: Int, lapsed: Int, atEnd: Int
    ) {
        self.registered = registered
        self.activated = activated
        self.due = due
        self.renewed = renewed
        self.atStart = atStart
        self.lapsed = lapsed
        self.atEnd = atEnd
    }
}

/// Activation, renewal, churn, retention and net growth of one period (article 3, article 4, article 5).
public struct MembershipRates: ModelResult, Equatable {
    public let registered: Int
    public let activated: Int
    /// activated / registered.
    public let activation: Rate
    /// renewed / due.
    public let renewal: Rate
    /// renewed / activated: article 3's quotient, whose denominator counts members who were not due. Nil when it
    /// is not a share because more renewed than were active.
    public let renewedPerActivated: Rate?
    /// lapsed / members at the start.
    public let churn: Rate
    /// 1 − churn: the share of the starting members who still are.
    public let retention: Rate
    /// (N(t) − N(0)) / N(0); nil without members at the start. Article 5 calls this retention.
    public let netGrowth: Double?

    /// - Throws: `outOfRange` for counts that contradict each other.
    public init(_ counts: MembershipCounts) throws(MetricsError) {
        registered = counts.registered
        activated = counts.activated
        activation = try Rate(counts.activated, of: counts.registered)
        renewal = try Rate(counts.renewed, of: counts.due)
        if counts.renewed <= counts.activated {
            renewedPerActivated = try Rate(counts.renewed, of: counts.activated)
        } else {
            renewedPerActivated = nil
        }
        churn = try Rate(counts.lapsed, of: counts.atStart)
        retention = try Rate(counts.atStart - counts.lapsed, of: counts.atStart)
        try checkCount(counts.atEnd, "members at the end")
        netGrowth =
            counts.atStart > 0 ? Double(counts.atEnd - counts.atStart) / Double(counts.atStart) : nil
    }

    public var warnings: [String] {
        renewedPerActivated == nil ? [Self.noQuotient] : []
    }

    /// Why there is no `renewedPerActivated`.
    public static let noQuotient = "more members renewed than were active, so their quotient is no share"

    public var reading: String {
        "activation \(activation.reading); renewal \(renewal.reading); churn \(churn.reading); net growth "
            + (netGrowth.map { Prose.percent($0) } ?? "no data")
    }
}
