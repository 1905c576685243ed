import ArgumentParser
import Diagnostics
import Files
import Foundation
import Insights

struct FactsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "facts",
        abstract: "Print what the access logs told.",
        discussion: "Without a table, the essentials; docs/analytics.md describes every table and column.")

    enum Style: String, ExpressibleByArgument, CaseIterable { case text, csv, json }

    @Argument(help: ArgumentHelp("\(FactTable.names).", valueName: "table"))
    var table: String?

    @OptionGroup var project: ProjectOptions
    @OptionGroup var store: InsightsOptions

    @Option(help: ArgumentHelp("The first day, 2026-11-01.", valueName: "date"))
    var since: String?

    @Option(help: ArgumentHelp("The last day.", valueName: "date"))
    var until: String?

    @Option(help: "How it is printed: text, csv or json.")
    var style: Style = .text

    func validate() throws {
        for (option, date) in [("--since", since), ("--until", until)] {
            guard date.map(FactTable.isDay) ?? true else {
                throw ValidationError("\(option) takes a date such as 2026-11-01")
            }
        }
        if let table, FactTable(rawValue: table) == nil {
            let hint = suggestion(for: table, among: FactTable.allCases.map(\.rawValue), from: "there are")
            throw ValidationError("there is no table '\(table)'; \(hint)")
        }
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
            console.write(Self.print(try facts.rows(table.query(since: since, until: until)), style))
            return
        }
        for summary in FactSummary.all {
            let rows = try facts.rows(summary.query(since: since, until: until))
            switch style {
            case .text:
                console.print(summary.title)
                console.write(Self.print(rows, .text))
                console.print("")
            case .csv, .json: console.write(Self.print(rows, style))
            }
        }
    }

    private static func print(_ table: (columns: [String], rows: [[String]]), _ style: Style) -> [UInt8] {
        switch style {
        case .csv:
            var printer = CSVPrinter()
            printer.print(table.columns)
            for row in table.rows { printer.print(row) }
            return printer.bytes
        case .json:
            let rows = table.rows.map { row in
                JSONValue.object(
                    JSONObject(
                        zip(table.columns, row).map { column, value in
                            JSONObject.Field(column, FactTable.value(value, of: column))
                        }))
            }
            return Array((JSONValue.array(rows).text() + "\n").utf8)
        case .text:
            return Array(text(table).utf8)
        }
    }

    /// Columns side by side, numbers to the right.
    private static func text(_ table: (columns: [String], rows: [[String]])) -> String {
        guard !table.rows.isEmpty else { return "  nothing\n" }
        let all = [table.columns] + table.rows
        let widths = table.columns.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
        let isNumber = table.columns.indices.map { column in table.rows.allSatisfy { Int($0[column]) != nil }
        }
        return all.map { row in
            let cells = row.indices.map { column in
                let space = String(repeating: " ", count: widths[column] - row[column].count)
                return isNumber[column] ? space + row[column] : row[column] + space
            }
            var line = "  " + cells.joined(separator: "  ")
            while line.hasSuffix(" ") { line.removeLast() }
            return line + "\n"
        }.joined()
    }
}

/// The tables that can be printed whole.
enum FactTable: String, CaseIterable {
    case requests, visitors, visits, content, hours, sources, rejected, events
    case memberDays = "member_days"
    case memberContent = "member_content"

    static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }

    func query(since: String?, until: String?) -> String {
        "SELECT * FROM \(rawValue)\(Self.period(since, until)) ORDER BY 1, 2, 3, 4, 5"
    }

    /// Days were checked to be digits and dashes.
    static func period(_ since: String?, _ until: String?) -> String {
        let conditions = [since.map { "day >= '\($0)'" }, until.map { "day <= '\($0)'" }].compactMap(\.self)
        return conditions.isEmpty ? "" : " WHERE " + conditions.joined(separator: " AND ")
    }

    static func isDay(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        return parts.map(\.count) == [4, 2, 2]
            && parts.allSatisfy { $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
    }

    private static let textColumns: Set<String> = [
        "day", "audience", "class", "visitor", "entry", "exit", "referrer", "source", "medium", "campaign",
        "member",
        "route", "event", "value", "kind", "reason",
    ]

    static func value(_ text: String, of column: String) -> JSONValue {
        guard !textColumns.contains(column), let number = Int(text) else { return .string(text) }
        return .integer(number)
    }
}

/// The essentials, one short table each.
struct FactSummary {
    let title: String
    private let select: String
    private let rest: String

    func query(since: String?, until: String?) -> String {
        select + FactTable.period(since, until) + " " + rest
    }

    static let all: [FactSummary] = [
        FactSummary(
            title: "Visits",
            select: """
                SELECT count(DISTINCT day) AS days, count(*) AS visits, sum(views) AS views, sum(readings) AS readings,
                count(DISTINCT nullif(member, '')) AS members, sum(member <> '') AS member_visits FROM visits
                """, rest: "HAVING count(*) > 0"),
        FactSummary(
            title: "Who asked",
            select: "SELECT audience, sum(requests) AS requests, sum(bytes) AS bytes FROM requests",
            rest: "GROUP BY audience ORDER BY requests DESC"),
        FactSummary(
            title: "What was asked for",
            select: """
                SELECT class, sum(requests) AS requests, sum((status >= 200 AND status < 300) * requests) AS '2xx',
                sum((status >= 300 AND status < 400) * requests) AS '3xx',
                sum((status >= 400 AND status < 500) * requests) AS '4xx', sum((status >= 500) * requests) AS '5xx'
                FROM requests
                """, rest: "GROUP BY class ORDER BY 2 DESC"),
        FactSummary(
            title: "Most read",
            select: """
                SELECT route, sum(views) AS views, sum(visitors) AS visitors, sum(readings) AS readings,
                sum(member_views) AS member_views FROM content
                """, rest: "GROUP BY route ORDER BY views DESC, route LIMIT 10"),
        FactSummary(
            title: "Where visits came from",
            select: """
                SELECT CASE WHEN source <> '' THEN source WHEN referrer <> '' THEN referrer ELSE 'direct' END AS origin,
                sum(visits) AS visits, sum(bounces) AS bounces, sum(member_visits) AS member_visits FROM sources
                """, rest: "GROUP BY origin ORDER BY visits DESC, origin LIMIT 10"),
        FactSummary(
            title: "Not counted", select: "SELECT kind, reason, sum(requests) AS requests FROM rejected",
            rest: "GROUP BY kind, reason ORDER BY kind, reason"),
    ]
}
