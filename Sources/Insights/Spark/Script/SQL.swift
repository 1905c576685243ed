/// Pieces of Spark SQL that several statements use.
enum SQL {
    /// A text literal.
    static func text(_ value: String) -> String {
        let escaped = value.replacing("\\", with: "\\\\").replacing("'", with: "\\'")
        return "'\(escaped)'"
    }

    static func list(_ values: some Sequence<String>) -> String {
        values.map(text).joined(separator: ", ")
    }

    /// A regular expression, whose backslashes stay as they are. It may not contain `'`.
    static func pattern(_ value: String) -> String { "r'\(value)'" }

    /// ASCII letters in lower case; Spark's `lower` changes others, too.
    static func lower(_ text: String) -> String {
        "translate(\(text), 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')"
    }

    /// `''` for `-`.
    static func absent(_ text: String) -> String { "CASE WHEN \(text) = '-' THEN '' ELSE \(text) END" }

    /// Seconds since 1970 of a date and time whose parts are two or four digits; null where there is none such.
    static func seconds(
        _ year: String, _ month: String, _ day: String, _ hour: String, _ minute: String, _ second: String
    )
        -> String
    {
        """
        CASE WHEN \(year) <> '0000' AND \(hour) <= '23' AND \(minute) <= '59' AND \(second) <= '59'
              THEN unix_date(try_cast(concat(\(year), '-', \(month), '-', \(day)) AS DATE)) * 86400L
                + CAST(\(hour) AS INT) * 3600 + CAST(\(minute) AS INT) * 60 + CAST(\(second) AS INT) END
        """
    }

    /// The same of a text that begins with `2026-11-21 12:00:00`, whatever stands between date and time.
    static func seconds(of text: String) -> String {
        let places = [(1, 4), (6, 2), (9, 2), (12, 2), (15, 2), (18, 2)]
        let parts = places.map { "substring(\(text), \($0.0), \($0.1))" }
        return seconds(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5])
    }

    static func status(_ text: String) -> String {
        #"CASE WHEN \#(text) RLIKE r'\A(000|[1-5][0-9][0-9])\z' THEN CAST(\#(text) AS INT) END"#
    }

    static func size(_ text: String) -> String {
        #"CASE WHEN \#(text) = '-' THEN 0L WHEN \#(text) RLIKE r'\A[0-9]{1,15}\z' THEN CAST(\#(text) AS BIGINT) END"#
    }

    /// What an address looks like.
    static let address = #"[\x21\x23-\x7e]{1,255}"#

    /// Whether `method` and `target`, which are columns of their own, are those of a request.
    static let isRequest = #"method RLIKE r'\A[A-Z]{1,20}\z' AND target RLIKE r'(?s)\A[^ ]+\z'"#

    /// A percent sign that is not followed by its two digits.
    static let brokenPercent = "'%(?![0-9A-Fa-f]{2})'"

    /// Bytes that no path and no parameter may have; U+FFFD is what decoding makes of what is not UTF-8.
    static let unclean = #"r'[\x00-\x1f\x7f\uFFFD]'"#

    /// An array of the query's parameters, decoded and trimmed; `''` for those missing or unfit.
    static func parameters(_ names: [String], limit: Int) -> String {
        let raw = names.map { #"regexp_extract(query, r'(?:\A|&)\#($0)=([^&]*)', 1)"# }.joined(
            separator: ", ")
        return """
            transform(
                  transform(array(\(raw)),
                    raw -> CASE WHEN raw RLIKE \(brokenPercent) THEN '' ELSE coalesce(try_url_decode(raw), '') END),
                  value -> CASE WHEN value RLIKE \(unclean) OR octet_length(trim(value)) > \(limit) THEN '' ELSE trim(value) END)
            """
    }

    /// The one name of a page whose path below the base begins with a slash.
    static func route(_ path: String) -> String {
        #"""
        CASE WHEN \#(path) RLIKE r'/index\.html?\z' THEN regexp_replace(\#(path), r'index\.html?\z', '')
              WHEN \#(path) RLIKE r'(/|\.html?)\z' THEN \#(path) ELSE concat(\#(path), '/') END
        """#
    }
}
