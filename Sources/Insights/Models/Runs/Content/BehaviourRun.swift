import Metrics

/// From behaviour to accepted recommendations to activity.
public struct BehaviourResult: Codable, Sendable, Equatable {
    public struct Effect: Codable, Sendable, Equatable {
        public var name: String
        public var estimate: Estimate
        public var pValue: Double
    }

    public var members: Int
    /// Accepted recommendations on behaviour.
    public var acceptance: [Effect]
    public var acceptanceRSquared: Double
    public var acceptanceResidualVariance: Double
    /// Interactions on accepted recommendations.
    public var activity: [Effect]
    public var activityRSquared: Double
    public var activityResidualVariance: Double
}

enum BehaviourRun: ModelRun {
    static let subject = Subject.behaviour
    static let inputs = [
        "events: exposure, complete, like, rating", "facts of members by day", "comments.csv",
    ]
    private static let fewest = 30

    static func run(_ data: ModelData) throws(NotRun) -> Findings<BehaviourResult> {
        let (facts, pages) = (data.facts, data.inputs.pages)
        let places = Dictionary(zip(pages.map(\.route), 0...), uniquingKeysWith: { first, _ in first })
        var opened: [Int: Int32] = [:]
        for pair in 0..<facts.pairs.count {
            opened[Int(facts.pairs.member[pair]) * pages.count + Int(facts.pairs.page[pair])] =
                facts.pairs.first[pair]
        }
        var accepted: [Int: Set<Int>] = [:]
        for exposure in facts.exposures {
            let member = Int(exposure.member)
            accepted[member, default: []].formUnion([])
            guard let page = places[exposure.route] else { continue }
            if let first = opened[member * pages.count + page], first >= exposure.day {
                accepted[member, default: []].insert(page)
            }
        }
        guard accepted.count >= Self.fewest else {
            throw .tooFew(
                accepted.count, "members who were shown recommendations", needed: Self.fewest,
                record: "it takes `analytics.beacon: true` and slates shown to members")
        }
        let members = accepted.keys.sorted()
        let interactions = data.interactions()
        let chain = try fitting { () throws(MetricsError) in
            try BehaviourChain.fit(
                behaviour: FeatureTable(columns: [
                    ("visits in 90 days", members.map { Double(facts.recentVisits[$0]) }),
                    ("sections read in 90 days", members.map { Double(facts.recentReadings[$0]) }),
                    ("days since last seen", members.map { data.silence($0) }),
                ]),
                accepted: members.map { Double(accepted[$0]?.count ?? 0) },
                activity: members.map { Double(interactions[$0]) })
        }
        let effects = { (regression: LinearRegression) in
            regression.coefficients.map {
                BehaviourResult.Effect(name: $0.name, estimate: $0.estimate, pValue: $0.pValue)
            }
        }
        let result = BehaviourResult(
            members: members.count, acceptance: effects(chain.acceptance),
            acceptanceRSquared: chain.acceptance.rSquared,
            acceptanceResidualVariance: chain.residualVariances.acceptance, activity: effects(chain.activity),
            activityRSquared: chain.activity.rSquared,
            activityResidualVariance: chain.residualVariances.activity)
        return Findings(result: result, reading: chain.reading, warnings: chain.warnings)
    }
}
