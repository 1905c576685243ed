/// A date of the calendar as an author writes it, with a time of day and an offset where given.
///
/// Without an offset it means the site's time zone, which is not known here.
public struct CalendarDate: Sendable, Hashable {
    /// A time of day; a leap second (60) is refused.
    public struct Time: Sendable, Hashable {
        /// 0 to 23.
        public let hour: Int
        /// 0 to 59.
        public let minute: Int
        /// 0 to 59.
        public let second: Int

        public init?(hour: Int, minute: Int, second: Int = 0) {
            guard (0...23).contains(hour), (0...59).contains(minute), (0...59).contains(second) else {
                return nil
            }
            self.hour = hour
            self.minute = minute
            self.second = second
        }
    }

    /// 1 to 9999, proleptic Gregorian.
    public let year: Int
    /// 1 to 12.
    public let month: Int
    /// 1 to 31, a day that the month has.
    public let day: Int
    public let time: Time?
    /// Seconds east of UTC; only ever set together with `time`.
    public let utcOffset: Int?

    /// - Returns: nil when there is no such day, or an offset without a time or beyond ±18 hours.
    public init?(year: Int, month: Int, day: Int, time: Time? = nil, utcOffset: Int? = nil) {
        guard (1...9999).contains(year), (1...12).contains(month),
            day >= 1, day <= Self.days(in: month, of: year)
        else { return nil }
        if let utcOffset {
            guard time != nil, abs(utcOffset) <= 18 * 3600 else { return nil }
        }
        self.year = year
        self.month = month
        self.day = day
        self.time = time
        self.utcOffset = utcOffset
    }

    /// Reads `2026-10-01`, `2026-10-01 09:30`, `2026-10-01T09:30:15`, and the latter two with `Z`,
    /// `+02:00` or `+0200`; fractions of a second are dropped.
    public init?(_ text: String) {
        var scanner = DateScanner(text)
        guard let year = scanner.digits(4), scanner.skip("-"), let month = scanner.digits(2),
            scanner.skip("-"), let day = scanner.digits(2)
        else { return nil }
        if scanner.isAtEnd {
            self.init(year: year, month: month, day: day)
            return
        }
        guard scanner.skip("T") || scanner.skip("t") || scanner.skipSpaces(),
            let hour = scanner.digits(2), scanner.skip(":"), let minute = scanner.digits(2)
        else { return nil }
        var second = 0
        if scanner.skip(":") {
            guard let seconds = scanner.digits(2) else { return nil }
            second = seconds
            if scanner.skip(".") {
                guard scanner.digits(1) != nil else { return nil }
                while scanner.digits(1) != nil {}
            }
        }
        _ = scanner.skipSpaces()
        var offset: Int?
        if scanner.skip("Z") || scanner.skip("z") {
            offset = 0
        } else if !scanner.isAtEnd {
            guard let seconds = scanner.offset() else { return nil }
            offset = seconds
        }
        guard scanner.isAtEnd, let time = Time(hour: hour, minute: minute, second: second) else { return nil }
        self.init(year: year, month: month, day: day, time: time, utcOffset: offset)
    }

    /// How many days a month has; 0 when there is no such month.
    public static func days(in month: Int, of year: Int) -> Int {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 1...12: 31
        default: 0
        }
    }

    /// Days from 1970-01-01 to this day.
    public var daysSince1970: Int {
        // Years start in March, so that the leap day is a year's last (Hinnant, "chrono-compatible
        // low-level date algorithms").
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    /// Seconds from 1970-01-01 00:00 UTC; midnight when no time is given.
    ///
    /// - Parameter offset: seconds east of UTC that count where the date has no offset of its own.
    public func secondsSince1970(defaultOffset offset: Int = 0) -> Int {
        let seconds = (time?.hour ?? 0) * 3600 + (time?.minute ?? 0) * 60 + (time?.second ?? 0)
        return daysSince1970 * 86_400 + seconds - (utcOffset ?? offset)
    }
}

extension CalendarDate: CustomStringConvertible {
    /// `2026-10-01`, with a time `2026-10-01T09:30:00`, with an offset also `Z` or `+02:00`.
    public var description: String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let years = String(repeating: "0", count: max(0, 4 - String(year).count)) + String(year)
        var text = "\(years)-\(two(month))-\(two(day))"
        guard let time else { return text }
        text += "T\(two(time.hour)):\(two(time.minute)):\(two(time.second))"
        guard let utcOffset else { return text }
        if utcOffset == 0 { return text + "Z" }
        let minutes = abs(utcOffset) / 60
        return text + (utcOffset < 0 ? "-" : "+") + two(minutes / 60) + ":" + two(minutes % 60)
    }
}

/// Reads a date's text from left to right.
private struct DateScanner {
    private var rest: ArraySlice<UInt8>

    init(_ text: String) { rest = Array(text.utf8)[...] }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func digits(_ count: Int) -> Int? {
        var number = 0
        guard rest.count >= count else { return nil }
        for byte in rest.prefix(count) {
            guard byte.isDigit else { return nil }
            number = number * 10 + Int(byte - UInt8(ascii: "0"))
        }
        rest = rest.dropFirst(count)
        return number
    }

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard rest.first == UInt8(ascii: character) else { return false }
        rest = rest.dropFirst()
        return true
    }

    mutating func skipSpaces() -> Bool {
        let before = rest.count
        rest = rest.drop { $0.isBlank }
        return rest.count < before
    }

    /// `+02:00`, `-0730`, `+02`, in seconds.
    mutating func offset() -> Int? {
        let isNegative = rest.first == UInt8(ascii: "-")
        guard skip("+") || skip("-"), let hours = digits(2) else { return nil }
        var minutes = 0
        if skip(":") || !isAtEnd {
            guard let read = digits(2), read < 60 else { return nil }
            minutes = read
        }
        let seconds = hours * 3600 + minutes * 60
        return isNegative ? -seconds : seconds
    }
}
