import Foundation

/// The price or promotion with the highest expected lifetime revenue in each segment (article 3).
///
/// Value per offer = P(buy) × margin per period × Σ (retention / (1 + d))^t = P(buy) × m / (1 − ρ/(1 + d)). P(buy) and
/// ρ have Beta(1, 1) priors; means, intervals and the chance to be best come from draws of their posteriors.
public struct ValueMaximisation: ModelResult, Equatable {
    /// A price plan or promotion that was tried in a segment.
    public struct Option: Sendable, Equatable {
        public var name: String
        public var price: Double
        public var offered: Int
        public var bought: Int
        public var due: Int
        public var renewed: Int

        public init(name: String, price: Double, offered: Int, bought: Int, due: Int, renewed: Int) {
            self.name = name
            self.price = price
            self.offered = offered
            self.bought = bought
            self.due = due
            self.renewed = renewed
        }
    }

    /// What an option must keep to be offered.
    public struct GuardRails: Sendable, Equatable {
        public var leastOffered: Int
        public var leastRetention: Double
        public var prices: ClosedRange<Double>

        public init(
            leastOffered: Int = 100, leastRetention: Double = 0, prices: ClosedRange<Double> = 0...1e9
        ) {
            self.leastOffered = leastOffered
            self.leastRetention = leastRetention
            self.prices = prices
        }

        fileprivate var withoutLeastOffered: GuardRails {
            GuardRails(leastOffered: 0, leastRetention: leastRetention, prices: prices)
        }
    }

    public struct Row: Sendable, Equatable {
        public let option: Option
        /// Expected lifetime revenue per offer, with a 95 % posterior interval.
        public let value: Estimate
        /// P(this option is the best of those within the guard rails); 0 outside them.
        public let probabilityBest: Double
        /// Why it is not offered, or nil.
        public let excluded: String?
    }

    /// What to offer a segment.
    public struct Offer: Sendable, Equatable {
        public let segment: String
        public let option: String
        public let price: Double
        public let expectedValue: Double
        public let probabilityBest: Double
    }

    /// An option that was offered too few times to be chosen, and yet is more likely than not worth more than what is.
    public struct Contender: Sendable, Equatable {
        public let option: String
        public let offered: Int
        public let expectedValue: Double
        /// P(worth more than the offer), above ½.
        public let probabilityBetter: Double
    }

    public struct Segment: Sendable, Equatable {
        public let name: String
        /// Highest expected value first.
        public let rows: [Row]
        /// nil when no option keeps the guard rails.
        public let offer: Offer?
        /// The likeliest to be worth more than the offer; to be offered more before anything is settled.
        public let contender: Contender?
    }

    public let segments: [Segment]

    private static let draws = 4000

    /// - Parameters:
    ///   - discount: d per period, > 0.
    ///   - margin: share of the price kept, 0 … 1.
    public init(
        _ segments: [(name: String, options: [Option])], rails: GuardRails = GuardRails(), discount: Double,
        margin: Double = 1, random: RandomStream
    ) throws(MetricsError) {
        try require(discount >= 1e-4 && discount <= 100, "discount", "between 0.0001 and 100 per period")
        try require(margin >= 0 && margin <= 1, "margin", "between 0 and 1")
        var result: [Segment] = []
        for (index, segment) in segments.enumerated() {
            result.append(
                try ValueMaximisation.segment(
                    segment.name, segment.options, rails, discount, margin, random.split(index)))
        }
        self.segments = result
    }

