import AccessLogs
import GRDB

/// Writes the facts of parts of days, in the transaction that the caller holds.
struct FactWriter {
    private let db: Database
    private let members: Members
    private var routes = NameTable("routes", ["route"])
    private var origins = NameTable("origins", ["referrer", "source", "medium", "campaign"])
    private var memberNames = NameTable("members", ["member"])
    private let visit: RawStatement
    /// Of the parts at work.
    private var numbers: [PartKey: TextNumbers] = [:]

    /// Numbers in the database of a part's texts; -1 where not looked up yet.
    private struct TextNumbers {
        var routes: [Int]
        var origins: [Int]

        init(count: Int) {
            routes = Array(repeating: -1, count: count)
            origins = routes
        }
    }

    static let tables = [
        "request_facts", "visitor_facts", "visit_facts", "content_facts", "hour_facts", "source_facts",
        "member_day_facts", "member_content_facts", "event_facts", "rejected_facts",
    ]

    init(_ db: Database, members: Members) throws {
        self.db = db
        self.members = members
        visit = try RawStatement(
            db, "INSERT INTO visit_facts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
    }

    /// Removes what is known of a part, before it is written anew.
    private mutating func begin(_ part: PartKey, texts: Int) throws -> TextNumbers {
        if let begun = numbers.removeValue(forKey: part) { return begun }
        for table in Self.tables {
            try db.cachedStatement(sql: "DELETE FROM \(table) WHERE day = ? AND part = ?")
                .execute(arguments: [part.day, part.part])
        }
        return TextNumbers(count: texts)
    }

    /// Writes some of a part's visits, in the order of their keys.
    mutating func write(_ visits: [Visit], _ texts: [String], of part: PartKey) throws {
        var numbers = try begin(part, texts: texts.count)
        for row in visits {
            visit.bind(1, part.day)
            visit.bind(2, part.part)
            visit.bind(3, row.visitor.high, row.visitor.low)
            visit.bind(4, row.started)
            visit.bind(5, row.seconds)
            visit.bind(6, row.views)
            visit.bind(7, row.readings)
            if row.entry >= 0 {
                visit.bind(8, try route(row.entry, texts, &numbers))
                visit.bind(9, try route(row.exit, texts, &numbers))
                visit.bind(10, try origin(row.origin, texts, &numbers))
            } else {
                for place in 8...10 { visit.bindNull(place) }
            }
            if row.member >= 0 { visit.bind(11, try member(row.member)) } else { visit.bindNull(11) }
            try visit.run()
        }
        self.numbers[part] = numbers
    }

    /// Writes all other facts of a part, behind its visits.
    mutating func write(_ facts: DayFacts, of part: PartKey) throws {
        var numbers = try begin(part, texts: facts.texts.count)
        let texts = facts.texts
        for (key, count) in facts.requests {
            try insert(
                "request_facts", part, key.audience.name, key.requestClass.name, key.status, count.requests,
                count.bytes)
        }
        for (audience, count) in facts.visitors {
            try insert("visitor_facts", part, audience.name, count.visitors, count.active)
        }
        for (text, count) in facts.content.sorted(by: { $0.key < $1.key }) {
            try insert(
                "content_facts", part, try route(text, texts, &numbers), count.views, count.visitors,
                count.memberViews, count.readings, count.memberReadings, count.entries, count.exits,
                count.bounces,
                count.seconds)
        }
        for (hour, count) in facts.hours.enumerated() where !count.isEmpty {
            try insert("hour_facts", part, hour, count.visits, count.views, count.readings, count.memberViews)
        }
        for (text, count) in facts.sources {
            try insert(
                "source_facts", part, try origin(text, texts, &numbers), count.visits, count.views,
                count.readings,
                count.bounces, count.memberVisits)
        }
        for (member, count) in facts.memberDays {
            try insert(
                "member_day_facts", part, try self.member(member), count.visits, count.views, count.readings,
                count.seconds, count.events, count.hours, count.first, count.last)
        }
        for (key, count) in facts.memberContent {
            try insert(
                "member_content_facts", part, try member(key.member), try route(key.route, texts, &numbers),
                count.views, count.readings, count.seconds)
        }
        for (key, event) in facts.events {
            let route = try routes.number(db, key.route) { [key.route] }
            try insert(
                "event_facts", part, try member(key.member), key.kind.rawValue, route, key.value, event.first,
                event.last, event.times)
        }
        for (key, count) in facts.rejected {
            try insert("rejected_facts", part, key.kind.name, key.reason.rawValue, count)
        }
    }

    private func insert(
        _ table: String, _ part: PartKey, _ values: any DatabaseValueConvertible...
    ) throws {
        let all: [any DatabaseValueConvertible] = [part.day, part.part] + values
        let marks = all.map { _ in "?" }.joined(separator: ", ")
        try db.cachedStatement(sql: "INSERT INTO \(table) VALUES (\(marks))")
            .execute(arguments: StatementArguments(all))
    }

    private mutating func route(_ text: Int, _ texts: [String], _ numbers: inout TextNumbers) throws -> Int {
        if numbers.routes[text] < 0 {
            numbers.routes[text] = try routes.number(db, texts[text]) { [texts[text]] }
        }
        return numbers.routes[text]
    }

    private mutating func origin(_ text: Int, _ texts: [String], _ numbers: inout TextNumbers) throws -> Int {
        if numbers.origins[text] < 0 {
            numbers.origins[text] = try origins.number(db, texts[text]) {
                let origin = Origin(key: Array(texts[text].utf8)[...])
                return [origin.referrer, origin.source, origin.medium, origin.campaign]
            }
        }
        return numbers.origins[text]
    }

    private mutating func member(_ place: Int) throws -> Int {
        let id = members.ids[place]
        return try memberNames.number(db, id) { [id] }
    }
}
