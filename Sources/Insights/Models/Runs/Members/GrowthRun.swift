import Metrics

/// The curve that the number of members follows, where it leads, and what it goes along with.
public struct GrowthResult: Codable, Sendable, Equatable {
    public struct Month: Codable, Sendable, Equatable {
        public var month: String
        public var members: Int
        /// Of the best curve.
        public var fitted: Double
    }

    public struct Forecast: Codable, Sendable, Equatable {
        public var month: String
        public var mean: Estimate
        /// Where the number will be with 95 %, if the curve is right.
        public var observation: Interval
    }

    public struct Curve: Codable, Sendable, Equatable {
        public var curve: GrowthCurve
        public var aicc: Double
        public var weight: Double
    }

    public struct Driver: Codable, Sendable, Equatable {
        public var name: String
        /// Standard deviations of growth per standard deviation of the driver.
        public var estimate: Estimate
        public var pValue: Double
    }

    public var months: [Month]
    public var curves: [Curve]
    public var rate: Estimate
    public var capacity: Estimate?
    public var forecast: [Forecast]
    public var drivers: [Driver]
    /// Why there are no drivers.
    public var noDrivers: String?
}

enum GrowthRun: ModelRun {
    static let subject = Subject.growth
    static let inputs = ["members.csv: from, until, status", "facts of members by day", "costs.csv"]
    private static let fewest = 6

    static func run(_ data: ModelData) throws(NotRun) -> Findings<GrowthResult> {
        guard let range = data.monthsSinceFirstJoin else { throw .noMembers }
        guard range.count >= Self.fewest else {
            throw .tooFew(
                range.count, "months with members", needed: Self.fewest, record: "wait for more months")
        }
        let members = data.memberships
        let sizes = range.map { month in
            let end = Month.lastDay(month)
            return (0..<members.count).count { members.isMember($0, on: end) }
        }
        guard Set(sizes).count > 1 else {
            throw NotRun(
                why: "there were as many members at the end of every month", record: "wait for more months")
        }
        return try fitting(record: "more months make it possible") { () throws(MetricsError) in
            let times = sizes.indices.map(Double.init)
            let growth = try Growth.fit(times: times, sizes: sizes.map(Double.init))
            let fitted = growth.fits.first?.regression.fitted ?? []
            let ahead = (0..<data.settings.forecast).map { Double(sizes.count + $0) }
            let forecast = try growth.forecast(at: ahead)
            var drivers: GrowthDrivers?
            var why: String?
            do throws(MetricsError) { drivers = try Self.drivers(data, range, sizes) } catch {
                why = error.reason
            }
            let result = GrowthResult(
                months: zip(zip(range, sizes), fitted).map {
                    GrowthResult.Month(month: Month.name($0.0.0), members: $0.0.1, fitted: $0.1)
                },
                curves: growth.fits.map {
                    GrowthResult.Curve(curve: $0.curve, aicc: $0.aicc, weight: $0.weight)
                },
                rate: growth.rate, capacity: growth.capacity,
                forecast: zip((range.upperBound + 1)..., forecast).map {
                    GrowthResult.Forecast(
                        month: Month.name($0.0), mean: $0.1.mean, observation: $0.1.observation)
                },
                drivers: (drivers?.drivers ?? []).map {
                    GrowthResult.Driver(name: $0.name, estimate: $0.estimate, pValue: $0.pValue)
                }, noDrivers: why)
            return Findings(
                result: result,
                reading: [growth.reading, drivers?.reading].compactMap(\.self).joined(separator: "; "),
                warnings: growth.warnings + (drivers?.warnings ?? []))
        }
    }

    /// Growth of a month on what members did in it and what was spent.
    private static func drivers(
        _ data: ModelData, _ range: ClosedRange<Int>, _ sizes: [Int]
    ) throws(MetricsError) -> GrowthDrivers {
        let facts = data.facts
        var spend: [Int: Double] = [:]
        for cost in data.inputs.tables.costs ?? [] { spend[cost.month, default: 0] += cost.spend }
        var growth: [Double] = []
        var columns: [[Double]] = [[], [], []]
        for (index, month) in range.enumerated().dropFirst() {
            let column = month - facts.firstMonth
            guard column >= 0, column < facts.months, sizes[index - 1] > 0 else { continue }
            var (visits, done) = (0.0, 0.0)
            for member in 0..<data.memberships.count {
                visits += Double(facts.visits[member * facts.months + column])
                done += Double(facts.completions[member * facts.months + column])
            }
            growth.append(Double(sizes[index] - sizes[index - 1]) / Double(sizes[index - 1]))
            columns[0].append(done / max(visits, 1))
            columns[1].append(visits / Double(max(sizes[index], 1)))
            columns[2].append(spend[month] ?? 0)
        }
        guard growth.count >= 8 else { throw .tooFewRows(needed: 8, got: growth.count) }
        let names = ["lessons done per visit", "visits per member", "spend"]
        let varying = columns.indices.filter { column in columns[column].contains { $0 != columns[column][0] }
        }
        guard !varying.isEmpty else { throw .constantColumn(names[1]) }
        return try GrowthDrivers.fit(
            growth: growth, drivers: FeatureTable(columns: varying.map { (names[$0], columns[$0]) }))
    }
}
