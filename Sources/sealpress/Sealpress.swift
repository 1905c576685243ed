import ArgumentParser
import Foundation

@main
struct Sealpress: ParsableCommand {
    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "sealpress",
        abstract: "A static site generator for paid content.",
        discussion: """
            Markdown in, plain files out: every premium section is encrypted for its membership tier, every member \
            has a small encrypted key bundle, and a member types one unlock code. No server, no accounts.
            """,
        version: version,
        subcommands: [
            NewCommand.self, ContentImportCommand.self, BuildCommand.self, ServeCommand.self,
            CheckCommand.self,
            KeysCommand.self, MembersCommand.self, OpenCommand.self, VerifyCommand.self, PublishCommand.self,
            IngestCommand.self, FactsCommand.self,
            InsightsCommand.self, ReportCommand.self, SimulateCommand.self, ReferenceCommand.self,
        ])

    /// Runs the command; all errors come through here.
    static func main() {
        Memory.keepFreedPages()
        // A file that grows beyond its limit is then an error like a full disk, not the end of the process.
        signal(SIGXFSZ, SIG_IGN)
        let arguments = Array(CommandLine.arguments.dropFirst())
        do {
            var command = try parseAsRoot(arguments)
            try command.run()
        } catch {
            exit(for: error)
        }
    }

    private static func exit(for error: any Error) -> Never {
        guard let failure = Failure(error) else {
            // Help, version and usage errors are swift-argument-parser's.
            Self.exit(withError: error, usageCode: ExitStatus.usage)
        }
        Console(environment: Environment.current).report(failure.diagnostics)
        Self.exit(withError: ExitCode(failure.status))
    }
}
