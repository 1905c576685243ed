import Membership
import Sealing

/// The members by their unlock codes. Never printed: it holds the codes themselves.
struct CodeIndex: Sendable {
    private let members: [String: String]

    /// - Parameter keys: the site's keys, and those before a replacement: a shop may still sell codes of theirs.
    init(_ roster: Roster, keys: [SiteKeys]) {
        members = Dictionary(
            keys.flatMap { keys in
                roster.members.map {
                    (keys.unlockCode(member: $0.id, generation: $0.generation).printed(), $0.id)
                }
            },
            uniquingKeysWith: { first, _ in first })
    }

    /// The id of the member whose code this is, however it is written; nil when it is no code of this roster.
    func member(of text: String) -> String? {
        guard let code = try? UnlockCode(parsing: text) else { return nil }
        return members[code.printed()]
    }
}
