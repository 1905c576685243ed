import Membership
import Sealing

/// The keys of every grant that a build meets, derived once.
struct Keyring: Sendable {
    let site: SiteKeys
    private var grantKeys: [Membership.GrantEpoch: (name: Sealing.GrantEpoch, key: GrantKey)] = [:]
    private var recipientSets: [[Membership.GrantEpoch]: Recipients] = [:]

    init(_ site: SiteKeys) {
        self.site = site
    }

    /// Derives the keys of these grants; each is derived once, however often it is asked for.
    mutating func prepare(_ grants: some Sequence<Membership.GrantEpoch>) throws {
        for grant in grants where grantKeys[grant] == nil {
            let name = try Sealing.GrantEpoch(grant.text)
            grantKeys[grant] = (name, site.grantKey(name))
        }
    }

    /// Prepares a set of grants that sealed files list together.
    mutating func prepare(recipients grants: [Membership.GrantEpoch]) throws {
        guard recipientSets[grants] == nil else { return }
        try prepare(grants)
        recipientSets[grants] = try Recipients(held(grants))
    }

    /// A prepared set.
    func recipients(_ grants: [Membership.GrantEpoch]) throws -> Recipients {
        guard let recipients = recipientSets[grants] else { throw SealingError.noRecipients }
        return recipients
    }

    /// The keys of these grants, as a bundle holds them.
    func held(_ grants: some Sequence<Membership.GrantEpoch>) -> HeldGrants {
        var held: HeldGrants = [:]
        for grant in grants {
            if let entry = grantKeys[grant] { held[entry.name] = entry.key }
        }
        return held
    }
}
