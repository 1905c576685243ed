import AccessLogs
import ArgumentParser
import Diagnostics
import Files
import Foundation
import Insights
import Membership
import Sealing
import Site

struct IngestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ingest",
        abstract: "Count access logs into the facts of insights/facts.sqlite.",
        discussion: """
            Logs may be given again, grown, rotated, renamed or compressed, in any order and any number of runs: each \
            line counts once. A run counts all of its logs or, with an error, nothing. Roster, payments.csv, costs.csv \
            and comments.csv or .ndjson are joined with the facts.
            """)

    @Argument(
        help: ArgumentHelp(
            "Files (plain, .gz, .zst), folders, patterns, or - for standard input.", valueName: "log"))
    var logs: [String] = []

    @OptionGroup var project: ProjectOptions
    @OptionGroup var key: KeyOptions
    @OptionGroup var store: InsightsOptions
    @OptionGroup(title: "Spark") var spark: SparkArguments

    @Option(
        help: ArgumentHelp(
            "The format: \(LogFormat.all.map(\.name).joined(separator: ", ")), or a log_format string of nginx. Told by the first lines when left out.",
            valueName: "name"))
    var format: String?

    @Option(help: ArgumentHelp("A further host that the site is served under.", valueName: "name"))
    var host: [String] = []

    @Option(help: ArgumentHelp("The largest share of malformed lines.", valueName: "percent"))
    var maxBad = "1%"

    @Flag(help: "Count files that share lines with others, too.")
    var allowOverlap = false

    @Option(
        help: ArgumentHelp("The built site, whose pages tell which sealed file is whose.", valueName: "dir"))
    var site: String?

    @Flag(help: "Print what was done as JSON.")
    var json = false

    @Flag(help: "Print nothing but errors.")
    var quiet = false

    @Option(
        help: ArgumentHelp(
            "JSON that says which ids are whose, in place of roster, root key and site.", valueName: "file",
            visibility: .hidden))
    var ids: String?

    @Option(help: ArgumentHelp("The run's clock, in seconds since 1970.", visibility: .hidden))
    var now: Int?

    @Option(help: ArgumentHelp("Threads to work with.", visibility: .hidden))
    var threads: Int = ProcessInfo.processInfo.activeProcessorCount

    func validate() throws {
        try spark.validate(paths: logs)
        guard (1...64).contains(threads) else { throw ValidationError("--threads takes 1 to 64") }
        guard Self.share(maxBad) != nil else {
            throw ValidationError("--max-bad takes a share such as 1% or 0.5%")
        }
        if !spark.isSpark { _ = try logFormat() }
    }

    /// `1%` or `1` as 0.01.
    private static func share(_ text: String) -> Double? {
        let number = text.hasSuffix("%") ? String(text.dropLast()) : text
        guard let percent = Double(number), (0...100).contains(percent) else { return nil }
        return percent / 100
    }

    func run() throws {
        Memory.shareAmongThreads()
        let console = Console(environment: Environment.current, quiet: quiet)
        let roster = try RosterProject(project)
        let info = roster.configuration.site
        let ids = try ids.map { try KnownIDs(file: $0) }
        let inputs = try spark.isSpark ? [] : LogInput.expand(logs)
        let now = now ?? Int(Date.now.timeIntervalSince1970)
        var options = IngestOptions(
            site: LoggedSite(baseURL: info.baseURL, otherHosts: host, timeZone: info.timeZone),
            sections: try ids?.sealed ?? sections(), now: now, threads: threads,
            random: { count in
                var generator = SystemRandomNumberGenerator()
                return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
            },
            digest: { SHA256Digest(of: $0).bytes })
        options.allowsOverlap = allowOverlap
        options.mostBad = Self.share(maxBad) ?? 0.01
        options.saltDays = roster.configuration.saltDays
        options.firstKeptDay = roster.configuration.firstKeptDay(
            on: Day(of: Date(timeIntervalSince1970: TimeInterval(now)), in: info.timeZone))
        options.joined = try JoinedTables(roster)
        if spark.isSpark { return try runSpark(roster, ids, options, console) }
        let members = try ids ?? memberIDs(roster, console)
        options.members = Members(bundles: members.bundles, beacons: members.beacons)
        options.format = try logFormat()
        let facts = try FactStore(store.folder(in: project))
        let start = ContinuousClock.now
        let line = IngestProgressLine(console: console, start: start)
        defer { console.progress("") }
        let report = try ingest(inputs, into: facts, options) { line.show($0) }
        console.progress("")
        let text = IngestReportText(report: report, duration: ContinuousClock.now - start)
        if json {
            console.print(text.json)
        } else if !quiet {
            console.print(text.text)
        }
        if !quiet { console.report(text.warnings + (try ids == nil ? siteWarnings(roster) : [])) }
    }

    private func runSpark(
        _ roster: RosterProject, _ known: KnownIDs?, _ options: IngestOptions, _ console: Console
    ) throws {
        let insights = store.folder(in: project)
        let folder = spark.folder(insights: insights, now: options.now)
        let job = try SparkJob(logs: spark.logs, format: format, folder: folder, options)
        if spark.printSql { return console.print(job.script) }
        let ids = try known ?? memberIDs(roster, console)
        try spark.run(
            job, folder: folder, ids: (ids.bundles, ids.beacons), store: try FactStore(insights), options,
            console: console, json: json, quiet: quiet)
    }

    private func logFormat() throws -> LogFormat? {
        guard let format else { return nil }
        do {
            if let known = try LogFormat.named(format) { return known }
        } catch {
            throw ValidationError("--format '\(format)' cannot be used: \(error)")
        }
        let names = LogFormat.all.map(\.name)
        throw ValidationError(
            "unknown format '\(format)'; \(suggestion(for: format, among: names, from: "there are"))")
    }

    /// Who asks for which bundle and beacon, in all generations of codes.
    private func memberIDs(_ project: RosterProject, _ console: Console) throws -> KnownIDs {
        var known = KnownIDs()
        let roster = try project.roster().members
        guard !roster.isEmpty else { return known }
        let keys: SiteKeys
        do {
            keys = try SiteKeys(root: try key.read(in: self.project).key)
        } catch let error as DiagnosticError {
            console.report([
                .warning(
                    "without the root key members cannot be told from visitors",
                    hint: error.diagnostics.first?.message)
            ])
            return known
        }
        for member in roster {
            for generation in 1...max(1, member.generation) {
                let code = keys.unlockCode(member: member.id, generation: generation)
                known.bundles[code.bundleID.hex] = member.id
                known.beacons[code.beaconID.hex] = member.id
            }
        }
        return known
    }

    /// The routes of sealed sections, as the built site's pages name them.
    private func sections() throws -> [String: String] {
        if try hasSite() { return try SectionTable.read(siteFolder) }
        if let site { throw FileError("read", site, code: ENOENT) }
        return [:]
    }

    private var siteFolder: String { site ?? project.path("site") }

    private func hasSite() throws -> Bool { try FileSystem.status(siteFolder)?.kind == .folder }

    /// Where there are members, there is something sealed.
    private func siteWarnings(_ project: RosterProject) throws -> [Diagnostic] {
        guard try !hasSite(), try !project.roster().members.isEmpty else { return [] }
        return [
            .warning(
                "without the built site in '\(siteFolder)' it cannot be told which page a sealed file belongs to",
                hint: "sealpress build makes it; --site names another folder")
        ]
    }
}

/// Which ids are whose.
private struct KnownIDs: Decodable {
    /// Members by bundle id.
    var bundles: [String: String] = [:]
    /// Members by beacon id.
    var beacons: [String: String] = [:]
    /// Routes by the id of a sealed file.
    var sealed: [String: String] = [:]

    init() {}

    /// Reads a JSON object of all three.
    init(file: String) throws {
        do {
            self = try JSONDecoder().decode(Self.self, from: Data(try FileSystem.read(file)))
        } catch is DecodingError {
            throw DiagnosticError(.error("'\(file)' does not say which ids are whose"))
        }
    }
}

/// Where the facts are.
struct InsightsOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("The folder of the facts. (default: insights in the project)", valueName: "dir"))
    var insights: String?

    func folder(in project: ProjectOptions) -> String { insights ?? project.path("insights") }
}
