import Foundation
import Metrics
import Testing

struct SimulationTests {
    @Test func `the seed fixes every event`() throws {
        var parameters = SimulatedCommunity.Parameters()
        parameters.months = 6
        let a = try SimulatedCommunity(parameters, random: RandomStream(seed: 5))
        #expect(try SimulatedCommunity(parameters, random: RandomStream(seed: 5)) == a)
        #expect(try SimulatedCommunity(parameters, random: RandomStream(seed: 6)) != a)
        #expect(a.visits.count > 100 && !a.comments.isEmpty)
    }

    @Test func `the models find the hidden kinds again`() throws {
        let community = try SimulatedCommunity(random: RandomStream(seed: 8))
        var visits = [Double](repeating: 0, count: community.members.count)
        var done = visits
        for visit in community.visits {
            visits[visit.member] += 1
            if visit.completed { done[visit.member] += 1 }
        }
        let long = community.members.filter { $0.duration >= 4 }
        let table = try FeatureTable(columns: [
            ("visits", long.map { (visits[$0.id] / Double($0.duration)).squareRoot() }),
            ("completion", long.map { (done[$0.id] + 1) / (visits[$0.id] + 2) }),
        ])
        let segments = try Segmentation.fit(
            table, directions: [.active, .active], k: 3, random: RandomStream(seed: 1))
        let agree = zip(segments.assignment, long).count { $0 == $1.kind }
        #expect(Double(agree) > 0.9 * Double(long.count), "\(agree) of \(long.count)")
    }

    @Test func `in 2,000 communities the intervals hold hazard, best price, K and r 95 % of the time`() throws
    {
        var parameters = SimulatedCommunity.Parameters()
        parameters.withVisits = false
        parameters.months = 20
        parameters.capacity = 1500
        parameters.bend = 8
        parameters.audienceNoise = 15
        let random = RandomStream(seed: 20261104)
        var held: [String: Int] = [:]
        let truth = [
            "hazard": parameters.hazardIntercept, "ln(age)": parameters.hazardLogAge,
            "activity": parameters.hazardActivity, "price": parameters.bestPrice, "K": 1500,
            "r": parameters.rate,
        ]
        for run in 0..<Coverage.runs {
            let community = try SimulatedCommunity(parameters, random: random.split(run))
            let survival = try Survival.fit(community.memberPeriods(), baseline: .logarithm)
            var found = ["hazard": survival.regression.intercept.estimate.interval]
            for coefficient in survival.regression.coefficients {
                found[coefficient.name] = coefficient.estimate.interval
            }
            found["price"] = try LogitDemand.fit(community.arms).bestPrice.estimate?.interval
            let growth = try Growth.fit(times: (0..<20).map { Double($0) }, sizes: community.audience)
            let logistic = try #require(growth.fits.first { $0.curve == .logistic }).regression
            found["K"] = logistic["K"]?.interval
            found["r"] = logistic["r"]?.interval
            for (name, value) in truth where found[name]?.contains(value) == true {
                held[name, default: 0] += 1
            }
        }
        for name in truth.keys {
            Coverage.expect(held[name] ?? 0, "\(name)")
        }
    }

    @Test func `the log has a line per request, in order of time and in the combined format`() throws {
        var parameters = SimulatedCommunity.Parameters()
        parameters.months = 2
        parameters.capacity = 2000
        parameters.bend = 0
        let community = try SimulatedCommunity(parameters, random: RandomStream(seed: 2))
        let lines = try community.accessLog(
            firstDay: 20_758,
            routes: SimulatedCommunity.Routes(
                lesson: { "/course/\($0)/" }, bundle: { "/b/\($0).bin" },
                beacon: { "/beacon.txt?e=complete&m=\($0)&l=\($1)" }))
        let completed = community.visits.count { $0.completed }
        #expect(lines.count == 2 * community.visits.count + completed)
        let pattern =
            /10\.\d+\.\d+\.\d+ - - \[\d\d\/[A-Z][a-z]{2}\/2026:\d\d:\d\d:\d\d \+0000\] "GET \/[^ ]+ HTTP\/1\.1" 200 \d+ "-" "[^"]+"/
        for line in lines.prefix(500) { #expect(try pattern.wholeMatch(in: line) != nil, "\(line)") }
        // Day 20,758 after 1970-01-01 is the first of November 2026.
        #expect(lines.first?.contains("[01/Nov/2026:") == true)
    }

