import ArgumentParser
import Membership

extension MembersCommand {
    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "List the members and how they stand.",
            discussion: "As a table; --csv and --json are for machines.")

        @OptionGroup var project: ProjectOptions
        @OptionGroup var date: DateOptions
        @OptionGroup var filter: MemberFilter

        @Flag(help: "Print CSV.")
        var csv = false

        @Flag(help: "Print JSON.")
        var json = false

        func validate() throws {
            if csv, json { throw ValidationError("give one of --csv and --json") }
        }

        func run() throws {
            let project = try RosterProject(project)
            let entitlements = try project.entitlements(date: try date.read())
            let members = try filter.members(of: try project.roster(), entitlements)
            let console = Console(environment: Environment.current)
            if json {
                console.print(MemberTable.json(members, entitlements))
            } else if csv {
                console.write(MemberTable.csv(members, entitlements))
            } else {
                console.print(MemberTable.text(members, entitlements))
            }
        }
    }
}
