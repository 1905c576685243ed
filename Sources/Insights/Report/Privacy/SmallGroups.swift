import Metrics

/// Groups of so few members that a number about them is nearly a name.
enum SmallGroups {
    /// Members that a group must have to be shown on its own.
    static let fewest = 5
    /// In place of a number of people that is above 0 and below `fewest`.
    static let mark = "<5"

    static func isTooSmall(_ size: Int) -> Bool { size > 0 && size < fewest }

    /// Nil for a group that is too small to be shown.
    static func visible(_ size: Int) -> Int? { isTooSmall(size) ? nil : size }

    /// Nil for a rate out of too few.
    static func visible(_ rate: Rate.Measured?) -> Rate.Measured? {
        rate.flatMap { $0.denominator < fewest ? nil : $0 }
    }

    /// Which groups stand on their own, and which are shown as one.
    struct Split: Equatable {
        /// Indices, in their order.
        var kept: [Int]
        var merged: [Int]
        /// Of the merged together; 0 where even they are too few, so that nothing may be said of them.
        var mergedSize: Int
    }

    /// Where the small groups together are still too few, the smallest of the others joins them: what is left of
    /// a known total would give them away.
    static func split(_ sizes: [Int]) -> Split {
        var merged = sizes.indices.filter { isTooSmall(sizes[$0]) }
        var kept = sizes.indices.filter { !isTooSmall(sizes[$0]) }
        var size = merged.reduce(0) { $0 + sizes[$1] }
        while isTooSmall(size),
            let next = kept.filter({ sizes[$0] > 0 }).min(by: { (sizes[$0], $0) < (sizes[$1], $1) })
        {
            kept.removeAll { $0 == next }
            merged.append(next)
            size += sizes[next]
        }
        return Split(kept: kept, merged: merged.sorted(), mergedSize: size < fewest ? 0 : size)
    }

    /// Neighbours joined until each run holds enough; a rest that is too small joins the run before it.
    ///
    /// - Returns: ranges of indices that cover all; none where all together are too few.
    static func runs(_ sizes: [Int], atLeast fewest: Int = Self.fewest) -> [Range<Int>] {
        var runs: [Range<Int>] = []
        var (start, size) = (0, 0)
        for (index, count) in sizes.enumerated() {
            size += count
            guard size >= fewest else { continue }
            runs.append(start..<(index + 1))
            (start, size) = (index + 1, 0)
        }
        guard start < sizes.count, let last = runs.popLast() else { return runs }
        runs.append(last.lowerBound..<sizes.count)
        return runs
    }
}
