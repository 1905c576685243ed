/// What happened at one price of an experiment.
public struct PriceArm: Sendable, Equatable, Codable {
    public var price: Double
    /// Members or visitors who were offered it.
    public var offered: Int
    public var bought: Int
    /// Of those who bought and came due, how many, and how many renewed; 0 of 0 when not known.
    public var due: Int
    public var renewed: Int

    public init(price: Double, offered: Int, bought: Int, due: Int = 0, renewed: Int = 0) {
        self.price = price
        self.offered = offered
        self.bought = bought
        self.due = due
        self.renewed = renewed
    }

    static func validate(_ arms: [PriceArm]) throws(MetricsError) {
        for (row, arm) in arms.enumerated() {
            try check(arm.price, "price", row: row)
            try require(arm.price >= 0, "price", "0 or more", row: row)
            try checkCount(arm.offered, "offered", row: row)
            try require(arm.offered > 0, "offered", "1 or more", row: row)
            try checkCount(arm.bought, "bought", row: row)
            try require(arm.bought <= arm.offered, "bought", "at most those offered", row: row)
            try checkCount(arm.due, "due", row: row)
            try checkCount(arm.renewed, "renewed", row: row)
            try require(arm.renewed <= arm.due, "renewed", "at most those due", row: row)
        }
        let prices = Set(arms.map(\.price))
        guard prices.count >= 2 else { throw .tooFewRows(needed: 2, got: prices.count) }
    }
}

/// Where the best price lies among those tried.
public enum BestPrice: Sendable, Equatable {
    /// Between the lowest and the highest price tried.
    case inside(Estimate)
    /// The optimum is outside what was tried; the nearest price tried is given. Try further in that direction.
    case beyond(nearestTried: Double)
    /// Demand does not fall with price in this data, so there is no optimum to find.
    case undetermined

    public var estimate: Estimate? {
        if case .inside(let estimate) = self { estimate } else { nil }
    }

    var reading: String {
        switch self {
        case .inside(let estimate):
            "best price \(Prose.number(estimate.value)) (\(Prose.range(estimate.interval)))"
        case .beyond(let price):
            "the best price lies beyond \(Prose.number(price)), the last one tried; try further before trusting it"
        case .undetermined:
            "demand does not fall with price in this data, so it tells no best price"
        }
    }
}
