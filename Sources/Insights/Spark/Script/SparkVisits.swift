/// Requests to audiences, visits, readings and judged beacons, each a cached table.
struct SparkVisits {
    private let texts: [String]
    private let exceptions: [String]

    init(_ job: SparkJob) {
        let lines = job.agents.split(separator: "\n").filter { !$0.hasPrefix("#") }.map(String.init)
        texts = lines.filter { !$0.hasPrefix("!") }
        exceptions = lines.filter { $0.hasPrefix("!") }.map { String($0.dropFirst()) }
    }

    private func withoutExceptions(_ agent: String) -> String {
        exceptions.reduce(agent) { "replace(\($0), \(SQL.text($1)), '')" }
    }

    var statements: String {
        #"""
        -- Audiences: one row a visitor of a day.
        CACHE TABLE people OPTIONS ('storageLevel' 'MEMORY_AND_DISK') AS
        SELECT day, visitor,
          CASE WHEN exists(array(\#(SQL.list(texts))), text -> contains(plain_agent, text)) THEN 'agent'
            WHEN agent = '' THEN 'empty'
            WHEN is_member THEN 'human'
            WHEN asked_robots THEN 'robots'
            WHEN busiest_minute > 60 THEN 'rate'
            WHEN pages >= 10 AND others = 0 AND max(statics) OVER (PARTITION BY day) > 0 THEN 'assets'
            ELSE 'human' END AS audience
        FROM (
          SELECT day, visitor, max(agent) AS agent, max(\#(withoutExceptions(SQL.lower("agent")))) AS plain_agent, bool_or(is_member) AS is_member,
            bool_or(asked_robots) AS asked_robots, max(pages) AS busiest_minute, sum(pages) AS pages, sum(statics) AS statics,
            sum(others) + sum(statics) AS others
          FROM (
            SELECT day, visitor, max(agent) AS agent, bool_or(class = 'bundle' AND effective AND name IS NOT NULL) AS is_member,
              bool_or(class = 'robots') AS asked_robots, count_if(class = 'page') AS pages, count_if(class = 'static') AS statics,
              count_if(class IN ('bundle', 'sealed', 'beacon')) AS others
            FROM requests WHERE outcome = 'kept' GROUP BY day, visitor, floor(time / 60))
          GROUP BY day, visitor);

        -- Activities of people, in visits. The frame is a range, so that ties in time fall into one visit.
        CACHE TABLE activities OPTIONS ('storageLevel' 'MEMORY_AND_DISK') AS
        SELECT *, sum(begins) OVER (PARTITION BY day, visitor ORDER BY time) AS visit
        FROM (
          SELECT r.day, r.visitor, time, hour, class, name, CASE WHEN class = 'sealed' THEN name ELSE route END AS route, referrer, source, medium, campaign,
            CASE WHEN time - lag(time) OVER (PARTITION BY r.day, r.visitor ORDER BY time) <= 1800 THEN 0 ELSE 1 END AS begins,
            (class = 'page' OR (class = 'sealed' AND name IS NOT NULL)) AND coalesce(time - lag(time) OVER (
              PARTITION BY r.day, r.visitor, class, CASE class WHEN 'page' THEN route ELSE id END
              ORDER BY time, referrer, source, medium, campaign) > 10, true) AS counts
          FROM requests r JOIN people p ON p.day = r.day AND p.visitor = r.visitor
          WHERE outcome = 'kept' AND effective AND class IN ('page', 'bundle', 'sealed', 'beacon') AND audience = 'human');

        CACHE TABLE visits OPTIONS ('storageLevel' 'MEMORY_AND_DISK') AS
        SELECT day, visitor, visit, started, ended, views, readings, hours, coalesce(entry.route, '') AS entry, coalesce(exit.route, '') AS exit,
          coalesce(entry.referrer, '') AS referrer, coalesce(entry.source, '') AS source, coalesce(entry.medium, '') AS medium,
          coalesce(entry.campaign, '') AS campaign, coalesce(member.name, '') AS member
        FROM (
          SELECT day, visitor, visit, min(time) AS started, max(time) AS ended, count_if(class = 'page' AND counts) AS views,
            count_if(class = 'sealed' AND counts) AS readings, bit_or(shiftleft(1L, hour)) AS hours,
            min(CASE WHEN class = 'page' THEN struct(time, route, referrer, source, medium, campaign) END) AS entry,
            max(CASE WHEN class = 'page' THEN struct(time, route) END) AS exit,
            min(CASE WHEN class = 'bundle' AND name IS NOT NULL THEN struct(time, name) END) AS member
          FROM activities GROUP BY day, visitor, visit);

        -- Views and readings that count, with the time that a view lasted.
        CACHE TABLE reads OPTIONS ('storageLevel' 'MEMORY_AND_DISK') AS
        SELECT a.day, a.visitor, a.hour, a.class, a.route, v.member,
          CASE WHEN a.class = 'page' THEN coalesce(a.next_view, v.ended) - a.time ELSE 0 END AS seconds
        FROM (
          SELECT *, min(time) OVER (PARTITION BY day, visitor, visit, class ORDER BY time RANGE BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS next_view
          FROM activities WHERE counts) a
        JOIN visits v ON v.day = a.day AND v.visitor = a.visitor AND v.visit = a.visit;

        -- Beacons, judged.
        CACHE TABLE beacons OPTIONS ('storageLevel' 'MEMORY_AND_DISK') AS
        SELECT day, member, event, route, value, time,
          CASE WHEN reason IS NULL AND dense_rank() OVER (PARTITION BY day, reason, member, event ORDER BY route, value) > 200 THEN 'excess' ELSE reason END AS reason
        FROM (
          SELECT day, member, event, \#(SQL.route("route")) AS route, kept_value AS value, time,
            CASE WHEN audience <> 'human' THEN 'bot'
              WHEN event NOT IN ('progress', 'complete', 'like', 'rating', 'exposure', 'search') THEN 'event'
              WHEN member IS NULL THEN 'member'
              WHEN NOT startswith(route, '/') OR route RLIKE '[?#]|//' THEN 'route'
              WHEN kept_value IS NULL THEN 'value' END AS reason
          FROM (
            SELECT r.day, name AS member, event, route, time, audience,
              CASE event
                WHEN 'progress' THEN CASE WHEN value IN ('25', '50', '75', '100') THEN value END
                WHEN 'complete' THEN CASE WHEN value IN ('', '1') THEN '1' END
                WHEN 'like' THEN CASE WHEN value IN ('', '1') THEN '1' WHEN value = '0' THEN '0' END
                WHEN 'rating' THEN CASE WHEN value IN ('1', '2', '3', '4', '5') THEN value END
                WHEN 'exposure' THEN CASE WHEN value RLIKE r'\A[A-Za-z0-9._:@-]{0,64}\z' THEN value END
                WHEN 'search' THEN CASE WHEN octet_length(value) BETWEEN 1 AND 100 THEN \#(SQL.lower("value")) END END AS kept_value
            FROM requests r JOIN people p ON p.day = r.day AND p.visitor = r.visitor
            WHERE outcome = 'kept' AND class = 'beacon' AND effective));

        """#
    }
}
