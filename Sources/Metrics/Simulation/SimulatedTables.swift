/// A simulated community's tables, one array of fields per row, header first; the caller writes them as CSV.
extension SimulatedCommunity {
    /// The roster: id, tier, courses, from, until, generation. `until` is the last day paid for; members have no
    /// courses and their first unlock code.
    ///
    /// - Parameter firstDay: days from 1970-01-01 to the simulation's first day.
    public func roster(firstDay: Int, tier: String = "basic") throws(MetricsError) -> [[String]] {
        try SimulatedDate.check(firstDay)
        return [["id", "tier", "courses", "from", "until", "generation"]]
            + members.map { member in
                let from = firstDay + member.joined * 30
                return [
                    "m\(member.id)", tier, "", SimulatedDate(day: from).iso,
                    SimulatedDate(day: from + member.duration * 30 - 1).iso, "0",
                ]
            }
    }

    /// Payments: member, date, amount, by member and then in time.
    public func paymentTable(firstDay: Int) throws(MetricsError) -> [[String]] {
        try SimulatedDate.check(firstDay)
        return [["member", "date", "amount"]]
            + payments.map { payment in
                [
                    "m\(payment.member)", SimulatedDate(day: firstDay + payment.month * 30).iso,
                    "\(payment.amount)",
                ]
            }
    }

    /// Comments: member, date, text. The topic and the mood they were made with stay with `comments`.
    public func commentTable(firstDay: Int) throws(MetricsError) -> [[String]] {
        try SimulatedDate.check(firstDay)
        return [["member", "date", "text"]]
            + comments.map { comment in
                ["m\(comment.member)", SimulatedDate(day: firstDay + comment.day).iso, comment.text]
            }
    }
}

/// A day of the calendar, by Hinnant's days-to-civil algorithm.
struct SimulatedDate {
    let year: Int
    let month: Int
    let day: Int

    /// - Parameter day: days from 1970-01-01, ≥ 0.
    init(day: Int) {
        let z = day + 719_468
        let era = z / 146_097
        let doe = z - era * 146_097
        let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365
        let doy = doe - (365 * yoe + yoe / 4 - yoe / 100)
        let shifted = (5 * doy + 2) / 153
        self.day = doy - (153 * shifted + 2) / 5 + 1
        month = shifted < 10 ? shifted + 3 : shifted - 9
        year = yoe + era * 400 + (month <= 2 ? 1 : 0)
    }

    var iso: String { "\(year)-\(Self.two(month))-\(Self.two(day))" }

    static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    static func check(_ firstDay: Int) throws(MetricsError) {
        try require(firstDay >= 0 && firstDay < 2_000_000, "first day", "between 1970 and 7445")
    }
}
