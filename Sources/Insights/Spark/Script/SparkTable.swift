/// A table that a run on Spark writes; the raw value names its folder.
public enum SparkTable: String, Sendable, Hashable, CaseIterable {
    case requests, visitors, visits, content, hours, sources
    case memberDays = "member_days"
    case memberContent = "member_content"
    case events, rejected
    /// How many lines of each file became what.
    case outcomes
    /// Lines of each file and minute, with an order-free sum: what tells that lines were counted before.
    case minutes

    /// Its columns, in order.
    public var columns: [String] {
        switch self {
        case .requests: ["day", "audience", "class", "status", "requests", "bytes"]
        case .visitors: ["day", "audience", "visitors", "active"]
        case .visits:
            [
                "day", "visitor", "started", "seconds", "views", "readings", "entry", "exit", "referrer",
                "source",
                "medium", "campaign", "member",
            ]
        case .content:
            [
                "day", "route", "views", "visitors", "member_views", "readings", "member_readings", "entries",
                "exits",
                "bounces", "seconds",
            ]
        case .hours: ["day", "hour", "visits", "views", "readings", "member_views"]
        case .sources:
            [
                "day", "referrer", "source", "medium", "campaign", "visits", "views", "readings", "bounces",
                "member_visits",
            ]
        case .memberDays:
            ["day", "member", "visits", "views", "readings", "seconds", "events", "hours", "first", "last"]
        case .memberContent: ["day", "member", "route", "views", "readings", "seconds"]
        case .events: ["day", "member", "event", "route", "value", "first", "last", "times"]
        case .rejected: ["day", "kind", "reason", "requests"]
        case .outcomes: ["file", "outcome", "lines"]
        case .minutes: ["file", "minute", "lines", "sum"]
        }
    }
}
