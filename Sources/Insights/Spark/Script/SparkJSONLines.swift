/// The JSON formats: a strict parse, then each needed value with its type.
struct SparkJSONLines {
    /// A value of the object.
    struct Value {
        var name: String
        /// From the object, in Spark's notation: `.request.host`
        var path: String
        var isOptional = false
    }

    /// Keys of an object that may stand only once.
    struct Keys {
        /// SQL that gives the object's text.
        var object: String
        var names: [String]
    }

    private var texts: [Value]
    private var numbers: [Value]
    /// Values that are looked at in `shapes` or `address`.
    private var others: [Value]
    private var keys: [Keys]
    /// Conditions under which a line has the wrong shape.
    private var shapes: [String]
    private var address: String
    /// SQL of the seconds since 1970, or null.
    private var time: String

    /// The type of a value in capitals; `VOID` when it is missing.
    private static func type(_ name: String) -> String { "coalesce(schema_of_variant(\(name)_v), 'VOID')" }

    private static func text(_ name: String) -> String {
        "CASE WHEN \(type(name)) = 'STRING' THEN CAST(\(name)_v AS STRING) ELSE '' END"
    }

    private static func integer(_ name: String) -> String {
        "CASE WHEN \(type(name)) = 'BIGINT' THEN CAST(\(name)_v AS BIGINT) END"
    }

    private static let isNumber = "RLIKE 'BIGINT|DECIMAL|DOUBLE'"

