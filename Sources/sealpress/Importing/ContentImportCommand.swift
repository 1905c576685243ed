import ArgumentParser
import Content
import Diagnostics
import Files
import Foundation
import Importing
import Site

struct ContentImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Take pages over from another tool.",
        usage: "sealpress import [<kind>] <source> [<options>]",
        discussion: """
            Reads a Hugo, Jekyll, mdBook, DocC, docsify or Ghost source, or a folder of Markdown, and writes content/. \
            Nothing is changed in the source, and no file that is there already is overwritten. What could not be \
            mapped is listed with its place.
            """)

    @Argument(
        help: ArgumentHelp(
            """
            The kind (\(ImportKind.allCases.map(\.rawValue).joined(separator: ", "))), which is found out when it is \
            left out, and the source's folder or, for Ghost, its file.
            """, valueName: "kind> <source"))
    var words: [String]

    @OptionGroup var project: ProjectOptions

    @Option(help: ArgumentHelp("The folder below content/ that takes the pages.", valueName: "folder"))
    var into: String?

    @Option(help: ArgumentHelp("Make a course of the pages, with this id.", valueName: "id"))
    var course: String?

    @Option(help: ArgumentHelp("The tier of pages that do not say it themselves.", valueName: "id"))
    var tier: String?

    @Option(help: ArgumentHelp("A Markdown file with links to the pages in their order.", valueName: "file"))
    var order: String?

    @Option(
        help: ArgumentHelp(
            "Where the source was published, https://example.org/book/ or /book/: old addresses lead to the new pages.",
            valueName: "address"))
    var oldAddress: String?

    @Flag(help: "Say what would be written, and write nothing.")
    var dryRun = false

    @Flag(help: "Overwrite files that are there with other content.")
    var force = false

    @Flag(help: "Print the result as JSON.")
    var json = false

    @Flag(help: "Print nothing but errors.")
    var quiet = false

    func validate() throws {
        let kinds = ImportKind.allCases.map(\.rawValue)
        guard (1...2).contains(words.count) else {
            throw ValidationError("name a kind and a source: sealpress import hugo ../my-site")
        }
        if words.count == 2, !kinds.contains(words[0]) {
            throw ValidationError(
                "there is no kind '\(words[0])'; "
                    + suggestion(for: words[0], among: kinds, from: "it is one of"))
        }
        if words.count == 1, kinds.contains(words[0]), (try? FileSystem.status(words[0])) ?? nil == nil {
            throw ValidationError("name the source too: sealpress import \(words[0]) ../source")
        }
        if into != nil, course != nil { throw ValidationError("--into and --course exclude each other") }
        if let oldAddress, OldAddress(oldAddress) == nil {
            throw ValidationError("'\(oldAddress)' is no address; write https://example.org/book/ or /book/")
        }
    }

    func run() throws {
        let console = Console(environment: Environment.current, quiet: quiet)
        var request = ImportRequest(source: words[words.count - 1])
        request.kind = words.count == 2 ? ImportKind(rawValue: words[0]) : nil
        request.into = into
        request.course = course
        request.tier = tier
        request.order = order
        request.oldAddress = oldAddress.flatMap(OldAddress.init)
        request.project = try projectSettings()
        if let tier, let project = request.project, tier != publicTier, !project.tiers.contains(tier) {
            throw DiagnosticError(
                .error(
                    "unknown tier '\(tier)'",
                    hint: suggestion(
                        for: tier, among: [publicTier] + project.tiers, from: "sealpress.yml has")))
        }
        console.progress("reading \(request.source) …")
        let plan: ImportPlan
        do {
            plan = try planImport(request)
        } catch {
            console.progress("")
            throw error
        }
        let outcome = try plan.write(below: project.folder, force: force, isDry: dryRun) { number in
            if number % 100 == 0 { console.progress("writing \(number) of \(plan.files.count) …") }
        }
        console.progress("")
        let configuration = try writeConfiguration(for: plan, isNew: request.project == nil)
        if !quiet { console.report(plan.diagnostics) }
        let report = ContentImportReport(
            plan: plan, outcome: outcome, isDry: dryRun, configuration: configuration,
            project: request.project)
        if json {
            console.print(report.json)
        } else if !quiet {
            console.print(report.text)
        }
    }

    private func projectSettings() throws -> ProjectSettings? {
        let path = project.path(SiteConfiguration.path)
        guard try FileSystem.status(path) != nil else { return nil }
        return ProjectSettings(yaml: try FileSystem.readText(path))
    }

    /// A project without `sealpress.yml` gets one, so that it builds.
    ///
    /// - Returns: the file's name when it is new.
    private func writeConfiguration(for plan: ImportPlan, isNew: Bool) throws -> String? {
        guard isNew else { return nil }
        if !dryRun {
            try FileSystem.makeFolder(project.folder)
            try FileSystem.write(
                Array(plan.newConfiguration(tier: tier).utf8), to: project.path(SiteConfiguration.path))
        }
        return SiteConfiguration.path
    }
}
