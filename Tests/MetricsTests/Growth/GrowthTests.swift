import Foundation
import Metrics
import Testing

struct NISTNonlinearTests {
    let sets: [String: CertifiedDataset]
    init() throws { sets = try Fixture.load("nist") }

    /// Value and derivatives of each NIST model.
    static func model(_ name: String) -> (Double, [Double]) -> (value: Double, gradient: [Double]) {
        switch name {
        case "misra1a":
            { x, b in
                let e = exp(-b[1] * x)
                return (b[0] * (1 - e), [1 - e, b[0] * x * e])
            }
        case "thurber":
            { x, b in
                let top = b[0] + x * (b[1] + x * (b[2] + x * b[3]))
                let bottom = 1 + x * (b[4] + x * (b[5] + x * b[6]))
                let y = top / bottom
                return (
                    y,
                    [
                        1 / bottom, x / bottom, x * x / bottom, x * x * x / bottom, -y * x / bottom,
                        -y * x * x / bottom, -y * x * x * x / bottom,
                    ]
                )
            }
        default:
            { x, b in
                let e = exp(b[1] - b[2] * x)
                let power = pow(1 + e, -1 / b[3])
                let y = b[0] * power
                let inner = -y / b[3] * e / (1 + e)
                return (y, [power, inner, -inner * x, y * log(1 + e) / (b[3] * b[3])])
            }
        }
    }

    @Test(arguments: ["misra1a", "thurber", "rat43"], [0, 1])
    func `non-linear least squares reaches NIST's certified values from both starts`(name: String, start: Int)
        throws
    {
        let set = try #require(sets[name])
        let fit = try NonlinearLeastSquares.fit(
            x: set.rows.map { $0[1] }, y: set.rows.map { $0[0] },
            names: set.estimates.indices.map { "b\($0 + 1)" },
            start: set.starts[start], model: Self.model(name))
        for (index, parameter) in fit.parameters.enumerated() {
            expectClose(parameter.value, set.estimates[index], within: 1e-7, "\(name) b\(index + 1):")
            expectClose(
                parameter.standardError, set.deviations[index], within: 1e-6, "\(name) sd \(index + 1):")
        }
        expectClose(fit.residualDeviation, set.residualDeviation, within: 1e-8)
    }

    @Test func `a descent that cannot go down where it should is no solution`() {
        // The derivative has the wrong sign: every step makes it worse, however small.
        do {
            _ = try NonlinearLeastSquares.fit(
                x: [1, 2, 3, 4], y: [2, 4.1, 5.9, 8], names: ["b"], start: [1]
            ) { x, b in (b[0] * x, [-x]) }
            Issue.record("a wrong derivative led to a solution")
        } catch {
            guard case .noConvergence(model: "least squares", _) = error else {
                Issue.record("\(error)")
                return
            }
        }
    }

    @Test func `a parameter that the data does not determine is named`() {
        #expect(throws: MetricsError.collinearColumn("b", with: ["a"])) {
            try NonlinearLeastSquares.fit(
                x: [1, 2, 3, 4], y: [1, 2.1, 2.9, 4], names: ["a", "b"], start: [0.3, 0.9]
            ) { x, p in ((p[0] + p[1]) * x, [x, x]) }
        }
    }
}

private struct GrowthFixture: Decodable {
    struct Curve: Decodable { let b: [Double], se: [Double], rss: Double, aicc: Double }
    let t: [Double], n: [Double]
    let curves: [String: Curve]
}

struct GrowthTests {
    private func logistic(_ t: Double, _ k: Double, _ r: Double, _ t0: Double) -> Double {
        k / (1 + exp(-r * (t - t0)))
    }

    @Test func `the three curves, their errors and AIC equal scipy's`() throws {
        let fixture: GrowthFixture = try Fixture.load("growth")
        let growth = try Growth.fit(times: fixture.t, sizes: fixture.n)
        #expect(growth.fits.count == 3)
        for fit in growth.fits {
            let reference = try #require(fixture.curves[fit.curve.rawValue])
            for (index, parameter) in fit.regression.parameters.enumerated() {
                expectClose(
                    parameter.value, reference.b[index], within: 1e-5, "\(fit.curve) \(parameter.name):")
                expectClose(parameter.standardError, reference.se[index], within: 1e-4)
            }
            expectClose(fit.aicc, reference.aicc, within: 1e-6)
        }
        #expect(growth.fits[0].curve == .logistic)
        #expect(growth.capacity?.interval.contains(5000) == true)
        expectClose(growth.fits.reduce(0) { $0 + $1.weight }, 1, within: 1e-12)
    }

    @Test func `before the bend K is not told, and the reading says so`() throws {
        var stream = RandomStream(seed: 17)
        let times = (0..<14).map { Double($0) }
        let early = times.map { logistic($0, 5000, 0.3, 25) * (1 + 0.03 * stream.normal()) }
        let growth = try Growth.fit(times: times, sizes: early)
        #expect(growth.capacity == nil)
        #expect(growth.reading.contains("K cannot be told"))
    }

