import Foundation
import Metrics
import Testing

private struct ChurnFixture: Decodable {
    struct Fit: Decodable { let alpha: Double, beta: Double, ll: Double }
    struct Hazard: Decodable { let b: [Double], se: [Double], survival: [Double] }
    let fits: [String: Fit]
    let several: [[Int]]
    let x: [Double], duration: [Int], ended: [Int]
    let hazard: Hazard
}

struct RetentionCurveTests {
    /// Fader and Hardie (2007), table 1: survivors of 1,000 customers in years 0 … 12; the fit uses 0 … 7.
    private let regular = [1000, 631, 468, 382, 326, 289, 262, 241, 223, 207, 194, 183, 173]
    private let high = [1000, 869, 743, 653, 593, 551, 517, 491, 468, 445, 427, 409, 394]

    @Test func `the published parameters of the regular and the high-end segment come out`() throws {
        let fits = try [regular, high].map { try RetentionCurve.fit(cohorts: [Array($0.prefix(8))]) }
        #expect((fits[0].alpha * 1000).rounded() == 704)
        #expect((fits[0].beta * 1000).rounded() == 1182)
        #expect((fits[0].logLikelihood * 10).rounded() == -16803)
        #expect((fits[1].alpha * 1000).rounded() == 668)
        #expect((fits[1].beta * 1000).rounded() == 3806)
        #expect((fits[1].logLikelihood * 10).rounded() == -16112)
    }

    @Test func `the projection follows the five years that were held back, as in the paper`() throws {
        for survivors in [regular, high] {
            let curve = try RetentionCurve.fit(cohorts: [Array(survivors.prefix(8))]).survival(through: 12)
            for year in 8...12 {
                #expect((curve[year] - Double(survivors[year]) / 1000).magnitude < 0.017, "year \(year)")
            }
        }
    }

