import Files
import Foundation
import Recommendations

/// What all models said on one day; the files of the insights folder, as a report reads them.
public struct InsightsResults: Sendable, Equatable {
    /// Raised with every change of the files' form.
    public static let version = 1

    public var activation: ModelReport<ActivationResult>
    public var retention: ModelReport<RetentionResult>
    public var activity: ModelReport<ActivityResult>
    public var segments: ModelReport<SegmentsResult>
    public var churn: ModelReport<ChurnResult>
    public var survival: ModelReport<SurvivalResult>
    public var revenue: ModelReport<RevenueResult>
    public var strategy: ModelReport<StrategyResult>
    public var recommendations: ModelReport<RecommendationsResult>
    public var behaviour: ModelReport<BehaviourResult>
    public var pricing: ModelReport<PricingResult>
    public var value: ModelReport<ValueResult>
    public var growth: ModelReport<GrowthResult>
    public var channels: ModelReport<ChannelsResult>
    public var sentiment: ModelReport<SentimentResult>
    public var content: ModelReport<ContentResult>
    public var points: ModelReport<PointsResult>
    public var experiments: ModelReport<ExperimentsResult>

    /// What a list of all models needs of one.
    public struct Summary: Sendable, Equatable {
        public var subject: Subject
        public var inputs: [String]
        public var notRun: NotRun?
        public var reading: String
        public var warnings: [String]
    }

    /// Every model, in the order of `Subject`.
    public var summaries: [Summary] {
        [
            summary(activation), summary(retention), summary(activity), summary(segments), summary(churn),
            summary(survival), summary(revenue), summary(strategy), summary(recommendations),
            summary(behaviour),
            summary(pricing), summary(value), summary(growth), summary(channels), summary(sentiment),
            summary(content), summary(points), summary(experiments),
        ]
    }

    private func summary<Result>(_ report: ModelReport<Result>) -> Summary {
        Summary(
            subject: report.subject, inputs: report.inputs, notRun: report.notRun, reading: report.reading,
            warnings: report.warnings)
    }

    /// The files by name: JSON, keys sorted, the same bytes for the same results.
    public func files() throws -> [(name: String, bytes: [UInt8])] {
        [
            try file(activation), try file(retention), try file(activity), try file(segments),
            try file(churn),
            try file(survival), try file(revenue), try file(strategy), try file(recommendations),
            try file(behaviour), try file(pricing), try file(value), try file(growth), try file(channels),
            try file(sentiment), try file(content), try file(points), try file(experiments),
        ]
    }

    private func file<Result>(_ report: ModelReport<Result>) throws -> (name: String, bytes: [UInt8]) {
        (report.subject.fileName, try Self.printed(report))
    }

    static func printed<Result>(_ report: ModelReport<Result>) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        return try [UInt8](encoder.encode(report)) + [UInt8(ascii: "\n")]
    }
}

extension InsightsResults {
    /// Reads what the last run wrote.
    ///
    /// - Parameter folder: the insights folder.
    /// - Throws: ``InsightsFileError`` for a file that is missing or of another version; `FileError`.
    public init(folder: String) throws {
        activation = try Self.read(.activation, folder)
        retention = try Self.read(.retention, folder)
        activity = try Self.read(.activity, folder)
        segments = try Self.read(.segments, folder)
        churn = try Self.read(.churn, folder)
        survival = try Self.read(.survival, folder)
        revenue = try Self.read(.revenue, folder)
        strategy = try Self.read(.strategy, folder)
        recommendations = try Self.read(.recommendations, folder)
        behaviour = try Self.read(.behaviour, folder)
        pricing = try Self.read(.pricing, folder)
        value = try Self.read(.value, folder)
        growth = try Self.read(.growth, folder)
        channels = try Self.read(.channels, folder)
        sentiment = try Self.read(.sentiment, folder)
        content = try Self.read(.content, folder)
        points = try Self.read(.points, folder)
        experiments = try Self.read(.experiments, folder)
    }

    private struct Head: Decodable { var version: Int }

    private static func read<Result>(_ subject: Subject, _ folder: String) throws -> ModelReport<Result> {
        let path = folder + "/" + subject.fileName
        guard try FileSystem.status(path) != nil else {
            throw InsightsFileError(file: path, problem: "is not there; run sealpress insights")
        }
        let bytes = try FileSystem.read(path)
        try InsightsFileError.refuseLargeNumbers(bytes, file: path)
        let data = Data(bytes)
        let decoder = JSONDecoder()
        guard let head = try? decoder.decode(Head.self, from: data) else {
            throw InsightsFileError(file: path, problem: "is no file of sealpress insights")
        }
        guard head.version == version else {
            throw InsightsFileError(
                file: path,
                problem:
                    "is of version \(head.version), and this sealpress reads \(version); run sealpress insights"
            )
        }
        do {
            return try decoder.decode(ModelReport<Result>.self, from: data)
        } catch let error as Swift.DecodingError {
            throw InsightsFileError(error, file: path)
        }
    }
}
