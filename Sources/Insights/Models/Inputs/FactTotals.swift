import GRDB
import Membership

/// Sums over the site's facts up to a day.
struct FactTotals {
    /// Visitors of a day with a visit, added over days.
    let visitorDays: Int
    /// Views and readings by route.
    private(set) var views: [String: Int] = [:]
    /// The same in the last complete month.
    private(set) var monthViews: [String: Int] = [:]
    /// Visits by weekday × 24 + hour, Monday first, of the last 180 days.
    private(set) var hours = [Int](repeating: 0, count: 168)
    private(set) var sources: [Source] = []
    /// Where each member's first visit came from, by the member's id.
    private(set) var firstOrigins: [String: Origin] = [:]

    struct Origin: Hashable {
        var referrer: String
        var source: String
        var medium: String
        var campaign: String
    }

    struct Source {
        var origin: Origin
        var visits: Int
        var memberVisits: Int
    }

    init(_ facts: FactStore, date: Day) throws {
        let last = date.number
        let month = Month.lastComplete(on: last)
        let (visitors, byRoute, byHour, bySource, origins) = try facts.database.read { db in
            (
                try Int.fetchOne(
                    db, sql: "SELECT sum(active) FROM visitor_facts WHERE day <= ? AND audience = 'human'",
                    arguments: [last]) ?? 0,
                try Row.fetchAll(
                    db,
                    sql: """
                        SELECT r.route, sum(views + readings),
                            sum(CASE WHEN day BETWEEN ? AND ? THEN views + readings ELSE 0 END)
                        FROM content_facts f JOIN routes r ON r.id = f.route WHERE day <= ? GROUP BY f.route
                        """, arguments: [Month.firstDay(month), Month.lastDay(month), last]),
                try Row.fetchAll(
                    db,
                    sql:
                        "SELECT day, hour, sum(visits) FROM hour_facts WHERE day <= ? AND day > ? GROUP BY day, hour",
                    arguments: [last, last - 180]),
                try Row.fetchAll(
                    db,
                    sql: """
                        SELECT referrer, source, medium, campaign, sum(visits), sum(member_visits) FROM source_facts f
                        JOIN origins o ON o.id = f.origin WHERE day <= ? GROUP BY f.origin ORDER BY 1, 2, 3, 4
                        """, arguments: [last]),
                try Row.fetchAll(
                    db,
                    sql: """
                        SELECT m.member, o.referrer, o.source, o.medium, o.campaign, min(f.started) FROM visit_facts f
                        JOIN members m ON m.id = f.member JOIN origins o ON o.id = f.origin
                        WHERE f.day <= ? GROUP BY f.member
                        """, arguments: [last])
            )
        }
        visitorDays = visitors
        for row in byRoute {
            views[row[0]] = row[1]
            if row[2] as Int > 0 { monthViews[row[0]] = row[2] }
        }
        for row in byHour {
            let (day, hour): (Int, Int) = (row[0], row[1])
            // 1970-01-01 was a Thursday.
            let weekday = ((day + 3) % 7 + 7) % 7
            if (0..<24).contains(hour) { hours[weekday * 24 + hour] += row[2] as Int }
        }
        for row in bySource {
            sources.append(
                Source(
                    origin: Origin(referrer: row[0], source: row[1], medium: row[2], campaign: row[3]),
                    visits: row[4], memberVisits: row[5]))
        }
        for row in origins {
            firstOrigins[row[0]] = Origin(referrer: row[1], source: row[2], medium: row[3], campaign: row[4])
        }
    }
}
