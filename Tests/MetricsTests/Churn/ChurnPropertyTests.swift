import Foundation
import Metrics
import Testing

/// What must not change when rows come in another order, columns in another unit, every row twice, or the outcome is
/// called by its opposite.
struct ChurnPropertyTests {
    let fixture: RegressionFixture
    let table: FeatureTable
    private let order: [Int]
    private static let units: [Double] = [10, -0.5, 1e4, 1e-3]

    init() throws {
        fixture = try Fixture.load("regression")
        table = try fixture.table()
        var random = RandomStream(seed: 61)
        order = (0..<table.rows).shuffled(using: &random)
    }

    private var happened: [Bool] { fixture.y.map { $0 == 1 } }
    private var twice: [Int] { Array(0..<table.rows) + Array(0..<table.rows) }

    private func forecast(
        _ table: FeatureTable, rows: [Int], events: [Bool], features: [Double]
    ) throws -> Payment.Forecast {
        let periods = try MemberPeriods(
            ages: rows.map { 1 + $0 % 5 }, events: rows.map { events[$0] }, features: permuted(table, rows))
        return try Payment.fit(periods, baseline: .logarithm).forecast(
            features: features, periods: 6, survival: [1, 0.9, 0.8, 0.7, 0.65, 0.6])
    }

    @Test func `payments do not depend on the order of rows, units of columns, or every row given twice`()
        throws
    {
        let rows = Array(0..<table.rows)
        let member = Array(table.matrix.row(7))
        let plain = try forecast(table, rows: rows, events: happened, features: member)
        let others = [
            try forecast(table, rows: order, events: happened, features: member),
            try forecast(
                scaled(table, Self.units), rows: rows, events: happened,
                features: zip(member, Self.units).map { $0 * $1 }),
            try forecast(table, rows: twice, events: happened, features: member),
        ]
        for other in others {
            expectClose(other.expected, plain.expected, within: 1e-8)
            expectClose(other.atLeastOne, plain.atLeastOne, within: 1e-8)
        }
        #expect(plain.probabilities.allSatisfy { (0...1).contains($0) })
        #expect(plain.atLeastOne <= plain.expected)
    }

    @Test func `paying and not paying have chances that add up to one`() throws {
        let rows = Array(0..<table.rows)
        func chances(_ events: [Bool]) throws -> [Double] {
            let periods = try MemberPeriods(
                ages: rows.map { 1 + $0 % 5 }, events: events, features: table)
            return try Payment.fit(periods, baseline: .logarithm).forecast(
                features: Array(table.matrix.row(3)), periods: 5
            ).probabilities
        }
        for (pays, not) in zip(try chances(happened), try chances(happened.map { !$0 })) {
            expectClose(pays + not, 1, within: 1e-9)
        }
    }

    @Test func `survival on every member-period twice is the same and surer by √2`() throws {
        func curve(_ rows: [Int]) throws -> Survival.Curve {
            try Survival.fit(
                MemberPeriods(
                    ages: rows.map { 1 + $0 % 5 }, events: rows.map { happened[$0] }, features: nil),
                baseline: .logarithm
            ).curve(periods: 4)
        }
        for (one, two) in zip(
            try curve(Array(0..<table.rows)).survival, try curve(twice).survival)
        {
            expectClose(two.value, one.value, within: 1e-9)
            expectClose(two.standardError * 2.0.squareRoot(), one.standardError, within: 1e-7)
        }
    }

    @Test
    func `the linear probability model keeps its errors in any order and unit, and mirrors its outcome`()
        throws
    {
        let plain = try LinearProbability.fit(table, churned: happened)
        let turned = try LinearProbability.fit(permuted(table, order), churned: order.map { happened[$0] })
        let rescaled = try LinearProbability.fit(scaled(table, Self.units), churned: happened)
        let mirrored = try LinearProbability.fit(table, churned: happened.map { !$0 })
        for column in table.names.indices {
            let value = plain.regression.coefficients[column].value
            let error = plain.robustErrors[column + 1]
            let unit = Self.units[column]
            expectClose(turned.regression.coefficients[column].value, value, within: 1e-11)
            expectClose(turned.robustErrors[column + 1], error, within: 1e-10)
            expectClose(rescaled.regression.coefficients[column].value * unit, value, within: 1e-11)
            expectClose(rescaled.robustErrors[column + 1] * unit.magnitude, error, within: 1e-9)
            expectClose(mirrored.regression.coefficients[column].value, -value, within: 1e-11)
            expectClose(mirrored.robustErrors[column + 1], error, within: 1e-10)
        }
        #expect(turned.outside == plain.outside)
        #expect(mirrored.outside == plain.outside)
    }

    @Test func `an early warning names the same members for the same reasons in any order and unit`() throws {
        func warning(_ table: FeatureTable, _ outcome: [Double], _ considered: FeatureTable) throws
            -> EarlyWarning
        {
            try EarlyWarning(
                model: LogisticRegression.fit(table, outcome: outcome), features: considered, threshold: 0.55)
        }
        let plain = try warning(table, fixture.y, table)
        let shuffled = try permuted(table, order)
        let turned = try warning(shuffled, order.map { fixture.y[$0] }, shuffled)
        #expect(Set(turned.members.map { order[$0.row] }) == Set(plain.members.map(\.row)))
        let factors: [Double] = [10, 0.5, 1e4, 1e-3]
        let rescaled = try warning(
            scaled(table, factors), fixture.y, scaled(table, factors))
        #expect(rescaled.members.map(\.row) == plain.members.map(\.row))
        for (a, b) in zip(plain.members, rescaled.members) {
            #expect(a.pushes.map(\.feature) == b.pushes.map(\.feature))
            for (one, other) in zip(a.pushes, b.pushes) {
                expectClose(other.logOdds, one.logOdds, within: 1e-6)
            }
        }
        let doubled = try warning(table, fixture.y, permuted(table, twice))
        #expect(doubled.members.count == 2 * plain.members.count)
        #expect(doubled.considered == 2 * plain.considered)
    }
}
