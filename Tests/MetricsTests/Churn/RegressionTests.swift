import Foundation
import Metrics
import Testing

struct RegressionFixture: Decodable {
    struct Linear: Decodable {
        let b: [Double], se: [Double], p: [Double], r2: Double, low: [Double], high: [Double]
    }
    struct Logit: Decodable {
        let b: [Double], se: [Double], p: [Double], ll: Double, null: Double, auc: Double, brier: Double
    }
    let x: [[Double]], y: [Double], t: [Double], w: [Double]
    let ols: Linear, weighted: Linear
    let logit: Logit, weightedLogit: Logit
    let penalised: [String: [Double]]

    static let names = ["posts", "visits", "share", "days"]
    func table() throws -> FeatureTable { try FeatureTable(names: Self.names, rows: x) }
}

/// Rows in another order.
func permuted(_ table: FeatureTable, _ order: [Int]) throws -> FeatureTable {
    try FeatureTable(names: table.names, rows: order.map { Array(table.matrix.row($0)) })
}

func scaled(_ table: FeatureTable, _ factors: [Double]) throws -> FeatureTable {
    try FeatureTable(
        names: table.names,
        rows: (0..<table.rows).map { row in zip(table.matrix.row(row), factors).map { $0 * $1 } })
}

struct LinearRegressionTests {
    let fixture: RegressionFixture
    let table: FeatureTable
    init() throws {
        fixture = try Fixture.load("regression")
        table = try fixture.table()
    }

    @Test(arguments: [false, true])
    func `least squares equals statsmodels, weights included`(weighted: Bool) throws {
        let reference = weighted ? fixture.weighted : fixture.ols
        let model = try LinearRegression.fit(table, target: fixture.t, weights: weighted ? fixture.w : nil)
        for (index, coefficient) in ([model.intercept] + model.coefficients).enumerated() {
            expectClose(coefficient.value, reference.b[index], within: 1e-10)
            expectClose(coefficient.standardError, reference.se[index], within: 1e-10)
            expectClose(coefficient.pValue, reference.p[index], within: 1e-7)
            expectClose(coefficient.estimate.interval.lower, reference.low[index], within: 1e-9)
            expectClose(coefficient.estimate.interval.upper, reference.high[index], within: 1e-9)
        }
        expectClose(model.rSquared, reference.r2, within: 1e-10)
    }

    @Test func `the order of rows, the units of columns and doubled rows of half weight change nothing`()
        throws
    {
        let model = try LinearRegression.fit(table, target: fixture.t)
        var random = RandomStream(seed: 3)
        let order = (0..<table.rows).shuffled(using: &random)
        let shuffled = try LinearRegression.fit(permuted(table, order), target: order.map { fixture.t[$0] })
        let rescaled = try LinearRegression.fit(scaled(table, [10, 0.5, 1e6, -1]), target: fixture.t)
        let doubled = try LinearRegression.fit(
            permuted(table, Array(0..<table.rows) + Array(0..<table.rows)), target: fixture.t + fixture.t,
            weights: Array(repeating: 0.5, count: 2 * table.rows))
        for (index, factor) in [10, 0.5, 1e6, -1].enumerated() {
            let coefficient = model.coefficients[index]
            expectClose(shuffled.coefficients[index].value, coefficient.value, within: 1e-12)
            expectClose(rescaled.coefficients[index].value * factor, coefficient.value, within: 1e-12)
            expectClose(doubled.coefficients[index].value, coefficient.value, within: 1e-12)
            expectClose(doubled.coefficients[index].standardError, coefficient.standardError, within: 1e-11)
        }
    }

    @Test func `mirrored targets mirror the coefficients`() throws {
        let model = try LinearRegression.fit(table, target: fixture.t)
        let mirrored = try LinearRegression.fit(table, target: fixture.t.map { -$0 })
        for (a, b) in zip(model.coefficients, mirrored.coefficients) {
            expectClose(a.value, -b.value, within: 1e-12)
        }
        expectClose(model.rSquared, mirrored.rSquared, within: 1e-12)
    }

    @Test func `a column made of two others is named with them`() throws {
        let rows = fixture.x.map { $0 + [2 * $0[0] - $0[2]] }
        let table = try FeatureTable(names: RegressionFixture.names + ["sum"], rows: rows)
        do {
            _ = try LinearRegression.fit(table, target: fixture.t)
            Issue.record("a collinear table was accepted")
        } catch {
            guard case .collinearColumn(let name, let others) = error else {
                Issue.record("\(error)")
                return
            }
            #expect(Set([name] + others) == ["posts", "share", "sum"])
        }
    }

