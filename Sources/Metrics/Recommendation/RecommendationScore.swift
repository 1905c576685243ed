import Foundation

/// Hit rate and NDCG at 10 on each member's last item, against suggesting what is popular.
public struct RecommendationScore: ModelResult, Equatable {
    public let hitRate: Rate
    /// Mean of 1 / log₂(rank + 1) of the held-out item among ten, 0 where it is missing.
    public let ndcg: Double
    public let popularityHitRate: Rate
    public let popularityNDCG: Double

    /// - Parameters:
    ///   - heldOut: each member's last item, which was not in what the recommender was fitted to.
    ///   - suggestions: ten items for each member, best first.
    ///   - popular: the same by popularity.
    /// - Throws: `tooFewRows` without a member; `lengthMismatch`.
    public init(heldOut: [Int32], suggestions: [[Int32]], popular: [[Int32]]) throws(MetricsError) {
        guard !heldOut.isEmpty else { throw .tooFewRows(needed: 1, got: 0) }
        for (name, lists) in [("suggestions", suggestions), ("popular", popular)]
        where lists.count != heldOut.count {
            throw .lengthMismatch(name: name, expected: heldOut.count, got: lists.count)
        }
        (hitRate, ndcg) = RecommendationScore.score(heldOut, suggestions)
        (popularityHitRate, popularityNDCG) = RecommendationScore.score(heldOut, popular)
    }

    private static func score(_ heldOut: [Int32], _ lists: [[Int32]]) -> (Rate, Double) {
        var hits = 0
        var gain = 0.0
        for (item, list) in zip(heldOut, lists) {
            guard let rank = list.prefix(10).firstIndex(of: item) else { continue }
            hits += 1
            gain += 1 / log2(Double(rank) + 2)
        }
        return (Rate(checked: hits, of: heldOut.count), gain / Double(heldOut.count))
    }

    public var warnings: [String] {
        ndcg <= popularityNDCG ? ["suggesting what is popular does as well"] : []
    }
    public var reading: String {
        "the last item is among ten suggestions in \(hitRate.reading), NDCG \(Prose.fixed(ndcg, decimals: 3)); by "
            + "popularity \(popularityHitRate.reading), \(Prose.fixed(popularityNDCG, decimals: 3))"
    }
}