    @Test func `fits and discounted lifetimes equal scipy's`() throws {
        let fixture: ChurnFixture = try Fixture.load("churn")
        let data = [
            "regular": [Array(regular.prefix(8))], "high": [Array(high.prefix(8))],
            "several": fixture.several,
        ]
        for (name, cohorts) in data {
            let curve = try RetentionCurve.fit(cohorts: cohorts)
            let reference = try #require(fixture.fits[name])
            expectClose(curve.alpha, reference.alpha, within: 1e-6, name)
            expectClose(curve.beta, reference.beta, within: 1e-6, name)
            expectClose(curve.logLikelihood, reference.ll, within: 1e-10, name)
        }
        struct Row: Decodable {
            let lifetimes: [[Value]]
            enum Value: Decodable {
                case name(String), number(Double)
                init(from decoder: any Decoder) throws {
                    let box = try decoder.singleValueContainer()
                    if let name = try? box.decode(String.self) {
                        self = .name(name)
                    } else {
                        self = .number(try box.decode(Double.self))
                    }
                }
            }
        }
        for row in try Fixture.load("churn", as: Row.self).lifetimes {
            guard case .name(let name) = row[0], case .number(let renewals) = row[1],
                case .number(let discount) = row[2], case .number(let expected) = row[3]
            else { continue }
            let curve = try RetentionCurve.fit(cohorts: try #require(data[name]))
            let value = try curve.residualLifetime(renewals: Int(renewals), discount: discount)
            expectClose(value, expected, within: 1e-6, "\(name) after \(renewals) renewals at \(discount):")
        }
    }

    @Test func `the published segments come out as from lifetimes, and so do the chances to stay on`() throws
    {
        struct Fit: Decodable { let alpha: Double, beta: Double, ll: Double, stays: [Double] }
        let fits: [String: Fit] = try Fixture.load("betageometric")
        for (name, survivors) in [("regular", regular), ("high", high)] {
            let reference = try #require(fits[name])
            let curve = try RetentionCurve.fit(cohorts: [Array(survivors.prefix(8))])
            expectClose(curve.alpha, reference.alpha, within: 1e-6, name)
            expectClose(curve.beta, reference.beta, within: 1e-6, name)
            expectClose(curve.logLikelihood, reference.ll, within: 1e-9, name)
            // P(still a member in year 7 + m | in year 7).
            let survival = try curve.survival(through: 12)
            for (index, stays) in reference.stays.enumerated() {
                expectClose(survival[8 + index] / survival[7], stays, within: 1e-6, "\(name), \(index + 1)")
            }
        }
    }

    @Test func `a cohort cut in two and cohorts in another order fit the same`() throws {
        let cohorts = [[600, 480, 400, 350], [300, 240, 205], [80, 60]]
        let curve = try RetentionCurve.fit(cohorts: cohorts)
        let cut = try RetentionCurve.fit(
            cohorts: [[200, 160, 135, 118], [400, 320, 265, 232], [300, 240, 205], [80, 60]])
        let turned = try RetentionCurve.fit(cohorts: cohorts.reversed())
        expectClose(turned.alpha, curve.alpha, within: 1e-9)
        expectClose(cut.alpha, curve.alpha, within: 1e-9)
    }

    @Test func `members who leave at once or never give a step and say so`() throws {
        let curve = try RetentionCurve.fit(cohorts: [[40, 30, 30, 30], [10, 7]])
        let survival = try curve.survival(through: 24)
        expectClose(survival[1], 37 / 50, within: 1e-4)
        expectClose(survival[24], 37 / 50, within: 1e-3)
        #expect(curve.alphaInterval == nil && curve.reading.contains("in the first period"))
        expectClose(curve.logLikelihood, 13 * log(0.26) + 37 * log(0.74), within: 1e-12)
    }

    @Test func `every small table of survivors has a curve of finite numbers, or a reason why not`() throws {
        var tables = 0
        for first in 0...4 {
            for second in 0...first {
                for third in 0...second {
                    for fourth in 0...third {
                        for other in [[], [2, 2], [2, 1], [3, 1, 1], [2, 0]] {
                            tables += 1
                            let cohorts = [[first, second, third, fourth], other]
                            guard let curve = try? RetentionCurve.fit(cohorts: cohorts) else { continue }
                            let survival = try curve.survival(through: 24)
                            let value = try curve.lifetimeValue(margin: 1, discount: 0.01)
                            #expect(
                                survival.allSatisfy { (0...1).contains($0) } && value.isFinite
                                    && curve.logLikelihood.isFinite, "\(cohorts)")
                        }
                    }
                }
            }
        }
        #expect(tables == 350)
    }

    @Test func `members who are all alike give a geometric curve and say so`() throws {
        let curve = try RetentionCurve.fit(cohorts: [[10000, 9000, 8100, 7290, 6561]])
        #expect(curve.alphaInterval == nil)
        #expect(curve.warnings.count == 1)
        let survival = try curve.survival(through: 4)
        expectClose(survival[4], 0.6561, within: 1e-4)
    }

    @Test func `survivors that grow, too short cohorts and nobody leaving are refused`() {
        #expect(throws: MetricsError.self) { try RetentionCurve.fit(cohorts: [[10, 11, 9]]) }
        #expect(throws: MetricsError.tooFewRows(needed: 3, got: 2)) {
            try RetentionCurve.fit(cohorts: [[10, 9]])
        }
        #expect(throws: MetricsError.singleOutcome("survivors")) {
            try RetentionCurve.fit(cohorts: [[10, 10, 10]])
        }
    }

    @Test func `intervals of survival hold the truth in 95 % of 2,000 samples`() throws {
        let (alpha, beta) = (1.2, 3.5)
        var truth = 1.0
        for t in 1...12 { truth *= (beta + Double(t) - 1) / (alpha + beta + Double(t) - 1) }
        let random = RandomStream(seed: 2007)
        var held = (survival: 0, alpha: 0)
        for run in 0..<Coverage.runs {
            var stream = random.split(run)
            var survivors = [1500] + Array(repeating: 0, count: 8)
            for _ in 0..<1500 {
                let churn = stream.beta(alpha, beta)
                var age = 1
                while age <= 8 && !stream.bernoulli(churn) {
                    survivors[age] += 1
                    age += 1
                }
            }
            let curve = try RetentionCurve.fit(cohorts: [survivors])
            if try curve.survivalEstimate(at: 12)?.interval.contains(truth) == true { held.survival += 1 }
            if curve.alphaInterval?.contains(alpha) == true { held.alpha += 1 }
        }
        Coverage.expect(held.survival, "S(12)")
        Coverage.expect(held.alpha, "α")
    }
}

