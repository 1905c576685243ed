import Foundation
import Metrics
import Testing

/// Against values computed to 40 digits; the tolerance is 1e-12 relative throughout.
struct DistributionTests {
    let fixture: [String: [[Double]]]
    init() throws { fixture = try Fixture.load("distributions") }

    private func rows(_ name: String) throws -> [[Double]] {
        try #require(fixture[name])
    }

    @Test func `the normal distribution agrees with 40-digit values`() throws {
        for row in try rows("normal") {
            expectClose(NormalDistribution.cumulative(row[0]), row[1], within: 1e-12, "Φ(\(row[0])):")
        }
        for row in try rows("normalQuantile") {
            expectClose(try NormalDistribution.quantile(row[0]), row[1], within: 1e-12, "Φ⁻¹(\(row[0])):")
        }
    }

    @Test func `the beta distribution agrees with 40-digit values`() throws {
        for row in try rows("beta") {
            let value = try BetaDistribution(alpha: row[0], beta: row[1]).cumulative(row[2])
            expectClose(value, row[3], within: 1e-12, "I(\(row)):")
        }
        for row in try rows("betaQuantile") {
            let value = try BetaDistribution(alpha: row[0], beta: row[1]).quantile(row[2])
            expectClose(value, row[3], within: 1e-12, "I⁻¹(\(row)):")
        }
    }

    @Test func `the gamma distribution agrees with 40-digit values`() throws {
        for row in try rows("gamma") {
            let gamma = try GammaDistribution(shape: row[0])
            expectClose(gamma.cumulative(row[1]), row[2], within: 1e-12, "P(\(row)):")
            expectClose(gamma.upperTail(row[1]), row[3], within: 1e-12, "Q(\(row)):")
        }
        for row in try rows("gammaQuantile") {
            expectClose(
                try GammaDistribution(shape: row[0]).quantile(row[1]), row[2], within: 1e-12, "P⁻¹(\(row)):")
        }
    }

    @Test func `Student's t agrees with 40-digit values`() throws {
        for row in try rows("t") {
            let t = try StudentDistribution(degreesOfFreedom: row[0])
            expectClose(t.outside(row[1]), row[2], within: 1e-12, "t(\(row)):")
            #expect(t.outside(-row[1]) == t.outside(row[1]))
            expectClose(t.cumulative(row[1]) + t.cumulative(-row[1]), 1, within: 1e-15)
        }
        for row in try rows("tQuantile") {
            let value = try StudentDistribution(degreesOfFreedom: row[0]).quantile(row[1])
            expectClose(value, row[2], within: 1e-12, "t⁻¹(\(row)):")
        }
    }

    @Test func `the published critical points come out`() throws {
        // Abramowitz and Stegun, tables 26.1, 26.8 and 26.10, to the digits printed there.
        #expect((try NormalDistribution.quantile(0.975) * 1e6).rounded() == 1_959_964)
        #expect((try StudentDistribution(degreesOfFreedom: 9).quantile(0.975) * 1e3).rounded() == 2262)
        #expect((try 2 * GammaDistribution(shape: 2.5).quantile(0.95) * 1e4).rounded() == 110_705)
    }

    @Test func `probabilities and shapes outside their range are refused`() {
        #expect(throws: MetricsError.self) { try NormalDistribution.quantile(0) }
        #expect(throws: MetricsError.self) { try NormalDistribution.quantile(.nan) }
        #expect(throws: MetricsError.self) { try BetaDistribution(alpha: 0, beta: 1) }
        #expect(throws: MetricsError.self) { try BetaDistribution(alpha: 1, beta: .infinity) }
        #expect(throws: MetricsError.self) { try GammaDistribution(shape: -.leastNonzeroMagnitude) }
        #expect(throws: MetricsError.self) { try StudentDistribution(degreesOfFreedom: .nan) }
    }

    @Test func `quantiles undo probabilities for any shapes`() throws {
        var random = RandomStream(seed: 41)
        for _ in 0..<300 {
            let a = exp2(random.normal() * 4)
            let b = exp2(random.normal() * 4)
            let p = random.uniform() * 0.998 + 0.001
            let beta = try BetaDistribution(alpha: a, beta: b)
            let x = try beta.quantile(p)
            if x > 1e-300 && x < 1 - 1e-6 { expectClose(beta.cumulative(x), p, within: 1e-9, "\(a) \(b)") }
            let gamma = try GammaDistribution(shape: a)
            let y = try gamma.quantile(p)
            if y > 1e-300 { expectClose(gamma.cumulative(y), p, within: 1e-11, "\(a)") }
        }
    }
}
