import Metrics
import Testing

@Suite("Experiments")
struct ExperimentTests {
    private typealias Share = AlwaysValidDifference.Share

    @Test("an interval is what the formula says")
    func formula() throws {
        let found = try AlwaysValidDifference(
            treated: Share(260, of: 1000), control: Share(200, of: 1000), effect: 0.05)
        #expect(abs(found.difference.value - 0.06) < 1e-12)
        #expect(abs(found.difference.interval.lower - 0.002944569140087956) < 1e-12)
        #expect(abs(found.difference.interval.upper - 0.11705543085991205) < 1e-12)
        #expect(abs(found.pValue - 0.032596389683788723) < 1e-12)
        #expect(abs(found.difference.standardError - 0.018787991737048967) < 1e-12)
        #expect(found.isDifferent)
        let less = try AlwaysValidDifference(
            treated: Share(210, of: 1000), control: Share(200, of: 1000), effect: 0.05)
        #expect(!less.isDifferent && less.pValue == 1)
    }

    /// How often an experiment says that arms differ, looked at after each pair of members.
    private func alarms(
        _ control: Double, _ treated: Double, members: Int, experiments: Int, effect: Double
    ) throws -> Double {
        var alarms = 0
        for experiment in 0..<experiments {
            var random = RandomStream(seed: 11).split(experiment)
            var (a, b) = (0, 0)
            for member in 1...members {
                if random.bernoulli(control) { a += 1 }
                if random.bernoulli(treated) { b += 1 }
                let looked = try? AlwaysValidDifference(
                    treated: Share(b, of: member), control: Share(a, of: member), effect: effect)
                if looked?.isDifferent ?? false {
                    alarms += 1
                    break
                }
            }
        }
        return Double(alarms) / Double(experiments)
    }

    @Test("looking after every member finds a difference that is not there at most as often as promised")
    func peeking() throws {
        // 0.05 and two standard errors of 400 experiments.
        for share in [0.05, 0.3] {
            let alarms = try alarms(share, share, members: 1200, experiments: 400, effect: 0.05)
            #expect(alarms <= 0.072, "\(share): \(alarms)")
        }
    }

    @Test("with the members asked for, a difference of the size asked for is found")
    func power() throws {
        let size = try SampleSize(baseline: 0.3, effect: 0.1)
        let found = try alarms(
            0.3, 0.4, members: size.controlAlwaysValid, experiments: 300, effect: 0.1)
        #expect(found >= 0.77, "\(found)")
    }

    @Test("the number of members is the textbook's")
    func size() throws {
        // 1376.2988, 2910.5128 and twice that, 268.6625: computed with scipy's normal quantiles.
        let even = try SampleSize(baseline: 0.3, effect: 0.05)
        #expect([even.control, even.treated] == [1377, 1377])
        #expect(even.controlAlwaysValid > even.control && even.controlAlwaysValid < 3 * even.control)
        let double = try SampleSize(baseline: 0.1, effect: 0.02, ratio: 2)
        #expect([double.control, double.treated] == [2911, 5822])
        // No share above 1: the same difference downwards.
        #expect(try SampleSize(baseline: 0.98, effect: 0.05).control == 269)
        #expect(throws: MetricsError.self) { try SampleSize(baseline: 0.5, effect: 0.9) }
        #expect(throws: MetricsError.self) { try SampleSize(baseline: 0, effect: 0.1) }
    }

    @Test("the number of periods is the least that tells the difference, counted up one by one elsewhere")
    func periodCount() throws {
        #expect(try SampleSize.periods(variance: 0.01, effect: 0.1) == 31)
        #expect(try SampleSize.periods(variance: 0.04, effect: 0.1) > 31)
        #expect(throws: MetricsError.self) { try SampleSize.periods(variance: 0, effect: 0.1) }
    }

    @Test("periods that are alike raise no alarm, looked at after each")
    func periods() throws {
        var alarms = 0
        for experiment in 0..<400 {
            var random = RandomStream(seed: 5).split(experiment)
            var (a, b) = ([Double](), [Double]())
            for _ in 0..<120 {
                a.append(0.4 + 0.1 * random.normal())
                b.append(0.4 + 0.1 * random.normal())
                let looked = try? AlwaysValidDifference(treated: b, control: a, effect: 0.05)
                if looked?.isDifferent ?? false {
                    alarms += 1
                    break
                }
            }
        }
        #expect(Double(alarms) / 400 <= 0.072, "\(alarms)")
        let sure = try AlwaysValidDifference(
            treated: (0..<40).map { 0.6 + Double($0 % 3) / 50 },
            control: (0..<40).map { 0.4 + Double($0 % 3) / 50 }, effect: 0.05)
        #expect(sure.isDifferent && sure.difference.interval.contains(0.2))
    }

    @Test("arms that fill unlike their weights are noticed")
    func ratio() throws {
        // As scipy.stats.chisquare.
        let even = try SampleRatio(counts: [520, 480], weights: [1, 1])
        #expect(abs(even.pValue - 0.20590321073206466) < 1e-12 && !even.isSuspicious)
        let odd = try SampleRatio(counts: [700, 300, 200], weights: [6, 4, 2])
        #expect(abs(odd.pValue - 8.957736717696712e-10) < 1e-20 && odd.isSuspicious)
        #expect(throws: MetricsError.tooFewRows(needed: 5, got: 2)) {
            try SampleRatio(counts: [3, 1], weights: [1, 1])
        }
    }

    @Test("too little to say anything is an error that says so")
    func few() throws {
        #expect(throws: MetricsError.tooFewRows(needed: 5, got: 3)) {
            try AlwaysValidDifference(treated: Share(3, of: 100), control: Share(9, of: 100), effect: 0.1)
        }
        #expect(throws: MetricsError.tooFewRows(needed: 8, got: 2)) {
            try AlwaysValidDifference(treated: [1, 2], control: [1, 2], effect: 0.1)
        }
        #expect(throws: MetricsError.constantColumn("outcome by period")) {
            try AlwaysValidDifference(
                treated: Array(repeating: 1, count: 9), control: Array(repeating: 1, count: 9), effect: 0.1)
        }
        #expect(throws: MetricsError.self) {
            try AlwaysValidDifference(treated: Share(30, of: 100), control: Share(9, of: 100), effect: 0)
        }
    }
}
