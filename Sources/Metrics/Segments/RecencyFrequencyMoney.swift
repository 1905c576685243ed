/// Recency, frequency and money of members, each as a score from 1 to 5 by quintile, 5 being best.
public struct RecencyFrequencyMoney: ModelResult, Equatable {
    public struct Scores: Sendable, Equatable {
        public let recency: Int
        public let frequency: Int
        public let money: Int
        public var total: Int { recency + frequency + money }
    }

    public let scores: [Scores]

    /// - Parameters:
    ///   - daysSinceLast: fewer is better.
    ///   - frequency, money: more is better.
    public init(daysSinceLast: [Double], frequency: [Double], money: [Double]) throws(MetricsError) {
        try check(daysSinceLast, "days since last")
        try check(frequency, "frequency", count: daysSinceLast.count)
        try check(money, "money", count: daysSinceLast.count)
        let r = quantileScores(daysSinceLast.map { -$0 }, bands: 5)
        let f = quantileScores(frequency, bands: 5)
        let m = quantileScores(money, bands: 5)
        scores = r.indices.map { Scores(recency: r[$0] + 1, frequency: f[$0] + 1, money: m[$0] + 1) }
    }

    public var warnings: [String] {
        scores.count < 25 ? ["only \(scores.count) members; quintiles are coarse"] : []
    }
    public var reading: String {
        "\(scores.count { $0.total >= 13 }) of \(scores.count) members are among the best in all three"
    }
}

/// The band 0 ..< bands of each value by its mid-rank, so that equal values share a band.
func quantileScores(_ values: [Double], bands: Int) -> [Int] {
    let n = Double(values.count)
    return Summary.ranks(values).map { rank in min(bands - 1, Int((rank - 0.5) / n * Double(bands))) }
}
