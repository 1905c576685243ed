import Files
import Foundation
import Membership
import Simulation

/// What is simulated and until when; kept as `parameters.json`.
struct SimulationPlan: Codable {
    static let path = "parameters.json"

    /// Says to everyone what the folder is.
    var simulated = true
    var version = 1
    var seed: UInt64
    /// `2024-11-01`
    var start: String
    /// The last day simulated.
    var through: String
    /// The last day in the end; later than `through` during a pause.
    var last: String
    /// The last day before the pause, once it is over.
    var pausedOn: String?
    var parameters: SimulationParameters
    var truth: Truth?

    /// What models are to find again, as they name it.
    struct Truth: Codable {
        /// Members in the end of growth, and its rate per month.
        var capacity: Double
        var rate: Double
        /// On the log-odds to leave, per unit of ln(1 + feature).
        var leavingVisits: Double
        var leavingMonths: Double
        /// On the log-odds to buy: at price 0, and per unit of the currency.
        var demandIntercept: Double
        var demandSlope: Double
        var bestPrice: Double
        /// Share of strangers' visits that make a member, by channel.
        var conversions: [String: Double]
        /// Share of comments that are pleased, by topic.
        var pleased: [String: Double]
        /// Hidden kind of each member.
        var kinds: [String: String]
        /// What happened, to be counted.
        var members: Int
        var memberVisits: Int
        var memberViews: Int
        var completions: Int
        var exposures: Int
        var strangers: Int
        var comments: Int
        var payments: Int
    }

    init(parameters: SimulationParameters, seed: UInt64, last: Day, pause: Int?) {
        let end = last.adding(days: 1).parts
        let month = Day(year: end.year, month: end.month, day: 1) ?? last
        self.seed = seed
        self.parameters = parameters
        start = month.adding(months: -parameters.months).description
        self.last = last.description
        through = pause.map { month.adding(months: -$0).adding(days: -1).description } ?? last.description
    }

    var resumed: SimulationPlan {
        var plan = self
        if plan.through < plan.last { plan.pausedOn = plan.through }
        plan.through = last
        return plan
    }

    var printed: [UInt8] {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
            return Array(try encoder.encode(self)) + [UInt8(ascii: "\n")]
        }
    }
}

extension SimulationPlan.Truth {
    init(_ community: Community) {
        let parameters = community.parameters
        self.init(
            capacity: parameters.growth.capacity, rate: parameters.growth.rate,
            leavingVisits: parameters.leaving.visits, leavingMonths: parameters.leaving.months,
            demandIntercept: parameters.demand.intercept, demandSlope: community.demandSlope,
            bestPrice: community.bestPrice, conversions: community.conversions, pleased: parameters.pleased,
            kinds: Dictionary(
                community.people.map { ($0.id, parameters.kinds[$0.kind].name) }, uniquingKeysWith: { $1 }),
            members: community.people.count, memberVisits: community.visits.count,
            memberViews: community.visits.reduce(0) { $0 + $1.views.count + ($1.home ? 1 : 0) },
            completions: community.visits.reduce(0) {
                $0 + $1.views.count { $0.before < 4 && $0.after == 4 }
            },
            exposures: community.visits.reduce(0) { $0 + $1.slate.compactMap(\.self).count },
            strangers: community.strangers.count, comments: community.comments.count,
            payments: community.people.reduce(0) { $0 + $1.payments.count })
    }
}
