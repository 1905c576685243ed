import AccessLogs
import Foundation
import TestSupport

/// A log of a made-up site, in the order of time, each line another.
enum MadeUpLog {
    static let site = LoggedSite(
        baseURL: "https://example.org/", timeZone: TimeZone(identifier: "Europe/Berlin") ?? .gmt)
    /// 2026-11-21T12:00:00Z
    static let now = 1_795_262_400
    private static let ids = (0..<6).map { String(repeating: "\($0)", count: 32) }
    static let members = Members(
        bundles: Dictionary(uniqueKeysWithValues: ids.prefix(4).enumerated().map { ($1, "member-\($0)") }),
        beacons: Dictionary(uniqueKeysWithValues: ids.prefix(4).enumerated().map { ($1, "member-\($0)") }))
    static let sections = ["a" + ids[0].dropFirst(): "/lesson-0/", "b" + ids[0].dropFirst(): "/lesson-1/"]

    private static let agents = [
        "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
        "Mozilla/5.0 (Macintosh) Version/18.0 Safari/605.1.15", "Mozilla/5.0 (compatible; Googlebot/2.1)",
        "-",
    ]

    /// - Parameters:
    ///   - days: how many days before ``now`` it begins.
    static func lines(_ count: Int, seed: UInt64 = 1, days: Int = 3) -> [String] {
        var random = SeededGenerator(seed: seed)
        let step = days * 86_400 / max(1, count)
        return (0..<count).map { index in
            let time = now - days * 86_400 + index * step + Int.random(in: 0...step, using: &random)
            return line(index, time, &random)
        }
    }

    private static func line(_ index: Int, _ time: Int, _ random: inout SeededGenerator) -> String {
        let visitor = Int.random(in: 0..<24, using: &random)
        let agent = agents[visitor < 18 ? visitor % 2 : visitor % 4]
        let member = ids[visitor % 6]
        let target =
            switch Int.random(in: 0..<20, using: &random) {
            case 0..<8: "/lesson-\(Int.random(in: 0..<9, using: &random))/"
            case 8: "/?utm_source=Letter&utm_campaign=\(index % 3)"
            case 9..<13: "/assets/style.css"
            case 13: "/_sealpress/bundles/\(member.prefix(2))/\(member).bin"
            case 14: "/_sealpress/sealed/\(["a", "b", "c"][index % 3])\(ids[0].dropFirst()).bin"
            case 15, 16: "/_sealpress/beacon.txt?e=progress&p=/lesson-1/&v=\(index % 5 * 25)&b=\(member)"
            case 17: "/_sealpress/beacon.txt?e=like&p=/lesson-2/&v=\(index % 2)&b=\(member)"
            case 18: visitor == 23 ? "/robots.txt" : "/missing"
            default: "/%zz"
            }
        let status = target == "/missing" ? 404 : index % 11 == 0 ? 304 : 200
        let referrer = index % 4 == 0 ? "https://www.search.example/q" : "-"
        return
            "203.0.113.\(visitor) - - [\(stamp(time))] \"GET \(target) HTTP/1.1\" \(status) \(10_000 + index) \"\(referrer)\" \"\(agent)\""
    }

    /// `21/Nov/2026:12:00:00 +0000`
    static func stamp(_ time: Int) -> String {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let parts = calendar.dateComponents(
            [.year, .month, .day, .hour, .minute, .second], from: Date(timeIntervalSince1970: Double(time)))
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let (day, hour) = (two(parts.day), "\(two(parts.hour)):\(two(parts.minute)):\(two(parts.second))")
        return "\(day)/\(months[(parts.month ?? 1) - 1])/\(parts.year ?? 0):\(hour) +0000"
    }

    private static func two(_ number: Int?) -> String {
        let text = String(number ?? 0)
        return text.count < 2 ? "0" + text : text
    }
}
