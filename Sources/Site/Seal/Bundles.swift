import Foundation
import Membership
import Sealing

/// Someone who gets a bundle: a member, or those who share a passphrase.
struct BundleHolder: Sendable {
    var member: Member
    /// The codes that a passphrase stands for; nil for members, whose codes are derived when they are needed.
    var passphraseCodes: [UnlockCode]?

    /// The codes that open the bundle.
    ///
    /// - Parameter keys: the site's, and those before a replacement whose codes work still.
    func codes(_ keys: [SiteKeys]) -> [UnlockCode] {
        passphraseCodes ?? keys.map { $0.unlockCode(member: member.id, generation: member.generation) }
    }
}

enum BundleHolders {
    /// The members, then the cohorts; what a passphrase stands for is computed here, and takes its time.
    static func all(
        _ roster: Roster, cohorts: [Cohort], keys: [SiteKeys], threads: Int
    ) throws -> [BundleHolder] {
        let shared = try cohorts.parallelMap(threads: threads) { cohort in
            Result {
                BundleHolder(
                    member: cohort.member,
                    passphraseCodes: try keys.map { try cohort.passphrase.code($0.passphraseSettings) })
            }
        }.map { try $0.get() }
        return roster.members.map { BundleHolder(member: $0) } + shared
    }
}

/// Everyone's bundle.
///
/// What a bundle holds is worked out twice, once for the length that all are padded to and once to seal it: kept for
/// a hundred thousand members it would be most of a build's memory.
struct Bundles: Sendable {
    private let entitlements: Entitlements
    private let keyring: Keyring
    private let codesOf: [SiteKeys]
    private let advice: AdviceMaker
    private let issued: Int64
    private let paddedCount: Int
    /// How much advice the bundles hold.
    let counts: AdviceCounts

    /// A bundle ready to be written.
    struct Sealed: Sendable {
        var path: String
        var bytes: [UInt8]
    }

    /// Derives the keys of every grant that a member holds, and finds the longest bundle.
    ///
    /// - Parameters:
    ///   - codesOf: the keys whose codes get a bundle: the site's first.
    ///   - advice: what members are told beside their keys.
    ///   - date: the build's.
    init(
        _ holders: [BundleHolder], entitlements: Entitlements, keyring: Keyring, codesOf: [SiteKeys],
        advice: AdviceMaker, date: Date,
        threads: Int
    ) throws {
        self.entitlements = entitlements
        self.advice = advice
        self.codesOf = codesOf
        issued = Int64(max(0, entitlements.schedule.issued(at: date)))
        var keyring = keyring
        for piece in holders.pieces {
            let held = Set(
                piece.parallelMap(threads: threads) { entitlements.entitlement(of: $0.member).grants })
            for grants in held { try keyring.prepare(grants) }
        }
        let keys = keyring
        let issued = issued
        var longest = 0
        var counts = AdviceCounts()
        for piece in holders.pieces {
            let measured = piece.parallelMap(threads: threads) { holder in
                Result {
                    let made = try Self.plaintext(holder.member, entitlements, keys, advice, issued)
                    return (made.plaintext.encodedCount, made.counts)
                }
            }
            for holder in measured {
                let (count, told) = try holder.get()
                longest = max(longest, count)
                counts += told
            }
        }
        self.counts = counts
        self.keyring = keys
        paddedCount = BundlePlaintext.paddedCount(longest: longest)
    }

    /// Seals the bundle of a holder for each code, also of a member who left: it says so and holds no current keys.
    func seal(_ holder: BundleHolder) throws -> [Sealed] {
        let plaintext = try Self.plaintext(holder.member, entitlements, keyring, advice, issued).plaintext
        return try holder.codes(codesOf).map { code in
            Sealed(
                path: code.bundleID.path,
                bytes: try keyring.site.seal(plaintext, paddedTo: paddedCount, for: code))
        }
    }

    private static func plaintext(
        _ member: Member, _ entitlements: Entitlements, _ keys: Keyring, _ advice: AdviceMaker,
        _ issued: Int64
    ) throws -> (plaintext: BundlePlaintext, counts: AdviceCounts) {
        let entitlement = entitlements.entitlement(of: member)
        var grants = keys.held(entitlement.grants)
        for access in entitlements.startsToTell(of: member) {
            // It opens nothing: its name tells the reader when the lessons that are still shut will open.
            let name = try Sealing.GrantEpoch(
                "course:\(access.course)/start-\(access.start?.description ?? "")@0")
            grants[name] = keys.site.grantKey(name)
        }
        let made = try advice.advice(for: member, entitlement)
        let plaintext = try BundlePlaintext(
            member: member.id, tier: member.tier, courses: member.courses.map(\.course),
            from: member.from?.description, until: member.until?.description,
            status: entitlement.standing.bundleStatus, issued: issued, grants: grants, advice: made.advice)
        return (plaintext, made.counts)
    }
}

extension [BundleHolder] {
    /// The holders in pieces that are worked on at once.
    fileprivate var pieces: [[BundleHolder]] {
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
