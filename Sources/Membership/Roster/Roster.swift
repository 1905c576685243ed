import Files

/// All members, sorted by the UTF-8 bytes of their ids, and the columns of their file.
public struct Roster: Sendable, Hashable {
    /// Sorted by id, each id once.
    public private(set) var members: [Member]
    /// The file's columns in order, known and unknown.
    public private(set) var columns: [String]

    /// An empty roster with the columns that every roster has.
    public init() {
        members = []
        columns = RosterColumn.usual.map(\.rawValue)
    }

    /// - Parameter members: in any order, each id once.
    init(members: [Member], columns: [String]) {
        self.members = members.sortedByUTF8(\.id)
        self.columns = columns
    }

    public subscript(id: String) -> Member? {
        let index = position(of: id)
        return index < members.count && members[index].id == id ? members[index] : nil
    }

    /// Adds the member, or replaces the one with that id.
    public mutating func update(_ member: Member) {
        let index = position(of: member.id)
        if index < members.count, members[index].id == member.id {
            members[index] = member
        } else {
            members.insert(member, at: index)
        }
    }

    /// The roster with these members alone; its columns stay.
    public func keeping(_ members: some Sequence<Member>) -> Roster {
        let kept = Set(members.map(\.id))
        return Roster(members: self.members.filter { kept.contains($0.id) }, columns: columns)
    }

    /// The first position whose id is not before `id`.
    private func position(of id: String) -> Int {
        var low = 0
        var high = members.count
        while low < high {
            let middle = (low + high) / 2
            if byUTF8(members[middle].id, id) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

/// The columns that mean something to us.
enum RosterColumn: String, CaseIterable {
    case id, name, email, tier, courses, from, until, status, generation, source, note, term

    /// Those that every roster has; `term` is there once a code is made for sale.
    static let usual = allCases.filter { $0 != .term }
}
