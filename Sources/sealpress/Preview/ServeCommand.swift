import ArgumentParser
import Diagnostics
import Files
import Foundation
import Preview
import Sealing
import Site

struct ServeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Look at the site while you write.",
        discussion: """
            Builds the site into a private folder, serves it on this computer, and builds it anew whenever you save: \
            the browser then reloads. Mistakes show here and in the page, over the last good build. site/ and the \
            ledger stay as they are. Ctrl-C ends it.
            """)

    @OptionGroup var project: ProjectOptions
    @OptionGroup var key: KeyOptions
    @OptionGroup var date: DateOptions

    @Option(help: ArgumentHelp("The port; 0 is any. (default: the first free one from 8000 on)"))
    var port: UInt16?

    @Option(name: .customLong("as"), help: ArgumentHelp("Show what this member sees.", valueName: "member"))
    var member: String?

    @Option(
        name: .customLong("as-tier"),
        help: ArgumentHelp("Show what a member of this tier sees.", valueName: "tier"))
    var tier: String?

    @Flag(help: "Show drafts and pages dated later, too.")
    var drafts = false

    @Flag(help: "Serve other computers of the network, too.")
    var lan = false

    @Flag(help: "Look for changes twice a second, for network drives that do not tell of them.")
    var poll = false

    @Flag(help: "Print nothing but the address and errors.")
    var quiet = false

    func validate() throws {
        if member != nil, tier != nil { throw ValidationError("--as and --as-tier exclude each other") }
        if lan, member != nil || tier != nil {
            throw ValidationError(
                "--lan does not go with --as or --as-tier: everyone in the network could read what is unlocked"
            )
        }
        _ = try date.read()
    }

    func run() throws {
        let console = Console(environment: Environment.current, quiet: quiet)
        guard try FileSystem.status(project.path(SiteConfiguration.path)) != nil else {
            throw DiagnosticError(Workplace.missingConfiguration(in: project.folder))
        }
        var builder = try PreviewBuilder(command: self, guest: try guest(), console: console)
        let stop = try StopSignal()
        let signals = StopSignals(stop)
        defer { signals.cancel() }

        let server = PreviewServer(
            PreviewServer.Options(
                port: port, isOpenToNetwork: lan, guestCode: builder.guest?.code,
                run: String(UInt64.random(in: .min ... .max), radix: 36)))
        let listening = try waiting { try await server.start() }
        defer { server.stop() }
        let folder = try PreviewFolder(project, port: listening)
        defer { folder.remove() }

        var watcher = SourceWatcher(
            WatchedSources(
                root: project.folder, folders: Workplace.sourceFolders, files: Workplace.sourceFiles),
            stop: stop, isPolling: poll)
        let basePath = builder.build(into: folder, for: server) ?? "/"
        console.print("Serving http://localhost:\(listening)\(basePath)")
        if lan {
            console.note("In the network: http://\(ProcessInfo.processInfo.hostName):\(listening)\(basePath)")
        }
        console.note("Ctrl-C ends it.")
        while watcher.waitForChange() {
            _ = builder.build(into: folder, for: server)
        }
    }

    private func guest() throws -> PreviewInputs.Guest? {
        guard let visitor = member.map({ .member($0) }) ?? tier.map({ PreviewInputs.Visitor.tier($0) }) else {
            return nil
        }
        var generator = SystemRandomNumberGenerator()
        let secret = SecretBytes(count: UnlockCode.count) { bytes in
            for index in bytes.indices { bytes[index] = UInt8.random(in: .min ... .max, using: &generator) }
        }
        return PreviewInputs.Guest(visitor, code: try UnlockCode(bytes: secret))
    }
}
