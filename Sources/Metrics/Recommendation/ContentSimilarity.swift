import Foundation

/// Likeness of items by their words and tags: cosine of tf–idf vectors, for what is too new to have members.
public struct ContentSimilarity: ModelResult, Equatable {
    /// Weight by term, of length 1; empty for an item without terms.
    private let vectors: [[Int: Double]]
    /// Number of items; they are numbered from 0.
    public var items: Int { vectors.count }
    /// Different words and tags.
    public let terms: Int

    /// - Parameters:
    ///   - terms: words of each item.
    ///   - tags: tags of each item; a tag weighs as much as `tagWeight` occurrences of a word.
    public init(terms: [[String]], tags: [[String]], tagWeight: Double = 5) throws(MetricsError) {
        guard tags.count == terms.count else {
            throw .lengthMismatch(name: "tags", expected: terms.count, got: tags.count)
        }
        try require(tagWeight >= 0 && tagWeight <= 1e6, "tag weight", "0 or more")
        var ids: [String: Int] = [:]
        var counts: [[Int: Double]] = []
        for (words, tags) in zip(terms, tags) {
            var count: [Int: Double] = [:]
            for word in words { count[ContentSimilarity.id("w" + word, &ids), default: 0] += 1 }
            for tag in Set(tags) { count[ContentSimilarity.id("t" + tag, &ids)] = tagWeight }
            counts.append(count)
        }
        var documents = [Double](repeating: 0, count: ids.count)
        for count in counts { for (term, _) in count { documents[term] += 1 } }
        let n = Double(counts.count)
        self.terms = ids.count
        vectors = counts.map { count in
            let weights = count.mapValues { $0 > 0 ? 1 + log($0) : 0 }
            let scaled = Dictionary(
                uniqueKeysWithValues: weights.map {
                    ($0.key, max($0.value, 0) * log((1 + n) / (1 + documents[$0.key]) + 1))
                })
            let length = Summary.sum(scaled.sorted { $0.key < $1.key }.map { $0.value * $0.value })
                .squareRoot()
            return length > 0 ? scaled.mapValues { $0 / length } : [:]
        }
    }

    private static func id(_ term: String, _ ids: inout [String: Int]) -> Int {
        if let id = ids[term] { return id }
        ids[term] = ids.count
        return ids.count - 1
    }

    /// 0 … 1; 0 for items without common terms.
    /// - Throws: `outOfRange` for an item that is not there.
    public func similarity(_ a: Int, _ b: Int) throws(MetricsError) -> Double {
        for item in [a, b] { try require(vectors.indices.contains(item), "item", "below \(items)") }
        let (small, large) =
            vectors[a].count <= vectors[b].count ? (vectors[a], vectors[b]) : (vectors[b], vectors[a])
        let products = small.sorted { $0.key < $1.key }.compactMap { term, weight in
            large[term].map { $0 * weight }
        }
        return min(Summary.sum(products), 1)
    }

    private var silent: Int { vectors.count { $0.isEmpty } }

    public var warnings: [String] {
        silent > 0 ? ["\(silent) of \(items) items have no words or tags that tell them apart"] : []
    }
    public var reading: String {
        "\(items) items by \(terms) words and tags"
            + (warnings.isEmpty ? "" : "; " + warnings.joined(separator: "; "))
    }
}
