import ArgumentParser
import Diagnostics
import Membership

extension MembersCommand {
    struct Revoke: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "revoke",
            abstract: "Shut members out: after a refund, or when a code was given away.",
            discussion: """
                Raises the counters of everything that their codes could open. The next build seals that anew; all \
                other members get the new keys by themselves.
                """)

        @Argument(help: "The members' ids.")
        var id: [String]

        @OptionGroup var project: ProjectOptions
        @OptionGroup var date: DateOptions
        @OptionGroup var change: ChangeOptions

        func run() throws {
            var edit = try RosterEdit(project, date: try date.read())
            for id in id {
                var member = try edit.roster.member(id)
                guard member.status != .revoked else { continue }
                edit.raiseAll(of: member)
                member.status = .revoked
                edit.update(member)
            }
            try edit.finish(
                change, done: "Revoked \(edit.changed.joined(separator: ", "))",
                next: "sealpress build, and publish")
        }
    }
}
