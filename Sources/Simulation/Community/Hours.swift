import Metrics

/// When people come.
enum Hours {
    /// Seconds after midnight of a visit's beginning: about noon or in the evening, and early enough that it ends with its day.
    static func second(_ random: inout RandomStream) -> Int {
        let hour = random.bernoulli(0.4) ? 12.5 + 2.5 * random.normal() : 20 + 1.6 * random.normal()
        return Int(hour * 3600).clamped(to: 6 * 3600...21 * 3600 + 1800) + random.index(below: 3600)
    }

    /// A day of the month; weekends have less of them.
    static func day(_ month: MonthSpan, _ random: inout RandomStream) -> Int {
        while true {
            let day = month.first + random.index(below: month.count)
            // 1970-01-01 was a Thursday.
            let isWeekend = ((day + 3) % 7 + 7) % 7 >= 5
            if !isWeekend || random.bernoulli(0.7) { return day }
        }
    }
}
