import ArgumentParser
import Diagnostics
import Files
import Foundation
import Sealing
import Site

struct KeysCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys",
        abstract: "The root key: the only secret of a site, from which all others are derived.",
        subcommands: [Initialize.self, ShowPublic.self, Backup.self, Restore.self, Replace.self])

    /// Where a new key goes; nothing is ever overwritten.
    fileprivate static func store(_ key: RootKey, at path: String) throws {
        let bytes = Array((key.printed() + "\n").utf8)
        guard try FileSystem.create(bytes, at: path, mode: 0o600, durable: true) else {
            throw DiagnosticError(
                .error(
                    "there is a root key in '\(path)' already",
                    hint: "another key would shut every member out; it is never overwritten"))
        }
    }

    struct Initialize: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "init", abstract: "Make a root key, readable by you alone.")

        @OptionGroup var project: ProjectOptions

        @Option(
            help: ArgumentHelp("Where it goes. (default: sealpress.key in the project)", valueName: "file"))
        var keyFile: String?

        @Flag(help: "Print nothing but errors.")
        var quiet = false

        func run() throws {
            let path = keyFile ?? project.path(Workplace.keyPath)
            let key = try RootKey.generate()
            try KeysCommand.store(key, at: path)
            Console(environment: Environment.current, quiet: quiet).note(
                """
                A new root key is in \(path).
                Whoever has it can read everything and make codes; without it no code can be made again.
                Keep a backup apart from this machine: sealpress keys backup
                """)
        }
    }

    struct ShowPublic: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show-public", abstract: "Print the public key that readers verify the site with.")

        @OptionGroup var project: ProjectOptions
        @OptionGroup var key: KeyOptions

        func run() throws {
            let keys = try SiteKeys(root: try key.read(in: project).key)
            Console(environment: Environment.current).write(Array(keys.publicKey.text.utf8))
        }
    }

    struct Backup: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "backup",
            abstract: "Print the root key in a form for paper or a password manager.",
            discussion:
                "This is the secret itself. Its last symbols are a checksum, so that a typing mistake is noticed."
        )

        @OptionGroup var project: ProjectOptions
        @OptionGroup var key: KeyOptions

        func run() throws {
            let key = try key.read(in: project).key
            let console = Console(environment: Environment.current)
            if console.outputIsOnTerminal {
                console.note("This is the root key itself. Whoever reads it can open everything:\n")
            }
            console.print(key.printed())
        }
    }

    struct Restore: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "restore",
            abstract: "Read a backup of the root key from standard input and store it.")

        @OptionGroup var project: ProjectOptions

        @Option(
            help: ArgumentHelp("Where it goes. (default: sealpress.key in the project)", valueName: "file"))
        var keyFile: String?

        func run() throws {
            let console = Console(environment: Environment.current)
            if isatty(STDIN_FILENO) == 1 {
                console.note("Type the backup and end with a line of its own (Ctrl-D):")
            }
            var text = ""
            while let line = readLine(), text.utf8.count < 4096 { text += line + " " }
            let path = keyFile ?? project.path(Workplace.keyPath)
            do {
                try KeysCommand.store(try RootKey(printed: text), at: path)
            } catch let error as CodeError {
                throw DiagnosticError(.error("this is no backup of a root key: \(error)"))
            }
            console.note("The root key is in \(path).")
        }
    }
}
