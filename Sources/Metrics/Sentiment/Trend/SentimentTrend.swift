/// How the mood moved from week to week.
public struct SentimentTrend: ModelResult, Hashable {
    /// One week's mean score.
    public struct Week: Sendable, Hashable {
        public var week: ISOWeek
        /// Comments with a score.
        public var count: Int
        /// In [−1, 1]; nil in a week without comments.
        public var mean: Double?
        /// 95 % by Student's t, cut to [−1, 1]; nil where fewer than two comments, or only equal scores,
        /// leave the spread unknown.
        public var interval: Interval?
    }

    /// Every week from the first with a comment to the last, in order; weeks between without any are
    /// present, without a mean.
    public let weeks: [Week]
    /// Change of the score per week by least squares over all comments, with a 95 % interval by Student's t; nil with
    /// comments from fewer than three weeks, or when they lie on a line and leave no spread.
    public let slope: Estimate?

    /// The trend of `scores`, in any order.
    ///
    /// Comments without a score (nothing to read) are to be left out, not entered as 0.
    /// - Throws: `tooFewRows` for no scores; `nonFinite` or `outOfRange` naming the row of one outside [−1, 1].
    public init(_ scores: [(week: ISOWeek, score: Double)]) throws(MetricsError) {
        try Self.validate(scores.map(\.score))
        // Sorted, so that the order given does not show in the last digit.
        let sorted = scores.sorted { ($0.week, $0.score) < ($1.week, $1.score) }
        guard let first = sorted.first?.week, let last = sorted.last?.week else {
            throw .tooFewRows(needed: 1, got: 0)
        }
        let byWeek = Dictionary(grouping: sorted, by: \.week).mapValues { $0.map(\.score) }
        var weeks: [Week] = []
        var week: ISOWeek? = first
        while let current = week, current <= last {
            weeks.append(try Week(current, byWeek[current] ?? []))
            week = current.next
        }
        self.weeks = weeks
        slope = try Self.slope(sorted)
    }

    /// The trend of each topic that occurs.
    ///
    /// - Throws: as ``init(_:)``; rows count over all topics.
    public static func byTopic(
        _ scores: [(week: ISOWeek, topic: SentimentTopic, score: Double)]
    ) throws(MetricsError) -> [SentimentTopic: SentimentTrend] {
        try validate(scores.map(\.score))
        var trends: [SentimentTopic: SentimentTrend] = [:]
        for topic in SentimentTopic.allCases {
            let own = scores.filter { $0.topic == topic }.map { (week: $0.week, score: $0.score) }
            if !own.isEmpty { trends[topic] = try SentimentTrend(own) }
        }
        return trends
    }

    private static func validate(_ scores: [Double]) throws(MetricsError) {
        for (row, score) in scores.enumerated() {
            try check(score, "score", row: row)
            try require(score >= -1 && score <= 1, "score", "between −1 and 1", row: row)
        }
    }

    private static func slope(_ scores: [(week: ISOWeek, score: Double)]) throws(MetricsError) -> Estimate? {
        guard Set(scores.map(\.week)).count >= 3 else { return nil }
        let x = scores.map { Double($0.week.index) }
        let y = scores.map(\.score)
        let (meanX, meanY) = (Summary.mean(x), Summary.mean(y))
        let spread = Summary.sum(x.lazy.map { ($0 - meanX) * ($0 - meanX) })
        let slope = Summary.sum(zip(x, y).lazy.map { ($0 - meanX) * ($1 - meanY) }) / spread
        let residual = Summary.sum(
            zip(x, y).lazy.map { x, y in
                let error = y - meanY - slope * (x - meanX)
                return error * error
            })
        // Scores on a line leave rounding for residuals, which would pass for certainty.
        guard residual > 1e-20 * Double(x.count) else { return nil }
        let freedom = Double(x.count - 2)
        return try Estimate(
            "the slope", value: slope, standardError: (residual / freedom / spread).squareRoot(),
            critical: StudentDistribution(degreesOfFreedom: freedom).quantile(0.975))
    }

    public var warnings: [String] {
        let few = weeks.count { $0.count > 0 && $0.count < 5 }
        return few > 0 ? ["\(few) of \(weeks.count) weeks have fewer than five comments"] : []
    }

    /// The result in a sentence.
    public var reading: String {
        let counted = SentimentProse.counted(weeks.reduce(0) { $0 + $1.count }, "comment")
        let span = "\(counted) in \(SentimentProse.counted(weeks.count, "week"))"
        guard let slope else { return span + "; too little to tell a direction" }
        let range =
            "\(SentimentProse.signed(slope.interval.lower)) to \(SentimentProse.signed(slope.interval.upper))"
        if slope.interval.contains(0) { return span + "; no clear direction (\(range) per week)" }
        let direction = slope.value > 0 ? "better" : "worse"
        return span + "; getting \(direction) by \(SentimentProse.plain(slope.value)) per week (\(range))"
    }
}

extension SentimentTrend.Week {
    /// - Parameter scores: finite, in [−1, 1], ascending.
    fileprivate init(_ week: ISOWeek, _ scores: [Double]) throws(MetricsError) {
        self.week = week
        count = scores.count
        guard let lowest = scores.first, let highest = scores.last else { return }
        let mean = Summary.mean(scores)
        self.mean = mean
        guard lowest < highest else { return }
        let error = (Summary.variance(scores) / Double(scores.count)).squareRoot()
        let student = try StudentDistribution(degreesOfFreedom: Double(scores.count - 1))
        let margin = try student.quantile(0.975) * error
        interval = Interval(lower: max(-1, mean - margin), upper: min(1, mean + margin))
    }
}
