import Diagnostics
import Files
import Foundation
import GRDB
import Insights
import Membership
import TestSupport

/// A fact store made by hand, in a folder of its own that goes with the value.
final class FactsFixture {
    private let scratch: ScratchFolder
    private let database: DatabaseQueue
    private var numbers: [String: Int] = [:]

    init() throws {
        scratch = try ScratchFolder()
        let folder = scratch.path
        _ = try FactStore(folder)
        try FileSystem.makeFolder(folder + "/slates")
        database = try DatabaseQueue(path: FactStore.path(in: folder))
    }

    var folder: String { scratch.path }

    var store: FactStore { get throws { try FactStore(folder) } }

    static func day(_ text: String) -> Int { Day(text)?.number ?? -1 }

    /// Rows of the fact tables.
    struct Writer {
        fileprivate let db: Database

        fileprivate func number(_ table: String, _ column: String, _ name: String) throws -> Int {
            try db.execute(sql: "INSERT OR IGNORE INTO \(table) (\(column)) VALUES (?)", arguments: [name])
            return try Int.fetchOne(
                db, sql: "SELECT id FROM \(table) WHERE \(column) = ?", arguments: [name]) ?? -1
        }

        func visitors(_ day: Int, _ count: Int) throws {
            try db.execute(
                sql: "INSERT INTO visitor_facts VALUES (?, 0, 'human', ?, ?)", arguments: [day, count, count])
        }

        func memberDay(_ day: Int, _ member: String, visits: Int = 1, readings: Int = 0) throws {
            try db.execute(
                sql: "INSERT INTO member_day_facts VALUES (?, 0, ?, ?, ?, ?, 60, 0, 1, 0, 60)",
                arguments: [day, try number("members", "member", member), visits, visits, readings])
        }

        func opened(_ day: Int, _ member: String, _ route: String) throws {
            try db.execute(
                sql: "INSERT OR IGNORE INTO member_content_facts VALUES (?, 0, ?, ?, 1, 1, 60)",
                arguments: [
                    day, try number("members", "member", member), try number("routes", "route", route),
                ])
        }

        func event(_ day: Int, _ member: String, _ event: String, _ route: String, _ value: String) throws {
            try db.execute(
                sql: "INSERT OR IGNORE INTO event_facts VALUES (?, 0, ?, ?, ?, ?, ?, ?, 1)",
                arguments: [
                    day, try number("members", "member", member), event, try number("routes", "route", route),
                    value, day * 86_400, day * 86_400,
                ])
        }

        func content(_ day: Int, _ route: String, views: Int, exits: Int = 0) throws {
            try db.execute(
                sql: "INSERT INTO content_facts VALUES (?, 0, ?, ?, ?, 0, 0, 0, 0, ?, 0, 0)",
                arguments: [day, try number("routes", "route", route), views, views, exits])
        }
    }

    func write(_ body: (Writer) throws -> Void) throws {
        try database.write { try body(Writer(db: $0)) }
    }
}

/// A site of three lessons and two articles, with two tiers.
enum SmallSite {
    static let pages = [
        SitePage(route: "/articles/why/", title: "Why calendars", tags: ["history"]),
        SitePage(route: "/articles/moon/", title: "The moon", tags: ["history", "moon"]),
        SitePage(route: "/courses/c/one/", title: "Days", tags: ["days"], course: "c"),
        SitePage(
            route: "/courses/c/two/", title: "Months", tags: ["months", "moon"], course: "c", tier: "basic"),
        SitePage(route: "/courses/c/three/", title: "Years", tags: ["years"], course: "c", tier: "basic"),
    ]

    static let tiers = TierList([Tier(id: "basic", period: .month), Tier(id: "premium", period: .month)])

    static func inputs(
        _ date: String, roster: String, payments: String? = nil, tables: [String: String] = [:],
        threads: Int = 1
    ) throws -> InsightsInputs {
        var diagnostics: [Diagnostic] = []
        let members = Roster(
            parsing: Array(roster.utf8), file: "members.csv", tiers: tiers, courses: ["c"],
            diagnostics: &diagnostics)
        let paid = payments.map {
            PaymentsFile(parsing: Array($0.utf8), file: "payments.csv", diagnostics: &diagnostics)
        }
        let author = AuthorTables(timeZone: .gmt, diagnostics: &diagnostics) {
            tables[$0].map { Array($0.utf8) }
        }
        guard diagnostics.isEmpty, let day = Day(date) else { throw DiagnosticError(diagnostics) }
        return InsightsInputs(
            date: day, host: "site.example", tiers: tiers, roster: members, payments: paid, tables: author,
            pages: pages, threads: threads)
    }
}
