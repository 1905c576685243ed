import ArgumentParser
import Diagnostics
import Membership

/// Which members a command is about.
struct MemberFilter: ParsableArguments {
    @Option(help: "Only members of this tier.")
    var tier: String?

    @Option(help: "Only those who hold this course singly.")
    var course: String?

    @Option(
        help: ArgumentHelp(
            "Only those who stand so today (active, grace, lapsed, pending, revoked), or whose row says so (trial, gift, lifetime, unclaimed, left).",
            valueName: "status"))
    var status: String?

    @Option(
        help: ArgumentHelp("Only active members whose last day is within so many days.", valueName: "days"))
    var lapsing: Int?

    func validate() throws {
        if let status, !Self.words.contains(status) {
            throw ValidationError("--status is one of \(Self.words.joined(separator: ", "))")
        }
        if let lapsing, !(0...Term.mostDays).contains(lapsing) {
            throw ValidationError("--lapsing takes 0 to \(Term.mostDays) days")
        }
    }

    private static let words =
        ["active", "grace", "lapsed", "pending", "revoked"]
        + MemberStatus.allCases.map(\.rawValue).filter { $0 != "active" && $0 != "revoked" }

    /// The members wanted, in the roster's order.
    ///
    /// - Throws: a `DiagnosticError` for a tier or course that the site does not have.
    func members(of roster: Roster, _ entitlements: Entitlements) throws -> [Member] {
        let catalogue = entitlements.catalogue
        try Self.check(tier, "tier", among: catalogue.tiers.ids)
        try Self.check(course, "course", among: catalogue.courses.keys.sorted())
        return roster.members.filter { member in
            if let tier, member.tier != tier { return false }
            if let course, !member.courses.contains(where: { $0.course == course }) { return false }
            if let status, status != member.status.rawValue || status == "active",
                !entitlements.words(for: member).contains(status)
            {
                return false
            }
            guard let lapsing else { return true }
            guard let until = member.until, entitlements.standing(of: member) == .active else { return false }
            return until >= entitlements.today && until <= entitlements.today.adding(days: lapsing)
        }
    }

    /// - Throws: a `DiagnosticError` for an id that is not known.
    static func check(_ id: String?, _ kind: String, among known: [String]) throws {
        guard let id, !known.contains(id) else { return }
        throw DiagnosticError(
            .error(
                "unknown \(kind) '\(id)'",
                hint: known.isEmpty
                    ? "the site has none" : suggestion(for: id, among: known, from: "the site has")))
    }
}

extension Entitlements {
    /// How a member stands, in one word: `active`, `grace`, `lapsed`, `pending` or `revoked`.
    func word(for member: Member) -> String {
        isInGrace(member) ? "grace" : standing(of: member).rawValue
    }

    /// All words for how a member stands: those in their days of grace are active, too.
    fileprivate func words(for member: Member) -> [String] {
        [word(for: member), standing(of: member).rawValue]
    }
}
