import Foundation
import Insights

/// Results of a small made-up community, as the files of an insights folder.
struct SampleResults {
    private(set) var files: [String: String]

    /// Every model was run.
    init() {
        files = Self.all
    }

    /// Replaces text in a file.
    func replacing(_ old: String, with new: String, in subject: Subject) -> SampleResults {
        var changed = self
        changed.files[subject.fileName] = files[subject.fileName]?.replacingOccurrences(of: old, with: new)
        return changed
    }

    mutating func mutate(_ subject: Subject, _ change: (inout [UInt8]) -> Void) {
        var bytes = Array((files[subject.fileName] ?? "").utf8)
        change(&bytes)
        files[subject.fileName] = String(decoding: bytes, as: UTF8.self)
    }

    /// The models were not run.
    func without(_ subjects: [Subject], why: String, record: String) -> SampleResults {
        var changed = self
        for subject in subjects {
            changed.files[subject.fileName] = Self.file(
                subject, "\"notRun\": {\"why\": \"\(why)\", \"record\": \"\(record)\"}")
        }
        return changed
    }

    func with(_ subject: Subject, result: String) -> SampleResults {
        var changed = self
        changed.files[subject.fileName] = Self.file(subject, "\"result\": \(result)")
        return changed
    }

    /// Reads them as the command does.
    func read() throws -> InsightsResults {
        let folder = FileManager.default.temporaryDirectory.path + "/sealpress-report-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try write(to: folder)
        return try InsightsResults(folder: folder)
    }

    func write(to folder: String) throws {
        for (name, text) in files {
            try Data(text.utf8).write(to: URL(filePath: folder + "/" + name))
        }
    }

    private static func file(_ subject: Subject, _ content: String) -> String {
        """
        {"date": "2026-04-30", "subject": "\(subject.rawValue)", "version": 1, "inputs": ["members.csv"],
         "reading": "", "warnings": [], \(content)}
        """
    }

    static func rate(_ numerator: Int, _ denominator: Int) -> String {
        let value = Double(numerator) / Double(max(denominator, 1))
        let (low, high) = (max(0, value - 0.1), min(1, value + 0.1))
        return """
            {"numerator": \(numerator), "denominator": \(denominator), "value": \(value),
             "interval": {"lower": \(low), "upper": \(high), "level": 0.95}}
            """
    }

    static func estimate(_ value: Double, _ half: Double) -> String {
        """
        {"value": \(value), "standardError": \(half / 2),
         "interval": {"lower": \(value - half), "upper": \(value + half), "level": 0.95}}
        """
    }

    static func cohort(_ month: String, _ counts: [Int]) -> String {
        """
        {"month": "\(month)", "size": \(counts[0]), "retention": [\
        \(counts.map { rate($0, counts[0]) }.joined(separator: ", "))]}
        """
    }

    static func channel(_ name: String, visits: Int, joined: Int, spend: Int) -> String {
        let spent = spend > 0 ? ", \"returnOnSpend\": \(Double(joined * 15 - spend) / Double(spend))" : ""
        return """
            {"channel": "\(name)", "visits": \(visits), "joined": \(joined), "conversion": \(rate(joined, visits)),
             "spend": \(spend), "cost": \(Double(spend) / Double(max(joined, 1))), "revenue": \(joined * 15)\(spent)}
            """
    }

    private static func month(_ month: String, end: Int, lapsed: Int, due: Int, renewed: Int) -> String {
        """
        {"month": "\(month)", "counts": {"registered": 120, "activated": 66, "due": \(due), "renewed": \(renewed),
         "atStart": 90, "lapsed": \(lapsed), "atEnd": \(end)}, "activation": \(rate(66, 120)),
         "renewal": \(rate(renewed, due)), "churn": \(rate(lapsed, 90)), "retention": \(rate(90 - lapsed, 90)),
         "netGrowth": 0.1}
        """
    }

    private static func segments() -> String {
        let ids = (1...40).map { "\"secret-\($0)\"" }.joined(separator: ",")
        func list(_ value: (Int) -> Int) -> String {
            (0..<40).map { String(value($0)) }.joined(separator: ",")
        }
        return """
            {"features": ["visits in 90 days", "share of lessons done"], "segments": [
              {"name": "active", "size": 24, "centre": [2.3978952727983707, 0.5], "activity": 1},
              {"name": "inactive", "size": 16, "centre": [0.6931471805599453, 0.1], "activity": -1}],
             "silhouette": 0.4, "inertia": 10, "grades": ["bronze", "gold"], "upgrades": 7, "downgrades": 3,
             "members": {"id": [\(ids)], "segment": [\(list { $0 < 24 ? 0 : 1 })],
              "recency": [\(list { $0 < 24 ? 5 : $0 < 37 ? 2 : 1 })], "frequency": [\(list { $0 < 24 ? 4 : 1 })],
              "money": [\(list { _ in 3 })], "grade": [\(list { _ in 0 })]}}
            """
    }

