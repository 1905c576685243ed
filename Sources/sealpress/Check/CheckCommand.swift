import ArgumentParser
import Diagnostics
import Foundation
import LinkChecking
import Sealing
import Site

struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check the site without building it.",
        discussion: """
            Shows everything that a build would report, and more: pictures without words, duplicate titles, slips in \
            tags, sizes over budget. Nothing of the site is written. The status is 1 where there are errors.
            """)

    @OptionGroup var project: ProjectOptions
    @OptionGroup var key: KeyOptions
    @OptionGroup var date: DateOptions

    @Option(help: "How to print what is found: text, json, sarif or github.")
    var format: CheckFormat = .text

    @Option(help: ArgumentHelp("Rules to go by, and no others.", valueName: "rules"))
    var only: String?

    @Option(help: ArgumentHelp("Rules to leave out.", valueName: "rules"))
    var skip: String?

    @Flag(help: "Ask other sites, too, whether links to them lead somewhere.")
    var external = false

    @Option(help: ArgumentHelp("How many requests a second one host gets with --external.", valueName: "n"))
    var rate = 2.0

    @Flag(help: "Fail on warnings, too.")
    var strict = false

    @Flag(help: "Check drafts and pages dated later, too.")
    var drafts = false

    @Flag(help: "List the rules.")
    var listRules = false

    @Flag(help: "Print nothing but what is found.")
    var quiet = false

    @Option(help: ArgumentHelp("Threads to work with.", visibility: .hidden))
    var threads: Int = ProcessInfo.processInfo.activeProcessorCount

    func validate() throws {
        guard (1...1024).contains(threads) else { throw ValidationError("--threads takes 1 to 1024") }
        guard (0.01...100).contains(rate) else { throw ValidationError("--rate takes 0.01 to 100") }
        _ = try (only.map(Self.rules), skip.map(Self.rules))
    }

    /// Rules by their ids, with commas between them: `anchor,image`.
    private static func rules(_ names: String) throws -> Set<DiagnosticRule> {
        try names.split(separator: ",").reduce(into: []) { rules, name in
            guard let rule = DiagnosticRule(rawValue: String(name)) else {
                let known = DiagnosticRule.allCases.map(\.rawValue)
                throw ValidationError(
                    "there is no rule '\(name)'; "
                        + suggestion(for: String(name), among: known, from: "rules are"))
            }
            rules.insert(rule)
        }
    }

    func run() throws {
        let console = Console(environment: Environment.current, quiet: quiet)
        guard !listRules else {
            console.print(CheckText.rules)
            return
        }
        var stages = StageTimes(console: console)
        let inputs = CheckInputs(
            try buildInputs(console), only: try only.map(Self.rules), skip: try skip.map(Self.rules) ?? [],
            asking: external ? asking(console) : nil)
        let report = try Site.check(inputs) { stages.began($0) }
        stages.finish()
        format.print(report, project: project, quiet: quiet, to: console)
        if !report.isComplete {
            console.note("Errors kept the site from being laid out: sizes and leaks could not be judged.")
        }
        if report.errors > 0 || strict && report.warnings > 0 { throw ExitCode(ExitStatus.input) }
    }

    /// Asks the web; the clock is the machine's, whatever the build date.
    private func asking(_ console: Console) -> @Sendable ([String]) throws -> [String: LinkAnswer] {
        let start = ContinuousClock.now
        var checker = LinkChecker(
            rate: rate, userAgent: "sealpress/\(Sealpress.version) (link check)",
            clock: LinkClock(
                now: { (ContinuousClock.now - start) / .seconds(1) },
                pause: { Thread.sleep(forTimeInterval: $0) }))
        checker.onProgress = { console.progress("[links] \($0) of \($1) …") }
        let root = project.folder
        return { [checker] addresses in try checker.answers(for: addresses, root: root, now: .now) }
    }

    private func buildInputs(_ console: Console) throws -> BuildInputs {
        let found = try key.find(in: project)
        if found == nil {
            console.note(
                "There is no root key: sealed files and the record of earlier builds are not looked at.")
        }
        return BuildInputs(
            root: project.folder, output: project.path("site"),
            keys: try SiteKeys(root: found?.key ?? RootKey.generate()),
            keyFile: found?.file, date: try date.read(), clock: .now,
            previousKeys: try key.readPrevious(in: project).map { try SiteKeys(root: $0) },
            passphrases: Environment.current.filter { $0.key.hasPrefix(BuildInputs.passphrasePrefix) },
            includesDrafts: drafts, hasRootKey: found != nil, threads: threads)
    }
}
