/// Lessons handed to one member at a build, each with the probability it had to be at its place.
///
/// A static site decides once per build; the exposures come back in the logs, and these propensities are what the
/// next policy is judged with.
public struct Slate: Sendable, Equatable, Codable {
    public struct Place: Sendable, Equatable, Codable {
        public let arm: Int
        /// P(this lesson here | the lessons above it), > 0.
        public let propensity: Double

        public init(arm: Int, propensity: Double) {
            self.arm = arm
            self.propensity = propensity
        }
    }

    public let places: [Place]
}

extension LinearBandit {
    /// A slate drawn place by place without repetition.
    ///
    /// At each place, with probability `exploration` any remaining lesson, otherwise the policy's best remaining one;
    /// so every lesson has a propensity of at least exploration / remaining. For Thompson sampling the chance to be
    /// best is estimated from `draws` draws of the weights, and the place is drawn from that estimate, so that the
    /// logged propensity is exact.
    ///
    /// - Parameters:
    ///   - candidates: lessons that may be shown; nil for all.
    ///   - size: places, at most the candidates.
    ///   - exploration: 0 < ε ≤ 1.
    public func slate(
        context: [Double], candidates: [Int]? = nil, size: Int, exploration: Double, draws: Int = 200,
        _ random: inout RandomStream
    ) throws(MetricsError) -> Slate {
        try require(exploration > 0 && exploration <= 1, "exploration", "greater than 0 and at most 1")
        try require(draws >= 1 && draws <= 100_000, "draws", "between 1 and 100,000")
        var remaining = candidates.map { Array(Set($0)).sorted() } ?? Array(arms.indices)
        try require(
            remaining.allSatisfy { arms.indices.contains($0) }, "candidates", "lessons of this bandit")
        try require(size >= 0 && size <= remaining.count, "size", "at most the number of candidates")
        var samples: [[Double]] = []
        switch policy {
        case .thompson: for _ in 0..<draws { samples.append(try scores(context: context, &random)) }
        case .upperBound, .greedy: samples.append(try scores(context: context, &random))
        }
        var places: [Slate.Place] = []
        while places.count < size {
            var wins = [Double](repeating: 0, count: remaining.count)
            for sample in samples {
                let best = remaining.indices.max { sample[remaining[$0]] < sample[remaining[$1]] }
                if let best { wins[best] += 1 }
            }
            let uniform = exploration / Double(remaining.count)
            let chances = wins.map { (1 - exploration) * $0 / Double(samples.count) + uniform }
            let position = random.choice(weights: chances)
            places.append(Slate.Place(arm: remaining[position], propensity: min(chances[position], 1)))
            remaining.remove(at: position)
        }
        return Slate(places: places)
    }
}
