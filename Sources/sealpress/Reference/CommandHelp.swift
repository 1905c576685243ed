import ArgumentParser
import Foundation

/// A command as swift-argument-parser describes it for other programs.
struct CommandHelp: Decodable {
    struct Argument: Decodable {
        struct Name: Decodable {
            var kind: String
            var name: String

            /// `--root`, `-h`
            var written: String { (kind == "long" ? "--" : "-") + name }
        }

        var kind: String
        var shouldDisplay: Bool
        var isOptional: Bool
        var isRepeating: Bool
        var names: [Name]?
        var valueName: String?
        var defaultValue: String?
        var allValues: [String]?
        var abstract: String?
        var discussion: String?
    }

    var commandName: String
    var abstract: String?
    var discussion: String?
    var shouldDisplay: Bool?
    var arguments: [Argument]?
    var subcommands: [CommandHelp]?

    private struct Dump: Decodable { var command: CommandHelp }

    /// The whole program.
    static func read() throws -> CommandHelp {
        try JSONDecoder().decode(Dump.self, from: Data(Sealpress._dumpHelp().utf8)).command
    }
}
