/// How long one payment lasts.
public enum MembershipTerm: Sendable, Hashable {
    case days(Int)
    case months(Int)

    /// The longest: a hundred years.
    private static let mostMonths = 1200

    /// Nil for what is bought for good.
    public init?(_ period: BillingPeriod) {
        switch period {
        case .week: self = .days(7)
        case .month: self = .months(1)
        case .quarter: self = .months(3)
        case .year: self = .months(12)
        case .once: return nil
        }
    }

    /// Reads `7d` or `12m`, as the roster's column `term` has it.
    public init?(_ text: some StringProtocol) {
        guard let number = canonicalDecimal(text.dropLast()), number >= 1 else { return nil }
        switch text.last {
        case "d" where number <= 31 * Self.mostMonths: self = .days(number)
        case "m" where number <= Self.mostMonths: self = .months(number)
        default: return nil
        }
    }

    /// The last day of a term paid on `day`: the same day of a later month, that day included, so that a renewal on it
    /// leaves no gap. The last day of a month leads to the last day of another: who joined on 31 January is charged on
    /// 28 February and then on 31 March.
    public func end(from day: Day) -> Day {
        switch self {
        case .days(let days): return day.adding(days: days)
        case .months(let months):
            let parts = day.parts
            let isLast = day.adding(days: 1).parts.month != parts.month
            let count = parts.year * 12 + parts.month - 1 + months
            let year = min(count / 12, 9999)
            for number in stride(from: isLast ? 31 : parts.day, through: 28, by: -1) {
                if let end = Day(year: year, month: count % 12 + 1, day: number) { return end }
            }
            return Day(year: year, month: count % 12 + 1, day: parts.day) ?? day
        }
    }
}

extension MembershipTerm: CustomStringConvertible {
    /// `7d`, `12m`
    public var description: String {
        switch self {
        case .days(let days): "\(days)d"
        case .months(let months): "\(months)m"
        }
    }

    /// As it stands in a plan: `month`, `year`, or `7d` where it has no name.
    var name: String {
        BillingPeriod.allCases.first { MembershipTerm($0) == self }?.rawValue ?? description
    }
}
