import Foundation

/// A share of a count: how many of how many, with a 95 % Wilson interval.
///
/// A rate out of nothing is `noData`, never 0.
public enum Rate: Sendable, Equatable {
    case noData
    case measured(Measured)

    public struct Measured: Sendable, Equatable, Codable {
        public let numerator: Int
        public let denominator: Int
        /// numerator / denominator, 0 … 1.
        public let value: Double
        /// Wilson's score interval (1927), which stays within [0, 1] and holds for small counts.
        public let interval: Interval
    }

    /// - Throws: `outOfRange` for counts below 0, above 2^50, or a numerator above its denominator.
    public init(_ numerator: Int, of denominator: Int) throws(MetricsError) {
        try checkCount(denominator, "denominator")
        try checkCount(numerator, "numerator")
        try require(numerator <= denominator, "numerator", "at most the denominator")
        self.init(checked: numerator, of: denominator)
    }

    init(checked numerator: Int, of denominator: Int) {
        guard denominator > 0 else {
            self = .noData
            return
        }
        self = .measured(
            Measured(
                numerator: numerator, denominator: denominator,
                value: Double(numerator) / Double(denominator),
                interval: wilsonInterval(Double(numerator), of: Double(denominator))))
    }

    public var measured: Measured? {
        if case .measured(let rate) = self { rate } else { nil }
    }
    public var value: Double? { measured?.value }

    public var reading: String {
        guard let rate = measured else { return "no data" }
        return "\(Prose.percent(rate.value)) (\(rate.numerator) of \(rate.denominator); "
            + "95 %: \(Prose.percentRange(rate.interval)))"
    }
}

/// Wilson's score interval for `successes` of `trials` > 0.
func wilsonInterval(_ successes: Double, of trials: Double, critical: Double = normal95) -> Interval {
    let share = successes / trials
    let z2 = critical * critical
    let centre = (share + z2 / (2 * trials)) / (1 + z2 / trials)
    let half =
        critical / (1 + z2 / trials)
        * (share * (1 - share) / trials + z2 / (4 * trials * trials)).squareRoot()
    let lower = successes == 0 ? 0 : max(0, centre - half)
    let upper = successes == trials ? 1 : min(1, centre + half)
    return Interval(lower: lower, upper: upper)
}

/// A total over a count, such as revenue per member; `nil` value means no data.
public struct Average: Sendable, Equatable {
    public let numerator: Double
    public let denominator: Double
    /// numerator / denominator, or nil out of nothing.
    public let value: Double?

    /// - Throws: `nonFinite`, or `outOfRange` for a negative denominator.
    public init(
        _ numerator: Double, per denominator: Double, named name: String
    ) throws(MetricsError) {
        try check(numerator, name, row: 0)
        try check(denominator, "denominator of \(name)", row: 0)
        try require(denominator >= 0, "denominator of \(name)", "0 or more")
        self.numerator = numerator
        self.denominator = denominator
        guard denominator > 0 else {
            value = nil
            return
        }
        let ratio = numerator / denominator
        guard ratio.isFinite else { throw .notRepresentable(name) }
        value = ratio
    }

    public var reading: String {
        value.map { "\(Prose.number($0)) (\(Prose.number(numerator)) / \(Prose.number(denominator)))" }
            ?? "no data"
    }
}
