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

        @Option(help: "The tier's id.")
        var tier: String?

        @Option(
            help: ArgumentHelp("A course bought on its own; may be given several times.", valueName: "course")
        )
        var course: [String] = []

        @Option(help: ArgumentHelp("The first day; today when left out.", valueName: "date"))
        var from: String?

        @Option(
            help: ArgumentHelp("The last day, the whole of it; without end when left out.", valueName: "date")
        )
        var until: String?

        @Option(help: "The member's name.")
        var name: String = ""

        @Option(help: "The member's mail address.")
        var email: String = ""

        func run() throws {
            guard tier != nil || !course.isEmpty else {
                throw ValidationError("a member has a --tier, a --course, or both")
            }
            let project = try RosterProject(project)
            var roster = try project.roster()
            guard roster[id] == nil else {
                throw DiagnosticError(
                    .error(
                        "there is a member '\(id)' already",
                        hint: "an id is never used twice, also not by those who left"))
            }
            let today = Day(of: .now, in: project.timeZone)
            let member = Member(
                id: id, name: name, email: email, tier: tier, courses: course.map { CourseAccess($0) },
                from: try Self.day(from, "--from") ?? today, until: try Self.day(until, "--until"))
            roster.update(member)
            try project.save(roster)
            Console(environment: Environment.current).note(
                "Added \(id). Next: sealpress build, then sealpress members code \(id)")
        }

        private static func day(_ text: String?, _ option: String) throws -> Day? {
            try text.map { text in
                guard let day = Day(text) else {
                    throw ValidationError("\(option) takes a date such as 2026-12-31")
                }
                return day
            }
        }
    }
}
