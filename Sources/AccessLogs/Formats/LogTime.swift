/// Reads the times of log lines; the day last read is kept, as most lines share it.
struct LogTime {
    private var day: (UInt64, UInt64) = (0, 0)
    private var dayStart = 0

    /// `17/May/2015:10:05:03 +0000` as UTC seconds.
    mutating func local(_ text: ByteSlice) -> Int? {
        guard text.count == 26, text[11] == UInt8(ascii: ":"), text[20] == 0x20 else { return nil }
        let start = UnsafeRawPointer(text.base)
        let key = (
            start.loadUnaligned(as: UInt64.self), start.loadUnaligned(fromByteOffset: 3, as: UInt64.self)
        )
        if key != day {
            guard text[2] == UInt8(ascii: "/"), text[6] == UInt8(ascii: "/"),
                let date = Self.number(text, 0, 2), let month = Self.month(text[3..<6]),
                let year = Self.number(text, 7, 4), let days = Self.days(year, month, date)
            else { return nil }
            day = key
            dayStart = days * 86_400
        }
        guard let clock = Self.clock(text, at: 12), let offset = Self.offset(text, at: 21, colon: false)
        else { return nil }
        let shift = text[21] == UInt8(ascii: "-") ? -offset : offset
        return dayStart + clock - shift
    }

    /// `2015-05-17T10:05:03.123+00:00`, `…Z`; fractions are cut.
    static func iso8601(_ text: ByteSlice) -> Int? {
        guard text.count >= 20, text[10] == UInt8(ascii: "T"), let day = date(text[0..<10]),
            let clock = clock(text, at: 11)
        else { return nil }
        var index = 19
        if text[index] == UInt8(ascii: ".") {
            index += 1
            let first = index
            while index < text.count, (0x30...0x39).contains(text[index]) { index += 1 }
            guard index > first else { return nil }
        }
        guard index < text.count else { return nil }
        if text[index] == UInt8(ascii: "Z"), index == text.count - 1 { return day + clock }
        guard text.count == index + 6, let offset = offset(text, at: index, colon: true) else { return nil }
        return day + clock - (text[index] == UInt8(ascii: "-") ? -offset : offset)
    }

    /// `2015-05-17` as UTC seconds.
    static func date(_ text: ByteSlice) -> Int? {
        guard text.count == 10, text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-"),
            let year = number(text, 0, 4), let month = number(text, 5, 2), let day = number(text, 8, 2),
            let days = days(year, month, day)
        else { return nil }
        return days * 86_400
    }

    /// `10:05:03` in seconds.
    static func clock(_ text: ByteSlice, at start: Int) -> Int? {
        guard text.count >= start + 8, text[start + 2] == UInt8(ascii: ":"),
            text[start + 5] == UInt8(ascii: ":"),
            let hour = number(text, start, 2), let minute = number(text, start + 3, 2),
            let second = number(text, start + 6, 2), hour < 24, minute < 60, second < 60
        else { return nil }
        return hour * 3600 + minute * 60 + second
    }

    /// `10:05:03` or `10:05:03.25` in seconds; the fraction is cut.
    static func clock(_ text: ByteSlice) -> Int? {
        guard let clock = clock(text, at: 0), isFraction(text.from(8)) else { return nil }
        return clock
    }

    /// Seconds with an optional fraction, which is cut.
    static func seconds(_ text: ByteSlice) -> Int? {
        guard let dot = text.firstIndex(of: UInt8(ascii: ".")) else { return text.decimal(upTo: 12) }
        return isFraction(text.from(dot)) ? text[0..<dot].decimal(upTo: 12) : nil
    }

    /// Nothing, or a dot and digits.
    private static func isFraction(_ text: ByteSlice) -> Bool {
        guard !text.isEmpty else { return true }
        guard text.count > 1, text[0] == UInt8(ascii: ".") else { return false }
        for index in 1..<text.count where !(0x30...0x39).contains(text[index]) { return false }
        return true
    }

    /// Days since 1970-01-01; nil for a date that is not in the calendar.
    static func days(_ year: Int, _ month: Int, _ day: Int) -> Int? {
        guard (1...12).contains(month), day >= 1, (1...9999).contains(year) else { return nil }
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let lengths = month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
        guard day <= lengths else { return nil }
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    @inline(__always)
    private static func number(_ text: ByteSlice, _ start: Int, _ count: Int) -> Int? {
        var value = 0
        for index in start..<start + count {
            let digit = text[index] &- 0x30
            guard digit < 10 else { return nil }
            value = value * 10 + Int(digit)
        }
        return value
    }

    /// `+0130` or `+01:30` without its sign, in seconds.
    private static func offset(_ text: ByteSlice, at start: Int, colon: Bool) -> Int? {
        guard text[start] == UInt8(ascii: "+") || text[start] == UInt8(ascii: "-"),
            !colon || text[start + 3] == UInt8(ascii: ":"),
            let hours = number(text, start + 1, 2), let minutes = number(text, start + (colon ? 4 : 3), 2),
            hours < 24, minutes < 60
        else { return nil }
        return hours * 3600 + minutes * 60
    }

    private static func month(_ text: ByteSlice) -> Int? {
        let names: [StaticString] = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ]
        return names.firstIndex { text.equals($0) }.map { $0 + 1 }
    }
}
