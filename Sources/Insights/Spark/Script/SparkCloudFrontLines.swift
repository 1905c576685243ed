/// CloudFront's standard logs: the columns come from each file's own `#Fields` line.
enum SparkCloudFrontLines {
    private static let needed = ["date", "time", "c-ip", "cs-method", "cs-uri-stem", "sc-status"]

    private static func cell(_ column: String) -> String {
        "get(cells, CAST(array_position(names, \(SQL.text(column))) AS INT) - 1)"
    }

    private static func optional(_ column: String) -> String { "coalesce(\(cell(column)), '-')" }

    /// Percent-decoded; a percent sign without its digits stays.
    private static func decoded(_ text: String) -> String {
        "try_url_decode(replace(regexp_replace(\(text), \(SQL.brokenPercent), '%25'), '+', '%2B'))"
    }

    /// The same of bytes to bytes, piece by piece: Spark's own decoding makes U+FFFD of what is not UTF-8, and with other
    /// bytes an agent would be another visitor.
    private static func decodedBytes(_ bytes: String) -> String {
        """
        aggregate(transform(split(decode(\(bytes), 'ISO-8859-1'), '%'), (piece, number) -> CASE
              WHEN number = 0 THEN encode(piece, 'ISO-8859-1')
              WHEN piece RLIKE '^[0-9A-Fa-f]{2}' THEN concat(unhex(left(piece, 2)), encode(substring(piece, 3), 'ISO-8859-1'))
              ELSE concat(X'25', encode(piece, 'ISO-8859-1')) END), X'', (all, piece) -> concat(all, piece))
        """
    }

    /// Of a column whose decoding stands in another, `NAME_text`; its bytes where that is not all of it.
    private static func exactly(_ text: String, times: Int) -> String {
        let bytes = (0..<times).reduce("CAST(\(text) AS BINARY)") { bytes, _ in decodedBytes(bytes) }
        return """
            CASE WHEN contains(\(text)_text, decode(X'EFBFBD', 'UTF-8')) THEN CAST(\(bytes) AS STRING) ELSE \(text)_text END
            """
    }

    static var statements: String {
        let stamp = "concat(day, ' ', clock)"
        return #"""
            -- A file whose columns change on the way cannot be read in parallel: all its lines are malformed.
            CREATE TEMPORARY VIEW file_columns AS
            SELECT file, CASE WHEN count(DISTINCT line) = 1 THEN max(split(trim(substring(line, 9)), r'[ \t]+')) END AS names
            FROM raw_lines WHERE startswith(line, '#Fields:') GROUP BY file;
            CREATE TEMPORARY VIEW read_lines AS
            SELECT file, line, address, \#(SQL.absent("host")) AS host,
              coalesce(fault, CASE WHEN NOT address RLIKE \#(SQL.pattern(#"\A\#(SQL.address)\z"#))
                OR stem = '' OR day = '' OR clock = '' OR method = '' OR status_text = '' THEN 'shape' END) AS fault,
              \#(SQL.absent("referrer_text")) AS referrer,
              \#(SQL.absent("agent_bytes")) AS agent,
              \#(SQL.status("status_text")) AS status,
              \#(SQL.size("size_text")) AS size,
              CASE WHEN \#(stamp) RLIKE r'\A[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]+)?\z' THEN
                \#(SQL.seconds(of: stamp)) END AS time,
              CASE WHEN \#(SQL.isRequest) THEN method END AS method, CASE WHEN \#(SQL.isRequest) THEN target END AS target
            FROM (
              SELECT *, concat(\#(exactly("stem", times: 1)),
                  CASE WHEN query IN ('', '-') THEN '' ELSE concat('?', \#(exactly("query", times: 1))) END) AS target,
                \#(exactly("agent", times: 2)) AS agent_bytes
              FROM (SELECT *, \#(decoded("stem")) AS stem_text, \#(decoded("query")) AS query_text,
                \#(decoded(decoded("referrer"))) AS referrer_text, \#(decoded(decoded("agent"))) AS agent_text FROM (
                SELECT l.file, line,
                  coalesce(fault, CASE WHEN NOT coalesce(size(names) = size(cells), false)
                    OR array_contains(cells, '') OR array_size(array_except(array(\#(SQL.list(needed))), names)) > 0 THEN 'shape' END) AS fault,
                  \#(cell("date")) AS day, \#(cell("time")) AS clock,
                  \#(cell("c-ip")) AS address, \#(cell("cs-method")) AS method,
                  \#(cell("cs-uri-stem")) AS stem, \#(optional("cs-uri-query")) AS query,
                  \#(cell("sc-status")) AS status_text, \#(optional("sc-bytes")) AS size_text,
                  \#(optional("cs(Referer)")) AS referrer, \#(cell("cs(User-Agent)")) AS agent,
                  \#(optional("x-host-header")) AS host
                FROM (SELECT *, split(line, '\t') AS cells FROM raw_lines) l
                LEFT JOIN file_columns c ON c.file = l.file)));

            """#
    }
}
