import Foundation
import Metrics
import Testing

/// NIST's Statistical Reference Datasets with certified values.
struct CertifiedDataset: Decodable {
    let rows: [[Double]]
    let starts: [[Double]]
    let estimates: [Double]
    let deviations: [Double]
    let residualDeviation: Double
}

struct NISTLinearTests {
    let sets: [String: CertifiedDataset]
    init() throws { sets = try Fixture.load("nist") }

    private func fit(_ name: String) throws -> (CertifiedDataset, LinearRegression) {
        let set = try #require(sets[name])
        let table: FeatureTable
        if set.rows[0].count > 2 {
            table = try FeatureTable(
                names: (1..<set.rows[0].count).map { "x\($0)" }, rows: set.rows.map { Array($0.dropFirst()) })
        } else {
            table = try FeatureTable(
                names: (1...5).map { "x^\($0)" },
                rows: set.rows.map { row in (1...5).map { pow(row[1], Double($0)) } })
        }
        return (set, try LinearRegression.fit(table, target: set.rows.map { $0[0] }))
    }

    @Test(arguments: ["longley", "wampler1", "wampler2", "wampler3", "wampler4", "wampler5"])
    func `linear regression reaches NIST's certified values`(name: String) throws {
        let (set, model) = try fit(name)
        let estimates = [model.intercept] + model.coefficients
        for (coefficient, certified) in zip(estimates, set.estimates) {
            expectClose(coefficient.value, certified, within: 1e-12, "\(name) \(coefficient.name):")
        }
        for (coefficient, certified) in zip(estimates, set.deviations) {
            if certified == 0 {
                #expect(coefficient.standardError < 1e-8, "\(name) \(coefficient.name)")
            } else {
                expectClose(
                    coefficient.standardError, certified, within: 1e-10, "\(name) sd \(coefficient.name):")
            }
        }
        if set.residualDeviation > 0 {
            expectClose(model.residualDeviation, set.residualDeviation, within: 1e-12)
        } else {
            #expect(model.residualDeviation < 1e-9)
        }
    }
}
