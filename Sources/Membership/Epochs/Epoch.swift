import Foundation

/// When grant keys change by themselves.
public enum Rotation: String, Sendable, Hashable, CaseIterable {
    case monthly, quarterly, yearly, manual
}

/// A stretch of the UTC calendar, or none where only a counter tells epochs apart.
public enum Period: Sendable, Hashable {
    case month(year: Int, month: Int)
    case quarter(year: Int, quarter: Int)
    case year(Int)
    case none

    /// The period of a rotation that `date` falls into.
    public init(of rotation: Rotation, at date: Date) {
        let parts = Day(secondsUTC: date.wholeSeconds).parts
        switch rotation {
        case .monthly: self = .month(year: parts.year, month: parts.month)
        case .quarterly: self = .quarter(year: parts.year, quarter: (parts.month - 1) / 3 + 1)
        case .yearly: self = .year(parts.year)
        case .manual: self = .none
        }
    }

    /// Reads `2026-11`, `2026-Q4` or `2026`.
    public init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8.prefix(8))
        guard bytes.count >= 4, let year = decimal(bytes[0..<4]), year > 0 else { return nil }
        switch bytes.count {
        case 4: self = .year(year)
        case 7 where bytes[4] == UInt8(ascii: "-"):
            if bytes[5] == UInt8(ascii: "Q") {
                guard let quarter = decimal(bytes[6...]), (1...4).contains(quarter) else { return nil }
                self = .quarter(year: year, quarter: quarter)
            } else {
                guard let month = decimal(bytes[5...]), (1...12).contains(month) else { return nil }
                self = .month(year: year, month: month)
            }
        default: return nil
        }
    }

    /// The UTC day on which it begins; nil without a period.
    public var firstDay: Day? {
        switch self {
        case .month(let year, let month): Day(year: year, month: month, day: 1)
        case .quarter(let year, let quarter): Day(year: year, month: 3 * quarter - 2, day: 1)
        case .year(let year): Day(year: year, month: 1, day: 1)
        case .none: nil
        }
    }

    /// The period after this one; nil without a period.
    public var next: Period? {
        switch self {
        case .month(let year, 12): .month(year: year + 1, month: 1)
        case .month(let year, let month): .month(year: year, month: month + 1)
        case .quarter(let year, 4): .quarter(year: year + 1, quarter: 1)
        case .quarter(let year, let quarter): .quarter(year: year, quarter: quarter + 1)
        case .year(let year): .year(year + 1)
        case .none: nil
        }
    }
}

extension Period: CustomStringConvertible {
    /// `2026-11`, `2026-Q4`, `2026`; empty without a period.
    public var description: String {
        switch self {
        case .month(let year, let month): "\(padded(year, 4))-\(padded(month, 2))"
        case .quarter(let year, let quarter): "\(padded(year, 4))-Q\(quarter)"
        case .year(let year): padded(year, 4)
        case .none: ""
        }
    }
}

/// The period a grant's key is good for, and how often the key was replaced within it.
public struct Epoch: Sendable, Hashable {
    public var period: Period
    /// How many revocations raised it; 0 at first.
    public var counter: Int

    /// No counter is read above this, so that raising one cannot overflow.
    public static let highestCounter = 1_000_000_000

    public init(_ period: Period, counter: Int = 0) {
        self.period = period
        self.counter = counter
    }

    /// Reads `2026-11`, `2026-11.1`, `2026-Q4`, `2026` and, when `isCalendar` is false, a bare counter.
    ///
    /// The text alone does not tell the year 2026 from the counter 2026; what kind it is follows from
    /// the grant and the rotation.
    public init?(_ text: some StringProtocol, isCalendar: Bool) {
        guard isCalendar else {
            guard let counter = canonicalDecimal(text), counter <= Self.highestCounter else { return nil }
            self.init(.none, counter: counter)
            return
        }
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, let period = Period(first) else { return nil }
        guard parts.count == 2 else {
            self.init(period)
            return
        }
        guard let counter = canonicalDecimal(parts[1]), (1...Self.highestCounter).contains(counter)
        else { return nil }
        self.init(period, counter: counter)
    }
}

extension Epoch: CustomStringConvertible {
    public var description: String {
        if period == .none { return String(counter) }
        return counter == 0 ? period.description : "\(period).\(counter)"
    }
}
