import Metrics
import Recommendations

/// Whether what was learned from the last slates may choose the next ones.
struct PolicyJudgement {
    var evaluation: OffPolicyEvaluation
    var exposures: Int
    var completed: Int
    var logged: SlatePolicy
    /// The bandit fitted to all exposures.
    var bandit: LinearBandit

    /// Days in which a shown lesson may be done.
    static let patience = 14
    static let fewest = 100

    /// - Throws: `NotRun` where too little was shown.
    init(_ data: ModelData, _ logs: [SlateLog]) throws(NotRun) {
        let record = "it takes `analytics.beacon: true`, slates shown to members, and two weeks"
        guard let (log, places) = Self.shown(data, logs) else {
            throw NotRun(why: "no slate of an earlier run was shown", record: record)
        }
        guard places.count >= Self.fewest else {
            throw .tooFew(places.count, "places shown", needed: Self.fewest, record: record)
        }
        let completed = places.count { $0.reward == 1 }
        guard completed > 0 else {
            throw NotRun(why: "none of the \(places.count) places shown led to a lesson done", record: record)
        }
        logged = log.policy
        exposures = places.count
        self.completed = completed
        (bandit, evaluation) = try fitting(record: record) {
            () throws(MetricsError) -> (LinearBandit, OffPolicyEvaluation) in
            // Each half of the members is judged by what was learned from the other.
            let halves = try [0, 1].map { (half: Int32) throws(MetricsError) in
                try Self.learn(places.filter { $0.member % 2 != half })
            }
            var exposures: [OffPolicyEvaluation.Exposure] = []
            for place in places {
                exposures.append(
                    try Self.exposure(
                        place, halves[Int(place.member % 2)], exploration: data.settings.exploration))
            }
            return (try Self.learn(places), try OffPolicyEvaluation(exposures))
        }
    }

    /// The policy to go on with: what was learned, once it is shown to be better; and after that as long as it is not
    /// shown to be worse.
    var next: SlateScorer {
        let best = evaluation.doublyRobust ?? evaluation.selfNormalised
        switch logged.kind {
        case .neighbours: return evaluation.replaces ? .learned(bandit) : .ranked
        case .bandit: return best.interval.upper < evaluation.logged.value ? .ranked : .learned(bandit)
        }
    }

    private static func learn(_ places: [ShownPlace]) throws(MetricsError) -> LinearBandit {
        var bandit = try LinearBandit(
            arms: 1, dimensions: SlateLog.features.count + 1, policy: .upperBound(alpha: 0.1))
        for place in places {
            try bandit.observe(context: place.context(place.shown), arm: 0, reward: place.reward)
        }
        return bandit
    }

    private static func exposure(
        _ place: ShownPlace, _ bandit: LinearBandit, exploration: Double
    ) throws(MetricsError) -> OffPolicyEvaluation.Exposure {
        let scores = try SlateScorer.learned(bandit).scores(place.features, count: place.count)
        var predicted: [Double] = []
        for candidate in place.remaining {
            predicted.append(try bandit.expectedRewards(context: place.context(candidate))[0])
        }
        return OffPolicyEvaluation.Exposure(
            arm: place.remaining.firstIndex(of: place.shown) ?? 0, reward: place.reward,
            propensity: place.propensity,
            target: SlateScorer.chances(
                scores, remaining: place.remaining, exploration: exploration),
            predicted: predicted)
    }

    /// The places shown of the newest policy that has any, in the order of its log.
    private static func shown(_ data: ModelData, _ logs: [SlateLog]) -> (SlateLog, [ShownPlace])? {
        let pages = Dictionary(
            zip(data.inputs.pages.map(\.route), 0...), uniquingKeysWith: { first, _ in first })
        func key(_ member: Int, _ route: String) -> Int? { pages[route].map { member * pages.count + $0 } }
        let wanted = Set(data.facts.exposures.compactMap { key(Int($0.member), $0.route) })
        var done: [Int: Int32] = [:]
        let pairs = data.facts.pairs
        for pair in 0..<pairs.count where pairs.done[pair] != Int32.max {
            let key = Int(pairs.member[pair]) * pages.count + Int(pairs.page[pair])
            if wanted.contains(key) { done[key] = pairs.done[pair] }
        }
        for log in logs {
            var first: [String: Int32] = [:]
            for exposure in data.facts.exposures
            where exposure.value.hasPrefix(log.policy.id + ":")
                && Int(exposure.day) <= data.today - Self.patience
            {
                let place = exposure.value.dropFirst(log.policy.id.utf8.count + 1)
                let key = "\(exposure.member) \(place) \(exposure.route)"
                first[key] = min(first[key] ?? Int32.max, exposure.day)
            }
            var places: [ShownPlace] = []
            for entry in log.entries {
                guard let member = data.memberships.index[entry.m] else { continue }
                for (place, candidate) in entry.s.enumerated() {
                    let route = log.routes[entry.c[candidate]]
                    // A build leaves out what a member cannot open any more, and those below move up.
                    let days = (1...place + 1).compactMap { first["\(member) \($0) \(route)"] }
                    guard let day = days.min() else { continue }
                    let end = key(member, route).flatMap { done[$0] } ?? Int32.max
                    // Done before it was shown, it could not be earned any more.
                    guard end >= day else { continue }
                    let above = Set(entry.s.prefix(place))
                    places.append(
                        ShownPlace(
                            member: Int32(clamping: member),
                            remaining: entry.c.indices.filter { !above.contains($0) },
                            shown: candidate, features: entry.x, count: entry.c.count,
                            propensity: entry.p[place],
                            reward: end != Int32.max && Int(end) <= Int(day) + Self.patience ? 1 : 0))
                }
            }
            if !places.isEmpty { return (log, places) }
        }
        return nil
    }
}
