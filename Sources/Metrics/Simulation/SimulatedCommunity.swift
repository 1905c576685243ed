import Foundation

/// A made-up community with known parameters, for the demo report and to test that the models find them again.
///
/// Nothing here is fitted: every number follows from `Parameters` and the stream.
public struct SimulatedCommunity: Sendable, Equatable {
    /// A kind of member, one hidden segment.
    public struct Kind: Sendable, Equatable {
        public var name: String
        public var share: Double
        /// Per month of membership.
        public var visits: Double
        /// Chance to finish a lesson opened.
        public var completion: Double
        /// Chance of a comment per visit.
        public var comments: Double
        /// Hour of the day about which visits gather.
        public var hour: Double

        public init(
            name: String, share: Double, visits: Double, completion: Double, comments: Double, hour: Double
        ) {
            self.name = name
            self.share = share
            self.visits = visits
            self.completion = completion
            self.comments = comments
            self.hour = hour
        }
    }

    public struct Parameters: Sendable, Equatable {
        public var months = 24
        /// Monthly audience: K / (1 + e^−r(t − t₀)) plus independent normal noise.
        public var capacity = 4000.0
        public var rate = 0.35
        public var bend = 12.0
        public var audienceNoise = 60.0
        /// Share of the audience that is offered membership for the first time each month.
        public var offered = 0.25
        /// Prices offered, one at random each time, bought with probability 1 / (1 + e^−(a + b p)).
        public var prices = [5.0, 9, 13, 17, 21]
        public var demandIntercept = 0.6
        public var demandSlope = -0.14
        /// Chance to lapse in a month: logit = a + b ln(age) + c × activity; activity is standard normal.
        public var hazardIntercept = -1.9
        public var hazardLogAge = -0.4
        public var hazardActivity = -0.6
        public var kinds = [
            Kind(name: "active", share: 0.3, visits: 16, completion: 0.8, comments: 0.08, hour: 21),
            Kind(name: "passive", share: 0.45, visits: 6, completion: 0.4, comments: 0.02, hour: 13),
            Kind(name: "inactive", share: 0.25, visits: 1.2, completion: 0.1, comments: 0.01, hour: 9),
        ]
        public var lessons = 40
        /// Share of comments that are pleased, by topic.
        public var pleased: [Topic: Double] = [.updates: 0.3, .difficulty: 0.5, .price: 0.45, .service: 0.75]
        /// Whether to make visits and comments, which take most of the time.
        public var withVisits = true

        public init() {}

        /// The price with the highest p q(p), from the true demand.
        public var bestPrice: Double {
            var p = 1 / -demandSlope
            for _ in 0..<200 {
                p = 1 / (-demandSlope * (1 - SpecialFunctions.logistic(demandIntercept + demandSlope * p)))
            }
            return p
        }
    }

    public enum Topic: String, Sendable, CaseIterable, Codable {
        case updates, difficulty, price, service
    }

    public struct Member: Sendable, Equatable {
        public let id: Int
        public let kind: Int
        /// Month of joining, from 0.
        public let joined: Int
        /// Months of membership observed, ≥ 1.
        public let duration: Int
        /// Lapsed at the end of the last month; false when still a member at the end.
        public let lapsed: Bool
        public let price: Double
        /// Standard normal, what the hazard depends on.
        public let activity: Double
    }

    public struct Visit: Sendable, Equatable {
        public let member: Int
        /// From the start; a month has 30 days.
        public let day: Int
        /// Minutes after midnight.
        public let minute: Int
        public let lesson: Int
        public let completed: Bool
    }

    public struct Payment: Sendable, Equatable {
        public let member: Int
        public let month: Int
        public let amount: Double
    }

    public struct Comment: Sendable, Equatable {
        public let member: Int
        public let day: Int
        public let topic: Topic
        public let pleased: Bool
        public let text: String
    }

    public let parameters: Parameters
    /// Visitors per month.
    public let audience: [Double]
    /// One per price, over all months.
    public let arms: [PriceArm]
    public let members: [Member]
    public let payments: [Payment]
    /// By member, then in time.
    public let visits: [Visit]
    public let comments: [Comment]

    /// - Parameter random: fixes everything.
    public init(_ parameters: Parameters = Parameters(), random: RandomStream) throws(MetricsError) {
        try SimulatedCommunity.validate(parameters)
        self.parameters = parameters
        var noise = random.split(0)
        audience = (0..<parameters.months).map { month in
            let curve =
                parameters.capacity
                * SpecialFunctions.logistic(parameters.rate * (Double(month) - parameters.bend))
            return max(0, curve + parameters.audienceNoise * noise.normal())
        }
        var (arms, members) = SimulatedCommunity.sell(parameters, audience, random.split(1))
        var payments: [Payment] = []
        for member in members {
            for age in 0..<member.duration {
                payments.append(Payment(member: member.id, month: member.joined + age, amount: member.price))
            }
            guard let arm = arms.firstIndex(where: { $0.price == member.price }) else { continue }
            // Each month observed after which there was another to pay for came due.
            let last = member.joined + member.duration == parameters.months && !member.lapsed
            arms[arm].renewed += member.duration - 1
            arms[arm].due += member.duration - (last ? 1 : 0)
        }
        self.arms = arms
        self.payments = payments
        var visits: [Visit] = []
        var comments: [Comment] = []
        if parameters.withVisits {
            for member in members {
                SimulatedCommunity.live(
                    member, parameters, random.split(2).split(member.id), &visits, &comments)
            }
        }
        members.sort { $0.id < $1.id }
        self.members = members
        self.visits = visits
        self.comments = comments
    }

