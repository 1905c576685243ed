import GRDB
import Membership
import Recommendations

/// What members did, from the facts up to a day, in columns; one pass over each table.
struct FactPanel {
    /// The first month with a fact; `months` months from there to that of the date.
    let firstMonth: Int
    let months: Int
    /// The days with facts; 0 ... -1 without any.
    let days: ClosedRange<Int>?
    /// The last day up to the date of which anything was counted.
    let newest: Int?

    /// By member × `months` + month.
    private(set) var visits: [Int32]
    private(set) var readings: [Int32]
    private(set) var completions: [Int32]
    /// The last day in the month on which the member was seen; -1 for none.
    private(set) var seen: [Int32]
    /// By member, of the 90 days to the date.
    private(set) var recentVisits: [Int32]
    private(set) var recentReadings: [Int32]
    /// The last day on which the member was seen; -1 for never.
    private(set) var lastSeen: [Int32]
    /// Member and day, of the 30 days to the date.
    private(set) var sightings: [(member: Int, day: Int)] = []

    /// Who had to do with which page, one column each, in the order of the first time.
    private(set) var pairs = Pairs()
    /// Whether the site has `complete` or `progress` events; without, a page that was opened counts as done.
    private(set) var hasCompletions = false
    /// Likes and ratings by member, for points.
    private(set) var likes: [Int32]
    /// Exposures in slates, in the order of their days.
    private(set) var exposures: [Exposure] = []
    /// Members by the arm of an experiment that their browsers told of.
    private(set) var armExposures: [String: Set<Int32>] = [:]
    /// The days on which members were here, from the day asked for on.
    private(set) var visitDays: [Int32: [Int32]] = [:]
    /// Searches without a result: how many members searched for it.
    private(set) var searches: [String: Int] = [:]

    struct Pairs {
        var member: [Int32] = []
        var page: [Int32] = []
        var first: [Int32] = []
        /// The day on which it was done; `Int32.max` for not yet.
        var done: [Int32] = []
        var count: Int { member.count }
    }

    struct Exposure {
        var member: Int32
        var route: String
        var value: String
        var day: Int32
    }

    /// - Parameter visitsFrom: from which day on `visitDays` are wanted; nil for none.
    init(
        _ facts: FactStore, memberships: Memberships, pages: [SitePage], date: Day, visitsFrom: Int? = nil
    ) throws {
        let last = date.number
        let count = memberships.count
        visits = []
        readings = []
        completions = []
        seen = []
        recentVisits = Array(repeating: 0, count: count)
        recentReadings = recentVisits
        likes = recentVisits
        lastSeen = Array(repeating: -1, count: count)
        let (members, routes, first, newest) = try facts.database.read { db in
            let places = Dictionary(zip(pages.map(\.route), 0...), uniquingKeysWith: { first, _ in first })
            return (
                try Self.numbers(db, "SELECT id, member FROM members", memberships.index),
                try Self.numbers(db, "SELECT id, route FROM routes", places),
                try Int.fetchOne(db, sql: "SELECT min(day) FROM request_facts")
                    ?? Int.fetchOne(db, sql: "SELECT min(day) FROM member_day_facts"),
                try Int.fetchOne(
                    db,
                    sql: """
                        SELECT max(day) FROM (SELECT max(day) AS day FROM request_facts WHERE day <= ?1
                            UNION ALL SELECT max(day) FROM member_day_facts WHERE day <= ?1)
                        """, arguments: [last])
            )
        }
        self.newest = newest
        guard let first, first <= last else {
            (firstMonth, months, days) = (Month.of(last), 0, nil)
            return
        }
        days = first...last
        firstMonth = Month.of(first)
        // A log with a date of long ago must not make a table of centuries.
        months = min(Month.of(last) - firstMonth + 1, 600)
        visits = Array(repeating: 0, count: count * months)
        readings = visits
        completions = visits
        seen = Array(repeating: -1, count: count * months)
        var content = PairTable(pages: pages.count)
        try facts.database.read { db in
            try scanDays(db, members, last, visitsFrom: visitsFrom ?? .max)
            try scanEvents(db, members, routes, last, &content)
            try scanContent(db, members, routes, last, &content)
        }
        pairs = content.pairs(countingOpened: !hasCompletions)
    }

    private static func numbers(_ db: Database, _ sql: String, _ places: [String: Int]) throws -> [Int: Int32]
    {
        var numbers: [Int: Int32] = [:]
        let rows = try Row.fetchCursor(db, sql: sql)
        while let row = try rows.next() {
            if let place = places[row[1] as String] { numbers[row[0]] = Int32(truncatingIfNeeded: place) }
        }
        return numbers
    }

