import ArgumentParser
import Diagnostics
import Files
import Foundation
import Insights

struct FactsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "facts",
        abstract: "Print what the access logs told.",
        discussion: """
            Without a table, the essentials. With one, all of its rows: \(FactTable.names). \
            docs/content/insights/analytics.md describes every table and column.
            """)

    @Argument(help: ArgumentHelp("The table to print.", valueName: "table"))
    var table: String?

    @OptionGroup var project: ProjectOptions
    @OptionGroup var store: InsightsOptions

    @Option(help: ArgumentHelp("The first day, 2026-11-01.", valueName: "date"))
    var since: String?

    @Option(help: ArgumentHelp("The last day.", valueName: "date"))
    var until: String?

    @Flag(help: "Print CSV; needs a table.")
    var csv = false

    @Flag(help: "Print JSON.")
    var json = false

    func validate() throws {
        _ = try period()
        if csv, json { throw ValidationError("give one of --csv and --json") }
        guard let table else {
            if csv { throw ValidationError("--csv needs a table: \(FactTable.names)") }
            return
        }
        guard let table = FactTable(rawValue: table) else {
            let hint = suggestion(for: table, among: FactTable.allCases.map(\.rawValue), from: "there are")
            throw ValidationError("there is no table '\(table)'; \(hint)")
        }
        if table.timeColumn == nil, since != nil || until != nil {
            throw ValidationError(
                "--since and --until mean nothing for \(table.rawValue), which is not by day")
        }
    }

    private func period() throws -> FactPeriod {
        guard let period = FactPeriod(since: since, until: until) else {
            throw ValidationError("--since and --until take a date such as 2026-11-01")
        }
        guard !period.isEmpty else { throw ValidationError("--since is after --until") }
        return period
    }

    func run() throws {
        let folder = store.folder(in: project)
        guard try FileSystem.status(FactStore.path(in: folder)) != nil else {
            throw DiagnosticError(
                .error("there are no facts in '\(folder)'", hint: "sealpress ingest LOG… makes them"))
        }
        let facts = try FactStore(folder)
        let console = Console(environment: Environment.current)
        if let table = table.flatMap(FactTable.init(rawValue:)) {
            let rows = FactRows(try facts.rows(table.query(try period())))
            console.write(
                csv ? rows.csv : json ? Array((rows.json.text() + "\n").utf8) : Array(rows.text.utf8))
            return
        }
        let summaries = try FactSummary.all.map { summary in
            (summary, FactRows(try facts.rows(summary.query(try period()))))
        }
        if json {
            let fields = summaries.map { JSONObject.Field($0.0.name, $0.1.json) }
            console.print(JSONValue.object(JSONObject(fields)).text())
        } else {
            console.print(summaries.map { "\($0.0.title)\n\($0.1.text)" }.joined(separator: "\n"))
        }
    }
}
