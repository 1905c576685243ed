import Metrics

/// What the models speak of: one file of the insights folder each.
public enum Subject: String, Sendable, CaseIterable, Codable {
    case activation, retention, activity, segments, churn, survival, revenue, strategy, recommendations,
        behaviour,
        pricing, value, growth, channels, sentiment, content, points, experiments

    /// In the insights folder.
    public var fileName: String {
        // `recommendations.json` is what a build reads.
        self == .recommendations ? "recommending.json" : rawValue + ".json"
    }
}

/// Why a model was not run, and what would make it run.
public struct NotRun: Error, Sendable, Hashable, Codable, CustomStringConvertible {
    public var why: String
    public var record: String

    public init(why: String, record: String) {
        self.why = why
        self.record = record
    }

    public var description: String { "not run: \(why); \(record)" }
}

/// One model: what it needs, and what comes of it.
protocol ModelRun {
    associatedtype Result: Codable, Sendable, Equatable
    static var subject: Subject { get }
    /// What it is made from, in words.
    static var inputs: [String] { get }
    static func run(_ data: ModelData) throws(NotRun) -> Findings<Result>
}

/// A model's result with what it says of itself.
struct Findings<Result> {
    var result: Result
    var reading: String
    var warnings: [String] = []
}

/// A model's errors as reasons not to run.
func fitting<Value>(
    record: String = "more months of facts and members make it possible",
    _ body: () throws(MetricsError) -> Value
) throws(NotRun) -> Value {
    do throws(MetricsError) {
        return try body()
    } catch {
        throw NotRun(why: error.reason, record: record)
    }
}

extension MetricsError {
    /// In words for who has the data, not for who wrote the model.
    var reason: String {
        if case .constantColumn(let name) = self {
            return "'\(name)' is the same everywhere, which tells nothing"
        }
        return description
    }
}

/// A rate, or nil of nothing.
func share(_ numerator: Int, of denominator: Int) -> Rate.Measured? {
    (try? Rate(numerator, of: denominator))?.measured
}

/// Why there is nothing without a table.
extension NotRun {
    static let noPayments = NotRun(
        why: "there are no payments", record: "keep payments.csv (sealpress members import adds to it)")
    static let noFacts = NotRun(
        why: "there are no facts up to this day", record: "sealpress ingest LOG… counts access logs")
    static let noMembers = NotRun(
        why: "no member has a first day that is known, in the last 60 months",
        record: "give `from` in members.csv")
    static func tooFew(_ count: Int, _ what: String, needed: Int, record: String) -> NotRun {
        NotRun(why: "needs \(needed) \(what), has \(count)", record: record)
    }
    static func noTable(_ path: String, _ columns: String) -> NotRun {
        NotRun(why: "there is no \(path)", record: "record in it \(columns)")
    }
}
