import Foundation

/// Item-to-item collaborative filtering on implicit feedback (Linden, Smith and York 2003).
///
/// sim(i, j) = n_ij / √(n_i n_j) × n_ij / (n_ij + shrinkage), where n_ij members had to do with both: the cosine, drawn
/// towards 0 where few members support it.
public struct ItemNeighbours: ModelResult, Equatable {
    public struct Neighbour: Sendable, Equatable {
        public let item: Int32
        public let similarity: Float
    }

    /// Most similar first; as many as asked for, or fewer.
    public let neighbours: [[Neighbour]]
    public let shrinkage: Double
    public let warnings: [String]

    /// - Parameters:
    ///   - count: neighbours kept per item, 1 … 10,000.
    ///   - shrinkage: ≥ 0.
    public static func fit(
        _ interactions: Interactions, neighbours count: Int = 50, shrinkage: Double = 20,
        threads: Threads = .one
    ) throws(MetricsError) -> ItemNeighbours {
        try require(count >= 1 && count <= 10_000, "neighbours", "between 1 and 10,000")
        try require(shrinkage >= 0 && shrinkage <= largestMagnitude, "shrinkage", "0 or more")
        let popularity = interactions.popularity()
        var neighbours: [[Neighbour]] = []
        neighbours.reserveCapacity(interactions.items)
        // The columns are made an eighth at a time: the whole transpose would double the memory.
        for block in pieces(of: interactions.items, size: max(64, (interactions.items + 7) / 8)) {
            let columns = Interactions.Columns(interactions, block, popularity: popularity)
            // A piece is a run of items that shares one array of counts.
            let ranges = pieces(of: block.count, size: 32)
            let parts = parallelMap(count: ranges.count, threads: threads) { piece in
                var together = [Int32](repeating: 0, count: interactions.items)
                return ranges[piece].map { offset in
                    let item = block.lowerBound + offset
                    countTogether(columns.members(of: item), interactions, &together)
                    return nearest(item, popularity, &together, count, shrinkage)
                }
            }
            for part in parts { neighbours += part }
        }
        let alone = neighbours.count { $0.isEmpty }
        let warnings = alone > 0 ? ["\(alone) of \(neighbours.count) items share no member with another"] : []
        return ItemNeighbours(neighbours: neighbours, shrinkage: shrinkage, warnings: warnings)
    }

    private static func nearest(
        _ item: Int, _ popularity: [Int], _ together: inout [Int32], _ count: Int, _ shrinkage: Double
    ) -> [Neighbour] {
        var best: [Neighbour] = []
        best.reserveCapacity(min(count, popularity.count) + 1)
        let own = Double(popularity[item])
        together.withUnsafeMutableBufferPointer { together in
            var threshold: Float = 0
            for other in together.indices {
                let shared = together[other]
                guard shared > 0 else { continue }
                together[other] = 0
                guard other != item else { continue }
                let n = Double(shared)
                let cosine = n / (own * Double(popularity[other])).squareRoot()
                let similarity = Float(cosine * n / (n + shrinkage))
                guard similarity > threshold else { continue }
                insert(
                    Neighbour(item: Int32(truncatingIfNeeded: other), similarity: similarity), &best, count)
                if best.count == count { threshold = best[count - 1].similarity }
            }
        }
        return best
    }

    private static func countTogether(
        _ members: ArraySlice<Int32>, _ interactions: Interactions, _ together: inout [Int32]
    ) {
        together.withUnsafeMutableBufferPointer { together in
            interactions.memberStarts.withUnsafeBufferPointer { starts in
                interactions.memberItems.withUnsafeBufferPointer { items in
                    for member in members {
                        var index = Int(starts[Int(member)])
                        let end = Int(starts[Int(member) + 1])
                        while index < end {
                            together[Int(items[index])] &+= 1
                            index += 1
                        }
                    }
                }
            }
        }
    }

    /// Keeps `best` descending; equal similarities stay in item order.
    private static func insert(_ neighbour: Neighbour, _ best: inout [Neighbour], _ count: Int) {
        var low = 0
        var high = best.count
        while low < high {
            let middle = (low + high) / 2
            if best[middle].similarity >= neighbour.similarity { low = middle + 1 } else { high = middle }
        }
        best.insert(neighbour, at: low)
        if best.count > count { best.removeLast() }
    }

    /// Σ of the similarities of what the member has seen to each other item; an index that is no item's is like none.
    public func scores(for seen: some Sequence<Int32>) -> [Int32: Double] {
        var scores: [Int32: Double] = [:]
        let seen = Set(seen)
        for item in seen.sorted() where item >= 0 && Int(item) < neighbours.count {
            for neighbour in neighbours[Int(item)] where !seen.contains(neighbour.item) {
                scores[neighbour.item, default: 0] += Double(neighbour.similarity)
            }
        }
        return scores
    }

    public var reading: String {
        let counts = neighbours.map { Double($0.count) }
        return
            "\(neighbours.count) items with \(Prose.number(Summary.mean(counts))) neighbours each on average"
    }
}
