import Membership
import Sealing

/// The members by their unlock codes. Never printed: it holds the codes themselves.
struct CodeIndex: Sendable {
    private let members: [String: String]

    init(_ roster: Roster, keys: SiteKeys) {
        members = Dictionary(
            roster.members.map {
                (keys.unlockCode(member: $0.id, generation: $0.generation).printed(), $0.id)
            },
            uniquingKeysWith: { first, _ in first })
    }

    /// The id of the member whose code this is, however it is written; nil when it is no code of this roster.
    func member(of text: String) -> String? {
        guard let code = try? UnlockCode(parsing: text) else { return nil }
        return members[code.printed()]
    }
}
