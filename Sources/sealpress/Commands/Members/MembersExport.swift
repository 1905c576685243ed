import ArgumentParser
import Files
import Membership

extension MembersCommand {
    struct Export: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "export",
            abstract: "Print rows of the roster as they stand, with all their columns.")

        @OptionGroup var project: ProjectOptions
        @OptionGroup var date: DateOptions
        @OptionGroup var filter: MemberFilter

        @Option(help: ArgumentHelp("Write to this file, readable by its owner alone.", valueName: "file"))
        var output: String?

        func run() throws {
            let project = try RosterProject(project)
            let entitlements = try project.entitlements(date: try date.read())
            let roster = try project.roster()
            let chosen = roster.keeping(try filter.members(of: roster, entitlements))
            guard let output else {
                Console(environment: Environment.current).write(chosen.printed())
                return
            }
            try FileSystem.write(chosen.printed(), to: output, mode: 0o600)
        }
    }
}
