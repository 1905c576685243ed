extension Roster {
    /// Adds rows for codes that have no buyer yet, `gumroad-0001`, `gumroad-0002` …: numbers go on where those of
    /// the same name end, so that no id is used twice.
    ///
    /// - Parameter template: what every one of them is; its id is what the new ids begin with.
    /// - Returns: the new members, in order.
    public mutating func mint(_ count: Int, like template: Member) -> [Member] {
        let prefix = template.id + "-"
        let numbers = members.lazy.filter { $0.id.hasPrefix(prefix) }.compactMap {
            decimal($0.id.dropFirst(prefix.count).utf8)
        }
        let next = (numbers.max() ?? 0) + 1
        let minted = (next..<next + count).map { number in
            var member = template
            member.id = prefix + padded(number, 4)
            return member
        }
        for member in minted { update(member) }
        return minted
    }
}
