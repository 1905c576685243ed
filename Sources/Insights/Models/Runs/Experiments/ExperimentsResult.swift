import Metrics

/// What each experiment of `sealpress.yml` says so far.
public struct ExperimentsResult: Codable, Sendable, Equatable {
    public enum State: String, Codable, Sendable {
        case planned, running, ended
    }

    public struct Arm: Codable, Sendable, Equatable {
        public var id: String
        public var weight: Int
        /// Members assigned who take part, or periods that it was shown in.
        public var assigned: Int
        /// Of these, those whose window is over; only they count.
        public var matured: Int
        /// Members whose browser told of this arm, and of another than theirs.
        public var seen: Int
        public var seenOther: Int
        /// Of those matured, how many had the outcome. For periods, views or visitors with and in all.
        public var outcome: Rate.Measured?
        /// Of members matured: still members at the window's end, and paid within it.
        public var retained: Int
        public var paid: Int
        /// Retention × payment, and the chance to have the highest; nil where it cannot be told.
        public var objective: Estimate?
        public var probabilityBest: Double?
        /// From the first arm, and its part that is an improvement.
        public var divergence: Double?
        public var improvement: Double?
    }

    /// Another arm against the first.
    public struct Comparison: Codable, Sendable, Equatable {
        public var arm: String
        /// With an interval that holds at every look.
        public var difference: Estimate
        public var pValue: Double
        public var isDifferent: Bool
    }

    /// How many it takes.
    public struct Plan: Codable, Sendable, Equatable {
        /// The share without treatment, and whether it was measured (else the author's).
        public var baseline: Double
        public var isMeasured: Bool
        public var effect: Double
        public var alpha: Double
        public var power: Double
        /// Members needed in the first arm and in the one of the others that is shared out least.
        public var needed: SampleSize
        /// Members in all arms together, with every look allowed.
        public var total: Int
        /// Members who could take part on the date.
        public var eligible: Int
    }

    public struct Row: Codable, Sendable, Equatable {
        public var id: String
        public var kind: String
        public var state: State
        public var from: String
        public var until: String?
        public var tiers: [String]
        public var outcome: String
        /// Days.
        public var window: Int
        public var arms: [Arm]
        public var comparisons: [Comparison]
        /// Why there is no comparison.
        public var noComparison: String?
        public var plan: Plan?
        /// How likely it is that chance spread members so unevenly; nil where there are too few.
        public var imbalance: SampleRatio?
        /// The same of those whose browsers told of their arm.
        public var seenImbalance: SampleRatio?
        public var reading: String
        public var warnings: [String]
    }

    public var experiments: [Row]
}
