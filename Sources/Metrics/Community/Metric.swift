/// Every metric, one definition each. The list is closed: a new metric is a new case with its definition.
public enum Metric: String, Sendable, CaseIterable, Codable {
    case registered, activated
    case activationRate = "activation-rate"
    case renewalRate = "renewal-rate"
    case renewedPerActivated = "renewed-per-activated"
    case churnRate = "churn-rate"
    case retention
    case netGrowth = "net-growth"
    case activity
    case consumptionPerMember = "consumption-per-member"
    case consumptionShare = "consumption-share"
    case dailyActive = "daily-active"
    case weeklyActive = "weekly-active"
    case monthlyActive = "monthly-active"
    case stickiness
    case memberConversion = "member-conversion"
    case renewalConversion = "renewal-conversion"
    case upgradeRate = "upgrade-rate"
    case revenuePerActive = "arpu"
    case revenuePerPaying = "arppu"
    case acquisitionCost = "cac"
    case lifetimeValue = "ltv"
    case valueToCost = "ltv-to-cac"
    case paybackMonths = "payback-months"
    case points

    /// What a value is measured in.
    public enum Unit: String, Sendable, Codable {
        case members, visitors, share, interactionsPerMember, viewsPerMember, moneyPerMemberMonth,
            moneyPerMember
        case ratio, months, points
    }

    public var unit: Unit {
        switch self {
        case .registered, .activated: .members
        case .dailyActive, .weeklyActive, .monthlyActive: .members
        case .activationRate, .renewalRate, .renewedPerActivated, .churnRate, .retention, .netGrowth,
            .stickiness,
            .memberConversion, .renewalConversion, .upgradeRate, .consumptionShare:
            .share
        case .activity: .interactionsPerMember
        case .consumptionPerMember: .viewsPerMember
        case .revenuePerActive, .revenuePerPaying: .moneyPerMemberMonth
        case .acquisitionCost, .lifetimeValue: .moneyPerMember
        case .valueToCost: .ratio
        case .paybackMonths: .months
        case .points: .points
        }
    }

    /// The definition in words.
    public var definition: String {
        switch self {
        case .registered: "members whose first payment is on or before the period's end"
        case .activated: "of the registered, those who used the service in the period"
        case .activationRate: "activated / registered"
        case .renewalRate: "renewed / due for renewal in the period"
        case .renewedPerActivated: "renewed / activated; counts members who were not due"
        case .churnRate: "lapsed in the period / members at its start"
        case .retention: "of the members at the start, the share still members at t"
        case .netGrowth: "(N(t) − N(0)) / N(0); members who joined since make up for those who left"
        case .activity: "interactions in the period / members"
        case .consumptionPerMember: "views of an item / members"
        case .consumptionShare: "views of an item / views of all items"
        case .dailyActive: "members seen on the day"
        case .weeklyActive: "members seen in the seven days to the day"
        case .monthlyActive: "members seen in the thirty days to the day"
        case .stickiness: "mean daily active members / monthly active members"
        case .memberConversion: "visitors who became members / visitors"
        case .renewalConversion: "members who renewed at least once / members who were due at least once"
        case .upgradeRate: "moved to a higher tier / members of the tier at the start"
        case .revenuePerActive: "revenue / active members / months"
        case .revenuePerPaying: "revenue / paying members / months"
        case .acquisitionCost: "acquisition spend / new paying members"
        case .lifetimeValue: "ARPU × margin / churn rate"
        case .valueToCost: "lifetime value / acquisition cost"
        case .paybackMonths: "acquisition cost / (ARPU × margin)"
        case .points: "sum over events of the points their kind is worth"
        }
    }
}
