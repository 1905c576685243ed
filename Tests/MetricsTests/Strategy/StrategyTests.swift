import Foundation
import Metrics
import Testing

struct StrategyTests {
    private typealias Strategy = StrategyComparison.Strategy

    @Test func `article 4's example: wanted 0.9 and 0.4 against 0.8 and 0.3 of 5,000 members`() throws {
        let comparison = try StrategyComparison(
            [
                Strategy(name: "wanted", exposed: 5000, retained: 4500, paid: 2000),
                Strategy(name: "as before", exposed: 5000, retained: 4000, paid: 1500),
            ], baseline: (0.8, 0.3), random: RandomStream(seed: 1))
        let best = comparison.rows[0]
        #expect(best.name == "wanted")
        expectClose(best.objective.value, 0.36, within: 1e-3)
        // 0.9 ln(9/8) + 0.1 ln(1/2) + 0.4 ln(4/3) + 0.6 ln(6/7) = 0.05927…
        expectClose(best.divergence, 0.0592721, within: 5e-3)
        #expect(best.improvement == best.divergence)
        #expect(best.probabilityBest > 0.999)
    }

    @Test func `getting worse diverges as well, but is no improvement`() throws {
        let comparison = try StrategyComparison(
            [
                Strategy(name: "worse", exposed: 1000, retained: 500, paid: 100),
                Strategy(name: "better", exposed: 1000, retained: 850, paid: 330),
            ], baseline: (0.8, 0.3), random: RandomStream(seed: 2))
        let worse = try #require(comparison.rows.first { $0.name == "worse" })
        let better = try #require(comparison.rows.first { $0.name == "better" })
        #expect(worse.divergence > better.divergence)
        #expect(worse.improvement == 0)
        #expect(comparison.rows[0].name == "better")
    }

    @Test func `one component better and one worse counts the better one only`() throws {
        let row = try StrategyComparison(
            [Strategy(name: "mixed", exposed: 998, retained: 899, paid: 199)], baseline: (0.8, 0.3),
            random: RandomStream(seed: 3)
        ).rows[0]
        // Posterior means 0.9 and 0.2.
        let kept = 0.9 * log(0.9 / 0.8) + 0.1 * log(0.1 / 0.2)
        let paid = 0.2 * log(0.2 / 0.3) + 0.8 * log(0.8 / 0.7)
        expectClose(row.improvement, kept, within: 1e-10)
        expectClose(row.divergence, kept + paid, within: 1e-10)
    }

    @Test func `without data the prior is spread over [0, 1] and the order of strategies does not matter`()
        throws
    {
        let strategies = (0..<3).map {
            Strategy(name: "s\($0)", exposed: $0 * 100, retained: $0 * 80, paid: $0 * 20)
        }
        let rows = try StrategyComparison(strategies, baseline: (0.5, 0.5), random: RandomStream(seed: 4))
            .rows
        let turned = try StrategyComparison(
            strategies.reversed(), baseline: (0.5, 0.5), random: RandomStream(seed: 4)
        ).rows
        for row in rows {
            let other = try #require(turned.first { $0.name == row.name })
            #expect(other.objective.value == row.objective.value)
            #expect((other.probabilityBest - row.probabilityBest).magnitude < 0.02)
        }
        let prior = try #require(rows.first { $0.name == "s0" })
        expectClose(prior.retention.interval.lower, 0.025, within: 1e-10)
    }

    @Test func `posterior intervals hold the truth in 95 % of 2,000 samples`() throws {
        let random = RandomStream(seed: 1763)
        var held = (tau: 0, j: 0)
        for run in 0..<Coverage.runs {
            var stream = random.split(run)
            let comparison = try StrategyComparison(
                [
                    Strategy(
                        name: "a", exposed: 500, retained: stream.binomial(500, 0.8),
                        paid: stream.binomial(500, 0.3))
                ], baseline: (0.8, 0.3), draws: 2000, random: stream.split(1))
            if comparison.rows[0].retention.interval.contains(0.8) { held.tau += 1 }
            if comparison.rows[0].objective.interval.contains(0.24) { held.j += 1 }
        }
        Coverage.expect(held.tau, "τ")
        Coverage.expect(held.j, "J")
    }

    @Test func `a baseline of 0 or 1 and impossible counts are refused`() {
        #expect(throws: MetricsError.self) {
            try StrategyComparison(
                [Strategy(name: "a", exposed: 1, retained: 1, paid: 1)], baseline: (1, 0.3),
                random: RandomStream(seed: 1))
        }
        #expect(throws: MetricsError.self) {
            try StrategyComparison(
                [Strategy(name: "a", exposed: 1, retained: 2, paid: 1)], baseline: (0.5, 0.3),
                random: RandomStream(seed: 1))
        }
    }
}
