import ArgumentParser
import Diagnostics
import Membership

extension MembersCommand {
    struct Reissue: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "reissue",
            abstract: "Give members a new unlock code; the old one dies with the next build.",
            discussion: """
                Raises the generation, and the counters of everything that the old code could open. The next build \
                seals that anew; all other members get the new keys by themselves.
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
                guard member.generation < Member.highestGeneration else {
                    throw DiagnosticError(.error("member '\(id)' has had all the codes that there are"))
                }
                edit.raiseAll(of: member)
                member.generation += 1
                edit.update(member)
            }
            try edit.finish(
                change, done: "New code for \(id.joined(separator: ", "))",
                next: "sealpress build, publish, then sealpress members code \(id.joined(separator: " or "))")
        }
    }
}
