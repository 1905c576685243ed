/// Counts beacon events, each once, and no more than a person can cause.
struct BeaconTally {
    static let mostOfEach = 200

    private struct Count {
        var first = UInt32.max
        var last: UInt32 = 0
        var times = 0

        mutating func merge(_ other: Count) {
            first = min(first, other.first)
            last = max(last, other.last)
            times += other.times
        }
    }

    private struct Group: Hashable {
        var member: Int
        var kind: BeaconKind
    }

    private struct Item: Hashable {
        var route: [UInt8]
        var value: [UInt8]

        static func precedes(_ a: Item, _ b: Item) -> Bool {
            a.route == b.route
                ? a.value.lexicographicallyPrecedes(b.value) : a.route.lexicographicallyPrecedes(b.route)
        }
    }

    /// By number of the text, the beacon's key.
    private var counts: [Count]
    private var rejected: [Rejection: Int] = [:]

    init(texts: Int) {
        counts = Array(repeating: Count(), count: texts)
    }

    mutating func reject(_ reason: Rejection) {
        rejected[reason, default: 0] += 1
    }

    mutating func add(_ text: Int, at time: UInt32) {
        counts[text].merge(Count(first: time, last: time, times: 1))
    }

    func finish(_ texts: [[UInt8]], _ members: Members, _ facts: inout DayFacts) {
        var rejected = rejected
        for (group, items) in groups(texts, members, &rejected) {
            // The same event has two texts when it was sent under two generations of a code.
            var merged: [(item: Item, count: Count)] = []
            for entry in items.sorted(by: { Item.precedes($0.item, $1.item) }) {
                if let last = merged.indices.last, merged[last].item == entry.item {
                    merged[last].count.merge(entry.count)
                } else {
                    merged.append(entry)
                }
            }
            add(merged.prefix(Self.mostOfEach), of: group, to: &facts)
            let excess = merged.dropFirst(Self.mostOfEach).reduce(0) { $0 + $1.count.times }
            if excess > 0 { rejected[.excess, default: 0] += excess }
        }
        for (reason, count) in rejected {
            facts.rejected[.init(kind: .beacon, reason: reason), default: 0] += count
        }
    }

    private func groups(
        _ texts: [[UInt8]], _ members: Members, _ rejected: inout [Rejection: Int]
    ) -> [Group: [(item: Item, count: Count)]] {
        var groups: [Group: [(item: Item, count: Count)]] = [:]
        for (text, count) in counts.enumerated() where count.times > 0 {
            guard let event = BeaconEvent(key: texts[text][...]), let kind = event.kind, event.fault != .event
            else {
                rejected[.event, default: 0] += count.times
                continue
            }
            let member = members.member(beacon: String(decoding: event.id, as: UTF8.self))
            if member < 0 {
                rejected[.member, default: 0] += count.times
            } else if let fault = event.fault {
                rejected[fault, default: 0] += count.times
            } else {
                groups[Group(member: member, kind: kind), default: []]
                    .append((Item(route: event.route, value: event.value), count))
            }
        }
        return groups
    }

    private func add(
        _ items: ArraySlice<(item: Item, count: Count)>, of group: Group, to facts: inout DayFacts
    ) {
        var day = facts.memberDays[group.member] ?? .init()
        for (item, count) in items {
            let (first, last) = (Int(count.first), Int(count.last))
            facts.events.append(
                DayFacts.Event(
                    member: group.member, kind: group.kind,
                    route: String(decoding: item.route, as: UTF8.self),
                    value: String(decoding: item.value, as: UTF8.self), first: first, last: last,
                    times: count.times))
            day.events += 1
            day.first = min(day.first, first)
            day.last = max(day.last, last)
        }
        facts.memberDays[group.member] = day
    }
}
