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
        var routes = Interner(seed: 0)
        for (group, found) in groups(texts, members, &rejected) {
            // The same event has two texts when it was sent under two generations of a code.
            var merged: [(text: Int, count: Count)] = []
            for entry in found.sorted(by: { BeaconEvent.precedes(texts[$0.text], texts[$1.text]) }) {
                if let last = merged.last, BeaconEvent.isSame(texts[last.text], texts[entry.text]) {
                    merged[merged.count - 1].count.merge(entry.count)
                } else {
                    merged.append(entry)
                }
            }
            add(merged.prefix(Self.mostOfEach), of: group, texts, &routes, to: &facts)
            let excess = merged.dropFirst(Self.mostOfEach).reduce(0) { $0 + $1.count.times }
            if excess > 0 { rejected[.excess, default: 0] += excess }
        }
        facts.eventRoutes = (0..<routes.count).map { String(decoding: routes.text($0), as: UTF8.self) }
        for (reason, count) in rejected {
            facts.rejected[.init(kind: .beacon, reason: reason), default: 0] += count
        }
    }

    private func groups(
        _ texts: [[UInt8]], _ members: Members, _ rejected: inout [Rejection: Int]
    ) -> [Group: [(text: Int, count: Count)]] {
        var groups: [Group: [(text: Int, count: Count)]] = [:]
        for (text, count) in counts.enumerated() where count.times > 0 {
            guard let event = BeaconEvent.Head(key: texts[text]), let kind = event.kind else {
                rejected[.event, default: 0] += count.times
                continue
            }
            let member = members.member(beacon: String(decoding: event.id, as: UTF8.self))
            if member < 0 {
                rejected[.member, default: 0] += count.times
            } else if let fault = event.fault {
                rejected[fault, default: 0] += count.times
            } else {
                groups[Group(member: member, kind: kind), default: []].append((text, count))
            }
        }
        return groups
    }

    private func add(
        _ events: ArraySlice<(text: Int, count: Count)>, of group: Group, _ texts: [[UInt8]],
        _ routes: inout Interner, to facts: inout DayFacts
    ) {
        var day = facts.memberDays[group.member] ?? .init()
        for (text, count) in events {
            let (first, last) = (Int(count.first), Int(count.last))
            let (route, value) = BeaconEvent.routeAndValue(ofKey: texts[text])
            facts.events.append(
                DayFacts.Event(
                    member: group.member, kind: group.kind, route: routes.intern(route),
                    value: String(decoding: value, as: UTF8.self), first: first, last: last,
                    times: count.times))
            day.events += 1
            day.first = min(day.first, first)
            day.last = max(day.last, last)
        }
        facts.memberDays[group.member] = day
    }
}
