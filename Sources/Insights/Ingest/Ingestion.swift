import AccessLogs
import Diagnostics
import Files
import Foundation
import GRDB
import Synchronization

/// Reads logs into the facts of a store, all of a run or nothing.
///
/// - Parameters:
///   - progress: called now and then, on one thread.
/// - Throws: a `DiagnosticError`, a `FileError` or a ``StoreError``; the facts are then those before the run.
public func ingest(
    _ inputs: [LogInput], into store: FactStore, _ options: IngestOptions,
    progress: (IngestProgress) -> Void = { _ in }
) throws -> IngestReport {
    let lock = try runLock(store, now: options.now)
    defer { lock.release() }
    var options = options
    options.members = options.members.without(try store.forgotten())
    let salts = try SaltBook(store.folder, now: options.now, random: options.random)
    do {
        return try withoutActuallyEscaping(progress) { progress in
            try store.database.writeWithoutTransaction { db in
                let closing = DayClosing(db: db, store: store, salts: salts, options: options)
                try closing.closeDays()
                defer { try? OpenDays(store).removeAll(but: closing.filesInUse()) }
                var report: IngestReport?
                // Every number that a fact refers to was found or made in this very transaction: to look each up
                // once more took a tenth of a run.
                try db.execute(sql: "PRAGMA foreign_keys = OFF")
                defer { try? db.execute(sql: "PRAGMA foreign_keys = ON") }
                try db.inTransaction(.immediate) {
                    let run = IngestRun(
                        db: db, store: store, options: options, salts: salts, progress: progress)
                    report = try run.run(inputs)
                    try options.joined?.write(db)
                    // Without the salts the batches could not be added to; so they are written first.
                    try salts.write()
                    return .commit
                }
                if let day = options.firstKeptDay { _ = try FactStore.removeFacts(before: day, db) }
                try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
                guard let report else { throw CancellationError() }
                return report
            }
        }
    } catch let error as DatabaseError {
        throw StoreError(error, FactStore.path(in: store.folder))
    }
}

func runLock(_ store: FactStore, now: Int) throws -> FileLock {
    let since = Date(timeIntervalSince1970: TimeInterval(now)).formatted(.iso8601)
    do {
        return try FileLock(store.folder + "/ingest.lock", since: since)
    } catch FileLockError.failed(let error) {
        throw error
    } catch {
        throw DiagnosticError(
            .error("another ingest works on '\(store.folder)'", hint: "wait until it has ended"))
    }
}