    static let caddy = SparkJSONLines(
        texts: [
            Value(name: "host", path: ".request.host", isOptional: true),
            Value(name: "method", path: ".request.method"), Value(name: "target", path: ".request.uri"),
            Value(name: "agent", path: #".request.headers["User-Agent"][0]"#, isOptional: true),
            Value(name: "referrer", path: #".request.headers["Referer"][0]"#, isOptional: true),
        ],
        numbers: [
            Value(name: "time", path: ".ts"), Value(name: "status", path: ".status"),
            Value(name: "size", path: ".size"),
        ],
        others: [
            Value(name: "request", path: ".request"), Value(name: "headers", path: ".request.headers"),
            Value(name: "agents", path: #".request.headers["User-Agent"]"#),
            Value(name: "referrers", path: #".request.headers["Referer"]"#),
            Value(name: "client", path: ".request.client_ip"),
            Value(name: "remote", path: ".request.remote_ip"),
        ],
        keys: [
            Keys(object: "line", names: ["ts", "request", "status", "size"]),
            Keys(
                object: "get_json_object(line, '$.request')",
                names: ["client_ip", "remote_ip", "method", "host", "uri", "proto", "headers"]),
            Keys(object: "get_json_object(line, '$.request.headers')", names: ["User-Agent", "Referer"]),
        ],
        shapes: [
            "NOT startswith(\(type("request")), 'OBJECT')", "NOT \(type("headers")) RLIKE '^(OBJECT|VOID)'",
            "NOT \(type("agents")) RLIKE '^(ARRAY|VOID)'", "NOT \(type("referrers")) RLIKE '^(ARRAY|VOID)'",
        ],
        address: "CASE WHEN \(type("client")) = 'VOID' THEN \(text("remote")) ELSE \(text("client")) END",
        time: """
            CASE WHEN \(type("time")) \(isNumber) AND abs(CAST(time_v AS DOUBLE)) < 1e15
                  THEN CAST(floor(CAST(time_v AS DOUBLE)) AS BIGINT) END
            """)

    static let cloudflare: SparkJSONLines = {
        let stamp = "CAST(time_v AS STRING)"
        return SparkJSONLines(
            texts: [
                Value(name: "client", path: ".ClientIP"),
                Value(name: "host", path: ".ClientRequestHost", isOptional: true),
                Value(name: "method", path: ".ClientRequestMethod"),
                Value(name: "target", path: ".ClientRequestURI"),
                Value(name: "agent", path: ".ClientRequestUserAgent", isOptional: true),
                Value(name: "referrer", path: ".ClientRequestReferer", isOptional: true),
            ],
            numbers: [
                Value(name: "status", path: ".EdgeResponseStatus"),
                Value(name: "size", path: ".EdgeResponseBytes"),
            ],
            others: [Value(name: "time", path: ".EdgeStartTimestamp")],
            keys: [
                Keys(
                    object: "line",
                    names: [
                        "EdgeStartTimestamp", "ClientIP", "ClientRequestMethod", "ClientRequestHost",
                        "ClientRequestURI",
                        "ClientRequestReferer", "ClientRequestUserAgent", "EdgeResponseStatus",
                        "EdgeResponseBytes",
                    ])
            ],
            shapes: ["NOT \(type("time")) RLIKE 'STRING|BIGINT|DECIMAL|DOUBLE'"],
            address: text("client"),
            // RFC 3339, seconds, or nanoseconds.
            time: #"""
                CASE \#(type("time"))
                    WHEN 'STRING' THEN CASE WHEN \#(stamp) RLIKE r'\A[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]+)?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])\z' THEN
                      \#(SQL.seconds(of: stamp))
                      - CASE WHEN endswith(\#(stamp), 'Z') THEN 0 ELSE CAST(concat(left(right(\#(stamp), 6), 1), '1') AS INT)
                        * (CAST(substring(\#(stamp), -5, 2) AS INT) * 3600 + CAST(right(\#(stamp), 2) AS INT) * 60) END END
                    WHEN 'BIGINT' THEN CASE WHEN CAST(time_v AS BIGINT) > 100000000000000 THEN CAST(time_v AS BIGINT) DIV 1000000000
                      WHEN CAST(time_v AS BIGINT) >= 0 THEN CAST(time_v AS BIGINT) END END
                """#)
    }()

    private var faults: [String] {
        var faults = [
            // Spark's parser stops behind the first whole value. The line stands in an array with its own hash behind
            // it, which no line can contain: what the line adds or leaves open moves the hash from its place.
            "coalesce(seal <> sha2(line, 256), true)", "over IS NOT NULL",
            "NOT startswith(\(Self.type("whole")), 'OBJECT')",
        ]
        faults += keys.map { keys in
            let found = "filter(json_object_keys(\(keys.object)), k -> k IN (\(SQL.list(keys.names))))"
            return "coalesce(size(\(found)) > size(array_distinct(\(found))), false)"
        }
        faults += shapes
        faults += texts.map {
            "\(Self.type($0.name)) NOT IN (\($0.isOptional ? "'STRING', 'VOID'" : "'STRING'"))"
        }
        faults += numbers.map { "NOT \(Self.type($0.name)) \(Self.isNumber)" }
        return faults
    }

    var statements: String {
        let values = ([Value(name: "whole", path: "")] + texts + numbers + others)
            .map { "try_variant_get(parsed, '$[0]\($0.path)', 'variant') AS \($0.name)_v" }
        let columns = texts.map { "\(Self.text($0.name)) AS \($0.name)" }
        return #"""
            CREATE TEMPORARY VIEW json_lines AS
            SELECT file, line, fault, try_variant_get(parsed, '$[1]', 'string') AS seal,
              try_variant_get(parsed, '$[2]', 'variant') AS over,
              \#(values.joined(separator: ",\n  "))
            FROM (
              SELECT *, CASE WHEN fault IS NULL THEN try_parse_json(concat('[', line, ',"', sha2(line, 256), '"]')) END AS parsed
              FROM raw_lines);
            CREATE TEMPORARY VIEW read_lines AS
            SELECT file, line, time, address, host, \#(SQL.absent("referrer")) AS referrer, \#(SQL.absent("agent")) AS agent,
              coalesce(fault, CASE WHEN NOT address RLIKE \#(SQL.pattern(#"\A\#(SQL.address)\z"#)) THEN 'shape' END) AS fault,
              CASE WHEN status BETWEEN 100 AND 599 OR status = 0 THEN CAST(status AS INT) END AS status,
              CASE WHEN size BETWEEN 0 AND 999999999999999 THEN size END AS size,
              CASE WHEN \#(SQL.isRequest) THEN method END AS method, CASE WHEN \#(SQL.isRequest) THEN target END AS target
            FROM (
              SELECT file, line,
                coalesce(fault, CASE WHEN \#(faults.joined(separator: "\n      OR ")) THEN 'shape' END) AS fault,
                \#(columns.joined(separator: ",\n    ")),
                \#(address) AS address,
                \#(time) AS time,
                \#(Self.integer("status")) AS status,
                \#(Self.integer("size")) AS size
              FROM json_lines);

            """#
    }
}
