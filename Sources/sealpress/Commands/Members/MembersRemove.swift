import ArgumentParser
import Diagnostics
import Membership

extension MembersCommand {
    struct Remove: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "remove",
            abstract: "Let members go. Their rows stay, with the status 'left': an id is never used twice.",
            discussion: """
                The next build gives them a bundle without keys. Who must not use keys already fetched any more is \
                to be revoked instead.
                """)

        @Argument(help: "The members' ids.")
        var id: [String]

        @OptionGroup var project: ProjectOptions
        @OptionGroup var date: DateOptions
        @OptionGroup var change: ChangeOptions

        func run() throws {
            var edit = try RosterEdit(project, date: try date.read())
            for id in id {
                let member = try edit.roster.member(id)
                guard member.status.isGovernedByDates else { continue }
                var left = member
                left.status = .left
                edit.takeAway(from: member, to: left, newKeys: .forNone)
                edit.update(left)
            }
            try edit.finish(
                change, done: "\(edit.changed.joined(separator: ", ")) left", next: "sealpress build")
        }
    }
}
