import Diagnostics
import Mailing
import Membership
import Site

/// What may stand in a mail's template.
enum MailFields {
    static let names = ["name", "id", "code", "link", "tier", "courses", "until", "site"]

    static func values(_ code: MemberCode, _ configuration: SiteConfiguration) -> [String: String] {
        let member = code.member
        return [
            "name": member.name.isEmpty ? member.id : member.name, "id": member.id, "code": code.code,
            "link": code.link, "tier": member.tier.map { configuration.tiers[$0]?.name ?? $0 } ?? "",
            "courses": member.courses.map(\.course).joined(separator: ", "),
            "until": member.until?.description ?? "", "site": configuration.site.title,
        ]
    }
}

/// How sending goes, and when to stop.
struct MailRun {
    let total: Int
    private(set) var sent = 0
    private(set) var problems: [Diagnostic] = []
    /// Whether sending more is of no use.
    private(set) var isOver = false
    private var failedInARow = 0

    init(total: Int) {
        self.total = total
    }

    /// - Returns: what to remember of the mail; nil when it stays in doubt.
    mutating func note(_ outcome: SMTPConnection.Outcome, _ member: Member) -> SentLog.State? {
        switch outcome {
        case .accepted:
            sent += 1
            failedInARow = 0
            return .sent
        case .refused(let text), .rejected(let text):
            if case .rejected = outcome { countFailure() }
            problems.append(
                .error(
                    "the server refused the mail to '\(member.id)': \(text)",
                    hint: "once it is put right: sealpress members mail … \(member.id)"))
            return .refused
        case .deferred(let text):
            countFailure()
            problems.append(
                .error("the mail to '\(member.id)' was not taken: \(text)", hint: "run it again later"))
            return .deferred
        case .uncertain(let text):
            problems.append(
                .error(
                    "whether the mail to '\(member.id)' was taken is not known: \(text)",
                    hint: "it is not sent again by itself"))
            isOver = true
            return nil
        case .impossible(let text):
            problems.append(
                .error(
                    "nothing can be sent: \(text)",
                    hint: "check the server's address, certificate, name and password, and the sender"))
            isOver = true
            return .deferred
        }
    }

    /// One full mailbox is no reason to stop; a server that is busy is, and one that takes nothing of ours.
    private mutating func countFailure() {
        failedInARow += 1
        if failedInARow >= 3 { isOver = true }
    }

    var progress: String { "\(sent) of \(total) sent …" }

    var summary: String { "\(sent) of \(total) mails sent." }
}
