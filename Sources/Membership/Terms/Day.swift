import Foundation

/// A calendar day, without a time or a time zone; years 1 to 9999 (proleptic Gregorian).
public struct Day: Sendable, Hashable, Comparable {
    /// Days since 1970-01-01.
    public let number: Int

    private static let first = daysBefore(year: 1, month: 1, day: 1)
    private static let last = daysBefore(year: 9999, month: 12, day: 31)

    private init(clamping number: Int) {
        self.number = min(max(number, Self.first), Self.last)
    }

    /// Nil when there is no such day.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= Self.length(ofMonth: month, year: year)
        else { return nil }
        number = Self.daysBefore(year: year, month: month, day: day)
    }

    /// Reads `2026-10-01`; nothing else.
    public init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8.prefix(11))
        guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            let year = decimal(bytes[0..<4]), let month = decimal(bytes[5..<7]),
            let day = decimal(bytes[8..<10])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// The day that it is at `date` in a time zone.
    public init(of date: Date, in timeZone: TimeZone) {
        self.init(secondsUTC: date.wholeSeconds + timeZone.secondsFromGMT(for: date))
    }

    /// The UTC day of a count of seconds since 1970.
    public init(secondsUTC seconds: Int) {
        let (days, rest) = seconds.quotientAndRemainder(dividingBy: 86_400)
        self.init(clamping: rest < 0 ? days - 1 : days)
    }

    public func adding(days: Int) -> Day {
        let (sum, overflow) = number.addingReportingOverflow(days)
        return Day(clamping: overflow ? (days < 0 ? Int.min : Int.max) : sum)
    }

    /// The day so many months later: of the same number in its month, or the month's last.
    ///
    /// - Parameter anchor: the number to aim for, so that a month that was too short does not move those after it;
    ///   nil is this day's own.
    public func adding(months: Int, anchor: Int? = nil) -> Day {
        let parts = parts
        let (sum, overflow) = (parts.year * 12 + parts.month - 1).addingReportingOverflow(months)
        if overflow { return Day(clamping: months < 0 ? Int.min : Int.max) }
        let year = sum >= 0 ? sum / 12 : -((11 - sum) / 12)
        let month = sum - year * 12 + 1
        guard (1...9999).contains(year) else { return Day(clamping: months < 0 ? Int.min : Int.max) }
        let number = min(max(anchor ?? parts.day, 1), Self.length(ofMonth: month, year: year))
        return Day(clamping: Self.daysBefore(year: year, month: month, day: number))
    }

    /// Whether `day` is what the month of this day makes of the number `anchor`.
    func matches(anchor: Int) -> Bool {
        let parts = parts
        return parts.day == min(anchor, Self.length(ofMonth: parts.month, year: parts.year))
    }

    /// The seconds since 1970 at which the day begins in UTC.
    public var startUTC: Int { number * 86_400 }

    public static func < (a: Day, b: Day) -> Bool { a.number < b.number }
}

extension Day: CustomStringConvertible {
    /// `2026-10-01`
    public var description: String {
        let parts = parts
        return "\(padded(parts.year, 4))-\(padded(parts.month, 2))-\(padded(parts.day, 2))"
    }

    /// The calendar's year, month (1–12) and day (1–31).
    // Days are counted from 1 March, so that the leap day ends a year (Hinnant, chrono algorithms).
    public var parts: (year: Int, month: Int, day: Int) {
        let shifted = number + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    private static func daysBefore(year: Int, month: Int, day: Int) -> Int {
        let year = month <= 2 ? year - 1 : year
        let era = (year >= 0 ? year : year - 399) / 400
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

}

extension Date {
    /// Seconds since 1970, rounded down; a date outside the years 1 to 9999 counts as their edge.
    var wholeSeconds: Int {
        let seconds = timeIntervalSince1970
        if seconds.isNaN { return 0 }
        return Int(min(max(seconds.rounded(.down), Day.firstSecond), Day.lastSecond))
    }
}

extension Day {
    fileprivate static let firstSecond = Double(first * 86_400)
    fileprivate static let lastSecond = Double(last * 86_400 + 86_399)
}

/// The value of ASCII digits, at least one and few enough for an `Int`.
func decimal(_ bytes: some Collection<UInt8>) -> Int? {
    guard !bytes.isEmpty, bytes.count <= 18 else { return nil }
    var value = 0
    for byte in bytes {
        guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
        value = value * 10 + Int(byte - UInt8(ascii: "0"))
    }
    return value
}

/// A number in decimal with leading zeros.
func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}
