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
    private var isRequest = SQL.isRequest
    /// SQL of the seconds since 1970, or null.
    private var time: String

    /// The type of a value in capitals; `VOID` when it is missing.
    private static func type(_ name: String) -> String { "\(name)_type" }

    private static func text(_ name: String) -> String {
        "CASE WHEN \(type(name)) = 'STRING' THEN CAST(\(name)_v AS STRING) ELSE '' END"
    }

    private static func integer(_ name: String) -> String {
        "CASE WHEN \(type(name)) = 'BIGINT' THEN CAST(\(name)_v AS BIGINT) END"
    }

    /// Half of an escaped pair of UTF-16 without the other.
    private static let halfPair: String = {
        let escape = #"(?<!\\)(?:\\\\)*\\u[dD]"#
        let (high, low) = ("[89aAbB][0-9A-Fa-f]{2}", "[c-fC-F][0-9A-Fa-f]{2}")
        return #"\#(escape)\#(high)(?!\\u[dD]\#(low))|(?<!\\u[dD]\#(high))\#(escape)\#(low)"#
    }()

    private static let isNumber = "RLIKE '^(BIGINT|DECIMAL|DOUBLE)'"

    static let caddy = SparkJSONLines(
        texts: [
            Value(name: "host", path: ".request.host", isOptional: true),
            Value(name: "method", path: ".request.method"), Value(name: "target", path: ".request.uri"),
            Value(name: "protocol", path: ".request.proto", isOptional: true),
            Value(name: "client", path: ".request.client_ip", isOptional: true),
            Value(name: "remote", path: ".request.remote_ip", isOptional: true),
            Value(name: "agent", path: #".request.headers["User-Agent"][0]"#, isOptional: true),
            Value(name: "referrer", path: #".request.headers["Referer"][0]"#, isOptional: true),
        ],
        numbers: [
            Value(name: "time", path: ".ts"), Value(name: "status", path: ".status"),
            Value(name: "size", path: ".size", isOptional: true),
        ],
        others: [
            Value(name: "headers", path: ".request.headers"),
            Value(name: "agents", path: #".request.headers["User-Agent"]"#),
            Value(name: "referrers", path: #".request.headers["Referer"]"#),
        ],
        keys: [
            Keys(object: "line", names: ["ts", "request", "status", "size"]),
            Keys(
                object: "get_json_object(line, '$.request')",
                names: ["client_ip", "remote_ip", "method", "host", "uri", "proto", "headers"]),
            Keys(object: "get_json_object(line, '$.request.headers')", names: ["User-Agent", "Referer"]),
        ],
        shapes: [
            "NOT \(type("headers")) RLIKE '^(OBJECT|VOID)'",
            "NOT \(type("agents")) RLIKE '^(ARRAY|VOID)'", "NOT \(type("referrers")) RLIKE '^(ARRAY|VOID)'",
        ],
        address: "CASE WHEN \(type("client")) = 'VOID' THEN \(text("remote")) ELSE \(text("client")) END",
        isRequest: SQL.isRequest
            + #" AND (\#(type("protocol")) = 'VOID' OR protocol RLIKE r'\AHTTP/[0-9]+([.][0-9]+)?\z')"#,
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
                Value(name: "size", path: ".EdgeResponseBytes", isOptional: true),
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
            shapes: ["NOT \(type("time")) RLIKE '^(STRING|BIGINT|DECIMAL|DOUBLE)'"],
            address: text("client"),
            // RFC 3339, seconds, or nanoseconds.
            time: #"""
                CASE \#(type("time"))
                    WHEN 'STRING' THEN CASE WHEN \#(stamp) RLIKE r'\A[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]+)?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])\z' THEN
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
            "coalesce(seal <> hash, true)", "over IS NOT NULL", #"NOT line RLIKE r'\A[ \t]*\{'"#,
        ]
        faults += keys.map { keys in
            let found = "filter(json_object_keys(\(keys.object)), k -> k IN (\(SQL.list(keys.names))))"
            return "coalesce(size(\(found)) > size(array_distinct(\(found))), false)"
        }
        faults += shapes
        faults += texts.map {
            "\(Self.type($0.name)) NOT IN (\($0.isOptional ? "'STRING', 'VOID'" : "'STRING'"))"
        }
        faults += numbers.map {
            "NOT \(Self.type($0.name)) \($0.isOptional ? "RLIKE '^(BIGINT|DECIMAL|DOUBLE|VOID)'" : Self.isNumber)"
        }
        // Spark reads half of an escaped pair as `?`.
        faults.append(
            #"""
            (contains(line, r'\ud') OR contains(line, r'\uD')) AND line RLIKE \#(SQL.pattern(Self.halfPair))
            """#)
        return faults
    }

    var statements: String {
        let wanted = texts + numbers + others
        let values = wanted.map { "try_variant_get(parsed, '$[0]\($0.path)', 'variant') AS \($0.name)_v" }
        // Each type once: it is printed, whole objects with all their keys.
        let types = wanted.map {
            "coalesce(schema_of_variant(\($0.name)_v), 'VOID') AS \(Self.type($0.name))"
        }
        let columns = texts.map { "\(Self.text($0.name)) AS \($0.name)" }
        return #"""
            CREATE TEMPORARY VIEW json_lines AS
            SELECT *, \#(types.joined(separator: ",\n  "))
            FROM (
              SELECT file, line, fault, hash, try_variant_get(parsed, '$[1]', 'string') AS seal,
                try_variant_get(parsed, '$[2]', 'variant') AS over,
                \#(values.joined(separator: ",\n    "))
              FROM (
                SELECT *, CASE WHEN fault IS NULL THEN try_parse_json(concat('[', line, ',"', hash, '"]')) END AS parsed
                FROM (SELECT *, sha2(line, 256) AS hash FROM raw_lines)));
            CREATE TEMPORARY VIEW read_lines AS
            SELECT file, line, time, address, host, \#(SQL.absent("referrer")) AS referrer, \#(SQL.absent("agent")) AS agent,
              coalesce(fault, CASE WHEN NOT address RLIKE \#(SQL.pattern(#"\A\#(SQL.address)\z"#)) THEN 'shape' END) AS fault,
              CASE WHEN status BETWEEN 100 AND 599 OR status = 0 THEN CAST(status AS INT) END AS status,
              CASE WHEN \#(Self.type("size")) = 'VOID' THEN 0L WHEN size BETWEEN 0 AND 999999999999999 THEN size END AS size,
              CASE WHEN \#(isRequest) THEN method END AS method, CASE WHEN \#(isRequest) THEN target END AS target
            FROM (
              SELECT file, line,
                coalesce(fault, CASE WHEN \#(faults.joined(separator: "\n      OR ")) THEN 'shape' END) AS fault,
                \#(columns.joined(separator: ",\n    ")),
                \#(address) AS address,
                \#(time) AS time,
                \#(Self.integer("status")) AS status,
                \#(Self.integer("size")) AS size, size_type\#(isRequest.contains("protocol_type") ? ", protocol_type" : "")
              FROM json_lines);

            """#
    }
}
