import ArgumentParser
import Diagnostics
import Membership

extension MembersCommand {
    struct Renew: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "renew",
            abstract: "Make a membership longer. The unlock code stays the same.",
            discussion: """
                The new time follows the last day, or begins today when the membership and its days of grace are \
                over. Who was on trial or had left becomes active.
                """)

        @Argument(help: "The members' ids.")
        var id: [String]

        @OptionGroup var project: ProjectOptions
        @OptionGroup var date: DateOptions
        @OptionGroup var term: TermOptions
        @OptionGroup var change: ChangeOptions

        func run() throws {
            guard let term = try term.read() else {
                throw ValidationError("say how long: --months, --days or --until")
            }
            var edit = try RosterEdit(project, date: try date.read())
            var done: [String] = []
            for id in id {
                let member = try edit.roster.member(id)
                do {
                    let renewed = try member.renewed(
                        term, today: edit.today, graceDays: edit.entitlements.graceDays)
                    edit.takeAway(from: member, to: renewed)
                    edit.update(renewed)
                    done.append("\(id) to \(renewed.until?.description ?? "–")")
                } catch {
                    throw DiagnosticError(error.diagnostic(id))
                }
            }
            try edit.finish(change, done: "Renewed \(done.joined(separator: ", "))", next: "sealpress build")
        }
    }
}

extension RenewalProblem {
    fileprivate func diagnostic(_ id: String) -> Diagnostic {
        switch self {
        case .revoked:
            .error(
                "member '\(id)' was revoked",
                hint: "to let the member in again, first: sealpress members change \(id) --status active")
        case .endless:
            .error("the membership of '\(id)' has no end", hint: "--until gives it one")
        case .endsBeforeStart(let day):
            .error("that is before the first day of '\(id)', \(day)", hint: "--until takes the last day")
        }
    }
}