    private static let all: [String: String] = {
        var files: [String: String] = [:]
        func add(_ subject: Subject, _ result: String) {
            files[subject.fileName] = file(subject, "\"result\": \(result)")
        }
        add(
            .activation,
            """
            {"months": [\(month("2026-02", end: 90, lapsed: 20, due: 40, renewed: 30)),
              \(month("2026-03", end: 97, lapsed: 3, due: 50, renewed: 44))], "visitorDays": 4000, "registered": 120,
             "conversion": \(rate(120, 4000)), "funnel": [
              {"tier": "all", "members": 120, "due": 80, "renewed": 61, "renewal": \(rate(61, 80))},
              {"tier": "basic", "members": 70, "due": 50, "renewed": 40, "renewal": \(rate(40, 50))},
              {"tier": "premium", "members": 40, "due": 27, "renewed": 20, "renewal": \(rate(20, 27))},
              {"tier": "vip", "members": 10, "due": 3, "renewed": 1, "renewal": \(rate(1, 3))}]}
            """)
        add(
            .retention,
            """
            {"cohorts": [\(cohort("2025-12", [40, 36, 31, 29])), \(cohort("2026-01", [30, 25, 22])),
              \(cohort("2026-02", [3, 2])), \(cohort("2026-03", [4]))],
             "overall": [\(rate(77, 77)), \(rate(63, 73)), \(rate(53, 70)), \(rate(29, 40))],
             "curve": {"alpha": 1, "beta": 5, "survival": [1, 0.87, 0.78, 0.72], "residualLifetime": 9.4,
              "warnings": []}}
            """)
        add(
            .activity,
            """
            {"months": [{"month": "2026-02", "active": 61, "visits": 300, "interactions": 500},
              {"month": "2026-03", "active": 66, "visits": 320, "interactions": 520}], "month": "2026-03",
             "interactionsPerMember": {"numerator": 520, "denominator": 97, "value": 5.36},
             "consumption": [], "daily": 12, "weekly": 40, "monthly": 66, "stickiness": \(rate(300, 1980))}
            """)
        add(.segments, segments())
        add(
            .churn,
            """
            {"rows": 500, "left": 30, "base": \(rate(30, 500)), "effects": [
              {"feature": "visits", "estimate": \(estimate(-0.7, 0.2)), "oddsRatio": \(estimate(0.497, 0.1)), "pValue": 0.001},
              {"feature": "days since last seen", "estimate": \(estimate(0.4, 0.1)), "oddsRatio": \(estimate(1.49, 0.2)), "pValue": 0.002}],
             "auc": 0.81, "brier": 0.05, "calibration": [], "threshold": 0.12, "considered": 97,
             "risks": [80, 9, 3, 2, 1, 1, 1, 0, 0, 0], "atRisk": 2, "warnings": [
              {"member": "secret-7", "risk": 0.62, "pushes": [
                {"feature": "days since last seen", "logOdds": 1.1, "action": "write what is new since the last visit"}]},
              {"member": "secret-9", "risk": 0.31, "pushes": []}]}
            """)
        add(
            .survival,
            """
            {"members": 120, "left": 30, "effects": [], "hazards": [0.12, 0.06, 0.04],
             "survival": [\(estimate(0.88, 0.04)), \(estimate(0.83, 0.05)), \(estimate(0.49, 0.06))],
             "expectedPayments": 2.4, "paysAtAll": 0.99}
            """)
        add(
            .revenue,
            """
            {"currency": "EUR", "months": [
              {"month": "2026-02", "revenue": 1000, "newPayingMembers": 12, "spend": 90},
              {"month": "2026-03", "revenue": 1234.5, "newPayingMembers": 3, "spend": 100}], "month": "2026-03",
             "activeMembers": 66, "payingMembers": 95, "arpu": 18.7, "arppu": 12.99, "acquisitionCost": 9,
             "lifetimeValue": 180, "lifetimeValueInterval": {"lower": 120, "upper": 250, "level": 0.95},
             "valueToCost": 20, "paybackMonths": 0.7}
            """)
        add(
            .strategy,
            """
            {"baselineMembers": 60, "baselineRetention": 0.8, "baselinePayment": 0.7, "rows": [
              {"name": "spring", "exposed": 30, "retained": 27, "paid": 24, "retention": \(estimate(0.88, 0.1)),
               "payment": \(estimate(0.78, 0.1)), "objective": \(estimate(0.69, 0.12)), "probabilityBest": 0.97,
               "divergence": 0.1, "improvement": 0.1},
              {"name": "tiny-arm", "exposed": 3, "retained": 1, "paid": 1, "retention": \(estimate(0.4, 0.3)),
               "payment": \(estimate(0.4, 0.3)), "objective": \(estimate(0.16, 0.2)), "probabilityBest": 0.03,
               "divergence": 0.1, "improvement": 0}]}
            """)
        add(
            .recommendations,
            """
            {"policy": {"id": "slate-2026-04-30", "kind": "neighbours", "exploration": 0.1}, "pages": 12, "readers": 80,
             "slates": 90, "relatedPages": 9, "score": {"hitRate": \(rate(60, 80)), "ndcg": 0.5,
              "popularityHitRate": \(rate(40, 80)), "popularityNDCG": 0.4},
             "notJudged": {"why": "no slate of an earlier run was shown", "record": "x"}}
            """)
        add(
            .behaviour,
            """
            {"members": 40, "acceptance": [{"name": "visits in 90 days", "estimate": \(estimate(0.2, 0.1)), "pValue": 0.01}],
             "acceptanceRSquared": 0.42, "acceptanceResidualVariance": 1, "activity": [
              {"name": "accepted", "estimate": \(estimate(0.9, 0.3)), "pValue": 0.001}],
             "activityRSquared": 0.3, "activityResidualVariance": 1}
            """)
        add(
            .pricing,
            """
            {"arms": [{"price": 5, "offered": 200, "bought": 160, "due": 100, "renewed": 60},
              {"price": 20, "offered": 200, "bought": 40, "due": 3, "renewed": 2}],
             "intercept": \(estimate(2, 0.4)), "slope": \(estimate(-0.15, 0.03)), "best": "inside",
             "price": \(estimate(11.8, 0.7)), "curve": [
              {"price": 5, "demand": 0.78, "revenue": 3.9, "marginalRevenue": 0.3},
              {"price": 12, "demand": 0.55, "revenue": 6.6, "marginalRevenue": 0},
              {"price": 20, "demand": 0.27, "revenue": 5.4, "marginalRevenue": -0.3}]}
            """)
        add(
            .value,
            """
            {"segments": [{"name": "", "rows": [
              {"option": "mid", "price": 12, "offered": 200, "bought": 100, "due": 60, "renewed": 50,
               "value": \(estimate(41.5, 6)), "probabilityBest": 0.92}],
              "offer": {"option": "mid", "price": 12, "expectedValue": 41.5, "probabilityBest": 0.92}}]}
            """)
        add(
            .growth,
            """
            {"months": [{"month": "2026-01", "members": 3, "fitted": 30}, {"month": "2026-02", "members": 90, "fitted": 88},
              {"month": "2026-03", "members": 97, "fitted": 98}],
             "curves": [{"curve": "logistic", "aicc": 10, "weight": 0.9}], "rate": \(estimate(0.3, 0.1)),
             "capacity": \(estimate(110, 8)), "forecast": [{"month": "2026-04", "mean": \(estimate(102, 4)),
              "observation": {"lower": 95, "upper": 109, "level": 0.95}}],
             "drivers": [{"name": "spend", "estimate": \(estimate(0.5, 0.2)), "pValue": 0.01}]}
            """)
        add(
            .channels,
            """
            {"rows": [\(channel("search", visits: 2000, joined: 60, spend: 300)),
              \(channel("email", visits: 900, joined: 30, spend: 40)),
              \(channel("tiny.example", visits: 40, joined: 2, spend: 0)),
              \(channel("small.example", visits: 50, joined: 6, spend: 0))]}
            """)
        add(
            .sentiment,
            """
            {"comments": 30, "scored": 24, "positive": 15, "neutral": 2, "negative": 7, "topics": [
              {"topic": "all", "comments": 24, "mean": 0.3, "weeks": [
                {"week": "2026-W10", "comments": 8, "mean": 0.4}, {"week": "2026-W11", "comments": 1, "mean": 1},
                {"week": "2026-W12", "comments": 15, "mean": 0.2}], "reading": ""},
              {"topic": "price", "comments": 12, "mean": -0.2, "slope": \(estimate(-0.1, 0.05)), "weeks": [
                {"week": "2026-W10", "comments": 12, "mean": -0.2}], "reading": ""},
              {"topic": "service", "comments": 2, "mean": -0.9, "weeks": [
                {"week": "2026-W10", "comments": 2, "mean": -0.9}], "reading": ""}]}
            """)
        add(
            .content,
            """
            {"tags": [{"tag": "moon", "views": 700, "completions": 60, "emptySearches": 9, "questions": 4, "items": 1,
              "demand": 900, "gap": 2.3, "evidence": ""}, {"tag": "week", "views": 90, "completions": 6,
              "emptySearches": 0, "questions": 0, "items": 4, "demand": 100, "gap": 0.4, "evidence": ""}],
             "hours": [{"weekday": 1, "hour": 20, "share": \(rate(60, 900))}],
             "pages": [{"route": "/a/", "title": "The <moon> & \\"tides\\"", "views": 700, "members": 50, "completed": 20},
              {"route": "/b/", "title": "=WEEK()", "views": 90, "members": 2, "completed": 1}],
             "searches": [{"text": "hebrew calendar", "times": 9}, {"text": "my private matter", "times": 2}]}
            """)
        add(
            .points,
            """
            {"rules": {"visit": 1}, "members": 60, "first": [{"member": "secret-9", "points": 80, "rank": 1},
              {"member": "secret-3", "points": 70.5, "rank": 2}]}
            """)
        add(.experiments, SampleExperiments.result)
        return files
    }()
}
