import GRDB

/// Inserts rows into a table, many with one statement: that takes half the time of one for each.
final class RowInserter {
    /// SQLite allows 32,766 values in a statement; beyond some dozen rows it gets no faster.
    private static let rowsAtOnce = 48

    private let columns: Int
    private let one: RawStatement
    private let many: RawStatement
    private var waiting: [RawStatement.Value] = []

    /// - Parameter columns: how many the table has.
    init(_ db: Database, _ table: String, columns: Int) throws {
        self.columns = columns
        let row = "(" + Array(repeating: "?", count: columns).joined(separator: ", ") + ")"
        one = try RawStatement(db, "INSERT INTO \(table) VALUES \(row)")
        many = try RawStatement(
            db,
            "INSERT INTO \(table) VALUES "
                + Array(repeating: row, count: Self.rowsAtOnce).joined(separator: ", "))
        waiting.reserveCapacity(columns * Self.rowsAtOnce)
    }

    /// - Parameter row: the values of all columns. They may be in the table only after ``finish()``.
    func insert(_ row: RawStatement.Value...) throws {
        waiting += row
        guard waiting.count == columns * Self.rowsAtOnce else { return }
        try many.run(waiting)
        waiting.removeAll(keepingCapacity: true)
    }

    func finish() throws {
        for start in stride(from: 0, to: waiting.count, by: columns) {
            try one.run(waiting[start..<start + columns])
        }
        waiting.removeAll(keepingCapacity: true)
    }
}