struct SurvivalTests {
    @Test func `hazards on member-periods and the curve equal statsmodels`() throws {
        let fixture: ChurnFixture = try Fixture.load("churn")
        let periods = try MemberPeriods.spells(
            durations: fixture.duration, ended: fixture.ended.map { $0 == 1 },
            features: FeatureTable(columns: [("x", fixture.x)]))
        let model = try Survival.fit(periods, baseline: .logarithm)
        let all = [model.regression.intercept] + model.regression.coefficients
        for (index, coefficient) in all.enumerated() {
            expectClose(coefficient.value, fixture.hazard.b[index], within: 1e-8)
            expectClose(coefficient.standardError, fixture.hazard.se[index], within: 1e-6)
        }
        let curve = try model.curve(features: [0.5], periods: 6)
        for (estimate, expected) in zip(curve.survival, fixture.hazard.survival) {
            expectClose(estimate.value, expected, within: 1e-8)
            #expect(estimate.interval.contains(expected))
        }
    }

    @Test func `with a level per period and no features the curve is Kaplan and Meier's`() throws {
        let durations = [1, 1, 2, 2, 3, 3, 3, 3, 2, 1]
        let ended = [true, true, true, false, true, false, false, false, true, false]
        let periods = try MemberPeriods.spells(durations: durations, ended: ended, features: nil)
        let curve = try Survival.fit(periods, baseline: .perPeriod(through: 3)).curve(periods: 3)
        let km = [
            1 - 2.0 / 10, (1 - 2.0 / 10) * (1 - 2.0 / 7), (1 - 2.0 / 10) * (1 - 2.0 / 7) * (1 - 1.0 / 4),
        ]
        for (estimate, expected) in zip(curve.survival, km) {
            expectClose(estimate.value, expected, within: 1e-9)
        }
    }

    @Test func `intervals of survival hold the truth in 95 % of 2,000 samples`() throws {
        let truth = (1...6).reduce(1.0) { $0 * (1 - 1 / (1 + exp(2 + 0.4 * log(Double($1))))) }
        let random = RandomStream(seed: 1993)
        var held = 0
        for run in 0..<Coverage.runs {
            var stream = random.split(run)
            var durations: [Int] = []
            var ended: [Bool] = []
            for _ in 0..<250 {
                var t = 1
                while t < 8 && !stream.bernoulli(1 / (1 + exp(2 + 0.4 * log(Double(t))))) { t += 1 }
                durations.append(t)
                ended.append(t < 8)
            }
            let periods = try MemberPeriods.spells(durations: durations, ended: ended, features: nil)
            // The eighth period of those who reached it was not observed to its end.
            let curve = try Survival.fit(
                MemberPeriods(
                    ages: zip(periods.ages, periods.events).filter { $0.0 < 8 }.map(\.0),
                    events: zip(periods.ages, periods.events).filter { $0.0 < 8 }.map(\.1), features: nil),
                baseline: .logarithm
            ).curve(periods: 6)
            if curve.survival[5].interval.contains(truth) { held += 1 }
        }
        Coverage.expect(held)
    }

    @Test func `the order of members and the unit of a feature change nothing`() throws {
        let fixture: ChurnFixture = try Fixture.load("churn")
        func curve(_ order: [Int], unit: Double) throws -> Survival.Curve {
            let periods = try MemberPeriods.spells(
                durations: order.map { fixture.duration[$0] }, ended: order.map { fixture.ended[$0] == 1 },
                features: FeatureTable(columns: [("x", order.map { fixture.x[$0] * unit })]))
            return try Survival.fit(periods, baseline: .logarithm).curve(features: [0.5 * unit], periods: 4)
        }
        let plain = try curve(Array(fixture.x.indices), unit: 1)
        let turned = try curve(fixture.x.indices.reversed(), unit: -1000)
        for (a, b) in zip(plain.survival, turned.survival) {
            expectClose(a.value, b.value, within: 1e-9)
            expectClose(a.interval.lower, b.interval.lower, within: 1e-7)
        }
    }

