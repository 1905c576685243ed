import ArgumentParser
import Files
import Membership

extension MembersCommand {
    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Show a member, and what the member can open.")

        @Argument(help: "The member's id.")
        var id: String

        @OptionGroup var project: ProjectOptions
        @OptionGroup var date: DateOptions

        @Flag(help: "Print JSON.")
        var json = false

        func run() throws {
            let project = try RosterProject(project)
            let member = try project.roster().member(id)
            let date = try date.read()
            let inventory = try project.inventory(date: date)
            let entitlements = inventory.entitlements(counters: try project.counters(), date: date)
            let grants = entitlements.entitlement(of: member).grants.map(\.text)
            let opened = inventory.openCount(of: member, under: entitlements)
            let console = Console(environment: Environment.current)
            if json {
                var fields = MemberTable.fields(member, entitlements)
                fields.append("source", .string(member.source))
                fields.append("note", .string(member.note))
                fields.append("grants", .array(grants.map { .string($0) }))
                fields.append("opens", .integer(opened))
                fields.append("sections", .integer(inventory.sections.count))
                console.print(JSONValue.object(fields).text())
                return
            }
            let lines: [(String, String)] = [
                ("id", member.id), ("name", member.name), ("email", member.email),
                ("tier", member.tier ?? ""),
                ("courses", member.courses.map(\.description).joined(separator: " ")),
                ("from", member.from?.description ?? ""), ("until", member.until?.description ?? ""),
                ("standing", MemberTable.standing(member, entitlements)),
                ("generation", String(member.generation)), ("source", member.source), ("note", member.note),
                ("keys", grants.joined(separator: " ")),
                ("opens", "\(opened) of \(inventory.sections.count) sealed sections"),
            ]
            console.print(
                lines.filter { !$0.1.isEmpty }.map { name, value in
                    name + String(repeating: " ", count: 12 - name.count) + value
                }.joined(separator: "\n"))
        }
    }
}
