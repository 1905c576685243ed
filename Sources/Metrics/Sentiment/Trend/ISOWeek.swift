/// A week of ISO 8601: Monday to Sunday, numbered within the year that holds its Thursday.
public struct ISOWeek: Sendable, Hashable, Comparable {
    /// The week-numbering year, 1…9999; may differ from the calendar's by one at New Year.
    public let year: Int
    /// 1…52 or 53.
    public let week: Int

    /// nil unless the year is in 1…9999 and has such a week.
    public init?(year: Int, week: Int) {
        guard (1...9999).contains(year), week >= 1, week <= Self.weeks(in: year) else { return nil }
        self.year = year
        self.week = week
    }

    /// The week that holds a Gregorian date; nil unless it exists and its week falls in the years 1…9999.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= Self.days(inMonth: month, of: year)
        else { return nil }
        let ordinal = (1..<month).reduce(day) { $0 + Self.days(inMonth: $1, of: year) }
        let weekday = (Self.daysBefore(year: year) + ordinal - 1) % 7 + 1
        let number = (ordinal - weekday + 10) / 7
        if number < 1 {
            self.init(year: year - 1, week: Self.weeks(in: year - 1))
        } else if number > Self.weeks(in: year) {
            self.init(year: year + 1, week: 1)
        } else {
            self.init(year: year, week: number)
        }
    }

    /// The week after; nil after the last of 9999.
    public var next: ISOWeek? {
        ISOWeek(year: year, week: week + 1) ?? ISOWeek(year: year + 1, week: 1)
    }

    /// Weeks since the first of year 1; differences count weeks.
    public var index: Int {
        // 4 January is always in week 1; day 0 is Monday, 1 January of year 1.
        let fourth = Self.daysBefore(year: year) + 3
        return fourth / 7 + week - 1
    }

    public static func < (lhs: ISOWeek, rhs: ISOWeek) -> Bool { (lhs.year, lhs.week) < (rhs.year, rhs.week) }

    /// 53 in years that begin on a Thursday, or on a Wednesday when they are leap years; else 52.
    private static func weeks(in year: Int) -> Int {
        let first = daysBefore(year: year) % 7
        return first == 3 || (first == 2 && isLeap(year)) ? 53 : 52
    }

    private static func daysBefore(year: Int) -> Int {
        let past = year - 1
        return past * 365 + past / 4 - past / 100 + past / 400
    }

    private static func days(inMonth month: Int, of year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    private static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }
}

extension ISOWeek: CustomStringConvertible {
    /// As ISO 8601 writes it: 2026-W05.
    public var description: String {
        let digits = String(year)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "-W"
            + (week < 10 ? "0" : "")
            + String(week)
    }
}
