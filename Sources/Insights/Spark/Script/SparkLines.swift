/// Files to lines, and lines to those that are kept and those that are not.
struct SparkLines {
    let logs: [String]
    let format: SparkFormat

    /// Makes the view `raw_lines`: file, line, fault.
    var statements: String {
        let views = logs.enumerated().map { index, log in
            """
            CREATE TEMPORARY VIEW log_\(index) USING text
            OPTIONS (path \(SQL.text(log)), lineSep '\\n', recursiveFileLookup 'true');

            """
        }
        let union = logs.indices.map { "SELECT value, input_file_name() AS file FROM log_\($0)" }
        let skipped = format.hasHeaders ? "line = '' OR startswith(line, '#')" : "line = ''"
        return views.joined() + #"""
            CREATE TEMPORARY VIEW raw_lines AS
            SELECT file, line,
              CASE WHEN \#(skipped) THEN 'skipped'
                WHEN octet_length(line) > 65536 THEN 'long'
                WHEN line RLIKE r'[\x00-\x08\x0a-\x1f\x7f]' THEN 'control'
                WHEN NOT is_valid_utf8(line) THEN 'encoding' END AS fault
            FROM (
              SELECT file, CASE WHEN endswith(value, '\r') THEN left(value, char_length(value) - 1) ELSE value END AS line
              FROM (\#(union.joined(separator: " UNION ALL "))));

            """#
    }

    /// Makes the view `judged_lines` from `read_lines`.
    ///
    /// - Parameter now: the run's clock, in UTC seconds.
    static func judged(now: Int) -> String {
        """
        CREATE TEMPORARY VIEW judged_lines AS
        SELECT *, xxhash64(line) AS fingerprint,
          CASE WHEN fault IS NOT NULL THEN fault
            WHEN time IS NULL THEN 'time'
            WHEN status IS NULL THEN 'status'
            WHEN size IS NULL THEN 'size'
            WHEN time < 946684800 OR time > \(now) + 86400 THEN 'out of range'
            ELSE 'kept' END AS outcome
        FROM read_lines;

        """
    }
}
