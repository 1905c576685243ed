import Foundation
import Membership
import Sealing

/// Every member's bundle.
enum Bundles {
    /// A bundle ready to be written.
    struct Sealed: Sendable {
        var path: String
        var bytes: [UInt8]
    }

    /// Seals the bundles of all members, also of those who left: theirs say so and hold no current keys.
    ///
    /// - Parameter date: the build's.
    static func seal(
        _ roster: Roster, entitlements: Entitlements, keyring: Keyring, date: Date, threads: Int
    ) throws -> [Sealed] {
        var keyring = keyring
        let issued = Int64(max(0, entitlements.schedule.issued(at: date)))
        let held = roster.members.parallelMap(threads: threads) { entitlements.entitlement(of: $0) }
        for entitlement in held { try keyring.prepare(entitlement.grants) }
        let keys = keyring
        let plaintexts = try Array(zip(roster.members, held)).parallelMap(threads: threads) {
            member, entitlement in
            Result {
                try BundlePlaintext(
                    member: member.id, tier: member.tier, courses: member.courses.map(\.course),
                    from: member.from?.description, until: member.until?.description,
                    status: entitlement.standing.bundleStatus, issued: issued,
                    grants: keys.held(entitlement.grants))
            }
        }.map { try $0.get() }
        let padded = BundlePlaintext.paddedCount(longest: plaintexts.lazy.map(\.encodedCount).max() ?? 0)
        return try Array(zip(roster.members, plaintexts)).parallelMap(threads: threads) { member, plaintext in
            Result {
                let code = keys.site.unlockCode(member: member.id, generation: member.generation)
                return Sealed(
                    path: code.bundleID.path,
                    bytes: try keys.site.seal(plaintext, paddedTo: padded, for: code))
            }
        }.map { try $0.get() }
    }
}

extension Standing {
    /// Who has yet to begin holds no keys, as one who has lapsed; the bundle's dates tell the two apart.
    fileprivate var bundleStatus: BundlePlaintext.Status {
        switch self {
        case .active: .active
        case .lapsed, .pending: .lapsed
        case .revoked: .revoked
        }
    }
}
