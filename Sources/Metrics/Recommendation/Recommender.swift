import Foundation

/// Next items for a member: neighbours in members' behaviour, likeness of content where behaviour is thin, and the
/// course's own order (article 3, article 4).
public struct Recommender: Sendable {
    public let neighbours: ItemNeighbours
    public let content: ContentSimilarity?
    /// The item after each in its course, where there is one.
    public let next: [Int32: Int32]
    private let popularity: [Int]
    private let settings: Settings

    public struct Settings: Sendable, Equatable {
        /// An item with this many members is judged half by behaviour and half by content.
        public var contentHalf: Double
        /// What following the course's order is worth, against the best similarity of 1.
        public var courseBonus: Double

        public init(contentHalf: Double = 10, courseBonus: Double = 0.5) {
            self.contentHalf = contentHalf
            self.courseBonus = courseBonus
        }
    }

    /// One suggested item and what speaks for it.
    public struct Suggestion: Sendable, Equatable {
        public let item: Int32
        public let score: Double
        public let behaviour: Double
        public let content: Double
        public let continuesCourse: Bool
    }

    public init(
        _ interactions: Interactions, neighbours: ItemNeighbours, content: ContentSimilarity? = nil,
        next: [Int32: Int32] = [:], settings: Settings = Settings()
    ) throws(MetricsError) {
        try require(settings.contentHalf >= 0 && settings.contentHalf <= 1e9, "contentHalf", "0 or more")
        try require(settings.courseBonus >= 0 && settings.courseBonus <= 1e9, "courseBonus", "0 or more")
        guard neighbours.neighbours.count == interactions.items else {
            throw .lengthMismatch(
                name: "neighbours", expected: interactions.items, got: neighbours.neighbours.count)
        }
        self.neighbours = neighbours
        self.content = content
        self.next = next
        self.settings = settings
        popularity = interactions.popularity()
    }

    /// Best first; unseen items only, equal scores by popularity, then by index. Someone who has seen nothing gets
    /// what is popular.
    public func suggest(seen: [Int32], count: Int = 10) -> [Suggestion] {
        let known = Set(seen)
        let behaviour = neighbours.scores(for: seen)
        let strongest = max(behaviour.values.max() ?? 0, 1e-12)
        let following = Set(seen.compactMap { next[$0] })
        var suggestions: [Suggestion] = []
        for item in popularity.indices {
            let index = Int32(truncatingIfNeeded: item)
            guard !known.contains(index) else { continue }
            let cf = (behaviour[index] ?? 0) / strongest
            let text =
                content.map { content in
                    seen.suffix(20).reduce(0) { max($0, content.similarity(item, Int($1))) }
                } ?? 0
            let trust = Double(popularity[item]) / (Double(popularity[item]) + settings.contentHalf)
            let blended = content == nil || settings.contentHalf == 0 ? cf : trust * cf + (1 - trust) * text
            let continues = following.contains(index)
            suggestions.append(
                Suggestion(
                    item: index, score: blended + (continues ? settings.courseBonus : 0), behaviour: cf,
                    content: text, continuesCourse: continues))
        }
        suggestions.sort { a, b in
            if a.score != b.score { return a.score > b.score }
            let (pa, pb) = (popularity[Int(a.item)], popularity[Int(b.item)])
            return pa != pb ? pa > pb : a.item < b.item
        }
        return Array(suggestions.prefix(max(0, count)))
    }
}

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
    public init(heldOut: [Int32], suggestions: [[Int32]], popular: [[Int32]]) throws(MetricsError) {
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
        return (Rate(checked: hits, of: heldOut.count), heldOut.isEmpty ? 0 : gain / Double(heldOut.count))
    }

    public var warnings: [String] {
        ndcg <= popularityNDCG ? ["suggesting what is popular does as well"] : []
    }
    public var reading: String {
        "the last item is among ten suggestions in \(hitRate.reading), NDCG \(Prose.fixed(ndcg, decimals: 3)); by "
            + "popularity \(popularityHitRate.reading), \(Prose.fixed(popularityNDCG, decimals: 3))"
    }
}