    private static func validate(_ p: Parameters) throws(MetricsError) {
        try require(p.months >= 1 && p.months <= 600, "months", "between 1 and 600")
        try require(p.capacity >= 0 && p.capacity <= 1e7, "capacity", "between 0 and ten million")
        try require(p.offered >= 0 && p.offered <= 1, "offered", "between 0 and 1")
        try require(
            !p.prices.isEmpty && p.prices.allSatisfy { $0 >= 0 && $0 < 1e9 }, "prices", "one or more, ≥ 0")
        try require(p.demandSlope < 0 && p.demandSlope > -1e6, "demand slope", "below 0")
        try require(
            !p.kinds.isEmpty && p.kinds.allSatisfy { $0.share >= 0 }, "kinds", "one or more with shares ≥ 0")
        try require(p.lessons >= 1 && p.lessons <= 1_000_000, "lessons", "between 1 and a million")
        try require(p.audienceNoise >= 0 && p.audienceNoise <= 1e7, "audience noise", "0 or more")
        for (row, kind) in p.kinds.enumerated() {
            try require(
                kind.visits >= 0 && kind.visits <= 1000, "visits", "between 0 and 1,000 a month", row: row)
        }
        for value in [p.rate, p.bend, p.demandIntercept, p.hazardIntercept, p.hazardLogAge, p.hazardActivity]
        {
            try require(value.magnitude <= 1e6, "coefficient", "at most a million in magnitude")
        }
    }

    private static func sell(
        _ p: Parameters, _ audience: [Double], _ random: RandomStream
    ) -> ([PriceArm], [Member]) {
        var arms = p.prices.map { PriceArm(price: $0, offered: 0, bought: 0) }
        var members: [Member] = []
        for month in 0..<p.months {
            var stream = random.split(month)
            for _ in 0..<Int(audience[month] * p.offered) {
                let arm = stream.index(below: arms.count)
                arms[arm].offered += 1
                guard
                    stream.bernoulli(
                        SpecialFunctions.logistic(p.demandIntercept + p.demandSlope * arms[arm].price))
                else { continue }
                arms[arm].bought += 1
                let activity = stream.normal()
                let kind = stream.choice(weights: p.kinds.map(\.share))
                var age = 1
                var lapsed = false
                while true {
                    let score =
                        p.hazardIntercept + p.hazardLogAge * log(Double(age)) + p.hazardActivity * activity
                    lapsed = stream.bernoulli(SpecialFunctions.logistic(score))
                    if lapsed || month + age == p.months { break }
                    age += 1
                }
                members.append(
                    Member(
                        id: members.count, kind: kind, joined: month, duration: age, lapsed: lapsed,
                        price: arms[arm].price, activity: activity))
            }
        }
        return (arms, members)
    }

    private static func live(
        _ member: Member, _ p: Parameters, _ random: RandomStream, _ visits: inout [Visit],
        _ comments: inout [Comment]
    ) {
        var stream = random
        let kind = p.kinds[member.kind]
        var lesson = stream.index(below: max(1, p.lessons / 4))
        for month in member.joined..<(member.joined + member.duration) {
            let days = (0..<stream.poisson(kind.visits)).map { _ in month * 30 + stream.index(below: 30) }
                .sorted()
            for day in days {
                let hour = kind.hour + 2 * stream.normal()
                let minute = (Int(hour * 60) % 1440 + 1440) % 1440
                let completed = stream.bernoulli(kind.completion)
                visits.append(
                    Visit(member: member.id, day: day, minute: minute, lesson: lesson, completed: completed))
                // Mostly on to the next lesson, sometimes anywhere.
                if completed {
                    lesson =
                        stream.bernoulli(0.85) ? (lesson + 1) % p.lessons : stream.index(below: p.lessons)
                }
                if stream.bernoulli(kind.comments) {
                    let topic = Topic.allCases[stream.index(below: Topic.allCases.count)]
                    let pleased = stream.bernoulli(p.pleased[topic] ?? 0.5)
                    let sentences = SimulatedComments.sentences(topic, pleased: pleased)
                    comments.append(
                        Comment(
                            member: member.id, day: day, topic: topic, pleased: pleased,
                            text: sentences[stream.index(below: sentences.count)]))
                }
            }
        }
    }

    /// The members' months in the form that `Survival` is fitted to, with activity as the only feature.
    public func memberPeriods() throws(MetricsError) -> MemberPeriods {
        try MemberPeriods.spells(
            durations: members.map(\.duration), ended: members.map(\.lapsed),
            features: FeatureTable(columns: [("activity", members.map(\.activity))]))
    }
}