    @Test func `times in another order, another unit of members and of time change nothing`() throws {
        let fixture: GrowthFixture = try Fixture.load("growth")
        let growth = try Growth.fit(times: fixture.t, sizes: fixture.n)
        let turned = try Growth.fit(times: fixture.t.reversed(), sizes: fixture.n.reversed())
        let scaled = try Growth.fit(times: fixture.t.map { $0 * 30 + 7 }, sizes: fixture.n.map { $0 * 10 })
        let (k, r) = (try #require(growth.capacity).value, growth.rate.value)
        expectClose(try #require(turned.capacity).value, k, within: 1e-8)
        expectClose(try #require(scaled.capacity).value, 10 * k, within: 1e-8)
        expectClose(scaled.rate.value, r / 30, within: 1e-8)
    }

    @Test func `intervals of K and r and of forecasts hold the truth in 95 % of 2,000 samples`() throws {
        let times = (0..<30).map { Double($0) }
        let random = RandomStream(seed: 1838)
        var held = (k: 0, r: 0, mean: 0, observation: 0)
        let ahead = logistic(33, 5000, 0.35, 14)
        for run in 0..<Coverage.runs {
            var stream = random.split(run)
            let sizes = times.map { max(0, logistic($0, 5000, 0.35, 14) + 40 * stream.normal()) }
            let growth = try Growth.fit(times: times, sizes: sizes)
            let fit = try #require(growth.fits.first { $0.curve == .logistic }).regression
            if fit["K"]?.interval.contains(5000) == true { held.k += 1 }
            if fit["r"]?.interval.contains(0.35) == true { held.r += 1 }
            let forecast = try growth.forecast(at: [33])[0]
            if forecast.mean.interval.contains(ahead) { held.mean += 1 }
            if forecast.observation.contains(ahead + 40 * stream.normal()) { held.observation += 1 }
        }
        Coverage.expect(held.k, "K")
        Coverage.expect(held.r, "r")
        Coverage.expect(held.mean, "mean")
        Coverage.expect(held.observation, "observation")
    }

    @Test func `constant sizes, repeated times and too few periods are refused`() {
        #expect(throws: MetricsError.constantColumn("sizes")) {
            try Growth.fit(times: [1, 2, 3, 4, 5, 6], sizes: [7, 7, 7, 7, 7, 7])
        }
        #expect(throws: MetricsError.tooFewRows(needed: 6, got: 3)) {
            try Growth.fit(times: [1, 2, 3], sizes: [7, 8, 9])
        }
        #expect(throws: MetricsError.self) {
            try Growth.fit(times: [1, 1, 3, 4, 5, 6], sizes: [1, 2, 3, 4, 5, 6])
        }
        #expect(throws: MetricsError.self) {
            try Growth.fit(times: [0, 1, 3, 4, 5, 6], sizes: [1, 2, -3, 4, 5, 6])
        }
    }

    @Test func `drivers are compared in standard deviations, strongest first`() throws {
        var stream = RandomStream(seed: 23)
        let rows = (0..<60).map { _ in (0..<3).map { _ in stream.normal() } }
        let growth = rows.map { 2 * $0[0] + 0.5 * $0[2] + 0.3 * stream.normal() }
        let table = try FeatureTable(names: ["quality", "engagement", "marketing"], rows: rows)
        let drivers = try GrowthDrivers.fit(growth: growth, drivers: table)
        #expect(drivers.drivers.prefix(2).map(\.name) == ["quality", "marketing"])
        let rescaled = try GrowthDrivers.fit(
            growth: growth.map { $0 * 7 }, drivers: scaled(table, [100, 1, 0.01]))
        for (a, b) in zip(drivers.drivers, rescaled.drivers) { expectClose(a.value, b.value, within: 1e-10) }
    }
}

struct AcquisitionTests {
    @Test(
        arguments: [
            (nil, [:], Channel.direct),
            ("www.google.co.uk", [:], .search),
            ("m.weibo.cn", [:], .social),
            ("blog.example.net", [:], .referral(host: "blog.example.net")),
            ("learn.example.org", [:], .direct),
            ("www.google.com", ["utm_medium": "CPC", "utm_campaign": "autumn"], .paid(campaign: "autumn")),
            (nil, ["utm_medium": "email"], .email),
            ("notgoogle.com.evil.org", [:], .referral(host: "notgoogle.com.evil.org")),
        ] as [(String?, [String: String], Channel)])
    func `a channel is told by referrer and campaign`(
        referrer: String?, parameters: [String: String], channel: Channel
    ) {
        #expect(Channel(referrer: referrer, ownHost: "learn.example.org", parameters: parameters) == channel)
    }

    @Test func `each channel has its conversion and its cost per new member`() throws {
        var visitors = Array(repeating: (channel: Channel.search, joined: false), count: 90)
        visitors += Array(repeating: (channel: .search, joined: true), count: 10)
        visitors += Array(repeating: (channel: .social, joined: false), count: 5)
        let acquisition = try Acquisition(visitors: visitors, spend: [.search: 200, .social: 50])
        #expect(acquisition.rows[0].conversion.value == 0.1)
        #expect(acquisition.rows[0].cost == 20)
        #expect(acquisition.rows[1].cost == nil)
        #expect(acquisition.warnings.count == 1)
        #expect(try Acquisition(visitors: [], spend: [:]).reading == "no visitors")
    }

    @Test func `channels of one name and one size keep one order`() throws {
        // A dictionary's order differs from run to run; a referring host may be called as a channel is.
        let namesakes: [Channel] = [
            .referral(host: "direct"), .direct, .paid(campaign: "x"), .referral(host: "paid: x"), .search,
            .referral(host: "search"),
        ]
        let rows = try Acquisition(visitors: namesakes.map { ($0, true) }, spend: [:]).rows.map(\.channel)
        #expect(
            rows == [
                .direct, .referral(host: "direct"), .paid(campaign: "x"), .referral(host: "paid: x"), .search,
                .referral(host: "search"),
            ])
    }
}
