import ArgumentParser
import Diagnostics
import Membership

extension MembersCommand {
    struct Change: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "change",
            abstract: "Change a member's tier, courses, dates or details. The unlock code stays the same.",
            discussion: """
                Who moves to a lower tier, or loses a course, gets a bundle without those keys at the next build. \
                Keys already fetched would still open what was sealed for them: where they would do so for ever, \
                their counters are raised; where they end with the epoch, only with --now.
                """)

        @Argument(help: "The member's id.")
        var id: String

        @OptionGroup var project: ProjectOptions
        @OptionGroup var date: DateOptions

        @Option(help: "The new tier.")
        var tier: String?

        @Flag(help: "No tier any more: the courses stay, without an end.")
        var noTier = false

        @OptionGroup var courses: CourseOptions

        @Option(
            help: ArgumentHelp("A course to take away; may be given several times.", valueName: "course"))
        var removeCourse: [String] = []

        @Option(help: ArgumentHelp("The first day.", valueName: "date"))
        var from: String?

        @Option(help: ArgumentHelp("The last day, the whole of it.", valueName: "date"))
        var until: String?

        @Flag(help: "Without a last day.")
        var noUntil = false

        @Option(name: .customLong("status"), help: "What kind of membership it is; lifetime has no last day.")
        var kind: MembershipKind?

        @Option(help: "The member's name.")
        var name: String?

        @Option(help: "The member's mail address.")
        var email: String?

        @Option(help: "Where the member came from.")
        var source: String?

        @Option(help: "Words of your own.")
        var note: String?

        @Flag(
            help: "What is lost, now or by an earlier change, ends with the next build: raises its counters.")
        var now = false

        @OptionGroup var change: ChangeOptions

        func validate() throws {
            if tier != nil, noTier { throw ValidationError("give one of --tier and --no-tier") }
            if until != nil, noUntil { throw ValidationError("give one of --until and --no-until") }
            if kind == .lifetime, until != nil {
                throw ValidationError("a lifetime membership has no --until")
            }
        }

        func run() throws {
            var edit = try RosterEdit(project, date: try date.read())
            let old = try edit.roster.member(id)
            let new = try changed(old, edit)
            edit.takeAway(from: old, to: new, newKeys: now ? .forAll : .whereNeeded)
            if now { edit.raiseFormer(of: new) }
            edit.update(new)
            try edit.finish(change, done: "Changed \(id)", next: "sealpress build")
        }

        private func changed(_ old: Member, _ edit: RosterEdit) throws -> Member {
            var member = old
            if let tier { member.tier = tier }
            if noTier {
                member.tier = nil
                // It was the tier's last day, and would become that of the courses.
                if old.ownsCourses { member.until = nil }
            }
            for id in removeCourse {
                guard member.courses.contains(where: { $0.course == id }) else {
                    throw DiagnosticError(
                        .error(
                            "member '\(self.id)' has no course '\(id)'",
                            hint: member.courses.isEmpty
                                ? "the member has none"
                                : suggestion(
                                    for: id, among: member.courses.map(\.course), from: "the member has")))
                }
                member.courses.removeAll { $0.course == id }
            }
            // Who joined earlier starts a course when it is bought.
            for access in try courses.read(edit.inventory.catalogue, start: edit.today) {
                if let index = member.courses.firstIndex(where: { $0.course == access.course }) {
                    // What is held already keeps its start, unless another is given.
                    if courses.course.contains(access.description) { member.courses[index] = access }
                } else {
                    member.courses.append(access)
                }
            }
            if let from = try DateArgument.day(from, "--from") { member.from = from }
            if let until = try DateArgument.day(until, "--until") { member.until = until }
            if noUntil || kind == .lifetime { member.until = nil }
            if let kind { member.status = kind.status }
            if let name { member.name = name }
            if let email { member.email = email }
            if let source { member.source = source }
            if let note { member.note = note }
            return member
        }
    }
}
