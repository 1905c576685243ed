import Content
import Foundation
import Membership

/// An instant, and how the site's time zone reads it.
public struct Moment: Sendable, Hashable, Comparable {
    /// The instant, in whole seconds.
    public let date: Date
    /// The day it is then in the site's time zone.
    let day: Day
    /// `2026-10-01T09:30:00+02:00`, as feeds and metadata write it.
    let rfc3339: String
    /// Of the time zone then, in seconds east of GMT.
    let offset: Int

    /// - Parameter date: fractions of a second are dropped.
    init(_ date: Date, in timeZone: TimeZone) {
        self.init(
            secondsSince1970: Int(date.timeIntervalSince1970.rounded(.down)),
            offset: timeZone.secondsFromGMT(for: date))
    }

    /// - Parameter offset: of the time zone, in seconds east of GMT.
    init(secondsSince1970 seconds: Int, offset: Int) {
        let local = seconds &+ offset
        date = Date(timeIntervalSince1970: TimeInterval(seconds))
        self.offset = offset
        day = Day(secondsUTC: local)
        let time = local &- day.number &* 86_400
        let zone =
            offset == 0
            ? "Z"
            : (offset < 0 ? "-" : "+") + Self.twoDigits(abs(offset) / 3600) + ":"
                + Self.twoDigits(abs(offset) / 60 % 60)
        rfc3339 =
            "\(day)T\(Self.twoDigits(time / 3600)):\(Self.twoDigits(time / 60 % 60))"
            + ":\(Self.twoDigits(time % 60))\(zone)"
    }

    /// The instant that an author's date means.
    ///
    /// In the hour that a clock skips in spring, the instant just after; in the hour that it repeats, the first.
    init(_ written: CalendarDate, in timeZone: TimeZone) {
        var guess = Date(timeIntervalSince1970: TimeInterval(written.secondsSince1970()))
        for _ in 0..<2 {
            let seconds = written.secondsSince1970(defaultOffset: timeZone.secondsFromGMT(for: guess))
            guess = Date(timeIntervalSince1970: TimeInterval(seconds))
        }
        self.init(guess, in: timeZone)
    }

    public static func < (lhs: Moment, rhs: Moment) -> Bool {
        lhs.date < rhs.date
    }

    private static func twoDigits(_ number: Int) -> String {
        number < 10 ? "0\(number)" : String(number)
    }
}
