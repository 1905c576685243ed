/// A simulated community's traffic as lines of an access log in the combined format.
extension SimulatedCommunity {
    /// Where the simulated requests go.
    public struct Routes: Sendable {
        /// Path of a lesson's page.
        public var lesson: @Sendable (_ lesson: Int) -> String
        /// Path of a member's bundle; nil for no such request.
        public var bundle: @Sendable (_ member: Int) -> String?
        /// Path of the beacon with its query for a completed lesson; nil for no such request.
        public var beacon: @Sendable (_ member: Int, _ lesson: Int) -> String?

        public init(
            lesson: @escaping @Sendable (Int) -> String,
            bundle: @escaping @Sendable (Int) -> String? = { _ in nil },
            beacon: @escaping @Sendable (Int, Int) -> String? = { _, _ in nil }
        ) {
            self.lesson = lesson
            self.bundle = bundle
            self.beacon = beacon
        }
    }

    /// In order of time; a member keeps one made-up address.
    ///
    /// - Parameter firstDay: days from 1970-01-01 to the simulation's first day, in UTC.
    public func accessLog(firstDay: Int, routes: Routes) throws(MetricsError) -> [String] {
        try SimulatedDate.check(firstDay)
        var lines: [(time: Int, line: String)] = []
        for visit in visits {
            let minute = visit.day * 1440 + visit.minute
            let address = "10.\(visit.member >> 16 & 255).\(visit.member >> 8 & 255).\(visit.member & 255)"
            var paths = [routes.lesson(visit.lesson)]
            if let bundle = routes.bundle(visit.member) { paths.append(bundle) }
            if visit.completed, let beacon = routes.beacon(visit.member, visit.lesson) {
                paths.append(beacon)
            }
            for (second, path) in paths.enumerated() {
                let stamp = SimulatedCommunity.stamp(
                    day: firstDay + visit.day, minute: visit.minute, second: second)
                lines.append(
                    (
                        minute * 60 + second,
                        "\(address) - - [\(stamp)] \"GET \(path) HTTP/1.1\" 200 4096 \"-\" \"Mozilla/5.0 (simulated)\""
                    ))
            }
        }
        // Stable: requests of one second stay in the order of members.
        let order = lines.indices.sorted { (lines[$0].time, $0) < (lines[$1].time, $1) }
        return order.map { lines[$0].line }
    }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// dd/Mon/yyyy:HH:MM:SS +0000.
    private static func stamp(day: Int, minute: Int, second: Int) -> String {
        let date = SimulatedDate(day: day)
        let time = [minute / 60, minute % 60, second].map(SimulatedDate.two).joined(separator: ":")
        return "\(SimulatedDate.two(date.day))/\(months[date.month - 1])/\(date.year):\(time) +0000"
    }
}
