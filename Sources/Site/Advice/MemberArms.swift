import Membership
import Recommendations
import Sealing

/// Which arm of each experiment that runs a member is in, and what that changes.
struct MemberArms: Sendable {
    private let experiments: [Experiment]
    private let keys: SiteKeys
    private let roster: Roster

    /// - Parameter today: the day of the build, in the site's time zone.
    init(_ experiments: [Experiment], keys: SiteKeys, roster: Roster, today: Day) {
        self.experiments = experiments.filter { $0.kind != .teaser && $0.isRunning(on: today.number) }
        self.keys = keys
        self.roster = roster
    }

    /// By experiment.
    func ids(of member: Member) -> [String: String] {
        Dictionary(
            arms(of: member).map { ($0.experiment.id, $0.arm.id) }, uniquingKeysWith: { first, _ in first })
    }

    /// The offer with the price and address of the member's arm, where it has some.
    func priced(_ offer: BundleAdvice.Offer, for member: Member) throws -> BundleAdvice.Offer {
        for (_, arm) in arms(of: member) {
            guard case .price(let price) = arm.treatment else { continue }
            return try BundleAdvice.Offer(
                id: offer.id, kind: offer.kind, title: offer.title, text: offer.text,
                url: price.checkout ?? offer.url, price: price.price ?? offer.price, until: offer.until)
        }
        return offer
    }

    private func arms(of member: Member) -> [(experiment: Experiment, arm: Experiment.Arm)] {
        // Those who share a passphrase are nobody's member.
        guard !experiments.isEmpty, roster[member.id] != nil else { return [] }
        return experiments.filter { $0.includes(tier: member.tier) }.map { experiment in
            (experiment, experiment.arms[keys.arm(of: member.id, in: experiment)])
        }
    }
}

extension SiteKeys {
    /// Which arm a member is in, as every build and every analysis deals them out.
    ///
    /// - Returns: the index into the experiment's arms.
    public func arm(of member: String, in experiment: Experiment) -> Int {
        arm(experiment: experiment.id, member: member, weights: experiment.arms.map(\.weight))
    }
}
