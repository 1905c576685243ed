import Diagnostics
import Foundation
import GRDB

/// Takes the tables of a run into the store, within the transaction that the caller holds.
struct SparkImport {
    let db: Database
    /// Where the tables are.
    let folder: String
    /// In UTC seconds.
    let now: Int

    /// - Throws: a `DiagnosticError`, a `FileError` or a `DatabaseError`.
    func run(mostBad: Double, allowsOverlap: Bool) throws -> SparkReport {
        var report = SparkReport()
        try rows(.outcomes) { row in
            report.files[row[0], default: [:]][row[1]] = try number(row[2])
        }
        guard report.badShare <= mostBad else {
            throw DiagnosticError(
                .error(
                    "\(report.malformed) of \(report.lines) lines are malformed, more than \(mostBad * 100) %",
                    hint: "nothing was counted; check --format, or allow more by --max-bad"))
        }
        try remember(allowsOverlap: allowsOverlap)
        let parts = try makeParts()
        report.days = parts.count
        try importFacts(parts, &report)
        return report
    }

    private func rows(_ table: SparkTable, _ body: ([String]) throws -> Void) throws {
        try SparkRows(folder: folder + "/" + table.rawValue, table: table).forEach(body)
    }

    private func number(_ text: String) throws -> Int {
        guard let number = Int(text) else {
            throw DiagnosticError(.error("Spark wrote '\(text)' where a number belongs"))
        }
        return number
    }

    // MARK: What was read before

    /// Notes the lines of each file and minute, and compares them with those of earlier runs and of other files.
    private func remember(allowsOverlap: Bool) throws {
        var files: [String: Int] = [:]
        try rows(.minutes) { row in
            let file: Int
            if let known = files[row[0]] {
                file = known
            } else {
                try db.execute(
                    sql: "INSERT INTO spark_files (name, time) VALUES (?, ?)", arguments: [row[0], now])
                file = Int(db.lastInsertedRowID)
                files[row[0]] = file
            }
            try db.cachedStatement(
                sql: "INSERT INTO spark_minutes (file, minute, lines, sum) VALUES (?, ?, ?, ?)"
            )
            .execute(arguments: [file, try number(row[1]), try number(row[2]), try number(row[3])])
        }
        guard !allowsOverlap, let first = files.values.min() else { return }
        let same = try Row.fetchAll(
            db,
            sql: """
                SELECT a.name, b.name, sum(x.lines) FROM spark_minutes x
                JOIN spark_minutes y ON y.minute = x.minute AND y.lines = x.lines AND y.sum = x.sum AND y.file < x.file
                JOIN spark_files a ON a.id = x.file JOIN spark_files b ON b.id = y.file
                WHERE x.file >= ? GROUP BY x.file, y.file ORDER BY x.file, y.file
                """, arguments: [first])
        let faults = same.map { row in
            Diagnostic.error(
                "'\(row[0] as String)' and '\(row[1] as String)' hold the same \(row[2] as Int) lines",
                hint:
                    "nothing was counted; leave one out, or use --allow-overlap if these really were different requests"
            )
        }
        guard faults.isEmpty else { throw DiagnosticError(faults) }
    }

    // MARK: Parts

    /// Gives every day of the run its next part, which is closed from the beginning: nothing is kept to add to it.
    private func makeParts() throws -> [String: PartKey] {
        var parts: [String: PartKey] = [:]
        try rows(.requests) { row in
            guard parts[row[0]] == nil else { return }
            let day = try dayNumber(row[0])
            let next =
                try Int.fetchOne(db, sql: "SELECT max(part) + 1 FROM parts WHERE day = ?", arguments: [day])
                ?? 0
            try db.execute(
                sql: "INSERT INTO parts (day, part, drawn, closed) VALUES (?, ?, ?, 1)",
                arguments: [day, next, now])
            parts[row[0]] = PartKey(day: day, part: next)
        }
        return parts
    }

    private func dayNumber(_ text: String) throws -> Int {
        guard let date = try? Date(text, strategy: .iso8601.year().month().day()) else {
            throw DiagnosticError(.error("Spark wrote '\(text)' where a day belongs"))
        }
        return Int((date.timeIntervalSince1970 / 86_400).rounded())
    }

    // MARK: Facts

    private func importFacts(_ parts: [String: PartKey], _ report: inout SparkReport) throws {
        var names = SparkNames(db: db)
        for target in SparkTarget.all {
            let statement = try db.makeStatement(sql: target.insert)
            try rows(target.table) { row in
                guard let part = parts[row[0]] else {
                    throw DiagnosticError(
                        .error("Spark wrote \(target.table.rawValue) of a day without requests: \(row[0])"))
                }
                try statement.execute(arguments: target.arguments(row, part: part, &names))
                if target.table == .visits { report.visits += 1 }
            }
        }
    }
}
