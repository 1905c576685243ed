import Foundation

/// Days and hours of a time zone, looked up by quarter of an hour: every zone's offset changes at one.
struct LocalDays {
    private let zone: TimeZone
    private var offsets: [Int: Int] = [:]
    private var quarter = Int.min
    private var offset = 0

    init(_ zone: TimeZone) {
        self.zone = zone
    }

    /// Days since 1970-01-01 and the hour 0 to 23 of a time in UTC seconds.
    @inline(__always)
    mutating func local(_ time: Int) -> (day: Int, hour: Int) {
        let wanted = time / 900
        if wanted != quarter { look(up: wanted) }
        let seconds = time &+ offset
        let day = seconds >= 0 ? seconds / 86_400 : (seconds &- 86_399) / 86_400
        return (day, (seconds &- day &* 86_400) / 3600)
    }

    @inline(never)
    private mutating func look(up wanted: Int) {
        quarter = wanted
        if let known = offsets[wanted] {
            offset = known
            return
        }
        offset = zone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(wanted * 900)))
        // A long log has many quarters; forgetting them only costs time.
        if offsets.count > 100_000 { offsets.removeAll() }
        offsets[wanted] = offset
    }
}
