import Metrics
import Recommendations

/// How the candidates of a member are scored; the highest is shown but for what is left to chance.
enum SlateScorer: Sendable {
    /// As the neighbours rank them.
    case ranked
    /// By what a bandit learned of completions. One arm: what is learned of a reason holds for every lesson.
    case learned(LinearBandit)

    static let candidates = 12

    /// - Parameters:
    ///   - features: of the candidates, one after another.
    ///   - count: number of candidates, ranked best first.
    func scores(_ features: [Double], count: Int) throws(MetricsError) -> [Double] {
        switch self {
        case .ranked: return (0..<count).map { -Double($0) }
        case .learned(let bandit):
            let width = SlateLog.features.count
            // Upper bounds do not draw from it.
            var unused = RandomStream(seed: 0)
            var scores: [Double] = []
            for candidate in 0..<count {
                let context = [1] + features[(candidate * width)..<((candidate + 1) * width)]
                scores.append(try bandit.scores(context: context, &unused)[0])
            }
            return scores
        }
    }

    /// P(each remaining candidate at the next place): all have a share of chance, the best has the rest. Of equal
    /// ones the first is the best.
    static func chances(_ scores: [Double], remaining: [Int], exploration: Double) -> [Double] {
        guard let best = remaining.max(by: { (scores[$0], -$0) < (scores[$1], -$1) }) else { return [] }
        let uniform = exploration / Double(remaining.count)
        return remaining.map { $0 == best ? 1 - exploration + uniform : uniform }
    }

    /// Candidates for the places, each with its propensity.
    static func draw(
        _ scores: [Double], places: Int, exploration: Double, _ random: inout RandomStream
    ) -> [(candidate: Int, propensity: Double)] {
        var remaining = Array(scores.indices)
        var slate: [(candidate: Int, propensity: Double)] = []
        while slate.count < places, !remaining.isEmpty {
            let chances = chances(scores, remaining: remaining, exploration: exploration)
            let position = random.choice(weights: chances)
            slate.append((remaining[position], min(chances[position], 1)))
            remaining.remove(at: position)
        }
        return slate
    }
}

/// One place of a slate that a member was shown, and what came of it.
struct ShownPlace {
    var member: Int32
    /// The candidates left for this place, by their index in the entry; the shown one among them.
    var remaining: [Int]
    var shown: Int
    var features: [Double]
    var count: Int
    var propensity: Double
    /// 1 where the lesson was done within two weeks.
    var reward: Double

    func context(_ candidate: Int) -> [Double] {
        let width = SlateLog.features.count
        return [1] + features[(candidate * width)..<((candidate + 1) * width)]
    }
}
