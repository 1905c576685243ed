/// The essentials, one short table each.
struct FactSummary {
    /// In JSON.
    let name: String
    let title: String
    private let select: String
    private let rest: String
    private var timeColumn = "day"

    func query(_ period: FactPeriod) -> String {
        select + period.condition(on: timeColumn) + " " + rest
    }

    static let all: [FactSummary] = [
        FactSummary(
            name: "visits", title: "Visits",
            select: """
                SELECT count(DISTINCT day) AS days, count(*) AS visits, sum(views) AS views, sum(readings) AS readings,
                count(DISTINCT nullif(member, '')) AS members, sum(member <> '') AS member_visits FROM visits
                """, rest: "HAVING count(*) > 0"),
        FactSummary(
            name: "audiences", title: "Who asked",
            select: """
                SELECT audience, sum(requests) AS requests, sum((class = 'page') * requests) AS pages,
                sum(bytes) AS bytes FROM requests
                """,
            rest: "GROUP BY audience ORDER BY requests DESC"),
        FactSummary(
            name: "classes", title: "What was asked for",
            select: """
                SELECT class, sum(requests) AS requests, sum((status >= 200 AND status < 300) * requests) AS '2xx',
                sum((status >= 300 AND status < 400) * requests) AS '3xx',
                sum((status >= 400 AND status < 500) * requests) AS '4xx', sum((status >= 500) * requests) AS '5xx'
                FROM requests
                """, rest: "GROUP BY class ORDER BY 2 DESC"),
        FactSummary(
            name: "content", title: "Most read",
            select: """
                SELECT route, sum(views) AS views, sum(visitors) AS visitors, sum(readings) AS readings,
                sum(member_views) AS member_views FROM content
                """, rest: "GROUP BY route ORDER BY views DESC, route LIMIT 10"),
        FactSummary(
            name: "origins", title: "Where visits came from",
            select: """
                SELECT CASE WHEN source <> '' THEN source WHEN referrer <> '' THEN referrer ELSE 'direct' END AS origin,
                sum(visits) AS visits, sum(bounces) AS bounces, sum(member_visits) AS member_visits FROM sources
                """, rest: "GROUP BY origin ORDER BY visits DESC, origin LIMIT 10"),
        FactSummary(
            name: "members", title: "Members who read most",
            select: """
                SELECT member, count(DISTINCT day) AS days, sum(visits) AS visits, sum(views) AS views,
                sum(readings) AS readings, sum(events) AS events FROM member_days
                """, rest: "GROUP BY member ORDER BY sum(views) + sum(readings) DESC, member LIMIT 10"),
        FactSummary(
            name: "channels", title: "Channels by month",
            select: "SELECT * FROM channel_months",
            rest: "ORDER BY month DESC, visits DESC, channel LIMIT 12",
            timeColumn: "month"),
        FactSummary(
            name: "rejected", title: "Not counted",
            select: "SELECT kind, reason, sum(requests) AS requests FROM rejected",
            rest: "GROUP BY kind, reason ORDER BY kind, reason"),
    ]
}
