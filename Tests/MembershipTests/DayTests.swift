import Foundation
import Membership
import TestSupport
import Testing

@Suite struct DayTests {
    @Test(arguments: ["2026-10-01", "2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31", "1969-12-31"])
    func `a day is printed as it is read`(text: String) {
        #expect(Day(text)?.description == text)
    }

    @Test(arguments: [
        "", "2026-1-01", "2026-10-1", "26-10-01", "2026-13-01", "2026-00-01", "2026-04-31", "2026-02-29",
        "1900-02-29", "2026-10-00", "0000-01-01", "2026/10/01", "2026-10-01 ", " 2026-10-01", "2026-10-01T00",
        "+026-10-01", "２０26-10-01", "01.10.2026",
    ])
    func `what is no day is refused`(text: String) {
        #expect(Day(text) == nil)
    }

    @Test func `days are counted as the calendar of Foundation counts them`() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        var random = SeededGenerator(seed: 11)
        for _ in 0..<3000 {
            // From 1583 on, where Foundation's calendar has only Gregorian days.
            let number = Int.random(in: -141_000...2_900_000, using: &random)
            let date = Date(timeIntervalSince1970: Double(number) * 86_400 + 43_200)
            let day = Day(of: date, in: .gmt)
            let parts = calendar.dateComponents([.year, .month, .day], from: date)
            #expect(
                day.parts.year == parts.year && day.parts.month == parts.month && day.parts.day == parts.day)
            #expect(day.number == number)
            #expect(Day(day.description) == day)
        }
    }

    @Test func `a day begins and ends where the site is`() {
        let late = utc("2026-10-31T23:30:00Z")
        #expect(Day(of: late, in: .gmt) == day("2026-10-31"))
        // Berlin is at UTC+1 again: the clocks went back on the 25th.
        #expect(Day(of: late, in: zone("Europe/Berlin")) == day("2026-11-01"))
        #expect(Day(of: late, in: zone("America/Los_Angeles")) == day("2026-10-31"))
        #expect(Day(of: utc("2026-10-31T09:59:59Z"), in: zone("Pacific/Kiritimati")) == day("2026-10-31"))
        #expect(Day(of: utc("2026-10-31T10:00:00Z"), in: zone("Pacific/Kiritimati")) == day("2026-11-01"))
        #expect(Day(of: utc("1969-12-31T23:59:59Z"), in: .gmt) == day("1969-12-31"))
    }

    @Test func `days are added across months, and no sum leaves the calendar`() {
        #expect(day("2026-12-25").adding(days: 14) == day("2027-01-08"))
        #expect(day("2024-03-01").adding(days: -1) == day("2024-02-29"))
        #expect(day("2026-01-01").adding(days: .max) == day("9999-12-31"))
        #expect(day("2026-01-01").adding(days: .min) == day("0001-01-01"))
        for time in [Double.infinity, -.infinity, .nan, 1e300, -1e300] {
            #expect(Day(of: Date(timeIntervalSince1970: time), in: .gmt) >= day("0001-01-01"))
        }
    }
}

@Suite struct IdentifierTests {
    @Test func `an id has small letters, digits and dashes`() {
        for id in ["a", "0", "ann-lee", "a--", "9x"] { #expect(Identifier.isValid(id)) }
        for id in ["", "-a", "Ann", "a_b", "a b", "é", "a\n", "标", "ａ"] { #expect(!Identifier.isValid(id)) }
    }

    @Test func `a suggestion is a valid id or none`() {
        #expect(Identifier.suggestion(for: "Ann Lee") == "ann-lee")
        #expect(Identifier.suggestion(for: "_ann__lee@x.org_") == "ann-lee-x-org")
        #expect(Identifier.suggestion(for: "标题") == nil)
    }
}
