/// Counts beacon events, each once, and no more than a person can cause.
struct BeaconTally {
    static let mostOfEach = 200

    private struct Group: Hashable {
        var member: Int
        var kind: BeaconKind
    }

    private struct Item: Hashable {
        var route: [UInt8]
        var value: [UInt8]
    }

    private var groups: [Group: [Item: DayFacts.Event]] = [:]
    private var rejected: [Rejection: Int] = [:]

    mutating func reject(_ reason: Rejection) {
        rejected[reason, default: 0] += 1
    }

    /// - Parameter key: of a ``BeaconEvent``.
    mutating func add(_ key: [UInt8], at time: Int, _ members: Members) {
        guard let event = BeaconEvent(key: key[...]), let kind = event.kind, event.fault != .event else {
            reject(.event)
            return
        }
        let member = members.member(beacon: String(decoding: event.id, as: UTF8.self))
        guard member >= 0 else {
            reject(.member)
            return
        }
        if let fault = event.fault {
            reject(fault)
            return
        }
        let item = Item(route: event.route, value: event.value)
        let new = DayFacts.Event(first: time, last: time, times: 1)
        groups[Group(member: member, kind: kind), default: [:]].merge([item: new]) {
            .init(first: min($0.first, $1.first), last: max($0.last, $1.last), times: $0.times + $1.times)
        }
    }

    func finish(_ facts: inout DayFacts) {
        var rejected = rejected
        for (group, items) in groups {
            let sorted = items.sorted {
                $0.key.route == $1.key.route
                    ? $0.key.value.lexicographicallyPrecedes($1.key.value)
                    : $0.key.route.lexicographicallyPrecedes($1.key.route)
            }
            for (item, event) in sorted.prefix(Self.mostOfEach) {
                let key = DayFacts.EventKey(
                    member: group.member, kind: group.kind,
                    route: String(decoding: item.route, as: UTF8.self),
                    value: String(decoding: item.value, as: UTF8.self))
                facts.events[key] = event
                var day = facts.memberDays[group.member] ?? .init()
                day.events += 1
                day.first = min(day.first, event.first)
                day.last = max(day.last, event.last)
                facts.memberDays[group.member] = day
            }
            let excess = sorted.dropFirst(Self.mostOfEach).reduce(0) { $0 + $1.value.times }
            if excess > 0 { rejected[.excess, default: 0] += excess }
        }
        for (reason, count) in rejected {
            facts.rejected[.init(kind: .beacon, reason: reason), default: 0] += count
        }
    }
}
