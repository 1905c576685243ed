import AccessLogs
import GRDB

/// Writes the facts of parts of days, in the transaction that the caller holds.
struct FactWriter {
    private let db: Database
    private let members: Members
    private var routes = NameTable("routes", ["route"])
    private var origins = NameTable("origins", ["referrer", "source", "medium", "campaign"])
    private var memberNames = NameTable("members", ["member"])
    /// By their place among the members; -1 where not looked up yet.
    private var memberNumbers: [Int]
    private let inserts: Inserts
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

    /// For each table of ``tables``.
    private struct Inserts {
        let request: RowInserter<7>
        let visitor: RowInserter<5>
        let visit: RowInserter<11>
        let content: RowInserter<12>
        let hour: RowInserter<7>
        let source: RowInserter<8>
        let memberDay: RowInserter<11>
        let memberContent: RowInserter<7>
        let event: RowInserter<9>
        let rejected: RowInserter<5>

        init(_ db: Database) throws {
            request = try RowInserter(db, "request_facts")
            visitor = try RowInserter(db, "visitor_facts")
            visit = try RowInserter(db, "visit_facts")
            content = try RowInserter(db, "content_facts")
            hour = try RowInserter(db, "hour_facts")
            source = try RowInserter(db, "source_facts")
            memberDay = try RowInserter(db, "member_day_facts")
            memberContent = try RowInserter(db, "member_content_facts")
            event = try RowInserter(db, "event_facts")
            rejected = try RowInserter(db, "rejected_facts")
        }

        func finish() throws {
            try request.finish()
            try visitor.finish()
            try visit.finish()
            try content.finish()
            try hour.finish()
            try source.finish()
            try memberDay.finish()
            try memberContent.finish()
            try event.finish()
            try rejected.finish()
        }
    }

    init(_ db: Database, members: Members) throws {
        self.db = db
        self.members = members
        memberNumbers = Array(repeating: -1, count: members.ids.count)
        inserts = try Inserts(db)
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
        let (day, number) = (part.day, part.part)
        for row in visits {
            let hasViews = row.entry >= 0
            try inserts.visit.insert([
                .number(day), .number(number), .bytes(row.visitor.high, row.visitor.low),
                .number(row.started),
                .number(row.seconds), .number(row.views), .number(row.readings),
                hasViews ? .number(try route(row.entry, texts, &numbers)) : .null,
                hasViews ? .number(try route(row.exit, texts, &numbers)) : .null,
                hasViews ? .number(try origin(row.origin, texts, &numbers)) : .null,
                row.member < 0 ? .null : .number(try member(row.member)),
            ])
        }
        self.numbers[part] = numbers
    }

    /// Writes all other facts of a part, behind its visits.
    mutating func write(_ facts: DayFacts, of part: PartKey) throws {
        var numbers = try begin(part, texts: facts.texts.count)
        let texts = facts.texts
        let (day, number) = (part.day, part.part)
        for (key, count) in facts.requests.sorted(by: { $0.key.order < $1.key.order }) {
            try inserts.request.insert([
                .number(day), .number(number), .text(key.audience.name), .text(key.requestClass.name),
                .number(key.status),
                .number(count.requests), .number(count.bytes),
            ])
        }
        for (audience, count) in facts.visitors {
            try inserts.visitor.insert([
                .number(day), .number(number), .text(audience.name), .number(count.visitors),
                .number(count.active),
            ])
        }
        let content = try facts.content.map { entry in
            (route: try route(entry.route, texts, &numbers), count: entry.counts)
        }
        for (route, count) in content.sorted(by: { $0.route < $1.route }) {
            try inserts.content.insert([
                .number(day), .number(number), .number(route), .number(count.views), .number(count.visitors),
                .number(count.memberViews), .number(count.readings), .number(count.memberReadings),
                .number(count.entries), .number(count.exits), .number(count.bounces), .number(count.seconds),
            ])
        }
        for (hour, count) in facts.hours.enumerated() where !count.isEmpty {
            try inserts.hour.insert([
                .number(day), .number(number), .number(hour), .number(count.visits), .number(count.views),
                .number(count.readings), .number(count.memberViews),
            ])
        }
        for (text, count) in facts.sources {
            let origin = try origin(text, texts, &numbers)
            try inserts.source.insert([
                .number(day), .number(number), .number(origin), .number(count.visits), .number(count.views),
                .number(count.readings), .number(count.bounces), .number(count.memberVisits),
            ])
        }
        try writeMembers(facts, part, &numbers)
        for (key, count) in facts.rejected {
            try inserts.rejected.insert([
                .number(day), .number(number), .text(key.kind.name), .text(key.reason.rawValue),
                .number(count),
            ])
        }
        try inserts.finish()
    }

    private mutating func writeMembers(
        _ facts: DayFacts, _ part: PartKey, _ numbers: inout TextNumbers
    ) throws {
        let (day, number) = (part.day, part.part)
        for (place, count) in facts.memberDays {
            let member = try member(place)
            try inserts.memberDay.insert([
                .number(day), .number(number), .number(member), .number(count.visits), .number(count.views),
                .number(count.readings), .number(count.seconds), .number(count.events), .number(count.hours),
                .number(count.first), .number(count.last),
            ])
        }
        var rows: [(member: Int, route: Int, count: DayFacts.MemberContent)] = []
        rows.reserveCapacity(facts.memberContent.count)
        for (key, count) in facts.memberContent {
            rows.append((try member(key.member), try route(key.route, facts.texts, &numbers), count))
        }
        rows.sort { ($0.member, $0.route) < ($1.member, $1.route) }
        for (member, route, count) in rows {
            try inserts.memberContent.insert([
                .number(day), .number(number), .number(member), .number(route), .number(count.views),
                .number(count.readings),
                .number(count.seconds),
            ])
        }
        try writeEvents(facts, part)
    }

    /// Like all facts that are many, in the order of their key: that is the fastest to write.
    private mutating func writeEvents(_ facts: DayFacts, _ part: PartKey) throws {
        let (day, number) = (part.day, part.part)
        let eventRoutes = try facts.eventRoutes.map { route in try routes.number(db, route) { [route] } }
        var rows: [(member: Int, kind: String, route: Int, event: DayFacts.Event)] = []
        rows.reserveCapacity(facts.events.count)
        for event in facts.events {
            rows.append((try member(event.member), event.kind.rawValue, eventRoutes[event.route], event))
        }
        rows.sort { a, b in
            if a.member != b.member { return a.member < b.member }
            if a.kind != b.kind { return a.kind < b.kind }
            return a.route < b.route
        }
        for (member, kind, route, event) in rows {
            try inserts.event.insert([
                .number(day), .number(number), .number(member), .text(kind), .number(route),
                .text(event.value),
                .number(event.first), .number(event.last), .number(event.times),
            ])
        }
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
        if memberNumbers[place] < 0 {
            let id = members.ids[place]
            memberNumbers[place] = try memberNames.number(db, id) { [id] }
        }
        return memberNumbers[place]
    }
}
