import Foundation
import Membership
import Sealing

/// Every member's bundle.
///
/// What a bundle holds is worked out twice, once for the length that all are padded to and once to seal it: kept for
/// a hundred thousand members it would be most of a build's memory.
struct Bundles: Sendable {
    private let entitlements: Entitlements
    private let keyring: Keyring
    private let issued: Int64
    private let paddedCount: Int

    /// A bundle ready to be written.
    struct Sealed: Sendable {
        var path: String
        var bytes: [UInt8]
    }

    /// Derives the keys of every grant that a member holds, and finds the longest bundle.
    ///
    /// - Parameter date: the build's.
    init(_ roster: Roster, entitlements: Entitlements, keyring: Keyring, date: Date, threads: Int) throws {
        self.entitlements = entitlements
        issued = Int64(max(0, entitlements.schedule.issued(at: date)))
        var keyring = keyring
        for pieces in roster.members.pieces {
            let held = Set(pieces.parallelMap(threads: threads) { entitlements.entitlement(of: $0).grants })
            for grants in held { try keyring.prepare(grants) }
        }
        let keys = keyring
        let issued = issued
        var longest = 0
        for piece in roster.members.pieces {
            let counts = piece.parallelMap(threads: threads) { member in
                Result { try Self.plaintext(member, entitlements, keys, issued).encodedCount }
            }
            for count in counts { longest = max(longest, try count.get()) }
        }
        self.keyring = keys
        paddedCount = BundlePlaintext.paddedCount(longest: longest)
    }

    /// Seals a member's bundle, also that of one who left: it says so and holds no current keys.
    func seal(_ member: Member) throws -> Sealed {
        let plaintext = try Self.plaintext(member, entitlements, keyring, issued)
        let code = keyring.site.unlockCode(member: member.id, generation: member.generation)
        return Sealed(
            path: code.bundleID.path,
            bytes: try keyring.site.seal(plaintext, paddedTo: paddedCount, for: code))
    }

    private static func plaintext(
        _ member: Member, _ entitlements: Entitlements, _ keys: Keyring, _ issued: Int64
    ) throws -> BundlePlaintext {
        let entitlement = entitlements.entitlement(of: member)
        return try BundlePlaintext(
            member: member.id, tier: member.tier, courses: member.courses.map(\.course),
            from: member.from?.description, until: member.until?.description,
            status: entitlement.standing.bundleStatus, issued: issued, grants: keys.held(entitlement.grants))
    }
}

extension [Member] {
    /// The members in pieces that are worked on at once.
    var pieces: [[Member]] {
        stride(from: 0, to: count, by: 4096).map { Array(self[$0..<Swift.min($0 + 4096, count)]) }
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
