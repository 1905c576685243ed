/// How the mood moved from week to week.
public struct SentimentTrend: Sendable, Hashable {
    /// One week's mean score.
    public struct Week: Sendable, Hashable {
        public var week: ISOWeek
        /// Comments with a score.
        public var count: Int
        /// In [−1, 1]; nil in a week without comments.
        public var mean: Double?
        /// 95 % by Student's t, cut to [−1, 1]; nil where fewer than two comments, or only equal scores,
        /// leave the spread unknown.
        public var interval: ClosedRange<Double>?
    }

    /// Change of the score per week by least squares over all comments.
    public struct Slope: Sendable, Hashable {
        public var perWeek: Double
        /// 95 % by Student's t.
        public var interval: ClosedRange<Double>
    }

    /// Every week from the first with a comment to the last, in order; weeks between without any are
    /// present, without a mean.
    public let weeks: [Week]
    /// nil with comments from fewer than three weeks, or when they lie on a line and leave no spread.
    public let slope: Slope?

    /// The trend of `scores`, in any order.
    ///
    /// Comments without a score (nothing to read) are to be left out, not entered as 0.
    /// - Throws: ``SentimentTrendError`` for no scores, or one outside [−1, 1], by its row.
    public init(_ scores: [(week: ISOWeek, score: Double)]) throws(SentimentTrendError) {
        for (row, entry) in scores.enumerated() where !(entry.score >= -1 && entry.score <= 1) {
            throw .scoreOutOfRange(row: row)
        }
        let byWeek = Dictionary(grouping: scores, by: \.week).mapValues { $0.map(\.score) }
        guard let first = byWeek.keys.min(), let last = byWeek.keys.max() else { throw .noScores }
        var weeks: [Week] = []
        var week: ISOWeek? = first
        while let current = week, current <= last {
            if let scores = byWeek[current] {
                let mean = MeanInterval(scores)
                weeks.append(
                    Week(week: current, count: scores.count, mean: mean.mean, interval: mean.interval))
            } else {
                weeks.append(Week(week: current, count: 0))
            }
            week = current.next
        }
        self.weeks = weeks
        slope = Slope(scores)
    }

    /// The trend of each topic that occurs.
    ///
    /// - Throws: as ``init(_:)``; rows count over all topics.
    public static func byTopic(
        _ scores: [(week: ISOWeek, topic: SentimentTopic, score: Double)]
    ) throws(SentimentTrendError) -> [SentimentTopic: SentimentTrend] {
        for (row, entry) in scores.enumerated() where !(entry.score >= -1 && entry.score <= 1) {
            throw .scoreOutOfRange(row: row)
        }
        var trends: [SentimentTopic: SentimentTrend] = [:]
        for topic in SentimentTopic.allCases {
            let own = scores.filter { $0.topic == topic }.map { (week: $0.week, score: $0.score) }
            if !own.isEmpty { trends[topic] = try SentimentTrend(own) }
        }
        return trends
    }

    /// The result in a sentence.
    public var reading: String {
        let counted = SentimentProse.counted(weeks.reduce(0) { $0 + $1.count }, "comment")
        let span = "\(counted) in \(SentimentProse.counted(weeks.count, "week"))"
        guard let slope else { return span + "; too little to tell a direction" }
        let range =
            "\(SentimentProse.signed(slope.interval.lowerBound)) to \(SentimentProse.signed(slope.interval.upperBound))"
        if slope.interval.contains(0) { return span + "; no clear direction (\(range) per week)" }
        let direction = slope.perWeek > 0 ? "better" : "worse"
        return span + "; getting \(direction) by \(SentimentProse.plain(slope.perWeek)) per week (\(range))"
    }
}

/// Why no trend could be drawn.
public enum SentimentTrendError: Error, Sendable, Hashable, CustomStringConvertible {
    case noScores
    /// The score in this row, counted from 0, is not a number in [−1, 1].
    case scoreOutOfRange(row: Int)

    public var description: String {
        switch self {
        case .noScores: "no comment has a score"
        case .scoreOutOfRange(let row): "row \(row + 1): the score is not a number from −1 to 1"
        }
    }
}

extension SentimentTrend.Slope {
    fileprivate init?(_ scores: [(week: ISOWeek, score: Double)]) {
        guard Set(scores.map(\.week)).count >= 3 else { return nil }
        // Sorted, so that the order given does not show in the last digit.
        let points = scores.map { (x: Double($0.week.index), y: $0.score) }
            .sorted { ($0.x, $0.y) < ($1.x, $1.y) }
        let count = Double(points.count)
        let meanX = points.reduce(0) { $0 + $1.x } / count
        let meanY = points.reduce(0) { $0 + $1.y } / count
        let sxx = points.reduce(0) { $0 + ($1.x - meanX) * ($1.x - meanX) }
        let sxy = points.reduce(0) { $0 + ($1.x - meanX) * ($1.y - meanY) }
        let slope = sxy / sxx
        let residual = points.reduce(0) { sum, point in
            let error = point.y - meanY - slope * (point.x - meanX)
            return sum + error * error
        }
        guard residual > 1e-20 * count else { return nil }
        let error = (residual / (count - 2) / sxx).squareRoot()
        let margin = StudentT.quantile975(degreesOfFreedom: points.count - 2) * error
        perWeek = slope
        interval = slope - margin...slope + margin
    }
}