    @Test func `constant columns, too few rows and non-finite values are refused by name`() throws {
        #expect(throws: MetricsError.constantColumn("flat")) {
            try LinearRegression.fit(
                FeatureTable(columns: [("x", [1, 2, 3, 5]), ("flat", [4, 4, 4, 4])]), target: [1, 2, 3, 4])
        }
        #expect(throws: MetricsError.tooFewRows(needed: 3, got: 2)) {
            try LinearRegression.fit(FeatureTable(columns: [("x", [1, 2])]), target: [1, 2])
        }
        #expect(throws: MetricsError.nonFinite(column: "x", row: 1)) {
            try FeatureTable(columns: [("x", [1, .nan])])
        }
        #expect(throws: MetricsError.nonFinite(column: "target", row: 0)) {
            try LinearRegression.fit(FeatureTable(columns: [("x", [1, 2, 3])]), target: [.infinity, 2, 3])
        }
    }

    @Test func `intervals of the coefficients hold the truth in 95 % of 2,000 samples`() throws {
        let random = RandomStream(seed: 1805)
        var held = 0
        for run in 0..<Coverage.runs {
            var stream = random.split(run)
            let rows = (0..<30).map { _ in [stream.normal(), stream.uniform()] }
            let target = rows.map { 1 + 0.5 * $0[0] - 2 * $0[1] + stream.normal() }
            let model = try LinearRegression.fit(FeatureTable(names: ["a", "b"], rows: rows), target: target)
            if model.coefficients[0].estimate.interval.contains(0.5) { held += 1 }
        }
        Coverage.expect(held)
    }
}

struct LogisticRegressionTests {
    let fixture: RegressionFixture
    let table: FeatureTable
    init() throws {
        fixture = try Fixture.load("regression")
        table = try fixture.table()
    }

    @Test(arguments: [false, true])
    func `without a penalty it equals statsmodels`(weighted: Bool) throws {
        let reference = weighted ? fixture.weightedLogit : fixture.logit
        let model = try LogisticRegression.fit(table, outcome: fixture.y, weights: weighted ? fixture.w : nil)
        for (index, coefficient) in ([model.intercept] + model.coefficients).enumerated() {
            expectClose(coefficient.value, reference.b[index], within: 1e-8)
            expectClose(coefficient.standardError, reference.se[index], within: 1e-6)
            expectClose(coefficient.pValue, reference.p[index], within: 1e-6)
        }
        expectClose(model.logLikelihood, reference.ll, within: 1e-10)
        expectClose(model.nullLogLikelihood, reference.null, within: 1e-9)
        if !weighted {
            expectClose(try #require(model.evaluation).auc, reference.auc, within: 1e-10)
            expectClose(try #require(model.evaluation).brier, reference.brier, within: 1e-8)
        }
    }

    @Test(arguments: [0.1, 1, 10])
    func `with a penalty it equals scikit-learn`(c: Double) throws {
        let reference = try #require(fixture.penalised["\(c)"])
        let model = try LogisticRegression.fit(table, outcome: fixture.y, penalty: 1 / c)
        for (index, coefficient) in ([model.intercept] + model.coefficients).enumerated() {
            expectClose(coefficient.value, reference[index], within: 1e-6)
        }
    }

    @Test func `the number of threads changes no bit`() throws {
        var stream = RandomStream(seed: 12)
        let rows = (0..<20_000).map { _ in (0..<5).map { _ in stream.normal() } }
        let outcome = rows.map { stream.bernoulli(1 / (1 + exp(-$0[0] + 0.5 * $0[3]))) ? 1.0 : 0 }
        let table = try FeatureTable(names: ["a", "b", "c", "d", "e"], rows: rows)
        let one = try LogisticRegression.fit(table, outcome: outcome)
        #expect(try LogisticRegression.fit(table, outcome: outcome, threads: Threads(2)) == one)
        #expect(try LogisticRegression.fit(table, outcome: outcome, threads: Threads(7)) == one)
    }

    @Test
    func
        `the order of rows, units of columns, doubled rows of half weight and the outcome's name change nothing`()
        throws
    {
        let model = try LogisticRegression.fit(table, outcome: fixture.y)
        var random = RandomStream(seed: 4)
        let order = (0..<table.rows).shuffled(using: &random)
        let shuffled = try LogisticRegression.fit(
            permuted(table, order), outcome: order.map { fixture.y[$0] })
        let factors = [100, 1e-3, -2, 1e4]
        let rescaled = try LogisticRegression.fit(scaled(table, factors), outcome: fixture.y)
        let doubled = try LogisticRegression.fit(
            permuted(table, Array(0..<table.rows) + Array(0..<table.rows)), outcome: fixture.y + fixture.y,
            weights: Array(repeating: 0.5, count: 2 * table.rows))
        let mirrored = try LogisticRegression.fit(table, outcome: fixture.y.map { 1 - $0 })
        for (index, coefficient) in model.coefficients.enumerated() {
            expectClose(shuffled.coefficients[index].value, coefficient.value, within: 1e-9)
            expectClose(rescaled.coefficients[index].value * factors[index], coefficient.value, within: 1e-9)
            expectClose(doubled.coefficients[index].value, coefficient.value, within: 1e-9)
            expectClose(doubled.coefficients[index].standardError, coefficient.standardError, within: 1e-7)
            expectClose(mirrored.coefficients[index].value, -coefficient.value, within: 1e-9)
        }
    }

    @Test func `separated outcomes are reported by column`() throws {
        let x = (0..<40).map { Double($0) }
        let noise = (0..<40).map { Double(($0 * 7) % 11) }
        let table = try FeatureTable(columns: [("noise", noise), ("posts", x)])
        #expect(throws: MetricsError.separation(column: "posts")) {
            try LogisticRegression.fit(table, outcome: x.map { $0 < 20 ? 0 : 1 })
        }
        // Quasi-complete: both outcomes at 0, only one above.
        let flag = x.map { $0 >= 30 ? 1.0 : 0 }
        #expect(throws: MetricsError.separation(column: "flag")) {
            try LogisticRegression.fit(
                FeatureTable(columns: [("noise", noise), ("flag", flag)]),
                outcome: x.map { $0 >= 30 ? 1 : Double(Int($0) % 2) })
        }
        let held = try LogisticRegression.fit(table, outcome: x.map { $0 < 20 ? 0 : 1 }, penalty: 1)
        #expect(held.coefficients[1].value > 0)
    }

