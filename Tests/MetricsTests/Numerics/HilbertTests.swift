import Foundation
import Metrics
import Testing

private struct HilbertFixture: Decodable {
    struct Fit: Decodable { let n: Int, y: [Double], b: [Double] }
    let linear: [Fit]
    let logistic: Fit
}

/// Hilbert matrices, whose columns are as nearly dependent as columns get. The references are exact: rational
/// arithmetic on what the doubles hold.
struct HilbertTests {
    /// Columns 1/(i + j), j = 1 … n.
    private func columns(_ n: Int, over rows: Int) throws -> FeatureTable {
        try FeatureTable(
            names: (1...n).map { "1/(i+\($0))" },
            rows: (0..<rows).map { i in (1...n).map { 1 / Double(i + $0) } })
    }

    @Test func `least squares on Hilbert matrices has all digits up to a condition of 10^11`() throws {
        let fixture: HilbertFixture = try Fixture.load("hilbert")
        try #require(fixture.linear.map(\.n) == Array(2...10))
        for fit in fixture.linear {
            let model = try LinearRegression.fit(columns(fit.n, over: fit.y.count), target: fit.y)
            for (coefficient, exact) in zip([model.intercept] + model.coefficients, fit.b) {
                expectClose(coefficient.value, exact, within: 1e-15, "n = \(fit.n), \(coefficient.name):")
            }
        }
    }

    @Test func `where no digit is left to trust, the column is named instead`() throws {
        let table = try columns(14, over: 60)
        do {
            _ = try LinearRegression.fit(table, target: (0..<60).map { Double($0 % 7) })
            Issue.record("fourteen Hilbert columns were accepted")
        } catch {
            guard case .collinearColumn(let name, _) = error else {
                Issue.record("\(error)")
                return
            }
            #expect(name.hasPrefix("1/(i+"))
        }
    }

    @Test func `Newton's steps by Cholesky on Hilbert columns equal a solution to 50 digits`() throws {
        let fixture: HilbertFixture = try Fixture.load("hilbert")
        let reference = fixture.logistic
        let model = try LogisticRegression.fit(
            columns(reference.n, over: reference.y.count), outcome: reference.y)
        for (coefficient, exact) in zip([model.intercept] + model.coefficients, reference.b) {
            expectClose(coefficient.value, exact, within: 1e-8, coefficient.name)
        }
    }
}
