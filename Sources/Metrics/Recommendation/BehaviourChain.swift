/// Behaviour to accepted recommendations to community activity (article 2): y = f(x) + e, z = g(y) + h.
///
/// Two least-squares regressions, each with its residual variance and R². The chain tells what goes along with what;
/// that accepting recommendations *causes* activity takes an experiment.
public struct BehaviourChain: ModelResult, Equatable {
    /// f: accepted recommendations on behaviour.
    public let acceptance: LinearRegression
    /// g: activity on accepted recommendations.
    public let activity: LinearRegression
    /// Var e and Var h.
    public let residualVariances: (acceptance: Double, activity: Double)
    public let warnings: [String]

    /// - Parameters:
    ///   - behaviour: x, one row per member.
    ///   - accepted: y, recommendations accepted.
    ///   - activity: z, interactions.
    public static func fit(
        behaviour: FeatureTable, accepted: [Double], activity: [Double]
    ) throws(MetricsError) -> BehaviourChain {
        let f = try LinearRegression.fit(behaviour, target: accepted, named: "accepted")
        try check(activity, "activity", count: accepted.count)
        let g = try LinearRegression.fit(
            FeatureTable(columns: [("accepted", accepted)]), target: activity, named: "activity")
        return BehaviourChain(
            acceptance: f, activity: g,
            residualVariances: (
                f.residualDeviation * f.residualDeviation, g.residualDeviation * g.residualDeviation
            ), warnings: f.warnings + g.warnings)
    }

    public static func == (a: BehaviourChain, b: BehaviourChain) -> Bool {
        a.acceptance == b.acceptance && a.activity == b.activity
    }

    public var reading: String {
        "behaviour explains \(Prose.percent(acceptance.rSquared, decimals: 0)) of accepted recommendations, which explain "
            + "\(Prose.percent(activity.rSquared, decimals: 0)) of activity; one more accepted goes along with "
            + "\(Prose.number(activity.coefficients.first?.value ?? 0)) more interactions"
    }
}
