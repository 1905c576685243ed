import Files
import Foundation
import GRDB

/// Ends the time in which lines of a day can still be counted as if they had come with the others.
struct DayClosing {
    let db: Database
    let store: FactStore
    let salts: SaltBook
    let options: IngestOptions

    /// Closes the days whose time has come, and removes their salts and requests.
    func closeDays() throws {
        var open: Set<PartKey> = []
        var next: [Int: Int] = [:]
        var due: [PartKey] = []
        for row in try Row.fetchAll(db, sql: "SELECT day, part, drawn, closed FROM parts") {
            let part = PartKey(day: row[0], part: row[1])
            next[part.day] = max(next[part.day] ?? 0, part.part + 1)
            let isClosed: Bool = row[3]
            if isClosed { continue }
            if isDue(part, drawn: row[2]) || !salts.has(part) { due.append(part) } else { open.insert(part) }
        }
        if !due.isEmpty {
            try db.inTransaction {
                for part in due {
                    try db.execute(
                        sql: "UPDATE parts SET closed = 1 WHERE day = ? AND part = ?",
                        arguments: [part.day, part.part])
                    try db.execute(
                        sql: "DELETE FROM batches WHERE day = ? AND part = ?",
                        arguments: [part.day, part.part])
                }
                return .commit
            }
        }
        salts.reconcile(open: open, nextPart: next)
        if !due.isEmpty { try salts.write() }
        try OpenDays(store).removeAll(but: filesInUse())
    }

    private func isDue(_ part: PartKey, drawn: Int) -> Bool {
        let end = (part.day + 1) * 86_400
        let zone = options.site.timeZone
        let offset = zone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(end)))
        return options.now >= max(end - offset, drawn) + options.saltDays * 86_400
    }

    func filesInUse() throws -> Set<String> {
        try Set(String.fetchAll(db, sql: "SELECT DISTINCT file FROM batches"))
    }
}
