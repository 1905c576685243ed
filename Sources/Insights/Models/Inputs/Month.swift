import Membership

/// Calendar months as numbers: year × 12 + month − 1.
enum Month {
    /// - Parameter day: days since 1970-01-01.
    static func of(_ day: Int) -> Int {
        let parts = epoch.adding(days: day).parts
        return parts.year * 12 + parts.month - 1
    }

    static func firstDay(_ month: Int) -> Int {
        Day(year: month / 12, month: month % 12 + 1, day: 1)?.number ?? 0
    }

    static func lastDay(_ month: Int) -> Int { firstDay(month + 1) - 1 }

    /// `2026-11`
    static func name(_ month: Int) -> String {
        String(epoch.adding(days: firstDay(month)).description.prefix(7))
    }

    /// The last month that is over at the end of a day.
    static func lastComplete(on day: Int) -> Int {
        let month = of(day)
        return lastDay(month) == day ? month : month - 1
    }

    static func day(_ number: Int) -> Day { epoch.adding(days: number) }

    private static let epoch = Day(of: .init(timeIntervalSince1970: 0), in: .gmt)
}
