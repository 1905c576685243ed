import Foundation

/// A membership level, as it stands in `sealpress.yml`.
public struct Tier: Sendable, Hashable, Identifiable {
    public var id: String
    /// What members read; the id when the author gives none.
    public var name: String
    /// In units of `currency`, such as 4.99.
    public var price: Decimal?
    /// ISO 4217, such as `EUR`.
    public var currency: String?
    public var period: BillingPeriod?
    /// Where it can be bought.
    public var checkout: String?

    public init(
        id: String, name: String? = nil, price: Decimal? = nil, currency: String? = nil,
        period: BillingPeriod? = nil, checkout: String? = nil
    ) {
        self.id = id
        self.name = name ?? id
        self.price = price
        self.currency = currency
        self.period = period
        self.checkout = checkout
    }
}

/// How long one payment lasts.
public enum BillingPeriod: String, Sendable, Hashable, CaseIterable {
    case week, month, quarter, year, once
}

/// All tiers of a site, lowest first. A higher tier opens everything below it.
public struct TierList: Sendable, Hashable {
    /// The tier of what everyone may read. It needs no entry and is below all others.
    public static let everyone = "public"

    public let tiers: [Tier]
    private let ranks: [String: Int]

    /// Tiers with an id that an earlier one has are found only by position; see `problems`.
    public init(_ tiers: [Tier]) {
        self.tiers = tiers
        ranks = Dictionary(tiers.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    public var ids: [String] { tiers.map(\.id) }

    /// `public` and every id, lowest first: what an author may write in a page.
    public var idsWithPublic: [String] { [Self.everyone] + ids }

    public subscript(id: String) -> Tier? { ranks[id].map { tiers[$0] } }

    /// The position of a tier, 0 for the lowest; nil when it is unknown or `public`.
    public func rank(of id: String) -> Int? { ranks[id] }

    public func contains(_ id: String) -> Bool { ranks[id] != nil }

    /// The tier and all below it, lowest first; none when it is unknown.
    public func upTo(_ id: String) -> ArraySlice<Tier> {
        ranks[id].map { tiers[...$0] } ?? []
    }

    /// Whether a member of one tier may read a section of another. `public` is open to everyone, also
    /// to those without a tier; an unknown tier opens nothing and is opened by nobody.
    public func opens(member tier: String?, section: String) -> Bool {
        if section == Self.everyone { return true }
        guard let tier, let held = ranks[tier], let needed = ranks[section] else { return false }
        return held >= needed
    }

    /// What is wrong with a list of tiers: the position of each faulty one, in order.
    public static func problems(in tiers: [Tier]) -> [(index: Int, problem: TierProblem)] {
        var first: [String: Int] = [:]
        var problems: [(Int, TierProblem)] = []
        for (index, tier) in tiers.enumerated() {
            if !Identifier.isValid(tier.id) {
                problems.append((index, .badID(tier.id)))
            } else if tier.id == everyone {
                problems.append((index, .reserved))
            } else if let earlier = first[tier.id] {
                problems.append((index, .duplicate(tier.id, first: earlier)))
            } else {
                first[tier.id] = index
            }
            if let price = tier.price, price < 0 || price.isNaN {
                problems.append((index, .badPrice(tier.id)))
            }
        }
        return problems
    }
}

/// What can be wrong with a tier.
public enum TierProblem: Sendable, Hashable {
    case badID(String)
    case reserved
    case duplicate(String, first: Int)
    case badPrice(String)

    /// One sentence, as a diagnostic has it.
    public var message: String {
        switch self {
        case .badID(let id): "bad tier id '\(id)'"
        case .reserved: "'\(TierList.everyone)' is not a tier: it needs no entry"
        case .duplicate(let id, let first): "tier '\(id)' is there twice; it is already number \(first + 1)"
        case .badPrice(let id): "the price of tier '\(id)' is below zero"
        }
    }

    public var hint: String {
        switch self {
        case .badID: Identifier.rule
        case .reserved: "everyone may read what is public; list only the tiers that members buy"
        case .duplicate: "rename or delete one"
        case .badPrice: "write the price as a number such as 5 or 4.99"
        }
    }
}
