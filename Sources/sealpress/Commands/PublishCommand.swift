import ArgumentParser
import Diagnostics
import Files
import Foundation
import Publishing
import Sealing

struct PublishCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "publish",
        abstract: "Send the built site to where it is served.",
        discussion: """
            Sends only what changed, in an order in which readers always find what a page names, and removes what \
            earlier publications sent and this site does not have. Files that no manifest lists are left alone. \
            Refuses a site that is not as it was built, and a target that is newer or signed by another key.
            """)

    @OptionGroup var project: ProjectOptions
    @OptionGroup var key: KeyOptions

    @Option(
        help: ArgumentHelp(
            "rsync:HOST:PATH, dir:PATH or git:BRANCH.", valueName: "place"))
    var to: String

    @Option(help: ArgumentHelp("The built site. (default: site in the project)", valueName: "dir"))
    var site: String?

    @Option(
        help: ArgumentHelp(
            "The site's public key, or a file that holds it; else the root key tells.", valueName: "key"))
    var publicKey: String?

    @Option(help: ArgumentHelp("With git: push the branch to this remote.", valueName: "remote"))
    var push: String?

    @Flag(
        help:
            "Publish over a site that is newer, altered or signed by another key, and over files of others.")
    var replace = false

    @Flag(help: "List what would be sent and removed, and change nothing.")
    var dryRun = false

    @Flag(help: "Print the result as JSON.")
    var json = false

    @Flag(help: "Print nothing but errors.")
    var quiet = false

    func validate() throws {
        guard push == nil || to.hasPrefix("git:") else {
            throw ValidationError("--push goes with --to git:BRANCH")
        }
        guard push?.hasPrefix("-") != true else { throw ValidationError("--push takes a remote") }
    }

    func run() throws {
        let console = Console(environment: Environment.current, quiet: quiet)
        do {
            try publish(console)
        } catch {
            console.progress("")
            if json, let failure = Failure(error) { console.print(BuildReport.failure(failure.diagnostics)) }
            throw error
        }
    }

    private func publish(_ console: Console) throws {
        let destination = try Destination(parsing: to)
        let lock = try lock()
        defer { lock?.release() }
        let local = try LocalSite(site ?? project.path("site"), publicKey: try signer())
        for path in local.unlisted {
            console.note("warning: '\(path)' was not made by the build and is not published")
        }
        let settings = PublicationSettings(
            environment: Environment.current,
            temporaryFolder: FileManager.default.temporaryDirectory.path(percentEncoded: false).withoutSlash,
            repository: project.folder, remote: push)
        var shown = ProgressLine(console: console)
        var publication = try Publication(
            of: local, to: destination, settings: settings, replacing: replace
        ) { shown.show($0) }
        if !dryRun { try publication.run { shown.show($0) } }
        console.progress("")
        let report = PublicationReport(publication, to: to, isDryRun: dryRun)
        if json {
            console.print(report.json)
        } else if !quiet {
            console.print(report.text)
        }
    }

    /// No build works on the site while it is read, and no two publications of a project run at once.
    private func lock() throws -> FileLock? {
        guard try FileSystem.status(project.path("sealpress.yml")) != nil else { return nil }
        try FileSystem.makeFolder(project.path(".sealpress"))
        do throws(FileLockError) {
            return try FileLock(project.path(".sealpress/build.lock"), since: Date.now.formatted(.iso8601))
        } catch {
            guard case .held = error else { throw DiagnosticError(.error("\(error)")) }
            throw DiagnosticError(
                .error("the site is being built or published", hint: "\(error): wait for it to end"))
        }
    }

    private func signer() throws -> MinisignPublicKey {
        if let publicKey { return try MinisignPublicKey(argument: publicKey) }
        return try SiteKeys(root: try key.read(in: project).key).publicKey
    }
}

extension MinisignPublicKey {
    /// A key's line, or the file that holds it.
    init(argument: String) throws {
        let isFile = (try? FileSystem.status(argument)?.kind) == .file
        try self.init(parsing: isFile ? try FileSystem.readText(argument, limit: 4096) : argument)
    }
}

extension String {
    fileprivate var withoutSlash: String { utf8.count > 1 && hasSuffix("/") ? String(dropLast()) : self }
}

/// How far a publication is, as the last line of a terminal.
private struct ProgressLine {
    let console: Console
    private var last: ContinuousClock.Instant?

    init(console: Console) {
        self.console = console
    }

    /// At most about twenty times a second: a terminal is slower than a disk.
    mutating func show(_ progress: PublicationProgress) {
        let now = ContinuousClock.now
        if let last, now - last < .milliseconds(50), progress.done > 0 { return }
        last = now
        let what =
            switch progress.phase {
            case .compare: "comparing"
            case .prepare: "copying"
            case .send(let step): "sending \(step.noun)"
            case .remove: "removing"
            }
        console.progress("\(what) … \(progress.done)/\(progress.total)")
    }
}
