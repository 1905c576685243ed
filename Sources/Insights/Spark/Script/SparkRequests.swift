/// Kept lines to classified requests, in the cached table `requests`.
struct SparkRequests {
    let job: SparkJob

    init(_ job: SparkJob) {
        self.job = job
    }

    /// The base path without its last slash.
    private var folder: String { SQL.text(String(job.basePath.dropLast())) }

    private var hosts: String { SQL.list(job.hosts) }

    var statements: String {
        #"""
        -- What a line says of its request: class, route or id, and where the reader came from.
        CREATE TEMPORARY VIEW targets AS
        SELECT *, substring_index(substring_index(target, '?', 1), '#', 1) AS raw_path,
          method IS NULL OR NOT startswith(target, '/') OR octet_length(target) > 8192 AS garbled
        FROM judged_lines;

        CREATE TEMPORARY VIEW paths AS
        SELECT *,
          CASE WHEN octet_length(decoded_path) <= 1024 AND NOT decoded_path RLIKE r'[\x00-\x1f\x7f\uFFFD]' THEN decoded_path END AS path
        FROM (
          SELECT *,
            CASE WHEN garbled OR raw_path RLIKE '%(?![0-9A-Fa-f]{2})' THEN NULL
              WHEN contains(raw_path, '%') THEN try_url_decode(replace(raw_path, '+', '%2B')) ELSE raw_path END AS decoded_path,
            CASE WHEN NOT garbled AND substring(target, char_length(raw_path) + 1, 1) = '?'
              THEN substring_index(substring(target, char_length(raw_path) + 2), '#', 1) ELSE '' END AS query
          FROM targets);

        CREATE TEMPORARY VIEW classified AS
        SELECT *,
          CASE WHEN path IS NULL THEN 'garbled'
            WHEN plain_host NOT IN ('', '-', \#(hosts)) THEN 'elsewhere'
            WHEN path IN ('/robots.txt', \#(SQL.text(job.basePath + "robots.txt"))) THEN 'robots'
            WHEN path = \#(folder) THEN 'page'
            WHEN NOT startswith(path, \#(SQL.text(job.basePath))) THEN 'elsewhere'
            WHEN below RLIKE r'\A_sealpress/bundles/([0-9a-f]{2})/\1[0-9a-f]{30}\.bin\z' THEN 'bundle'
            WHEN below RLIKE r'\A_sealpress/sealed/[0-9a-f]{32}\.bin\z' THEN 'sealed'
            WHEN below = '_sealpress/beacon.txt' THEN 'beacon'
            WHEN startswith(below, '_sealpress/') OR (contains(leaf, '.') AND NOT leaf RLIKE r'\.html?\z') THEN 'static'
            ELSE 'page' END AS class
        FROM (
          SELECT *, substring(path, \#(job.basePath.unicodeScalars.count) + 1) AS below, substring_index(path, '/', -1) AS leaf,
            CASE WHEN host IN ('', '-') THEN host ELSE regexp_replace(regexp_replace(\#(SQL.lower("host")), r':[0-9]+\z', ''), r'\Awww\.', '') END AS plain_host
          FROM paths);

        CREATE TEMPORARY VIEW parameters AS
        SELECT *, method = 'GET' AND status IN (200, 206, 304) AS effective,
          CASE WHEN class = 'page' THEN CASE WHEN path = \#(folder) THEN '/' ELSE concat('/', below) END END AS page_path,
          CASE WHEN contains(query, 'utm_') AND class <> 'garbled' THEN \#(SQL.parameters(["utm_source", "utm_medium", "utm_campaign"], limit: 100)) ELSE array('', '', '') END AS utm,
          CASE WHEN class = 'beacon' THEN \#(SQL.parameters(["e", "v", "b"], limit: 100)) END AS beacon,
          CASE WHEN class = 'beacon' THEN \#(SQL.parameters(["p"], limit: 1024))[0] END AS beacon_route
        FROM classified;

        CREATE TEMPORARY VIEW identified AS
        SELECT file, fingerprint, outcome, time, day, hour(local_time) AS hour, address, agent, class, effective, status, size,
          CASE WHEN class = 'page' THEN \#(SQL.route("page_path")) ELSE coalesce(beacon_route, '') END AS route,
          CASE class WHEN 'bundle' THEN substring(path, -36, 32) WHEN 'sealed' THEN substring(path, -36, 32) WHEN 'beacon' THEN beacon[2] ELSE '' END AS id,
          beacon[0] AS event, beacon[1] AS value,
          CASE WHEN referrer_host IN (\#(hosts)) THEN '' ELSE referrer_host END AS referrer,
          \#(SQL.lower("utm[0]")) AS source, \#(SQL.lower("utm[1]")) AS medium, \#(SQL.lower("utm[2]")) AS campaign
        FROM (
          SELECT *, date_format(local_time, 'yyyy-MM-dd') AS day,
            regexp_replace(\#(SQL.lower(#"regexp_extract(referrer, r'(?s)\A(?i:https?)://([A-Za-z0-9.-]{1,253})(?::[0-9]{1,5})?(?:[/?#].*)?\z', 1)"#)), r'\Awww\.', '') AS referrer_host
          FROM (SELECT *, CASE WHEN outcome = 'kept' THEN from_utc_timestamp(timestamp_seconds(time), \#(SQL.text(job.timeZone))) END AS local_time FROM parameters));

        -- The one pass over the logs. Addresses end here.
        CACHE TABLE requests OPTIONS ('storageLevel' 'MEMORY_AND_DISK') AS
        SELECT file, fingerprint, outcome, time, i.day, hour, agent, i.class, effective, status, size, route, i.id, event, value,
          referrer, source, medium, campaign, k.name AS name,
          substring(sha2(concat(unhex(coalesce(s.salt, sha2(concat(unhex(r.salt), CAST(i.day AS BINARY)), 256))),
            CAST(address AS BINARY), X'00', CAST(coalesce(agent, '') AS BINARY)), 256), 1, 32) AS visitor
        FROM identified i
        LEFT JOIN salts s ON s.day = i.day
        CROSS JOIN (SELECT salt FROM salts WHERE day = 'other') r
        LEFT JOIN known k ON k.class = i.class AND k.id = i.id;

        """#
    }
}
