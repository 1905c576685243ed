import ArgumentParser
import Diagnostics
import Files
import Foundation
import Insights
import Membership
import Sealing
import Site

struct InsightsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "insights",
        abstract: "Run every model that the data allows; the results go to insights/*.json.",
        discussion: """
            Made from the facts of sealpress ingest, the roster, payments.csv, costs.csv, comments.csv, arms.csv and \
            points.csv. What is missing or too small is listed with what to record. docs/content/insights/insights-files.md describes \
            every file.
            """,
        subcommands: [RunInsights.self, Forget.self, Export.self], defaultSubcommand: RunInsights.self)
}

/// `sealpress insights` itself; options of its own would take those of its subcommands.
struct RunInsights: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Run every model (default).")

    @OptionGroup var project: ProjectOptions
    @OptionGroup var key: KeyOptions
    @OptionGroup var store: InsightsOptions

    @Option(
        help: ArgumentHelp(
            "The last day that counts, 2026-11-01. Else SOURCE_DATE_EPOCH, else today.", valueName: "date"))
    var date: String?

    @Flag(help: "Print what was run as JSON.")
    var json = false

    @Flag(help: "Print nothing but errors.")
    var quiet = false

    @Option(help: ArgumentHelp("Threads to work with.", visibility: .hidden))
    var threads: Int = ProcessInfo.processInfo.activeProcessorCount

    func validate() throws {
        guard (1...64).contains(threads) else { throw ValidationError("--threads takes 1 to 64") }
        guard date.map({ Day($0) != nil }) ?? true else {
            throw ValidationError("--date takes a day such as 2026-11-01")
        }
    }

    func run() throws {
        let console = Console(environment: Environment.current, quiet: quiet)
        let roster = try RosterProject(project)
        let day = try date.flatMap { Day($0) } ?? Day(of: DateOptions.parse([]).read(), in: roster.timeZone)
        let inputs = try inputs(roster, day)
        let folder = store.folder(in: project)
        let lock = try Workplace.lock(root: project.folder, since: .now)
        defer { lock.release() }
        let facts = try FactStore(folder)
        // What a killed run began is completed before anything is read.
        try FileJournal.recover(in: folder)
        if let first = roster.configuration.firstKeptDay(
            on: min(day, Day(of: .now, in: roster.timeZone)))
        {
            try facts.removeFacts(before: first)
        }
        defer { console.progress("") }
        let run = try InsightsRun(facts, inputs) { console.progress("insights: \($0.rawValue)") }
        try FileSystem.makeFolder(folder + "/slates")
        try FileJournal.commit(try run.files(), in: folder)
        console.progress("")
        let report = InsightsReportText(results: run.results, date: day)
        if json {
            console.print(report.json)
        } else if !quiet {
            console.print(report.text)
        }
    }

    private func inputs(_ roster: RosterProject, _ day: Day) throws -> InsightsInputs {
        let payments = try PaymentsInProject(roster).file
        let hasPayments = try roster.bytes(of: PaymentsInProject.path) != nil
        var diagnostics: [Diagnostic] = []
        let tables = try AuthorTables(timeZone: roster.timeZone, diagnostics: &diagnostics) {
            try roster.bytes(of: $0)
        }
        guard diagnostics.allSatisfy({ $0.severity != .error }) else { throw DiagnosticError(diagnostics) }
        // All that is out by the end of the day.
        let end = Date(timeIntervalSince1970: TimeInterval(day.adding(days: 1).startUTC))
        let pages = try PageInventory(root: project.folder, date: end, threads: threads).pages
        return InsightsInputs(
            date: day, host: URL(string: roster.configuration.site.baseURL)?.host() ?? "",
            tiers: roster.catalogue.tiers, roster: try roster.roster(),
            payments: hasPayments ? payments : nil,
            tables: tables, settings: ModelSettings(roster.configuration.insights),
            experiments: try experiments(roster, pages),
            pages: pages.map {
                SitePage(route: $0.route, title: $0.title, tags: $0.tags, course: $0.course, tier: $0.tier)
            }, threads: threads)
    }

    /// Who is in which arm; the root key is asked for only where there are experiments.
    private func experiments(
        _ project: RosterProject, _ pages: [PageInventory.Page]
    ) throws -> [AssignedExperiment] {
        let experiments = project.configuration.experiments
        guard !experiments.isEmpty else { return [] }
        let keys = try SiteKeys(root: try key.read(in: self.project).key)
        let roster = try project.roster()
        let shown = try Workplace.shownArms(root: self.project.folder)
        return experiments.map {
            AssignedExperiment($0, roster: roster, keys: keys, shown: shown, pages: pages)
        }
    }
}

/// What a run did, for people and for machines.
struct InsightsReportText {
    let results: InsightsResults
    let date: Day

    var text: String {
        let all = results.summaries
        let ran = all.filter { $0.notRun == nil }
        var lines = ["Insights of \(date): \(ran.count) of \(all.count) models were run."]
        for summary in ran { lines.append("  \(summary.subject.rawValue): \(summary.reading)") }
        for summary in all {
            if let notRun = summary.notRun { lines.append("  \(summary.subject.rawValue): \(notRun)") }
        }
        return lines.joined(separator: "\n")
    }

    var json: String {
        let models = results.summaries.map { summary -> JSONValue in
            var fields: JSONObject = [
                "subject": .string(summary.subject.rawValue), "file": .string(summary.subject.fileName),
                "ran": .bool(summary.notRun == nil), "reading": .string(summary.reading),
                "warnings": .array(summary.warnings.map(JSONValue.string)),
            ]
            if let notRun = summary.notRun {
                fields.append("why", .string(notRun.why))
                fields.append("record", .string(notRun.record))
            }
            return .object(fields)
        }
        let value: JSONValue = ["ok": true, "date": .string(date.description), "models": .array(models)]
        return value.text()
    }
}

extension ModelSettings {
    /// The author's decisions over the defaults.
    init(_ written: InsightsConfiguration) {
        self.init()
        margin = written.margin ?? margin
        discount = written.discount ?? discount
        horizon = written.horizon ?? horizon
        forecast = written.forecast ?? forecast
        slate = written.slate ?? slate
        exploration = written.exploration ?? exploration
    }
}