    @Test func `unusual but overlapping outcomes are not called separated`() throws {
        var stream = RandomStream(seed: 90)
        for _ in 0..<40 {
            let x = (0..<60).map { _ in stream.normal() }
            var y = x.map { $0 > 0 ? 1.0 : 0 }
            // The most extreme row on the wrong side is enough for a maximum to exist.
            let highest = try #require(x.indices.max { x[$0] < x[$1] })
            y[highest] = 0
            _ = try LogisticRegression.fit(FeatureTable(columns: [("x", x)]), outcome: y)
        }
    }

    @Test func `collinear and constant columns and single outcomes are reported by name`() throws {
        let rows = fixture.x.map { $0 + [3 * $0[1] + 1] }
        let table = try FeatureTable(names: RegressionFixture.names + ["copy"], rows: rows)
        do {
            _ = try LogisticRegression.fit(table, outcome: fixture.y)
            Issue.record("a collinear table was accepted")
        } catch {
            guard case .collinearColumn(let name, let others) = error else {
                Issue.record("\(error)")
                return
            }
            #expect(Set([name] + others) == ["visits", "copy"])
        }
        #expect(try !LogisticRegression.fit(table, outcome: fixture.y, penalty: 1).warnings.isEmpty)
        #expect(throws: MetricsError.singleOutcome("outcome")) {
            try LogisticRegression.fit(self.table, outcome: fixture.y.map { _ in 1 })
        }
        #expect(throws: MetricsError.outOfRange(name: "outcome", row: 0, requirement: "between 0 and 1")) {
            try LogisticRegression.fit(self.table, outcome: fixture.y.map { $0 + 2 })
        }
    }

    @Test func `intervals of the coefficients hold the truth in 95 % of 2,000 samples`() throws {
        let random = RandomStream(seed: 1944)
        var held = [0, 0]
        for run in 0..<Coverage.runs {
            var stream = random.split(run)
            let rows = (0..<400).map { _ in [stream.normal(), stream.normal()] }
            let y = rows.map { stream.bernoulli(1 / (1 + exp(0.3 - 0.7 * $0[0] + 0.4 * $0[1]))) ? 1.0 : 0 }
            let model = try LogisticRegression.fit(FeatureTable(names: ["a", "b"], rows: rows), outcome: y)
            if model.coefficients[0].estimate.interval.contains(0.7) { held[0] += 1 }
            if model.coefficients[1].estimate.interval.contains(-0.4) { held[1] += 1 }
        }
        for count in held { Coverage.expect(count) }
    }

    @Test func `AUC counts ties as half and calibration adds up`() throws {
        let evaluation = try ClassifierEvaluation(
            predicted: [0.1, 0.4, 0.4, 0.9], happened: [false, false, true, true])
        #expect(evaluation.auc == 0.875)
        #expect(evaluation.calibration.reduce(0) { $0 + $1.rows } == 4)
        #expect(throws: MetricsError.singleOutcome("outcome")) {
            try ClassifierEvaluation(predicted: [0.1], happened: [true])
        }
    }
}
