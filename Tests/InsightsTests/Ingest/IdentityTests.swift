import AccessLogs
import Foundation
import GRDB
import Insights
import Testing

@Suite("Whose ids are known")
struct IdentityTests {
    private let lines = MadeUpLog.lines(300)
    private let sandbox: LogSandbox
    /// The facts with all ids known from the beginning.
    private let all: [String]

    init() throws {
        sandbox = try LogSandbox()
        try sandbox.write("access.log", lines)
        try sandbox.ingest("access.log")
        all = try sandbox.facts()
        #expect(all.contains { $0.hasPrefix("member_days") })
        try sandbox.remove("insights")
    }

    @Test("later than the lines came: open days are counted anew")
    func learned() throws {
        sandbox.options.members = Members()
        sandbox.options.sections = [:]
        try sandbox.ingest("access.log")
        #expect(try sandbox.facts() != all)
        sandbox.options.sections = MadeUpLog.sections
        try sandbox.ingest("access.log")
        #expect(try sandbox.facts() != all)
        sandbox.options.members = MadeUpLog.members
        let report = try sandbox.ingest("access.log")
        #expect(report.total.lines == 0 && report.days > 0 && report.visits > 0 && report.lateDays == 0)
        #expect(try sandbox.facts() == all)
        #expect(try sandbox.ingest("access.log").days == 0)
    }

    @Test("no longer, as without a root key: what was counted stays")
    func lost() throws {
        try sandbox.write("early.log", lines.prefix(200))
        try sandbox.write("late.log", lines[200...])
        try sandbox.ingest("early.log")
        let early = try sandbox.facts()
        sandbox.options.members = Members()
        #expect(try sandbox.ingest("early.log").days == 0)
        #expect(try sandbox.facts() == early)
        try sandbox.ingest("late.log")
        #expect(try sandbox.facts() != all)
        sandbox.options.members = MadeUpLog.members
        try sandbox.ingest("late.log")
        #expect(try sandbox.facts() == all)
    }

    @Test("a store that a newer program has changed is left alone")
    func newerStore() throws {
        try sandbox.ingest("access.log")
        try DatabaseQueue(path: sandbox.path("insights/facts.sqlite")).write {
            try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('of tomorrow')")
        }
        let error = #expect(throws: StoreError.self) { try FactStore(sandbox.path("insights")) }
        #expect(error?.reason == "a newer sealpress has changed it; use that one")
    }
}
