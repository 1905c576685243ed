import Foundation

/// Rows of one member in one period, the form that survival and payment models are fitted to.
public struct MemberPeriods: Sendable, Equatable {
    /// The member's age in periods, from 1, per row.
    public let ages: [Int]
    /// Whether the event – lapse, payment – happened in that period, per row.
    public let events: [Bool]
    /// What is known of the member at the period's start, per row; nil for none.
    public let features: FeatureTable?

    /// - Throws: `lengthMismatch`; `outOfRange` for an age below 1 or above 10,000.
    public init(ages: [Int], events: [Bool], features: FeatureTable?) throws(MetricsError) {
        guard events.count == ages.count else {
            throw .lengthMismatch(name: "events", expected: ages.count, got: events.count)
        }
        if let features, features.rows != ages.count {
            throw .lengthMismatch(name: "features", expected: ages.count, got: features.rows)
        }
        for (row, age) in ages.enumerated() {
            try require(age >= 1 && age <= 10_000, "age", "between 1 and 10,000", row: row)
        }
        self.ages = ages
        self.events = events
        self.features = features
    }

    /// Spells to member-periods: a member who left after d periods has d rows, the last with the event.
    ///
    /// - Parameters:
    ///   - durations: periods observed, ≥ 1.
    ///   - ended: whether the spell ended in its last period, or is still running.
    ///   - features: one row per member, the same in all its periods.
    public static func spells(
        durations: [Int], ended: [Bool], features: FeatureTable?
    ) throws(MetricsError) -> MemberPeriods {
        guard ended.count == durations.count else {
            throw .lengthMismatch(name: "ended", expected: durations.count, got: ended.count)
        }
        if let features, features.rows != durations.count {
            throw .lengthMismatch(name: "features", expected: durations.count, got: features.rows)
        }
        var ages: [Int] = []
        var events: [Bool] = []
        var values: [Double] = []
        for (row, duration) in durations.enumerated() {
            try require(duration >= 1 && duration <= 10_000, "duration", "between 1 and 10,000", row: row)
            for age in 1...duration {
                ages.append(age)
                events.append(ended[row] && age == duration)
                if let features { values += features.matrix.row(row) }
            }
        }
        let table: FeatureTable?
        if let features {
            table = try FeatureTable(
                names: features.names, matrix: Matrix(shape: ages.count, features.columns, values))
        } else {
            table = nil
        }
        return try MemberPeriods(ages: ages, events: events, features: table)
    }
}

/// How the chance of the event may depend on age.
public enum AgeBaseline: Sendable, Equatable {
    /// The same at every age.
    case constant
    /// A slope on ln(age).
    case logarithm
    /// A level of its own for each age up to the given one; older ages share the last level.
    case perPeriod(through: Int)

    /// Columns for an age. Levels are relative to the first age, which the intercept stands for.
    func columns(_ age: Int) -> [Double] {
        switch self {
        case .constant: []
        case .logarithm: [log(Double(age))]
        case .perPeriod(let last): (2..<max(last + 1, 2)).map { min(age, last) == $0 ? 1 : 0 }
        }
    }

    var names: [String] {
        switch self {
        case .constant: []
        case .logarithm: ["ln(age)"]
        case .perPeriod(let last): (2..<max(last + 1, 2)).map { "age \($0)" }
        }
    }
}

/// P(event in the period | age, features) by logistic regression on member-periods.
struct PeriodModel: Sendable, Equatable {
    let regression: LogisticRegression
    let baseline: AgeBaseline
    let featureNames: [String]

    static func fit(
        _ periods: MemberPeriods, baseline: AgeBaseline, penalty: Double, threads: Threads
    ) throws(MetricsError) -> PeriodModel {
        if case .perPeriod(let last) = baseline {
            try require(last >= 1 && last <= 1000, "baseline", "at most 1,000 levels")
        }
        let ageColumns = Matrix(
            shape: periods.ages.count, baseline.names.count, periods.ages.flatMap { baseline.columns($0) })
        var table = try FeatureTable(names: baseline.names, matrix: ageColumns)
        if let features = periods.features { table = try table.joined(with: features) }
        let regression = try LogisticRegression.fit(
            table, outcome: periods.events.map { $0 ? 1 : 0 }, penalty: penalty, threads: threads)
        return PeriodModel(
            regression: regression, baseline: baseline, featureNames: periods.features?.names ?? [])
    }

    /// The design row of an age, intercept first.
    func design(age: Int, features: [Double]) -> [Double] { [1] + baseline.columns(age) + features }

    func probability(age: Int, features: [Double]) throws(MetricsError) -> Double {
        try regression.probability(design(age: age, features: features).dropFirst(), "age \(age)")
    }

    func checkFeatures(_ features: [Double]) throws(MetricsError) {
        try check(features, "features", count: featureNames.count)
    }
}
