/// The tables that a run writes, each to a folder of its own.
struct SparkFacts {
    let job: SparkJob

    init(_ job: SparkJob) {
        self.job = job
    }

    /// Empty fields stay empty, and quotes are doubled, as RFC 4180 has it.
    private static let options =
        #"header 'true', escape '"', emptyValue '', nullValue '', lineSep '\n', ignoreLeadingWhiteSpace 'false', ignoreTrailingWhiteSpace 'false'"#

    var statements: String {
        SparkTable.allCases.map { table in
            """
            INSERT OVERWRITE DIRECTORY \(SQL.text("\(job.output)/\(table.rawValue)")) USING csv
            OPTIONS (\(Self.options))
            \(select(table));

            """
        }.joined(separator: "\n")
    }

    private func select(_ table: SparkTable) -> String {
        switch table {
        case .requests:
            #"""
            SELECT r.day, audience, class, status, count(*) AS requests, sum(size) AS bytes
            FROM requests r JOIN people p ON p.day = r.day AND p.visitor = r.visitor
            WHERE outcome = 'kept' GROUP BY r.day, audience, class, status
            """#
        case .visitors:
            #"""
            SELECT p.day, audience, count(*) AS visitors, count(v.visitor) AS active
            FROM people p LEFT JOIN (SELECT DISTINCT day, visitor FROM visits) v ON v.day = p.day AND v.visitor = p.visitor
            GROUP BY p.day, audience
            """#
        case .visits:
            #"""
            SELECT day, visitor, started, ended - started AS seconds, views, readings, entry, exit, referrer, source, medium, campaign, member
            FROM visits
            """#
        case .content:
            #"""
            SELECT day, route, sum(views) AS views, sum(visitors) AS visitors, sum(member_views) AS member_views, sum(readings) AS readings,
              sum(member_readings) AS member_readings, sum(entries) AS entries, sum(exits) AS exits, sum(bounces) AS bounces, sum(seconds) AS seconds
            FROM (
              SELECT day, route, count_if(class = 'page') AS views, count(DISTINCT CASE WHEN class = 'page' THEN visitor END) AS visitors,
                count_if(class = 'page' AND member <> '') AS member_views, count_if(class = 'sealed') AS readings,
                count_if(class = 'sealed' AND member <> '') AS member_readings, 0L AS entries, 0L AS exits, 0L AS bounces, sum(seconds) AS seconds
              FROM reads GROUP BY day, route
              UNION ALL
              SELECT day, entry, 0L, 0L, 0L, 0L, 0L, count(*), 0L, count_if(views = 1 AND readings = 0), 0L FROM visits WHERE entry <> '' GROUP BY day, entry
              UNION ALL
              SELECT day, exit, 0L, 0L, 0L, 0L, 0L, 0L, count(*), 0L, 0L FROM visits WHERE exit <> '' GROUP BY day, exit)
            GROUP BY day, route
            """#
        case .hours:
            #"""
            SELECT day, hour, sum(visits) AS visits, sum(views) AS views, sum(readings) AS readings, sum(member_views) AS member_views
            FROM (
              SELECT day, hour(from_utc_timestamp(timestamp_seconds(started), \#(SQL.text(job.timeZone)))) AS hour, 1L AS visits, 0L AS views, 0L AS readings, 0L AS member_views FROM visits
              UNION ALL
              SELECT day, hour, 0L, CAST(class = 'page' AS BIGINT), CAST(class = 'sealed' AS BIGINT), CAST(class = 'page' AND member <> '' AS BIGINT) FROM reads)
            GROUP BY day, hour
            """#
        case .sources:
            #"""
            SELECT day, referrer, source, medium, campaign, count(*) AS visits, sum(views) AS views, sum(readings) AS readings,
              count_if(views = 1 AND readings = 0) AS bounces, count_if(member <> '') AS member_visits
            FROM visits WHERE views > 0 GROUP BY day, referrer, source, medium, campaign
            """#
        case .memberDays:
            #"""
            SELECT day, member, sum(visits) AS visits, sum(views) AS views, sum(readings) AS readings, sum(seconds) AS seconds,
              sum(events) AS events, bit_or(hours) AS hours, min(first) AS first, max(last) AS last
            FROM (
              SELECT day, member, 1L AS visits, views, readings, ended - started AS seconds, 0L AS events, hours, started AS first, ended AS last
              FROM visits WHERE member <> ''
              UNION ALL
              SELECT day, member, 0L, 0L, 0L, 0L, count(DISTINCT event, route, value), 0L, min(time), max(time)
              FROM beacons WHERE reason IS NULL GROUP BY day, member)
            GROUP BY day, member
            """#
        case .memberContent:
            #"""
            SELECT day, member, route, count_if(class = 'page') AS views, count_if(class = 'sealed') AS readings, sum(seconds) AS seconds
            FROM reads WHERE member <> '' GROUP BY day, member, route
            """#
        case .events:
            #"""
            SELECT day, member, event, route, value, min(time) AS first, max(time) AS last, count(*) AS times
            FROM beacons WHERE reason IS NULL GROUP BY day, member, event, route, value
            """#
        case .rejected:
            #"""
            SELECT day, 'beacon' AS kind, reason, count(*) AS requests FROM beacons WHERE reason IS NOT NULL GROUP BY day, reason
            UNION ALL
            SELECT day, class, 'unknown', count(*) FROM requests
            WHERE outcome = 'kept' AND class IN ('bundle', 'sealed') AND effective AND name IS NULL GROUP BY day, class
            """#
        case .outcomes:
            #"""
            SELECT file, outcome, count(*) AS lines
            FROM requests GROUP BY file, outcome
            """#
        case .minutes:
            #"""
            SELECT file, floor(time / 60) AS minute, count(*) AS lines, bit_xor(fingerprint) AS sum
            FROM requests WHERE outcome = 'kept' GROUP BY file, floor(time / 60)
            """#
        }
    }
}
