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
