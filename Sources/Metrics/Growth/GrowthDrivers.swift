/// What growth goes along with (article 1): growth per period on content quality, engagement, marketing …
///
/// Both sides are standardised, so a coefficient is in standard deviations of growth per standard deviation of the
/// driver and they can be compared. An association, not a cause: only an experiment tells causes.
public struct GrowthDrivers: ModelResult, Equatable {
    /// Strongest first.
    public let drivers: [Coefficient]
    public let regression: LinearRegression
    public var warnings: [String] { regression.warnings }

    /// - Parameters:
    ///   - growth: per period.
    ///   - drivers: one row per period.
    public static func fit(growth: [Double], drivers: FeatureTable) throws(MetricsError) -> GrowthDrivers {
        try check(growth, "growth", count: drivers.rows)
        try checkColumnsVary(drivers)
        let target = try standardised(growth, "growth")
        var columns: [(name: String, values: [Double])] = []
        for (index, name) in drivers.names.enumerated() {
            columns.append((name, try standardised(drivers.matrix.column(index), name)))
        }
        let regression = try LinearRegression.fit(
            FeatureTable(columns: columns), target: target, named: "growth")
        let sorted = regression.coefficients.sorted {
            ($1.value.magnitude, $0.name) < ($0.value.magnitude, $1.name)
        }
        return GrowthDrivers(drivers: sorted, regression: regression)
    }

    private static func standardised(_ values: [Double], _ name: String) throws(MetricsError) -> [Double] {
        let mean = Summary.mean(values)
        let deviation = Summary.variance(values).squareRoot()
        guard deviation > 0, deviation.isFinite else { throw .constantColumn(name) }
        return values.map { ($0 - mean) / deviation }
    }

    public var reading: String {
        let sure = drivers.filter { $0.pValue < 0.05 }
        guard !sure.isEmpty else { return "no driver can be told from chance" }
        return "growth goes along with "
            + sure.map { "\($0.name) (\(Prose.fixed($0.value, decimals: 2)))" }.joined(separator: ", ")
    }
}
