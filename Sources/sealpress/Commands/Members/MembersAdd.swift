import ArgumentParser
import Diagnostics
import Foundation
import Membership

extension MembersCommand {
    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "add",
            abstract: "Add a member. The next build makes the bundle.")

        @Argument(help: "The member's id: lower-case letters, digits and '-'. It is never used again.")
        var id: String

        @OptionGroup var project: ProjectOptions
        @OptionGroup var date: DateOptions

        @Option(help: "The tier's id.")
        var tier: String?

        @OptionGroup var courses: CourseOptions

        @Option(help: ArgumentHelp("The first day; today when left out.", valueName: "date"))
        var from: String?

        @OptionGroup var term: TermOptions

        @Option(name: .customLong("status"), help: "What kind of membership it is; active when left out.")
        var kind: MembershipKind = .active

        @Option(help: "The member's name.")
        var name: String = ""

        @Option(help: "The member's mail address.")
        var email: String = ""

        @Option(help: "Where the member came from.")
        var source: String = ""

        @Option(help: "Words of your own.")
        var note: String = ""

        @OptionGroup var change: ChangeOptions

        func run() throws {
            guard tier != nil || !courses.isEmpty else {
                throw ValidationError("a member has a --tier, a --course, or both")
            }
            var edit = try RosterEdit(project, date: try date.read())
            guard edit.roster[id] == nil else {
                throw DiagnosticError(
                    .error(
                        "there is a member '\(id)' already",
                        hint: "an id is never used twice, also not by those who left"))
            }
            let from = try DateArgument.day(from, "--from") ?? edit.today
            edit.update(
                Member(
                    id: id, name: name, email: email, tier: tier,
                    courses: try courses.read(edit.inventory.catalogue, start: nil), from: from,
                    until: try term.read()?.lastDay(from: from, anchor: from.parts.day), status: kind.status,
                    source: source, note: note))
            try edit.finish(
                change, done: "Added \(id)", next: "sealpress build, then sealpress members code \(id)")
        }
    }
}
