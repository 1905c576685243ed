import ArgumentParser
import Diagnostics
import Files
import Foundation
import Insights

/// What `ingest` takes for an engine beyond this machine.
struct SparkArguments: ParsableArguments {
    enum Engine: String, ExpressibleByArgument, CaseIterable {
        case embedded, spark
    }

    @Option(help: "What counts: this program, or a Spark 4 installation named by SPARK_HOME.")
    var engine = Engine.embedded

    @Option(
        help: ArgumentHelp(
            "Logs for Spark: s3a://… or file:/…, files, folders or patterns; may be given several times.",
            valueName: "url"))
    var logs: [String] = []

    @Option(help: ArgumentHelp("Spark's master, spark://host:7077 or local[4].", valueName: "url"))
    var master: String?

    @Option(
        help: ArgumentHelp(
            "A setting of Spark's, NAME=VALUE; may be given several times.", valueName: "setting"))
    var sparkConf: [String] = []

    @Option(
        help: ArgumentHelp(
            "A new folder for the run, which all workers see under this path. (default: one in the folder of the facts)",
            valueName: "dir"))
    var runFolder: String?

    @Flag(help: "Print the script for Spark, and run nothing.")
    var printSql = false

    var isSpark: Bool { engine == .spark }

    /// - Parameter paths: the arguments without a name, which are the other engine's.
    func validate(paths: [String]) throws {
        guard isSpark else {
            guard !paths.isEmpty else { throw ValidationError("name at least one log") }
            guard logs.isEmpty, master == nil, sparkConf.isEmpty, runFolder == nil, !printSql else {
                throw ValidationError(
                    "--logs, --master, --spark-conf, --run-folder and --print-sql need --engine spark")
            }
            return
        }
        guard paths.isEmpty else {
            throw ValidationError("Spark's logs are named by --logs, as URLs: --logs \(Self.url(paths[0]))")
        }
        guard sparkConf.allSatisfy({ $0.contains("=") && !$0.hasPrefix("=") }) else {
            throw ValidationError("--spark-conf takes NAME=VALUE")
        }
    }

    /// The URL of a file's path.
    private static func url(_ path: String) -> String {
        path.contains(":/") ? path : "file:" + absolute(path)
    }

    private static func absolute(_ path: String) -> String {
        path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
    }

    /// The whole path of the run's folder.
    ///
    /// - Parameters:
    ///   - insights: the folder of the facts.
    ///   - now: in UTC seconds.
    func folder(insights: String, now: Int) -> String {
        Self.absolute(runFolder ?? "\(insights)/spark-\(now)-\(ProcessInfo.processInfo.processIdentifier)")
    }

    /// Runs Spark and prints what came of it.
    ///
    /// - Parameters:
    ///   - ids: members by bundle id and by beacon id.
    func run(
        _ job: SparkJob, folder: String, ids: (bundles: [String: String], beacons: [String: String]),
        store: FactStore, _ options: IngestOptions, console: Console, json: Bool, quiet: Bool
    ) throws {
        let spark = SparkOptions(
            installation: try SparkInstallation(environment: Environment.current), master: master,
            configuration: sparkConf, folder: folder, bundles: ids.bundles, beacons: ids.beacons)
        let start = ContinuousClock.now
        let wait =
            master?.hasPrefix("spark://") == true
            ? "; a master that is down takes a minute to be noticed" : ""
        console.progress("Spark works\(wait) …")
        defer { console.progress("") }
        let report = try ingest(job, with: spark, into: store, options)
        console.progress("")
        let text = SparkReportText(report: report, duration: ContinuousClock.now - start)
        if json {
            console.print(text.json)
        } else if !quiet {
            console.print(text.text)
        }
    }
}

/// What a run on Spark did, for people and for machines.
struct SparkReportText {
    let report: SparkReport
    let duration: Duration

    var text: String {
        let outcomes = report.outcomes
        var lines = report.files.sorted { $0.key < $1.key }.map { file, outcomes in
            "\(file): "
                + Self.sorted(outcomes).map { "\(IngestReportText.number($0.value)) \($0.key)" }.joined(
                    separator: ", ")
        }
        lines.append(
            "Spark read \(IngestReportText.count(report.lines, "line")) in \(String(format: "%.1f", duration / .seconds(1))) s: "
                + "\(IngestReportText.number(outcomes["kept", default: 0])) kept; "
                + "\(IngestReportText.number(report.malformed)) malformed, "
                + "\(IngestReportText.number(outcomes["out of range", default: 0])) out of range, "
                + "\(IngestReportText.number(outcomes["skipped", default: 0])) headers and empty lines.")
        lines.append(
            "Facts: \(IngestReportText.count(report.days, "day")), with \(IngestReportText.count(report.visits, "visit"))."
        )
        return lines.joined(separator: "\n")
    }

    private static func sorted(_ outcomes: [String: Int]) -> [(key: String, value: Int)] {
        outcomes.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    }

    var json: String {
        let outcomes = report.outcomes
        let value: JSONValue = [
            "ok": true, "engine": "spark", "lines": .integer(report.lines),
            "kept": .integer(outcomes["kept", default: 0]),
            "malformed": .integer(report.malformed),
            "outOfRange": .integer(outcomes["out of range", default: 0]),
            "skipped": .integer(outcomes["skipped", default: 0]), "days": .integer(report.days),
            "visits": .integer(report.visits), "milliseconds": .integer(Int(duration / .milliseconds(1))),
            "files": .array(
                report.files.sorted { $0.key < $1.key }.map { file, outcomes in
                    ["name": .string(file), "outcomes": Self.object(outcomes)]
                }),
        ]
        return value.text()
    }

    private static func object(_ outcomes: [String: Int]) -> JSONValue {
        .object(JSONObject(sorted(outcomes).map { JSONObject.Field($0.key, .integer($0.value)) }))
    }
}
