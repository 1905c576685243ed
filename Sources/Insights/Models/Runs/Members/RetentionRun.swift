import Metrics

/// Retention by cohort, and the curve that it follows.
public struct RetentionResult: Codable, Sendable, Equatable {
    public struct Cohort: Codable, Sendable, Equatable {
        /// The month of joining, `2026-11`.
        public var month: String
        public var size: Int
        /// By age in months, from 0.
        public var retention: [Rate.Measured?]
    }

    /// The shifted beta-geometric curve.
    public struct Curve: Codable, Sendable, Equatable {
        public var alpha: Double
        public var beta: Double
        public var alphaInterval: Interval?
        public var betaInterval: Interval?
        /// S(0), S(1), … through the months of `insights.horizon`.
        public var survival: [Double]
        /// Expected further months of a new member about to renew for the first time, discounted by `insights.discount`.
        public var residualLifetime: Double
        public var warnings: [String]
    }

    public var cohorts: [Cohort]
    public var overall: [Rate.Measured?]
    public var curve: Curve?
    /// Why there is no curve.
    public var noCurve: String?
}

enum RetentionRun: ModelRun {
    static let subject = Subject.retention
    static let inputs = ["members.csv: from, until, status"]

    static func run(_ data: ModelData) throws(NotRun) -> Findings<RetentionResult> {
        guard let range = data.monthsSinceFirstJoin else { throw .noMembers }
        let tenures = Self.tenures(data, range)
        guard !tenures.isEmpty else { throw .noMembers }
        let triangle = try fitting { () throws(MetricsError) in
            try RetentionTriangle(tenures, observedThrough: range.upperBound)
        }
        let survivors = triangle.cohorts.map { $0.retention.map { $0.measured?.numerator ?? 0 } }
            .filter { $0.count >= 2 && ($0.first ?? 0) > 0 }
        var curve: RetentionResult.Curve?
        var why: String?
        var reading = triangle.reading
        do throws(MetricsError) {
            let fit = try RetentionCurve.fit(cohorts: survivors)
            curve = RetentionResult.Curve(
                alpha: fit.alpha, beta: fit.beta, alphaInterval: fit.alphaInterval,
                betaInterval: fit.betaInterval,
                survival: try fit.survival(through: data.settings.horizon),
                residualLifetime: try fit.residualLifetime(renewals: 0, discount: data.settings.discount),
                warnings: fit.warnings)
            reading += "; " + fit.reading
        } catch {
            why = "\(error)"
        }
        let result = RetentionResult(
            cohorts: triangle.cohorts.map { cohort in
                RetentionResult.Cohort(
                    month: Month.name(cohort.period), size: cohort.size,
                    retention: cohort.retention.map(\.measured))
            },
            overall: triangle.overall.map(\.measured), curve: curve, noCurve: why)
        let unknown = (0..<data.memberships.count).count { !data.memberships.isKnown($0) }
        return Findings(
            result: result, reading: reading,
            warnings: triangle.warnings
                + (unknown > 0 ? ["\(unknown) members have no first or last day that is known"] : []))
    }

    /// Of those who joined within the months.
    static func tenures(_ data: ModelData, _ months: ClosedRange<Int>) -> [Tenure] {
        let members = data.memberships
        return (0..<members.count).compactMap { member in
            guard members.isKnown(member) else { return nil }
            let joined = Month.of(Int(members.joined[member]))
            guard months.contains(joined) else { return nil }
            let left = members.leftMonth(member)
            return Tenure(joined: joined, left: left.flatMap { $0 <= months.upperBound ? $0 : nil })
        }
    }
}