    @Test func `ages and lengths that cannot be are refused`() {
        #expect(throws: MetricsError.self) { try MemberPeriods(ages: [0], events: [true], features: nil) }
        #expect(throws: MetricsError.self) { try MemberPeriods(ages: [1], events: [], features: nil) }
        #expect(throws: MetricsError.self) {
            try MemberPeriods.spells(durations: [.max], ended: [true], features: nil)
        }
    }
}

struct PaymentTests {
    private func model() throws -> Payment {
        // Half pay at age 1, a quarter at age 2.
        let ages = [1, 1, 1, 1, 2, 2, 2, 2]
        let paid = [true, true, false, false, true, false, false, false]
        return try Payment.fit(
            MemberPeriods(ages: ages, events: paid, features: nil), baseline: .perPeriod(through: 2))
    }

    @Test func `π is the expected number of payments, and at least one is rarer than their sum`() throws {
        let forecast = try model().forecast(periods: 2)
        expectClose(forecast.expected, 0.75, within: 1e-8)
        expectClose(forecast.atLeastOne, 1 - 0.5 * 0.75, within: 1e-8)
        let longer = try model().forecast(periods: 10)
        #expect(longer.expected > 1)
        #expect(longer.atLeastOne < 1)
    }

    @Test func `members who leave pay less`() throws {
        let forecast = try model().forecast(periods: 2, survival: [1, 0.6])
        expectClose(forecast.expected, 0.5 + 0.6 * 0.25, within: 1e-8)
        expectClose(forecast.atLeastOne, 0.5 + 0.5 * 0.6 * 0.25, within: 1e-8)
        #expect(throws: MetricsError.self) { try model().forecast(periods: 2, survival: [1, 2]) }
        #expect(
            throws: MetricsError.outOfRange(
                name: "survival", row: 1, requirement: "at most that of the period before")
        ) { try model().forecast(periods: 2, survival: [0.5, 0.6]) }
    }
}

struct EarlyWarningTests {
    @Test func `members above the threshold come highest first with what pushes them`() throws {
        let fixture: RegressionFixture = try Fixture.load("regression")
        let table = try fixture.table()
        let model = try LogisticRegression.fit(table, outcome: fixture.y)
        let warning = try EarlyWarning(
            model: model, features: table, threshold: 0.6, actions: ["posts": "write to them"])
        let risks = try model.probabilities(table)
        #expect(warning.members.count == risks.count { $0 >= 0.6 })
        #expect(warning.members.map(\.risk) == warning.members.map(\.risk).sorted(by: >))
        for member in warning.members {
            #expect(member.pushes.count <= 3)
            #expect(member.pushes.allSatisfy { $0.logOdds > 0 })
            // The pushes of all features add up to the distance from the average member's score.
            #expect(member.risk == risks[member.row])
        }
        #expect(warning.members.contains { $0.pushes.contains { $0.action == "write to them" } })
    }
}

struct LinearProbabilityTests {
    @Test func `predictions outside 0 to 1 are counted and warned of`() throws {
        let x = (0..<60).map { Double($0) }
        let churned = x.map { $0 > 30 || Int($0) % 11 == 0 }
        let model = try LinearProbability.fit(FeatureTable(columns: [("idle", x)]), churned: churned)
        #expect(try #require(model.outside.measured).numerator > 0)
        #expect(model.warnings.contains { $0.contains("leave [0, 1]") })
        #expect(model.robustErrors.allSatisfy { $0 > 0 })
    }

    @Test func `HC3 errors equal statsmodels`() throws {
        let fixture: RegressionFixture = try Fixture.load("regression")
        let model = try LinearProbability.fit(fixture.table(), churned: fixture.y.map { $0 == 1 })
        struct Robust: Decodable { let hc3: [Double] }
        let reference: Robust = try Fixture.load("regression")
        for (value, expected) in zip(model.robustErrors, reference.hc3) {
            expectClose(value, expected, within: 1e-9)
        }
    }
}
