/// Who had to do with what: implicit feedback as a sparse table of members and items.
public struct Interactions: Sendable, Equatable {
    public let members: Int
    public let items: Int
    /// Row starts of each member in `memberItems`; `members + 1` values.
    let memberStarts: [Int32]
    /// Items of each member, ascending, each once.
    let memberItems: [Int32]
    /// Row starts of each item in `itemMembers`.
    let itemStarts: [Int32]
    /// Members of each item, ascending, each once.
    let itemMembers: [Int32]

    /// - Parameters:
    ///   - events: member and item of each event, in any order; repeated events count once.
    ///   - members, items: exclusive upper bounds of the indices; fewer than 2³¹ each, as are the events.
    public init(
        memberOf: [Int32], itemOf: [Int32], members: Int, items: Int
    ) throws(MetricsError) {
        guard itemOf.count == memberOf.count else {
            throw .lengthMismatch(name: "items", expected: memberOf.count, got: itemOf.count)
        }
        let limit = Int(Int32.max)
        try require(members >= 0 && members < limit, "members", "fewer than 2^31")
        try require(items >= 0 && items < limit, "items", "fewer than 2^31")
        try require(memberOf.count < limit, "events", "fewer than 2^31")
        if let bad = memberOf.firstIndex(where: { $0 < 0 || Int($0) >= members }) {
            throw .outOfRange(name: "member", row: bad, requirement: "below the number of members")
        }
        if let bad = itemOf.firstIndex(where: { $0 < 0 || Int($0) >= items }) {
            throw .outOfRange(name: "item", row: bad, requirement: "below the number of items")
        }
        self.members = members
        self.items = items
        // By item, then by member in item order: each member's items come out ascending; and back again.
        let byItem = Interactions.grouped(keys: itemOf, values: memberOf, count: items)
        let (starts, values) = Interactions.transposed(byItem.starts, byItem.values, columns: members)
        (memberStarts, memberItems) = Interactions.withoutRepeats(starts, values)
        (itemStarts, itemMembers) = Interactions.transposed(memberStarts, memberItems, columns: items)
    }

    /// A member's items, ascending.
    public func items(of member: Int) -> ArraySlice<Int32> {
        memberItems[Int(memberStarts[member])..<Int(memberStarts[member + 1])]
    }

    /// How many members each item has.
    public func popularity() -> [Int] {
        (0..<items).map { Int(itemStarts[$0 + 1] - itemStarts[$0]) }
    }

    private static func grouped(
        keys: [Int32], values: [Int32], count: Int
    ) -> (starts: [Int32], values: [Int32]) {
        var starts = [Int32](repeating: 0, count: count + 1)
        var result = [Int32](repeating: 0, count: values.count)
        starts.withUnsafeMutableBufferPointer { starts in
            result.withUnsafeMutableBufferPointer { result in
                for key in keys { starts[Int(key) + 1] += 1 }
                for index in 0..<count { starts[index + 1] += starts[index] }
                for index in keys.indices {
                    let key = Int(keys[index])
                    result[Int(starts[key])] = values[index]
                    starts[key] += 1
                }
                for index in stride(from: count, to: 0, by: -1) { starts[index] = starts[index - 1] }
                starts[0] = 0
            }
        }
        return (starts, result)
    }

    private static func transposed(
        _ starts: [Int32], _ values: [Int32], columns: Int
    ) -> (starts: [Int32], values: [Int32]) {
        var counts = [Int32](repeating: 0, count: columns + 1)
        var result = [Int32](repeating: 0, count: values.count)
        counts.withUnsafeMutableBufferPointer { counts in
            result.withUnsafeMutableBufferPointer { result in
                for value in values { counts[Int(value) + 1] += 1 }
                for index in 0..<columns { counts[index + 1] += counts[index] }
                for row in 0..<(starts.count - 1) {
                    for position in Int(starts[row])..<Int(starts[row + 1]) {
                        let column = Int(values[position])
                        result[Int(counts[column])] = Int32(truncatingIfNeeded: row)
                        counts[column] += 1
                    }
                }
                for index in stride(from: columns, to: 0, by: -1) { counts[index] = counts[index - 1] }
                counts[0] = 0
            }
        }
        return (counts, result)
    }

    private static func withoutRepeats(
        _ starts: [Int32], _ values: [Int32]
    ) -> (starts: [Int32], values: [Int32]) {
        var newStarts: [Int32] = [0]
        newStarts.reserveCapacity(starts.count)
        var kept = values
        var end = 0
        for row in 0..<(starts.count - 1) {
            let begin = end
            for position in Int(starts[row])..<Int(starts[row + 1]) {
                if end == begin || kept[end - 1] != values[position] {
                    kept[end] = values[position]
                    end += 1
                }
            }
            newStarts.append(Int32(truncatingIfNeeded: end))
        }
        kept.removeLast(kept.count - end)
        return (newStarts, kept)
    }
}
