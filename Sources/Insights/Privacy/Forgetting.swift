import Files
import Foundation
import GRDB

extension FactStore {
    /// Members who asked to be forgotten: nothing is counted of them by name any more.
    public func forgotten() throws -> Set<String> {
        do {
            return try database.read { try Self.forgotten($0) }
        } catch let error as DatabaseError {
            throw StoreError(error, Self.path(in: folder))
        }
    }

    static func forgotten(_ db: Database) throws -> Set<String> {
        Set(try String.fetchAll(db, sql: "SELECT member FROM forgotten"))
    }

    /// What a store held of a member.
    public struct Forgetting: Sendable, Hashable {
        /// Rows of facts that were removed, or in which the name was.
        public var rows = 0
        /// Files of results and slates that were changed or removed; `report/` for a report with the member's name.
        public var files: [String] = []
    }

    /// Removes a member from facts, results and slates, and keeps the id so that old logs cannot bring the rest back.
    ///
    /// Sums that name nobody stay. Days that were open are closed: the requests that are kept of them can name the member.
    /// Killed at any time, it is to be run again, which does the rest; run again after that, it changes nothing.
    ///
    /// - Parameter now: in UTC seconds, for whoever finds the store locked.
    /// - Throws: a `FileError`, a ``StoreError``, or a `DiagnosticError` while an ingest is at work.
    public func forget(_ member: String, now: Int) throws -> Forgetting {
        let lock = try runLock(self, now: now)
        defer { lock.release() }
        try FileJournal.recover(in: folder)
        var forgetting = Forgetting()
        do {
            try database.writeWithoutTransaction { db in
                // What is deleted is overwritten.
                try db.execute(sql: "PRAGMA secure_delete = ON")
                try Self.withoutKeyChecks(db) { forgetting.rows = try Self.forget(member, db) }
                try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
            }
        } catch let error as DatabaseError {
            throw StoreError(error, Self.path(in: folder))
        }
        try OpenDays(self).removeAll(but: [])
        let without = ResultsWithout(member, folder: folder)
        var replacements = try without.replacements()
        forgetting.files = replacements.map(\.path)
        let report = try without.report()
        if !report.isEmpty { forgetting.files.append("report/") }
        replacements += report
        if try FileSystem.status(folder + "/salts.json") != nil {
            replacements.append(FileJournal.Replacement("salts.json", nil))
        }
        if !replacements.isEmpty { try FileJournal.commit(replacements, in: folder) }
        return forgetting
    }

    private static func forget(_ member: String, _ db: Database) throws -> Int {
        try db.execute(sql: "INSERT OR IGNORE INTO forgotten VALUES (?)", arguments: [member])
        try db.execute(sql: "UPDATE parts SET closed = 1 WHERE closed = 0")
        try db.execute(sql: "DELETE FROM batches")
        var rows = 0
        func run(_ sql: String, _ argument: some DatabaseValueConvertible) throws {
            try db.execute(sql: sql, arguments: [argument])
            rows += db.changesCount
        }
        if let number = try Int.fetchOne(
            db, sql: "SELECT id FROM members WHERE member = ?", arguments: [member])
        {
            for table in ["member_day_facts", "member_content_facts", "event_facts"] {
                try run("DELETE FROM \(table) WHERE member = ?", number)
            }
            try run("UPDATE visit_facts SET member = NULL WHERE member = ?", number)
            try run("DELETE FROM members WHERE id = ?", number)
        }
        for table in ["roster", "comments"] { try run("DELETE FROM \(table) WHERE member = ?", member) }
        try run("UPDATE payments SET member = '', payment = '' WHERE member = ?", member)
        return rows
    }

    /// Removes facts of days before `day`, and the names that nothing speaks of any more.
    ///
    /// The books of which logs were read stay, so that none is counted twice; they name nobody.
    ///
    /// - Parameter day: days since 1970.
    /// - Returns: how many rows were removed.
    @discardableResult
    public func removeFacts(before day: Int) throws -> Int {
        do {
            return try database.writeWithoutTransaction { try Self.removeFacts(before: day, $0) }
        } catch let error as DatabaseError {
            throw StoreError(error, Self.path(in: folder))
        }
    }

    /// One transaction. For each name that goes SQLite would look for rows that still need it, through all of a table.
    private static func withoutKeyChecks(_ db: Database, _ body: () throws -> Void) throws {
        try db.execute(sql: "PRAGMA foreign_keys = OFF")
        defer { try? db.execute(sql: "PRAGMA foreign_keys = ON") }
        try db.inTransaction(.immediate) {
            try body()
            return .commit
        }
    }

    /// In a transaction of its own.
    static func removeFacts(before day: Int, _ db: Database) throws -> Int {
        var rows = 0
        try withoutKeyChecks(db) { rows = try removeRows(before: day, db) }
        return rows
    }

    private static func removeRows(before day: Int, _ db: Database) throws -> Int {
        var rows = 0
        for table in FactWriter.tables {
            try db.execute(sql: "DELETE FROM \(table) WHERE day < ?", arguments: [day])
            rows += db.changesCount
        }
        guard rows > 0 else { return 0 }
        try db.execute(
            sql: """
                DELETE FROM members WHERE id NOT IN (SELECT member FROM member_day_facts)
                    AND id NOT IN (SELECT member FROM member_content_facts)
                    AND id NOT IN (SELECT member FROM event_facts)
                    AND id NOT IN (SELECT member FROM visit_facts WHERE member IS NOT NULL);
                DELETE FROM origins WHERE id NOT IN (SELECT origin FROM source_facts)
                    AND id NOT IN (SELECT origin FROM visit_facts WHERE origin IS NOT NULL);
                """)
        return rows
    }
}
