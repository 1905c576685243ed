/// Made-up experiments, one for each thing that a report may say of them.
enum SampleExperiments {
    static let result = of([decided, waiting, uneven, small, teaser, planned])

    static func of(_ rows: [String]) -> String { "{\"experiments\": [\(rows.joined(separator: ",\n"))]}" }

    /// "low" is better by 13 points.
    static let decided = row(
        "spring",
        arms: [arm("usual", 400, 380, 114), arm("low", 410, 390, 168)],
        comparisons: [comparison("low", 0.131, 0.09)], plan: plan(total: 3240, eligible: 900))

    static let waiting = row(
        "order", kind: "recommendation", outcome: "completion",
        arms: [arm("best", 200, 150, 60), arm("none", 190, 140, 50), arm("popular", 210, 160, 66)],
        comparisons: [comparison("none", -0.043, 0.15), comparison("popular", 0.013, 0.14)],
        plan: plan(total: 2790, eligible: 3000),
        more:
            "\"warnings\": [\"3 members saw an arm that is not theirs: the root key or the weights changed\"]"
    )

    /// Ended, with a difference that is not to be believed.
    static let uneven = row(
        "autumn", state: "ended", until: "2026-03-31",
        arms: [arm("usual", 300, 300, 60), arm("high", 120, 120, 60)],
        comparisons: [comparison("high", 0.3, 0.1)], plan: plan(total: 400, eligible: 500),
        more: "\"imbalance\": {\"pValue\": 1e-9}, \"warnings\": []")

    /// An arm of three members, which the smaller of the others hides.
    static let small = row(
        "corner", tiers: ["vip", "premium"],
        arms: [arm("usual", 60, 52, 25), arm("blue", 41, 33, 15), arm("hidden-arm", 3, 2, 1)],
        comparisons: [comparison("blue", -0.4, 0.1)], plan: plan(total: 2000, eligible: 104))

    static let teaser = row(
        "lead", kind: "teaser", outcome: "onward", window: 1,
        reading: "no arm is surely different from 'long' yet: wait; it takes about 40 periods of each arm",
        arms: [arm("long", 14, 14, 700, of: 2100), arm("short", 13, 13, 690, of: 1990)],
        comparisons: [comparison("short", 0.013, 0.05)])

    static let planned = row(
        "summer", state: "planned", from: "2026-07-01", arms: [arm("usual", 0, 0, 0), arm("new", 0, 0, 0)],
        plan: plan(total: 3240, eligible: 900))

    static func row(
        _ id: String, kind: String = "price", state: String = "running", from: String = "2026-03-01",
        until: String? = nil, tiers: [String] = [], outcome: String = "payment", window: Int = 30,
        reading: String = "", arms: [String], comparisons: [String] = [], noComparison: String? = nil,
        plan: String? = nil, more: String = "\"warnings\": []"
    ) -> String {
        let optional =
            (until.map { "\"until\": \"\($0)\", " } ?? "")
            + (noComparison.map { "\"noComparison\": \"\($0)\", " } ?? "")
            + (plan.map { "\"plan\": \($0), " } ?? "")
        return """
            {"id": "\(id)", "kind": "\(kind)", "state": "\(state)", "from": "\(from)",
             "tiers": [\(tiers.map { "\"\($0)\"" }.joined(separator: ", "))], "outcome": "\(outcome)",
             "window": \(window), "reading": "\(reading)", "arms": [\(arms.joined(separator: ",\n  "))],
             "comparisons": [\(comparisons.joined(separator: ", "))], \(optional)\(more)}
            """
    }

    static func arm(
        _ id: String, _ assigned: Int, _ matured: Int, _ outcomes: Int, of trials: Int? = nil
    ) -> String {
        let rate = SampleResults.rate(outcomes, trials ?? matured)
        return """
            {"id": "\(id)", "weight": 1, "assigned": \(assigned), "matured": \(matured), "seen": 0, "seenOther": 0,
             \(matured > 0 ? "\"outcome\": \(rate), " : "")"retained": 0, "paid": 0}
            """
    }

    static func comparison(_ arm: String, _ value: Double, _ half: Double) -> String {
        """
        {"arm": "\(arm)", "difference": \(SampleResults.estimate(value, half)), "pValue": 0.01,
         "isDifferent": \(abs(value) > half)}
        """
    }

    static func plan(total: Int, eligible: Int) -> String {
        """
        {"baseline": 0.3, "isMeasured": true, "effect": 0.05, "alpha": 0.05, "power": 0.8, "needed": {
         "control": 1200, "treated": 1200, "controlAlwaysValid": 1620, "treatedAlwaysValid": 1620},
         "total": \(total), "eligible": \(eligible)}
        """
    }
}
