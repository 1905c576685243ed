import Diagnostics

/// What a run on Spark is told. The script that comes of it holds no secret: salts, members and sections come by
/// two views, `salts` and `known`, which a ``SparkSideFile`` makes.
public struct SparkJob: Sendable, Hashable {
    /// URLs of files, folders or globs: `s3a://bucket/logs/*.gz`, `file:/var/log/nginx`.
    public var logs: [String]
    public var format: SparkFormat
    /// `/` or `/learn/`.
    public var basePath: String
    /// Hosts in lower case, without port and leading `www.`.
    public var hosts: [String]
    /// An IANA name.
    public var timeZone: String
    /// The list of bots' agents: docs/content/insights/analytics.md, "Audience".
    public var agents: String
    /// The run's clock, in UTC seconds.
    public var now: Int
    /// The URL of the folder that the tables are written to, without a slash at its end.
    public var output: String

    public init(
        logs: [String], format: SparkFormat, basePath: String, hosts: [String], timeZone: String,
        agents: String,
        now: Int, output: String
    ) throws(DiagnosticError) {
        try Self.check(logs)
        self.logs = logs
        self.format = format
        self.basePath = basePath
        self.hosts = hosts
        self.timeZone = timeZone
        self.agents = agents
        self.now = now
        self.output = output
    }

    private static func check(_ logs: [String]) throws(DiagnosticError) {
        var faults: [Diagnostic] = []
        if logs.isEmpty {
            faults.append(
                .error("no logs are named", hint: "--logs s3a://bucket/logs/ or --logs file:/var/log"))
        }
        for log in logs {
            if log == "-" {
                faults.append(.error("Spark does not read standard input", hint: "name files"))
            } else if log.hasSuffix(".zst") {
                faults.append(
                    .error(
                        "Spark does not read '\(log)': .zst is not supported there",
                        hint: "use .gz, or leave out --engine spark"))
            } else if !isURL(log) {
                faults.append(
                    .error(
                        "'\(log)' is no URL that Spark's workers could open",
                        hint: "write file:/… with the whole path, or s3a://bucket/…"))
            }
        }
        guard faults.isEmpty else { throw DiagnosticError(faults) }
    }

    /// `scheme:/…`, without control characters.
    private static func isURL(_ text: String) -> Bool {
        guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) else { return false }
        let scheme = text.utf8[..<colon]
        let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        guard let first = scheme.first, letters.contains(first),
            scheme.allSatisfy({ letters.contains($0) || digits.contains($0) })
        else { return false }
        return text.utf8[colon...].dropFirst().first == UInt8(ascii: "/")
            && text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
    }

    /// The whole script, for `spark-sql -i SIDE-FILE -f SCRIPT`.
    public var script: String {
        [
            Self.head, SparkLines(logs: logs, format: format).statements, format.statements,
            SparkLines.judged(now: now), SparkRequests(self).statements, SparkVisits(self).statements,
            SparkFacts(self).statements,
        ].joined(separator: "\n")
    }

    private static let head = #"""
        -- Access logs to facts, by the definitions of docs/content/insights/analytics.md. Made by sealpress ingest --engine spark.
        -- It needs the views salts(day, salt) and known(class, id, name): docs/content/insights/spark.md.
        SET spark.sql.session.timeZone=UTC;
        SET spark.sql.ansi.enabled=true;
        SET spark.sql.variable.substitute=false;
        SET spark.sql.variant.allowDuplicateKeys=true;
        SET spark.sql.optimizer.canChangeCachedPlanOutputPartitioning=true;

        """#
}