    @Test func `the tables have a row per member, payment and comment, with dates of the calendar`() throws {
        var parameters = SimulatedCommunity.Parameters()
        parameters.months = 3
        parameters.capacity = 2000
        parameters.bend = 0
        let community = try SimulatedCommunity(parameters, random: RandomStream(seed: 3))
        let roster = try community.roster(firstDay: 20_758)
        #expect(roster[0] == ["id", "tier", "courses", "from", "until", "generation"])
        #expect(roster.count == community.members.count + 1)
        #expect(roster[1] == ["m0", "basic", "", "2026-11-01", roster[1][4], "0"])
        let payments = try community.paymentTable(firstDay: 20_758)
        #expect(payments.count == community.members.reduce(1) { $0 + $1.duration })
        // Thirty days after the first of November.
        #expect(
            payments.dropFirst().allSatisfy { ["2026-11-01", "2026-12-01", "2026-12-31"].contains($0[1]) })
        #expect(try community.commentTable(firstDay: 20_758).count == community.comments.count + 1)
        #expect(throws: MetricsError.self) { try community.roster(firstDay: -1) }
        // 2028 is a leap year.
        #expect(try community.roster(firstDay: 21_243)[1][3] == "2028-02-29")
    }

    @Test func `impossible parameters are refused`() {
        var parameters = SimulatedCommunity.Parameters()
        parameters.demandSlope = 1
        #expect(throws: MetricsError.self) {
            try SimulatedCommunity(parameters, random: RandomStream(seed: 1))
        }
        parameters = SimulatedCommunity.Parameters()
        parameters.capacity = .nan
        #expect(throws: MetricsError.self) {
            try SimulatedCommunity(parameters, random: RandomStream(seed: 1))
        }
    }
}

struct RandomStreamTests {
    @Test func `split streams do not depend on use or on order, and differ`() {
        let root = RandomStream(seed: 1)
        var used = root
        for _ in 0..<100 { _ = used.next() }
        #expect(used.split(3) == root.split(3))
        #expect(
            Set(
                (0..<1000).map { label -> UInt64 in
                    var s = root.split(label); return s.next()
                }
            ).count == 1000)
    }

    @Test func `draws have the moments of their distributions`() {
        var stream = RandomStream(seed: 12)
        let n = 200_000
        func moments(_ draw: () -> Double) -> (mean: Double, variance: Double) {
            let values = (0..<n).map { _ in draw() }
            let mean = values.reduce(0, +) / Double(n)
            return (mean, values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(n))
        }
        let checks: [(String, () -> Double, Double, Double)] = [
            ("uniform", { stream.uniform() }, 0.5, 1.0 / 12), ("normal", { stream.normal() }, 0, 1),
            ("exponential", { stream.exponential() }, 1, 1),
            ("gamma", { stream.gamma(shape: 2.5) }, 2.5, 2.5),
            ("small gamma", { stream.gamma(shape: 0.3) }, 0.3, 0.3),
            ("beta", { stream.beta(2, 5) }, 2.0 / 7, 10.0 / 392),
            ("poisson", { Double(stream.poisson(47)) }, 47, 47),
        ]
        for (name, draw, mean, variance) in checks {
            let found = moments(draw)
            #expect(
                (found.mean - mean).magnitude < 5 * (variance / Double(n)).squareRoot(), "\(name) \(found)")
            #expect((found.variance / variance - 1).magnitude < 0.04, "\(name) \(found)")
        }
    }
}
