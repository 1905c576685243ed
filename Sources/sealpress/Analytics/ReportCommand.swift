import ArgumentParser
import Diagnostics
import Files
import Foundation
import Insights
import Site

struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Write what sealpress insights found as a page to read, with its data as CSV and JSON.",
        discussion: """
            One self-contained page in English or Chinese that needs no script and prints well; docs/content/insights/insights.md says \
            what each number means. Groups of fewer than five members are merged, and members are numbers, unless \
            --identified asks for names and addresses.
            """)

    @OptionGroup var project: ProjectOptions
    @OptionGroup var store: InsightsOptions

    @Option(
        help: ArgumentHelp(
            "A folder for index.html and data/, or a page's name that ends in .html. (default: insights/report)",
            valueName: "path"))
    var output: String?

    @Option(help: ArgumentHelp("en or zh. (default: the site's language)", valueName: "language"))
    var language: String?

    @Flag(help: "Show members by name, id and address.")
    var identified = false

    @Flag(help: "Print the essentials on the terminal, and write nothing.")
    var terminal = false

    @Flag(help: "Print what was written as JSON.")
    var json = false

    @Flag(help: "Print nothing but errors.")
    var quiet = false

    func validate() throws {
        guard language.map({ ReportLanguage(rawValue: $0) != nil }) ?? true else {
            throw ValidationError("--language takes en or zh")
        }
        guard !(terminal && (json || output != nil)) else {
            throw ValidationError("--terminal writes nothing, so it goes with neither --output nor --json")
        }
        guard output.map({ !$0.isEmpty }) ?? true else {
            throw ValidationError("--output takes a folder, or a file that ends in .html")
        }
    }

    func run() throws {
        let console = Console(environment: Environment.current, quiet: quiet)
        let roster = try RosterProject(project)
        let folder = store.folder(in: project)
        let lock = try Workplace.lock(root: project.folder, since: .now)
        defer { lock.release() }
        // What a killed run of insights began is completed before anything is read.
        try FileJournal.recover(in: folder)
        let results = try InsightsResults(folder: folder)
        let place = ReportPlace(output, insights: folder)
        let site = roster.configuration.site
        let report = Report(
            results,
            ReportOptions(
                language: language.flatMap(ReportLanguage.init(rawValue:))
                    ?? (site.language.lowercased().hasPrefix("zh") ? .chinese : .english),
                title: site.title, people: identified ? try people(roster) : nil,
                dataFolder: place.dataName))
        if terminal {
            console.print(report.terminal(width: Self.columns))
            return
        }
        try refusePublished(place)
        let written = try place.write(report)
        if json {
            console.print(summary(results, report, place, written).text())
        } else if !quiet {
            let ran = results.summaries.count { $0.notRun == nil }
            console.print(
                "Report of \(report.date): \(ran) of \(results.summaries.count) models, in '\(place.page)'; "
                    + "\(written.count - 1) data files in '\(place.data)'.")
        }
    }

    private func people(_ roster: RosterProject) throws -> [String: ReportOptions.Person] {
        let members = try roster.roster().members
        return Dictionary(
            members.map { ($0.id, ReportOptions.Person(name: $0.name, address: $0.email)) },
            uniquingKeysWith: { first, _ in first })
    }

    /// Names must not come into what is published.
    private func refusePublished(_ place: ReportPlace) throws {
        guard identified, let name = project.published(place.page) else { return }
        throw DiagnosticError(
            .error(
                "a report with names would be published from '\(place.page)'",
                hint: "choose an --output outside of '\(name)/', or leave out --identified"))
    }

    private func summary(
        _ results: InsightsResults, _ report: Report, _ place: ReportPlace, _ written: [String]
    ) -> JSONValue {
        let absent = results.summaries.compactMap { summary in
            summary.notRun.map { notRun -> JSONValue in
                [
                    "subject": .string(summary.subject.rawValue), "why": .string(notRun.why),
                    "record": .string(notRun.record),
                ]
            }
        }
        return [
            "ok": true, "date": .string(report.date), "page": .string(place.page),
            "files": .array(written.map(JSONValue.string)), "identified": .bool(identified),
            "notRun": .array(absent),
        ]
    }

    /// Of the terminal, where there is one.
    private static var columns: Int {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 100 }
        return Int(size.ws_col)
    }
}

/// Where a report goes.
struct ReportPlace {
    private let folder: String
    private let pageName: String
    /// Of the data's folder, beside the page.
    let dataName: String

    init(_ output: String?, insights: String) {
        guard let output, output.hasSuffix(".html") else {
            let path = output ?? insights + "/report"
            folder = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
            pageName = "index.html"
            dataName = "data"
            return
        }
        let slash = output.lastIndex(of: "/")
        folder = slash.map { $0 == output.startIndex ? "/" : String(output[..<$0]) } ?? "."
        pageName = slash.map { String(output[output.index(after: $0)...]) } ?? output
        dataName = pageName.dropLast(".html".count) + "-data"
    }

    var page: String { folder + "/" + pageName }
    var data: String { folder + "/" + dataName }

    /// Writes page and data, readable by the author alone, and removes data that this report does not have.
    ///
    /// - Returns: the files' paths, the page first.
    func write(_ report: Report) throws -> [String] {
        try FileSystem.makeFolder(data)
        let files = report.dataFiles
        let names = Set(files.map(\.name))
        // Of an earlier report, which may have named members.
        for old in Report.dataFileNames.subtracting(names).sorted() {
            _ = try FileSystem.removeFile(try RelativePath(old), below: data, pruningEmptyFolders: false)
        }
        for file in files {
            try FileSystem.write(file.bytes, to: data + "/" + file.name, mode: 0o600)
        }
        // Last: it links to the others.
        try FileSystem.write(report.page, to: page, mode: 0o600)
        return [page] + files.map { data + "/" + $0.name }
    }
}
