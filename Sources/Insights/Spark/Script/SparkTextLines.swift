/// The text formats: one regular expression takes a line apart.
struct SparkTextLines {
    private let format: SparkFormat

    init(_ format: SparkFormat) {
        self.format = format
    }

    private static let field = #"[^ \t"]+"#
    // Possessive, so that a long field needs no stack.
    private static let quoted = #""((?:[^"\\]++|\\.)*+)""#
    private static let common =
        #"(\#(SQL.address)) \#(field) [^"\[]+? \[([^\]"]+)\] \#(quoted) (\#(field)) (\#(field))"#

    private var pattern: (text: String, groups: Int) {
        let combined = "\(Self.common) \(Self.quoted) \(Self.quoted)"
        return switch format {
        case .common: (Self.common, 5)
        case .vhost: ("(\(Self.field)) \(combined)", 8)
        case .main: ("\(combined) \(Self.quoted)", 8)
        default: (combined, 7)
        }
    }

    private func field(_ number: Int) -> String { "fields[\(format == .vhost ? number + 1 : number)]" }

    private static func part(_ place: Int, _ length: Int) -> String {
        "substring(stamp, \(place), \(length))"
    }

    private static let months =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"].enumerated()
        .map { "'\($1)', '\($0 < 9 ? "0" : "")\($0 + 1)'" }.joined(separator: ", ")

    /// `17/May/2015:10:05:03 +0000`
    private static let time = #"""
        CASE WHEN stamp RLIKE r'\A[0-9]{2}/[A-Za-z]{3}/[0-9]{4}:[0-9]{2}:[0-9]{2}:[0-9]{2} [+-]([01][0-9]|2[0-3])[0-5][0-9]\z' THEN
            \#(SQL.seconds(part(8, 4), "try_element_at(map(\(months)), \(part(4, 3)))", part(1, 2), part(13, 2), part(16, 2), part(19, 2)))
            - CAST(concat(\#(part(22, 1)), '1') AS INT) * (CAST(\#(part(23, 2)) AS INT) * 3600 + CAST(\#(part(25, 2)) AS INT) * 60) END
        """#

    var statements: String {
        let pattern = pattern
        // No kept line has the character U+0001, so it can stand between the fields.
        let groups = (1...pattern.groups).map { "$\($0)" }.joined(separator: #"\u0001"#)
        let hasAgent = format != .common
        return #"""
            CREATE TEMPORARY VIEW read_lines AS
            SELECT file, line, fault, address, host, referrer, agent,
              \#(SQL.status("status")) AS status,
              \#(SQL.size("size")) AS size,
              \#(Self.time) AS time,
              CASE WHEN is_request THEN asked[0] END AS method, CASE WHEN is_request THEN asked[1] END AS target
            FROM (
              SELECT *, size(asked) = 3 AND asked[0] RLIKE r'\A[A-Z]{1,20}\z' AND asked[1] <> ''
                AND asked[2] RLIKE r'\AHTTP/[0-9]+([.][0-9]+)?\z' AS is_request
              FROM (
                SELECT file, line, fault, \#(field(0)) AS address, \#(field(1)) AS stamp, split(\#(field(2)), ' ') AS asked,
                  \#(field(3)) AS status, \#(field(4)) AS size, \#(format == .vhost ? "fields[0]" : "''") AS host,
                  \#(hasAgent ? SQL.absent(field(5)) : "''") AS referrer,
                  \#(hasAgent ? SQL.absent(field(6)) : "CAST(NULL AS STRING)") AS agent
                FROM (
                  SELECT file, line, coalesce(fault, CASE WHEN size(parts) = 1 THEN 'shape' END) AS fault,
                    CASE WHEN size(parts) > 1 THEN parts END AS fields
                  FROM (
                    SELECT *, CASE WHEN fault IS NULL THEN split(regexp_replace(line,
                      \#(SQL.pattern(#"(?s)\A\#(pattern.text)\z"#)),
                      '\#(groups)'), '\u0001') END AS parts
                    FROM raw_lines))));

            """#
    }
}