    private static func segment(
        _ name: String, _ options: [Option], _ rails: GuardRails, _ discount: Double, _ margin: Double,
        _ random: RandomStream
    ) throws(MetricsError) -> Segment {
        var values: [[Double]] = []
        var excluded: [String?] = []
        var untried: [Int] = []
        for (row, option) in options.enumerated() {
            try PriceArm.validateOption(option, row: row)
            var stream = random.split(row)
            let keeps = margin * option.price
            values.append(
                (0..<draws).map { _ in
                    let buy = stream.beta(
                        1 + Double(option.bought), 1 + Double(option.offered - option.bought))
                    let stay = stream.beta(
                        1 + Double(option.renewed), 1 + Double(option.due - option.renewed))
                    return buy * keeps / (1 - stay / (1 + discount))
                })
            excluded.append(reason(option, rails))
            if option.offered < rails.leastOffered, option.bought > 0,
                reason(option, rails.withoutLeastOffered) == nil
            {
                untried.append(row)
            }
        }
        let allowed = options.indices.filter { excluded[$0] == nil }
        var wins = [Int](repeating: 0, count: options.count)
        for draw in 0..<draws {
            if let best = allowed.max(by: { values[$0][draw] < values[$1][draw] }) { wins[best] += 1 }
        }
        var rows: [Row] = []
        for index in options.indices {
            let sorted = values[index].sorted()
            let mean = Summary.mean(sorted)
            rows.append(
                Row(
                    option: options[index],
                    value: try Estimate(
                        options[index].name, value: mean,
                        standardError: Summary.variance(sorted).squareRoot(),
                        interval: Interval(
                            lower: Summary.quantile(ascending: sorted, 0.025),
                            upper: Summary.quantile(ascending: sorted, 0.975))),
                    probabilityBest: Double(wins[index]) / Double(draws), excluded: excluded[index]))
        }
        rows.sort { ($1.value.value, $0.option.name) < ($0.value.value, $1.option.name) }
        let offer = rows.first { $0.excluded == nil }.map {
            Offer(
                segment: name, option: $0.option.name, price: $0.option.price, expectedValue: $0.value.value,
                probabilityBest: $0.probabilityBest)
        }
        let chosen = allowed.first { options[$0].name == offer?.option }
        let contender = chosen.flatMap { chosen in
            untried.map { row in
                Contender(
                    option: options[row].name, offered: options[row].offered,
                    expectedValue: Summary.mean(values[row].sorted()),
                    probabilityBetter: Double((0..<draws).count { values[row][$0] > values[chosen][$0] })
                        / Double(draws))
            }
            .filter { $0.probabilityBetter > 0.5 }
            .max { ($0.probabilityBetter, $1.option) < ($1.probabilityBetter, $0.option) }
        }
        return Segment(name: name, rows: rows, offer: offer, contender: contender)
    }

    private static func reason(_ option: Option, _ rails: GuardRails) -> String? {
        if option.offered < rails.leastOffered { return "offered only \(option.offered) times" }
        if !rails.prices.contains(option.price) { return "price outside the allowed range" }
        let retention = (1 + Double(option.renewed)) / (2 + Double(option.due))
        if retention < rails.leastRetention {
            return "retention \(Prose.percent(retention, decimals: 0)) is below the floor"
        }
        return nil
    }

    public var offers: [Offer] { segments.compactMap(\.offer) }
    public var warnings: [String] {
        segments.filter { $0.offer == nil }.map { "\($0.name): no option keeps the guard rails" }
            + segments.compactMap { segment in
                segment.contender.map {
                    "\(segment.name): '\($0.option)' looks worth more, but was offered only \($0.offered) times"
                }
            }
    }
    public var reading: String {
        guard !offers.isEmpty else { return "nothing to offer" }
        return segments.compactMap { segment in
            segment.offer.map {
                "\($0.segment): \($0.option) at \(Prose.number($0.price)), worth \(Prose.number($0.expectedValue)) per "
                    + "offer, best of those tried enough with \(Prose.percent($0.probabilityBest, decimals: 0))"
                    + (segment.contender.map { "; \($0.option) looks better and is to be tried more" } ?? "")
            }
        }.joined(separator: "; ")
    }
}

extension PriceArm {
    fileprivate static func validateOption(_ option: ValueMaximisation.Option, row: Int) throws(MetricsError)
    {
        try check(option.price, option.name, row: row)
        try require(option.price >= 0, option.name, "0 or more", row: row)
        for (count, of) in [(option.bought, option.offered), (option.renewed, option.due)] {
            try checkCount(of, option.name, row: row)
            try checkCount(count, option.name, row: row)
            try require(count <= of, option.name, "counts at most their totals", row: row)
        }
    }
}
