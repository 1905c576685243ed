import Metrics
import Testing

struct RateTests {
    @Test func `a rate carries its counts and a Wilson interval`() throws {
        let rate = try #require(try Rate(80, of: 100).measured)
        #expect(rate.value == 0.8)
        // Wilson 1927; the same by statsmodels' proportion_confint(method="wilson").
        expectClose(rate.interval.lower, 0.7111708344068411, within: 1e-12)
        expectClose(rate.interval.upper, 0.8666330666689676, within: 1e-12)
        #expect(try Rate(80, of: 100).reading == "80.0 % (80 of 100; 95 %: 71.1–86.7 %)")
    }

    @Test func `a rate out of nothing is no data`() throws {
        #expect(try Rate(0, of: 0) == .noData)
        #expect(try Rate(0, of: 0).value == nil)
        #expect(try Rate(0, of: 0).reading == "no data")
    }

    @Test func `the interval of none and of all touches the border`() throws {
        #expect(try Rate(0, of: 5).measured?.interval.lower == 0)
        #expect(try Rate(5, of: 5).measured?.interval.upper == 1)
    }

    @Test func `impossible counts are refused`() {
        #expect(throws: MetricsError.self) { try Rate(2, of: 1) }
        #expect(throws: MetricsError.self) { try Rate(-1, of: 1) }
        #expect(throws: MetricsError.self) { try Rate(0, of: .max) }
    }

    @Test func `the Wilson interval holds the true share in 95 % of samples`() throws {
        let random = RandomStream(seed: 1927)
        for (offset, share) in [0.2, 0.5, 0.35].enumerated() {
            var held = 0
            for run in 0..<Coverage.runs {
                var stream = random.split(offset * 10_000 + run)
                let rate = try Rate(stream.binomial(700, share), of: 700)
                if rate.measured?.interval.contains(share) == true { held += 1 }
            }
            Coverage.expect(held, "\(share)")
        }
    }
}
