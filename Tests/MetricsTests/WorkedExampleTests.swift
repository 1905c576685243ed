import Foundation
import Metrics
import Testing

/// The worked examples of docs/content/insights/models.md that no other test computes.
struct WorkedExampleTests {
    @Test func `the bandit's scores and the chances of its slate`() throws {
        var bandit = try LinearBandit(arms: 4, dimensions: 1, policy: .upperBound(alpha: 0.7))
        for reward in [1.0, 1, 0] { try bandit.observe(context: [1], arm: 0, reward: reward) }
        var stream = RandomStream(seed: 1)
        let scores = try bandit.scores(context: [1], &stream)
        for (score, expected) in zip(scores, [0.85, 0.7, 0.7, 0.7]) {
            expectClose(score, expected, within: 1e-12)
        }
        var chances: [Int: Double] = [:]
        for _ in 0..<200 {
            let place = try bandit.slate(context: [1], size: 1, exploration: 0.2, &stream).places[0]
            chances[place.arm] = place.propensity
        }
        for (arm, expected) in [0.85, 0.05, 0.05, 0.05].enumerated() {
            expectClose(try #require(chances[arm]), expected, within: 1e-12)
        }
    }

    @Test func `the gap between demand and supply`() throws {
        let plan = try ContentPlan([
            .init(tag: "basics", views: 900, completions: 300, emptySearches: 0, questions: 2, items: 20),
            .init(tag: "testing", views: 50, completions: 10, emptySearches: 60, questions: 40, items: 1),
            .init(tag: "macros", views: 10, completions: 0, emptySearches: 0, questions: 0, items: 9),
        ])
        #expect(plan.rows[0].demand == 570)
        expectClose(plan.rows[0].gap, 2.2, within: 0.005)
    }

    @Test func `a channel's conversion and cost`() throws {
        let visitors = (0..<100).map { (channel: Channel.search, joined: $0 < 10) }
        #expect(
            try Acquisition(visitors: visitors, spend: [.search: 200]).reading
                == "search: 10.0 % (10 of 100; 95 %: 5.5–17.4 %), 20.0 each")
    }

    @Test func `an early warning's push`() throws {
        // Risk 20 % at the mean of 10 days of silence, log-odds 0.05 per day: 53 % at 40 days.
        let days = (0...20).map { Double($0) }
        let risk = days.map { 1 / (1 + exp(log(4) - 0.05 * ($0 - 10))) }
        let table = try FeatureTable(columns: [("silence", days)])
        let model = try LogisticRegression.fit(
            table, outcome: risk, weights: days.map { _ in 1000 })
        let asked = try FeatureTable(columns: [("silence", [40, 0, 0, 0])])
        let warning = try EarlyWarning(model: model, features: asked, threshold: 0.5)
        #expect(warning.members.count == 1)
        expectClose(warning.members[0].risk, 0.528, within: 1e-3)
        expectClose(warning.members[0].pushes[0].logOdds, 1.5, within: 1e-6)
    }
}
