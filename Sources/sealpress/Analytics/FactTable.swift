import Membership

/// The tables that can be printed whole.
enum FactTable: String, CaseIterable {
    case requests, visitors, visits, content, hours, sources
    case memberDays = "member_days"
    case memberContent = "member_content"
    case events, rejected
    case memberTotals = "member_totals"
    case channelMonths = "channel_months"
    case roster, payments, costs, comments

    static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }

    /// The column that `--since` and `--until` compare with.
    var timeColumn: String? {
        switch self {
        case .roster, .memberTotals: nil
        case .payments: "date"
        case .costs, .channelMonths: "month"
        default: "day"
        }
    }

    func query(_ period: FactPeriod) -> String {
        let columns = self == .costs || self == .roster || self == .channelMonths ? 2 : 5
        let order = (1...columns).map(String.init).joined(separator: ", ")
        return "SELECT * FROM \(rawValue)\(timeColumn.map(period.condition) ?? "") ORDER BY \(order)"
    }
}

/// From one day to another, both included; open where none is given.
struct FactPeriod {
    private let since: Day?
    private let until: Day?

    /// - Returns: nil when one of them is no date.
    init?(since: String?, until: String?) {
        self.since = since.flatMap { Day($0) }
        self.until = until.flatMap { Day($0) }
        guard (since == nil) == (self.since == nil), (until == nil) == (self.until == nil) else { return nil }
    }

    /// Whether it ends before it begins.
    var isEmpty: Bool {
        guard let since, let until else { return false }
        return until < since
    }

    /// ` WHERE …`, or nothing. A month is in the period when any of its days is.
    func condition(on column: String) -> String {
        let length = column == "month" ? 7 : 10
        let conditions = [
            since.map { "\(column) >= '\($0.description.prefix(length))'" },
            until.map { "\(column) <= '\($0.description.prefix(length))'" },
        ].compactMap(\.self)
        return conditions.isEmpty ? "" : " WHERE " + conditions.joined(separator: " AND ")
    }
}
