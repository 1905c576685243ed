import ArgumentParser
import Membership

extension MembersCommand {
    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(commandName: "list", abstract: "List the members.")

        @OptionGroup var project: ProjectOptions
        @OptionGroup var date: DateOptions

        @Flag(help: "Print JSON.")
        var json = false

        func run() throws {
            let project = try RosterProject(project)
            let roster = try project.roster()
            let entitlements = Entitlements(
                catalogue: project.catalogue, schedule: EpochSchedule(policy: project.configuration.keys),
                date: try date.read(), timeZone: project.timeZone)
            let console = Console(environment: Environment.current)
            console.print(
                json
                    ? MemberTable.json(roster, entitlements)
                    : MemberTable.text(roster, entitlements))
        }
    }
}
