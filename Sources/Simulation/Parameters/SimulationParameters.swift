import Foundation

/// Everything that a simulated community follows from, beside the site and the seed. The models of insights are to find
/// these numbers again.
public struct SimulationParameters: Codable, Sendable, Equatable {
    /// Whole calendar months.
    public var months = 24
    public var growth = Growth()
    /// January first: how many strangers come and how often members read, against the mean.
    public var season = [1.15, 1.05, 1.0, 1.0, 0.98, 0.95, 0.9, 0.9, 1.02, 1.05, 1.05, 0.95]
    public var kinds = [
        Kind(name: "active", share: 0.35, visits: 9, completion: 0.75, comments: 0.03, starts: 0.95),
        Kind(name: "passive", share: 0.4, visits: 3.2, completion: 0.45, comments: 0.02, starts: 0.8),
        Kind(name: "inactive", share: 0.25, visits: 0.8, completion: 0.15, comments: 0.01, starts: 0.35),
    ]
    /// Share of those who come for what is difficult; they buy higher tiers.
    public var advanced = 0.4
    public var leaving = Leaving()
    public var demand = Demand()
    public var channels = Channel.usual
    public var reading = Reading()
    public var slates = Slates()
    /// Share of comments that are pleased, by topic.
    public var pleased = [
        "difficulty": 0.5, "price": 0.35, "quality": 0.85, "service": 0.7, "updateFrequency": 0.25,
    ]
    /// Chance of a visit to search for something that the site does not have.
    public var searches = 0.03
    /// Requests by programs on an average day.
    public var programs = 40.0

    public init() {}

    /// Members at the end of month t: K / (1 + e^−r(t − t₀)), t = 0 being the first month; what is sold differs by chance.
    public struct Growth: Codable, Sendable, Equatable {
        public var capacity = 300.0
        public var rate = 0.3
        public var bend = 9.0

        func size(_ month: Int) -> Double {
            capacity * logistic(rate * (Double(month) - bend))
        }
    }

    /// One hidden kind of member.
    public struct Kind: Codable, Sendable, Equatable {
        public var name: String
        public var share: Double
        /// Days with a visit in a month, on average.
        public var visits: Double
        /// Chance to finish a page that was opened.
        public var completion: Double
        /// Chance of a comment per visit.
        public var comments: Double
        /// Chance to read on the first day; those who do not come a third as often ever after.
        public var starts: Double
    }

    /// The chance to leave when a payment is due:
    /// logit = intercept + visits · ln(1 + visits of the last calendar month) + months · ln(1 + days as a member at that
    /// month's end / 30).
    public struct Leaving: Codable, Sendable, Equatable {
        public var intercept = -0.9
        public var visits = -0.7
        public var months = -0.3

        func chance(visits: Int, days: Int) -> Double {
            logistic(
                intercept + self.visits * log1p(Double(visits)) + months * log1p(Double(max(days, 0)) / 30))
        }
    }

    /// How the tier of the price experiment sells: P(buy at p) = 1 / (1 + e^−(intercept + slope · p / list price)).
    public struct Demand: Codable, Sendable, Equatable {
        public var intercept = 1.2
        public var slope = -2.4
        /// Prices offered by chance, as shares of the list price.
        public var arms = [0.5, 0.75, 1, 1.25, 1.5]
        /// Share of offers that are made at the list price, outside the experiment.
        public var control = 0.5
        /// Chance to buy another tier that was offered.
        public var elsewhere = 0.35

        func chance(_ share: Double) -> Double { logistic(intercept + slope * share) }

        /// Chance to buy in the tier of the experiment, on average.
        var mean: Double {
            control * chance(1) + (1 - control) * arms.map(chance).reduce(0, +) / Double(arms.count)
        }

        /// The price of the highest p · q(p), as a share of the list price.
        public var best: Double {
            // p(1 − q(p)) grows in p: halving finds where it is 1 / −slope.
            var (low, high) = (0.0, 100.0)
            for _ in 0..<100 {
                let middle = (low + high) / 2
                if middle * (1 - chance(middle)) < 1 / -slope { low = middle } else { high = middle }
            }
            return low
        }
    }

    /// What a member opens next, of what is out and not opened yet.
    public struct Reading: Codable, Sendable, Equatable {
        /// Chance of a view to be of a page not opened before.
        public var new = 0.22
        /// Of these, chance of the next lesson in a course begun.
        public var continues = 0.6
        /// … of the page that goes with the one opened last (pages go in pairs, drawn by the seed).
        public var companion = 0.15
        /// Else any page; how much likelier those of the member's interest are.
        public var interest = 20.0
        /// Chance to go on to one more page in the same visit.
        public var onward = 0.35
    }

    /// What members do with the lessons suggested to them.
    public struct Slates: Codable, Sendable, Equatable {
        /// Chance of a visit to pass by the page with the suggestions.
        public var home = 0.6
        /// Chance to open the lesson in the first place, and how much less each further place has.
        public var follow = 0.1
        public var decay = 0.8
        /// How much likelier the next lesson of a course begun is followed.
        public var continues = 2.0

        func chance(place: Int, continues next: Bool) -> Double {
            min(1, follow * pow(decay, Double(place)) * (next ? continues : 1))
        }
    }
}

/// 1 / (1 + e^−x)
private func logistic(_ x: Double) -> Double { 1 / (1 + exp(-x)) }
