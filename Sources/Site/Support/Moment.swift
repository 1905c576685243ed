import Foundation

/// An instant, and how the site's time zone reads it.
public struct Moment: Sendable, Hashable, Comparable {
    /// The instant.
    public let date: Date
    let year: Int
    let month: Int
    let day: Int
    /// `2026-10-01T09:30:00+02:00`, as feeds and metadata write it.
    let rfc3339: String

    /// - Parameters:
    ///   - date: the instant; fractions of a second are dropped.
    ///   - timeZone: the site's.
    init(_ date: Date, in timeZone: TimeZone) {
        let seconds = Int(date.timeIntervalSince1970.rounded(.down))
        self.date = Date(timeIntervalSince1970: TimeInterval(seconds))
        let offset = timeZone.secondsFromGMT(for: date)
        let local = seconds + offset
        let days = Self.floorDivision(local, 86_400)
        let time = local - days * 86_400
        (year, month, day) = Self.civil(fromDays: days)
        let zone =
            offset == 0
            ? "Z"
            : (offset < 0 ? "-" : "+") + Self.padded(abs(offset) / 3600) + ":" + Self.padded(abs(offset) / 60 % 60)
        rfc3339 =
            "\(Self.padded(year, 4))-\(Self.padded(month))-\(Self.padded(day))T"
            + "\(Self.padded(time / 3600)):\(Self.padded(time / 60 % 60)):\(Self.padded(time % 60))\(zone)"
    }

    /// The instant at which a clock in the time zone shows the given day and time.
    ///
    /// In the hour that a clock skips in spring, the instant just after; in the hour it repeats, the first.
    static func instant(
        year: Int, month: Int, day: Int, secondOfDay: Int = 0, in timeZone: TimeZone
    ) -> Date {
        let local = days(year: year, month: month, day: day) * 86_400 + secondOfDay
        var guess = Date(timeIntervalSince1970: TimeInterval(local))
        for _ in 0..<2 {
            guess = Date(timeIntervalSince1970: TimeInterval(local - timeZone.secondsFromGMT(for: guess)))
        }
        return guess
    }

    /// `2026-10-01`, the day in the site's time zone.
    var isoDay: String {
        "\(Self.padded(year, 4))-\(Self.padded(month))-\(Self.padded(day))"
    }

    public static func < (lhs: Moment, rhs: Moment) -> Bool {
        lhs.date < rhs.date
    }

    // Days from 1970-01-01 to a date and back, after Howard Hinnant, "chrono-compatible low-level date algorithms".

    private static func days(year: Int, month: Int, day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = floorDivision(shifted, 400)
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    private static func civil(fromDays days: Int) -> (Int, Int, Int) {
        let shifted = days + 719_468
        let era = floorDivision(shifted, 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    private static func floorDivision(_ a: Int, _ b: Int) -> Int {
        a >= 0 ? a / b : -((b - 1 - a) / b)
    }

    private static func padded(_ number: Int, _ width: Int = 2) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, width - text.count)) + text
    }
}