    private mutating func scanDays(
        _ db: Database, _ members: [Int: Int32], _ last: Int, visitsFrom: Int
    ) throws {
        let scan = try FactScan(
            db,
            "SELECT day, member, visits, readings FROM member_day_facts WHERE day <= ?1 ORDER BY day, part, member",
            through: last)
        var month = (day: Int.min, index: 0)
        while try scan.next() {
            guard let member = members[scan.int(1)].map(Int.init) else { continue }
            let day = scan.int(0)
            if month.day != day { month = (day, Month.of(day) - firstMonth) }
            guard month.index >= 0, month.index < months else { continue }
            let place = member * months + month.index
            let (v, r) = (Int32(clamping: scan.int(2)), Int32(clamping: scan.int(3)))
            visits[place] &+= v
            readings[place] &+= r
            let isNew = lastSeen[member] != Int32(clamping: day)
            lastSeen[member] = Int32(clamping: day)
            seen[place] = Int32(clamping: day)
            if day >= visitsFrom, isNew { visitDays[Int32(member), default: []].append(Int32(clamping: day)) }
            guard day > last - 90 else { continue }
            recentVisits[member] &+= v
            recentReadings[member] &+= r
            if day > last - 30, isNew { sightings.append((member, day)) }
        }
    }

    private mutating func scanEvents(
        _ db: Database, _ members: [Int: Int32], _ routes: [Int: Int32], _ last: Int,
        _ content: inout PairTable
    ) throws {
        let scan = try FactScan(
            db,
            """
            SELECT f.day, f.member, f.event, f.route, f.value, r.route FROM event_facts f JOIN routes r ON r.id = f.route
            WHERE f.day <= ?1 AND (f.event <> 'progress' OR f.value = '100')
            ORDER BY f.day, f.part, f.member, f.event, r.route, f.value
            """, through: last)
        while try scan.next() {
            guard let member = members[scan.int(1)] else { continue }
            let day = Int32(clamping: scan.int(0))
            switch scan.text(2) {
            case "complete", "progress":
                hasCompletions = true
                guard let page = routes[scan.int(3)] else { continue }
                if content.complete(member, page, day) {
                    let month = Month.of(Int(day)) - firstMonth
                    if month >= 0, month < months { completions[Int(member) * months + month] &+= 1 }
                }
            case "like" where scan.text(4) == "1", "rating": likes[Int(member)] &+= 1
            case "exposure":
                let value = scan.text(4)
                if value.hasPrefix(Experiment.exposurePrefix) {
                    armExposures[value, default: []].insert(member)
                } else {
                    exposures.append(Exposure(member: member, route: scan.text(5), value: value, day: day))
                }
            case "search": searches[scan.text(4), default: 0] += 1
            default: break
            }
        }
    }

    private func scanContent(
        _ db: Database, _ members: [Int: Int32], _ routes: [Int: Int32], _ last: Int,
        _ content: inout PairTable
    ) throws {
        let scan = try FactScan(
            db,
            "SELECT day, member, route FROM member_content_facts WHERE day <= ?1 ORDER BY day, part, member, route",
            through: last)
        while try scan.next() {
            guard let page = routes[scan.int(2)], let member = members[scan.int(1)] else { continue }
            content.open(member, page, Int32(clamping: scan.int(0)))
        }
    }
}

/// Pairs of member and page as they come up; rows come in the order of their days.
private struct PairTable {
    private let pages: Int
    private var places: [Int: Int32] = [:]
    private var table = FactPanel.Pairs()

    init(pages: Int) { self.pages = max(1, pages) }

    private mutating func place(_ member: Int32, _ page: Int32, _ day: Int32) -> Int {
        let key = Int(member) * pages + Int(page)
        if let place = places[key] { return Int(place) }
        places[key] = Int32(clamping: table.count)
        table.member.append(member)
        table.page.append(page)
        table.first.append(day)
        table.done.append(Int32.max)
        return table.count - 1
    }

    mutating func open(_ member: Int32, _ page: Int32, _ day: Int32) {
        let place = place(member, page, day)
        table.first[place] = min(table.first[place], day)
    }

    /// Whether the page was not done before.
    mutating func complete(_ member: Int32, _ page: Int32, _ day: Int32) -> Bool {
        let place = place(member, page, day)
        defer { table.done[place] = min(table.done[place], day) }
        return table.done[place] == Int32.max
    }

    /// In an order that does not depend on how rows came: by member, first day and page.
    consuming func pairs(countingOpened: Bool) -> FactPanel.Pairs {
        let table = table
        let order = (0..<table.count).sorted { a, b in
            (table.member[a], table.first[a], table.page[a]) < (
                table.member[b], table.first[b], table.page[b]
            )
        }
        return FactPanel.Pairs(
            member: order.map { table.member[$0] }, page: order.map { table.page[$0] },
            first: order.map { table.first[$0] },
            done: order.map { countingOpened ? table.first[$0] : table.done[$0] })
    }
}
