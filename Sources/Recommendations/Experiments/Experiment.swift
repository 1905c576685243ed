/// An experiment as the author wrote it: what is tried, on whom, when, and by what it is judged.
public struct Experiment: Sendable, Hashable {
    public enum Kind: String, Sendable, CaseIterable, Codable {
        /// A price and checkout in a member's offer.
        case price
        /// What chooses a member's next lessons.
        case recommendation
        /// The open beginning of pages; everyone sees the same, and it switches over time.
        case teaser
    }

    /// What counts as a success.
    public enum Outcome: String, Sendable, CaseIterable, Codable {
        /// The member paid within the window.
        case payment
        /// The member did a lesson within the window.
        case completion
        /// The member came back within the window.
        case visit
        /// The member was one still at the window's end.
        case stay
        /// Of a period: the share of views of the experiment's pages that did not end the visit.
        case onward
        /// Of a period: first payments by visitor.
        case sale

        /// Whether it is said of periods in place of members.
        public var isOfPeriods: Bool { self == .onward || self == .sale }
    }

    public struct Arm: Sendable, Hashable {
        public var id: String
        /// Shares of members are as the weights; 1 … 1,000.
        public var weight: Int
        public var treatment: Treatment

        public init(id: String, weight: Int = 1, treatment: Treatment = .none) {
            self.id = id
            self.weight = weight
            self.treatment = treatment
        }
    }

    /// What an arm changes.
    public enum Treatment: Sendable, Hashable {
        /// Nothing: everything is as without the experiment.
        case none
        case price(Price)
        case policy(Policy)
    }

    /// What is shown in place of an offer's own price and address.
    public struct Price: Sendable, Hashable {
        /// For people: `9 EUR`.
        public var price: String?
        public var checkout: String?

        public init(price: String?, checkout: String?) {
            self.price = price
            self.checkout = checkout
        }
    }

    /// What chooses the lessons of an arm.
    public enum Policy: String, Sendable, Hashable, CaseIterable {
        /// The policy that insights go on with.
        case best
        /// No lessons at all.
        case nothing
        /// What most read.
        case popular
        case neighbours
        /// What was learned from slates; as `best` until there is one.
        case bandit
    }

    public var id: String
    public var kind: Kind
    /// Two at least; the others are compared with the first.
    public var arms: [Arm]
    /// Members of these tiers take part; empty for all.
    public var tiers: [String]
    /// Days since 1970, both included; nil without an end.
    public var firstDay: Int
    public var lastDay: Int?
    public var outcome: Outcome
    /// Days in which the outcome counts, from the day that a member takes part.
    public var window: Int
    /// The difference to be detected, as a share.
    public var effect: Double
    /// The share without treatment, as the author expects it; nil to measure it.
    public var baseline: Double?
    /// Days of a period of an experiment that switches over time.
    public var period: Int

    public init(
        id: String, kind: Kind, arms: [Arm], tiers: [String] = [], firstDay: Int, lastDay: Int? = nil,
        outcome: Outcome, window: Int = 30, effect: Double, baseline: Double? = nil, period: Int = 1
    ) {
        self.id = id
        self.kind = kind
        self.arms = arms
        self.tiers = tiers
        self.firstDay = firstDay
        self.lastDay = lastDay
        self.outcome = outcome
        self.window = window
        self.effect = effect
        self.baseline = baseline
        self.period = period
    }

    public func isRunning(on day: Int) -> Bool { day >= firstDay && day <= lastDay ?? .max }

    public func includes(tier: String?) -> Bool { tiers.isEmpty || tier.map(tiers.contains) ?? false }

    /// The period that a day is in, counted from the experiment's first day.
    public func period(of day: Int) -> Int { (day - firstDay) / max(1, period) }

    /// The `v` of an `exposure` beacon for an arm: `x.spring:low`.
    public func exposureValue(arm: String) -> String { Self.exposurePrefix + "\(id):\(arm)" }

    public static let exposurePrefix = "x."
    /// The most bytes of an exposure's value.
    public static let longestExposureValue = 64
}
