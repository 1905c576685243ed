/// Who had to do with what: implicit feedback as a sparse table of members and items.
public struct Interactions: Sendable, Equatable {
    public let members: Int
    public let items: Int
    /// Row starts of each member in `memberItems`; `members + 1` values.
    let memberStarts: [Int32]
    /// Items of each member, ascending, each once.
    let memberItems: [Int32]

    /// - Parameters:
    ///   - memberOf, itemOf: member and item of each event, in any order; repeated events count once.
    ///   - members, items: exclusive upper bounds of the indices; fewer than 2³¹ each, as are the events.
    /// - Throws: `outOfRange` naming the first event with an index out of bounds; `lengthMismatch`.
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
        var starts = [Int32](repeating: 0, count: members + 1)
        var rows = [Int32](repeating: 0, count: itemOf.count)
        Interactions.group(memberOf, itemOf, &starts, &rows)
        Interactions.sortAndDropRepeats(&starts, &rows)
        memberStarts = starts
        memberItems = rows
    }

    /// A member's items, ascending.
    public func items(of member: Int) -> ArraySlice<Int32> {
        memberItems[Int(memberStarts[member])..<Int(memberStarts[member + 1])]
    }

    /// How many members each item has.
    public func popularity() -> [Int] {
        var counts = [Int](repeating: 0, count: items)
        counts.withUnsafeMutableBufferPointer { counts in
            for item in memberItems { counts[Int(item)] += 1 }
        }
        return counts
    }

    /// Members of some of the items, ascending.
    struct Columns: Sendable {
        let items: Range<Int>
        private let starts: [Int32]
        private let members: [Int32]

        init(_ table: Interactions, _ items: Range<Int>, popularity: [Int]) {
            self.items = items
            var starts = [Int32](repeating: 0, count: items.count + 1)
            for (index, item) in items.enumerated() {
                starts[index + 1] = starts[index] + Int32(truncatingIfNeeded: popularity[item])
            }
            var next = starts
            var members = [Int32](repeating: 0, count: Int(starts[items.count]))
            let (low, high) = (
                Int32(truncatingIfNeeded: items.lowerBound), Int32(truncatingIfNeeded: items.upperBound)
            )
            members.withUnsafeMutableBufferPointer { members in
                next.withUnsafeMutableBufferPointer { next in
                    table.memberItems.withUnsafeBufferPointer { rows in
                        for member in 0..<table.members {
                            for position in Int(
                                table.memberStarts[member])..<Int(table.memberStarts[member + 1])
                            {
                                let item = rows[position]
                                guard item >= low && item < high else { continue }
                                let column = Int(item - low)
                                members[Int(next[column])] = Int32(truncatingIfNeeded: member)
                                next[column] += 1
                            }
                        }
                    }
                }
            }
            self.starts = starts
            self.members = members
        }

        func members(of item: Int) -> ArraySlice<Int32> {
            let column = item - items.lowerBound
            return members[Int(starts[column])..<Int(starts[column + 1])]
        }
    }

    /// A counting sort by member.
    private static func group(
        _ memberOf: [Int32], _ itemOf: [Int32], _ starts: inout [Int32], _ rows: inout [Int32]
    ) {
        let count = starts.count - 1
        starts.withUnsafeMutableBufferPointer { starts in
            rows.withUnsafeMutableBufferPointer { rows in
                for member in memberOf { starts[Int(member) + 1] += 1 }
                for index in 0..<count { starts[index + 1] += starts[index] }
                for index in memberOf.indices {
                    let member = Int(memberOf[index])
                    rows[Int(starts[member])] = itemOf[index]
                    starts[member] += 1
                }
                for index in stride(from: count, to: 0, by: -1) { starts[index] = starts[index - 1] }
                starts[0] = 0
            }
        }
    }

    private static func sortAndDropRepeats(_ starts: inout [Int32], _ rows: inout [Int32]) {
        let count = starts.count - 1
        var end = 0
        starts.withUnsafeMutableBufferPointer { starts in
            rows.withUnsafeMutableBufferPointer { rows in
                var from = Int(starts[0])
                for member in 0..<count {
                    let to = Int(starts[member + 1])
                    rows[from..<to].sort()
                    let begin = end
                    for position in from..<to where end == begin || rows[end - 1] != rows[position] {
                        rows[end] = rows[position]
                        end += 1
                    }
                    starts[member + 1] = Int32(truncatingIfNeeded: end)
                    from = to
                }
            }
        }
        rows.removeLast(rows.count - end)
    }
}
