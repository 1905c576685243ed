import Foundation

/// Next items for a member: neighbours in members' behaviour, likeness of content where behaviour is thin, and the
/// course's own order (article 3, article 4).
public struct Recommender: ModelResult {
    public let neighbours: ItemNeighbours
    public let content: ContentSimilarity?
    /// The item after each in its course, where there is one.
    public let next: [Int32: Int32]
    private let popularity: [Int]
    private let settings: Settings
    /// Likeness of content of every two items, row by row; empty where the table would be too large to keep.
    private let likeness: [Double]
    private static let mostKept = 1500

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
        if let content, content.items != interactions.items {
            throw .lengthMismatch(name: "content", expected: interactions.items, got: content.items)
        }
        let known = 0..<interactions.items
        for (item, following) in next.sorted(by: { $0.key < $1.key }) {
            try require(
                known.contains(Int(item)) && known.contains(Int(following)), "next",
                "items' indices; \(item) and \(following) are not")
        }
        self.neighbours = neighbours
        self.content = content
        self.next = next
        self.settings = settings
        popularity = interactions.popularity()
        likeness = try content.map { content throws(MetricsError) in try Self.likeness(content) } ?? []
    }

    private static func likeness(_ content: ContentSimilarity) throws(MetricsError) -> [Double] {
        let items = content.items
        guard items <= mostKept else { return [] }
        var table = [Double](repeating: 0, count: items * items)
        for a in 0..<items {
            for b in 0...a {
                let value = try content.similarity(a, b)
                table[a * items + b] = value
                table[b * items + a] = value
            }
        }
        return table
    }

    private func likeness(_ content: ContentSimilarity, _ a: Int, _ b: Int) throws(MetricsError) -> Double {
        likeness.isEmpty ? try content.similarity(a, b) : likeness[a * popularity.count + b]
    }

    /// Best first; unseen items only, equal scores by popularity, then by index. Someone who has seen nothing gets
    /// what is popular.
    ///
    /// - Throws: `outOfRange` naming the row of an item that is not there.
    public func suggest(seen: [Int32], count: Int = 10) throws(MetricsError) -> [Suggestion] {
        for (row, item) in seen.enumerated() {
            try require(popularity.indices.contains(Int(item)), "seen", "an item's index", row: row)
        }
        let known = Set(seen)
        let behaviour = neighbours.scores(for: seen)
        let strongest = max(behaviour.values.max() ?? 0, 1e-12)
        let following = Set(seen.compactMap { next[$0] })
        var suggestions: [Suggestion] = []
        for item in popularity.indices {
            let index = Int32(truncatingIfNeeded: item)
            guard !known.contains(index) else { continue }
            let cf = (behaviour[index] ?? 0) / strongest
            var text = 0.0
            if let content {
                for other in seen.suffix(20) { text = max(text, try likeness(content, item, Int(other))) }
            }
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

    public var warnings: [String] {
        let unseen = popularity.count { $0 == 0 }
        guard unseen > 0 else { return [] }
        return [
            "\(unseen) of \(popularity.count) items have no members yet"
                + (content == nil ? " and no words to judge them by" : "")
        ]
    }
    public var reading: String {
        neighbours.reading + (content.map { ", blended with likeness over \($0.reading)" } ?? "")
            + (next.isEmpty ? "" : "; \(next.count) items continue a course")
    }
}
