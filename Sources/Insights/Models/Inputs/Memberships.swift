import Membership

/// Who was a member from when to when, one column each; the roster's members but codes that nobody has bought.
struct Memberships {
    /// Still a member, without a known end.
    static let open = Int32.max
    /// Not known.
    static let unknown = Int32.min

    let ids: [String]
    /// Index by id.
    let index: [String: Int]
    /// The tier's rank, or -1.
    let tier: [Int8]
    /// The first day; `unknown` where neither the roster nor a payment tells.
    let joined: [Int32]
    /// The last day, or `open`; `unknown` for those who left on a day that nothing tells.
    let end: [Int32]
    /// The day of the first payment, or `unknown`.
    let firstPaid: [Int32]
    let courses: [[String]]

    var count: Int { ids.count }

    init(_ inputs: InsightsInputs, purchases: Purchases) {
        let members = inputs.roster.members.filter { $0.status != .unclaimed }
        ids = members.map(\.id)
        index = Dictionary(zip(ids, 0...), uniquingKeysWith: { first, _ in first })
        tier = members.map { member in
            Int8(truncatingIfNeeded: member.tier.flatMap(inputs.tiers.rank(of:)) ?? -1)
        }
        courses = members.map { $0.courses.map(\.course) }
        let today = Int32(truncatingIfNeeded: inputs.date.number)
        firstPaid = members.map { purchases.first[$0.id] ?? Self.unknown }
        joined = zip(members, firstPaid).map { member, paid in
            member.from.map { Int32(truncatingIfNeeded: $0.number) } ?? paid
        }
        end = members.map { member in
            let until = member.until.map { Int32(truncatingIfNeeded: $0.number) }
            if member.status.isGovernedByDates { return until ?? Self.open }
            return until.map { min($0, today) } ?? purchases.last[member.id] ?? Self.unknown
        }
    }

    /// Whether when the member joined and left is known.
    func isKnown(_ member: Int) -> Bool { joined[member] != Self.unknown && end[member] != Self.unknown }

    func isMember(_ member: Int, on day: Int) -> Bool {
        isKnown(member) && Int(joined[member]) <= day && Int(end[member]) >= day
    }

    /// The first month at whose end the member was none; nil while still one.
    func leftMonth(_ member: Int) -> Int? {
        end[member] == Self.open ? nil : max(Month.of(Int(end[member]) + 1), Month.of(Int(joined[member])))
    }
}
