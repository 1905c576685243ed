import ArgumentParser
import Diagnostics
import Files
import Foundation
import Sealing
import Site

struct BuildCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "build",
        abstract: "Build the site.",
        discussion: """
            Reads sealpress.yml, content/, layouts/ and members.csv, and writes plain files for any static host. The \
            same input, key and date give the same bytes. Only files that changed are written, and what the last build made \
            is taken over where nothing that it depends on changed.
            """)

    @OptionGroup var project: ProjectOptions
    @OptionGroup var key: KeyOptions
    @OptionGroup var date: DateOptions

    @Option(help: ArgumentHelp("Where the site goes. (default: site in the project)", valueName: "dir"))
    var output: String?

    @Flag(help: "Build drafts and pages dated later, too.")
    var drafts = false

    @Flag(help: "Make everything anew, whatever the last build made. The site is the same.")
    var noCache = false

    @Flag(help: "Print the summary as JSON.")
    var json = false

    @Flag(help: "Print nothing but errors.")
    var quiet = false

    @Option(help: ArgumentHelp("Threads to work with.", visibility: .hidden))
    var threads: Int = ProcessInfo.processInfo.activeProcessorCount

    func validate() throws {
        guard (1...1024).contains(threads) else { throw ValidationError("--threads takes 1 to 1024") }
    }

    func run() throws {
        let console = Console(environment: Environment.current, quiet: quiet)
        let (root, keyFile) = try key.read(in: project)
        var inputs = BuildInputs(
            root: project.folder, output: output ?? project.path("site"), keys: try SiteKeys(root: root),
            keyFile: keyFile, date: try date.read(), clock: .now,
            previousKeys: try key.readPrevious(in: project).map { try SiteKeys(root: $0) },
            passphrases: Environment.current.filter { $0.key.hasPrefix(BuildInputs.passphrasePrefix) },
            includesDrafts: drafts, threads: threads)
        inputs.reusesResults = !noCache
        var stages = StageTimes(console: console)
        let summary: BuildSummary
        do {
            summary = try build(inputs) { stages.began($0) }
        } catch {
            stages.finish()
            if json, let failure = Failure(error) { console.print(BuildReport.failure(failure.diagnostics)) }
            throw error
        }
        stages.finish()
        if !quiet { console.report(summary.warnings) }
        if json {
            console.print(BuildReport.json(summary, stages.times))
        } else if !quiet {
            console.print(BuildReport.text(summary, stages.times, output: inputs.output))
        }
    }
}

/// How long each stage took, shown on a terminal while it runs.
struct StageTimes {
    let console: Console
    private(set) var times: [(stage: BuildStage, duration: Duration)] = []
    private var current: (stage: BuildStage, start: ContinuousClock.Instant)?

    init(console: Console) {
        self.console = console
    }

    mutating func began(_ stage: BuildStage) {
        end()
        current = (stage, .now)
        let number = (BuildStage.allCases.firstIndex(of: stage) ?? 0) + 1
        console.progress("[\(number)/\(BuildStage.allCases.count)] \(stage.rawValue) …")
    }

    mutating func finish() {
        end()
        console.progress("")
    }

    private mutating func end() {
        guard let running = current else { return }
        times.append((running.stage, .now - running.start))
        current = nil
    }
}
