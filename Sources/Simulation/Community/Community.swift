import Foundation
import Membership
import Metrics

/// A community of strangers and members on a site, made up from known parameters.
///
/// The seed fixes it, and what happens up to a day does not depend on how long it goes on, nor on advice of later days.
public struct Community: Sendable {
    public let parameters: SimulationParameters
    public let site: SimulatedSite
    public let seed: UInt64
    public let start: Day
    /// The last day.
    public let through: Day
    /// In the order in which they joined.
    public private(set) var people: [SimulatedPerson] = []
    /// Of members, by day.
    public private(set) var visits: [SimulatedVisit] = []
    public private(set) var strangers: [SimulatedStranger] = []
    public private(set) var comments: [SimulatedComment] = []
    /// How often each price was offered in the experiment.
    public private(set) var offered: [Int]
    /// What chose the suggestions; nil without any.
    public let policy: String?
    let months: [MonthSpan]

    /// - Parameters:
    ///   - start: the first day; its month counts as a whole.
    ///   - through: the last day; the months end with that of `parameters.months`, or with this day.
    /// - Throws: `SimulationError` for parameters out of range or a site without pages or tiers.
    public init(
        _ parameters: SimulationParameters, site: SimulatedSite, seed: UInt64, start: Day, through: Day,
        advice: SimulatedAdvice? = nil
    ) throws(SimulationError) {
        try parameters.validate()
        guard !site.tiers.isEmpty else {
            throw SimulationError("the site has no tiers, so nobody can become a member")
        }
        guard !site.pages.isEmpty else {
            throw SimulationError("the site has no article or lesson that is out")
        }
        guard start <= through else { throw SimulationError("the last day is before the first") }
        self.parameters = parameters
        self.site = site
        self.seed = seed
        self.start = start
        self.through = through
        policy = advice?.policy
        months = MonthSpan.months(from: start, through: through)
        offered = Array(repeating: 0, count: parameters.demand.arms.count)
        var life = CommunityLife(parameters, site, seed, advice)
        for index in months.indices { life.pass(index, months[index]) }
        keep(life)
    }

    /// Drops what would happen after the last day of a month that is not over.
    private mutating func keep(_ life: CommunityLife) {
        let last = through.number
        people = life.people.filter { $0.joined <= last }.map { $0.known(on: last) }
        visits = life.visits.filter { $0.day <= last }
        strangers = life.strangers.filter { $0.day <= last }
        comments = life.comments.filter { $0.day <= last }
        for offer in life.offers where offer.day <= last { offered[offer.arm] += 1 }
    }

    /// The chance of each channel's visitors to become members, by its name.
    public var conversions: [String: Double] {
        Dictionary(
            parameters.channels.map { ($0.name, $0.conversion) }, uniquingKeysWith: { first, _ in first })
    }

    /// The best price in the tier of the experiment.
    public var bestPrice: Double { parameters.demand.best * site.price(site.triedTier) }

    /// Change of the log-odds to buy per unit of the currency.
    public var demandSlope: Double { parameters.demand.slope / site.price(site.triedTier) }
}

/// A calendar month by its days' numbers.
struct MonthSpan: Sendable, Equatable {
    var year: Int
    /// 1 to 12.
    var month: Int
    var first: Int
    var last: Int

    var count: Int { last - first + 1 }
    /// `2026-11`
    var name: String { "\(year)-\(month < 10 ? "0" : "")\(month)" }

    static func months(from start: Day, through: Day) -> [MonthSpan] {
        let parts = start.parts
        guard var first = Day(year: parts.year, month: parts.month, day: 1) else { return [] }
        var months: [MonthSpan] = []
        while first <= through {
            let next = first.adding(months: 1)
            months.append(
                MonthSpan(
                    year: first.parts.year, month: first.parts.month, first: first.number,
                    last: next.number - 1))
            first = next
        }
        return months
    }
}

extension Day {
    /// The day so many days after 1970-01-01.
    static func number(_ days: Int) -> Day {
        Day(of: Date(timeIntervalSince1970: 0), in: .gmt).adding(days: days)
    }
}
