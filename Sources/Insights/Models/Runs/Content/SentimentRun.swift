import Metrics

/// What members say, by topic and week.
public struct SentimentResult: Codable, Sendable, Equatable {
    public struct Week: Codable, Sendable, Equatable {
        /// ISO 8601, `2026-W47`.
        public var week: String
        public var comments: Int
        public var mean: Double?
        public var interval: Interval?
    }

    public struct Topic: Codable, Sendable, Equatable {
        /// A `SentimentTopic`, or `all`.
        public var topic: String
        public var comments: Int
        /// −1 … 1.
        public var mean: Double?
        /// Change per week.
        public var slope: Estimate?
        public var weeks: [Week]
        public var reading: String
    }

    public var comments: Int
    /// Comments with an opinion.
    public var scored: Int
    public var positive: Int
    public var neutral: Int
    public var negative: Int
    /// All comments first, then by topic.
    public var topics: [Topic]
}

enum SentimentRun: ModelRun {
    static let subject = Subject.sentiment
    static let inputs = ["comments.csv"]
    private static let fewest = 5
    /// A mistyped date must not make a trend of centuries.
    private static let longestYears = 5

    static func run(_ data: ModelData) throws(NotRun) -> Findings<SentimentResult> {
        guard let all = data.inputs.tables.comments else {
            throw .noTable(AuthorTables.commentsPath, "what members say: time,member,route,text")
        }
        let first = data.inputs.date.adding(months: -12 * longestYears)
        let said = all.filter { $0.day <= data.inputs.date }
        let comments = said.filter { $0.day > first }
        guard comments.count >= Self.fewest else {
            throw .tooFew(
                comments.count, "comments", needed: Self.fewest, record: "add to \(AuthorTables.commentsPath)"
            )
        }
        let analyzer = SentimentAnalyzer()
        var overall: [(week: ISOWeek, score: Double)] = []
        var byTopic: [SentimentTopic: [(week: ISOWeek, score: Double)]] = [:]
        var labels: [SentimentLabel: Int] = [:]
        for comment in comments {
            let sentiment = analyzer.analyze(comment.text)
            let day = comment.day.parts
            guard let score = sentiment.score,
                let week = ISOWeek(year: day.year, month: day.month, day: day.day)
            else { continue }
            overall.append((week, score))
            if let label = sentiment.label { labels[label, default: 0] += 1 }
            for topic in sentiment.topics {
                if let score = topic.score { byTopic[topic.topic, default: []].append((week, score)) }
            }
        }
        guard !overall.isEmpty else {
            throw NotRun(
                why: "none of the \(comments.count) comments says what is good or bad",
                record: "add to \(AuthorTables.commentsPath)")
        }
        return try fitting { () throws(MetricsError) in
            var topics = [try Self.topic("all", overall)]
            for topic in SentimentTopic.allCases {
                topics.append(try Self.topic(topic.rawValue, byTopic[topic] ?? []))
            }
            let result = SentimentResult(
                comments: comments.count, scored: overall.count, positive: labels[.positive] ?? 0,
                neutral: labels[.neutral] ?? 0, negative: labels[.negative] ?? 0, topics: topics)
            var warnings = try SentimentTrend(overall).warnings
            if comments.count < said.count {
                warnings.append(
                    "\(said.count - comments.count) comments are older than five years and left out")
            }
            return Findings(result: result, reading: topics[0].reading, warnings: warnings)
        }
    }

    private static func topic(
        _ name: String, _ scores: [(week: ISOWeek, score: Double)]
    ) throws(MetricsError) -> SentimentResult.Topic {
        guard !scores.isEmpty else {
            return SentimentResult.Topic(topic: name, comments: 0, weeks: [], reading: "no comments")
        }
        let trend = try SentimentTrend(scores)
        let sum = scores.map(\.score).sorted().reduce(0, +)
        return SentimentResult.Topic(
            topic: name, comments: scores.count, mean: scores.isEmpty ? nil : sum / Double(scores.count),
            slope: trend.slope,
            weeks: trend.weeks.map {
                SentimentResult.Week(
                    week: "\($0.week)", comments: $0.count, mean: $0.mean, interval: $0.interval)
            }, reading: trend.reading)
    }
}
