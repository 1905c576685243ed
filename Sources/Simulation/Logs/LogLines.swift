import Foundation
import Membership

/// Lines of an access log in the `combined` format of nginx and Apache, put in order of time.
struct LogLines {
    private var lines: [(time: Int, line: String)] = []
    private let timeZone: TimeZone
    /// UTC seconds at which a day begins, for the day used last.
    private var midnight = (day: Int.min, seconds: 0)

    init(timeZone: TimeZone) { self.timeZone = timeZone }

    /// Who asks.
    struct Client {
        var address: String
        var agent: String
    }

    /// - Parameters:
    ///   - day: days from 1970-01-01.
    ///   - second: of the day, in the site's time zone.
    ///   - referrer: empty for none.
    mutating func add(
        _ day: Int, _ second: Int, _ client: Client, _ target: String, status: Int = 200, bytes: Int = 0,
        referrer: String = ""
    ) {
        add(
            day, second, client,
            request: "GET \(target) HTTP/\(client.address.hasPrefix("192.") ? "1.1" : "2.0")",
            status: status, bytes: status == 304 ? 0 : bytes, referrer: referrer)
    }

    mutating func add(
        _ day: Int, _ second: Int, _ client: Client, request: String, status: Int, bytes: Int,
        referrer: String
    ) {
        let time = start(of: day) + second
        let agent = client.agent.isEmpty ? "-" : client.agent
        lines.append(
            (
                time,
                "\(client.address) - - [\(Self.stamp(time))] \"\(request)\" \(status) \(bytes) \"\(referrer.isEmpty ? "-" : referrer)\" \"\(agent)\"\n"
            ))
    }

    private mutating func start(of day: Int) -> Int {
        if midnight.day != day {
            // The offset of noon: no visit begins before the clocks have changed.
            let noon = Date(timeIntervalSince1970: TimeInterval(day * 86_400 + 43_200))
            midnight = (day, day * 86_400 - timeZone.secondsFromGMT(for: noon))
        }
        return midnight.seconds
    }

    /// In order of time; of one second, in the order in which they were added.
    var bytes: [UInt8] {
        let order = lines.indices.sorted { (lines[$0].time, $0) < (lines[$1].time, $1) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(lines.count * 200)
        for index in order { bytes += lines[index].line.utf8 }
        return bytes
    }

    var count: Int { lines.count }

    private static let names = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// `17/May/2026:10:05:03 +0000`
    private static func stamp(_ time: Int) -> String {
        let day = Day.number(time / 86_400).parts
        let second = time % 86_400
        return
            "\(two(day.day))/\(names[day.month - 1])/\(day.year):\(two(second / 3600)):\(two(second / 60 % 60)):\(two(second % 60)) +0000"
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
