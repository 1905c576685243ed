import Membership
import Recommendations
import Sealing

/// At most one offer for each member: what the models suggest, within the author's rules.
///
/// A member's suggestions are gone through best first, then the reminders, which need the roster's dates alone; the
/// first that a rule allows is made. Where a rule has a limit, those come first whose risk of leaving is highest, and at
/// the same risk those whose id is first, so that the same inputs give the same offers.
struct OfferChoice: Sendable {
    private let offers: [String: BundleAdvice.Offer]

    init(
        _ rules: [OfferRule], roster: Roster, suggestions: [String: MemberAdvice],
        entitlements: Entitlements
    ) throws {
        let today = entitlements.today
        let rules = rules.filter { rule in
            (rule.from.map { $0 <= today } ?? true) && (rule.until.map { today <= $0 } ?? true)
        }
        guard !rules.isEmpty else {
            offers = [:]
            return
        }
        var candidates: [Candidate] = []
        for member in roster.members {
            let standing = entitlements.standing(of: member)
            guard member.status.isGovernedByDates, member.status != .unclaimed,
                standing == .active || standing == .lapsed
            else { continue }
            let suggested = suggestions[member.id]?.offers ?? []
            let candidate = Candidate(
                member: member, isActive: standing == .active, risk: suggested.compactMap(\.risk).max(),
                suggested: suggested, tiers: entitlements.catalogue.tiers, today: today)
            if rules.contains(where: { candidate.allowed(by: $0) != nil }) { candidates.append(candidate) }
        }
        candidates.sort { ($1.risk ?? -1, $0.member.id) < ($0.risk ?? -1, $1.member.id) }
        var made = [Int](repeating: 0, count: rules.count)
        var offers: [String: BundleAdvice.Offer] = [:]
        for candidate in candidates {
            let open = rules.indices.filter { made[$0] < rules[$0].atMost ?? .max }
            let ranked = open.compactMap { rule in candidate.allowed(by: rules[rule]).map { (rule, $0) } }
            guard let best = ranked.min(by: { ($0.1, $0.0) < ($1.1, $1.0) }) else { continue }
            made[best.0] += 1
            offers[candidate.member.id] = try candidate.offer(rules[best.0])
        }
        self.offers = offers
    }

    subscript(member: String) -> BundleAdvice.Offer? { offers[member] }
}

/// Someone to whom something may be offered.
private struct Candidate {
    var member: Member
    /// Else the last day has passed.
    var isActive: Bool
    /// The chance of leaving, where a model ran.
    var risk: Double?
    var suggested: [SuggestedOffer]
    var tiers: TierList
    var today: Day

    /// The place of what the rule allows among the suggestions, 0 the best; nil where it allows nothing here.
    func allowed(by rule: OfferRule) -> Int? {
        if let held = rule.tiers, !held.contains(member.tier ?? "") { return nil }
        if let least = rule.minRisk, risk ?? 0 < least { return nil }
        switch rule.purpose {
        case .renewal(let before, let after):
            guard let until = member.until else { return nil }
            let left = until.number - today.number
            guard left >= 0 ? left <= before : -left <= after else { return nil }
            return suggested.firstIndex { $0.kind == .renewal } ?? suggested.count
        case .promotion(let option):
            guard isActive else { return nil }
            return suggested.firstIndex { $0.kind == .promotion && $0.option == option }
        case .upgrade(let tier):
            // Who moved up since has nothing to gain.
            let rank = member.tier.flatMap { tiers.rank(of: $0) } ?? -1
            guard isActive, let wanted = tiers.rank(of: tier), wanted > rank else { return nil }
            return suggested.firstIndex { $0.kind == .upgrade && $0.option == tier }
        }
    }

    func offer(_ rule: OfferRule) throws -> BundleAdvice.Offer {
        let kind: BundleAdvice.Offer.Kind
        var price = rule.price?.description
        var tier = member.tier.flatMap { tiers[$0] }
        var until = rule.until
        switch rule.purpose {
        case .renewal:
            kind = .renewal
            if isActive, let end = member.until, end >= today { until = end }
        case .promotion: kind = .promotion
        case .upgrade(let id):
            kind = .upgrade
            tier = tiers[id]
            price = price ?? tier?.price.map { "\($0)" }
        }
        let currency = rule.currency ?? tier?.currency ?? tiers.tiers.lazy.compactMap(\.currency).first
        let text = price.map { [$0, currency].compactMap(\.self).joined(separator: " ") }
        let url = rule.checkout ?? tier?.checkout
        return try BundleAdvice.Offer(
            id: rule.id, kind: kind, title: rule.title, text: rule.text,
            url: url.flatMap { BundleAdvice.isAddress($0) ? $0 : nil },
            price: text.flatMap { BundleAdvice.isText($0) ? $0 : nil }, until: until?.description)
    }
}
