import GRDB

/// Inserts rows into a table, many with one statement: that takes half the time of one for each.
final class RowInserter<let columns: Int> {
    /// One value of a row.
    enum Value {
        case number(Int)
        case text(String)
        case bytes(UInt64, UInt64)
        case null
    }

    private let one: RawStatement
    private let many: RawStatement
    private var waiting: [RawStatement.Cell] = []
    /// The texts of the rows that wait.
    private var texts: [UInt8] = []

    init(_ db: Database, _ table: String) throws {
        let row = "(" + Array(repeating: "?", count: columns).joined(separator: ", ") + ")"
        one = try RawStatement(db, "INSERT INTO \(table) VALUES \(row)")
        many = try RawStatement(
            db,
            "INSERT INTO \(table) VALUES "
                + Array(repeating: row, count: rowsAtOnce).joined(separator: ", "))
        waiting.reserveCapacity(columns * rowsAtOnce)
    }

    /// - Parameter row: the values of all columns. They may be in the table only after ``finish()``.
    func insert(_ row: InlineArray<columns, Value>) throws {
        for column in row.indices { append(row[column]) }
        guard waiting.count == columns * rowsAtOnce else { return }
        try many.run(waiting[...], texts: texts)
        forget()
    }

    private func append(_ value: Value) {
        switch value {
        case .number(let number): waiting.append(.number(number))
        case .text(let text):
            let start = texts.count
            texts += text.utf8
            waiting.append(.text(start, texts.count - start))
        case .bytes(let high, let low): waiting.append(.bytes(high, low))
        case .null: waiting.append(.null)
        }
    }

    func finish() throws {
        for start in stride(from: 0, to: waiting.count, by: columns) {
            try one.run(waiting[start..<start + columns], texts: texts)
        }
        forget()
    }

    private func forget() {
        waiting.removeAll(keepingCapacity: true)
        texts.removeAll(keepingCapacity: true)
    }
}

/// SQLite allows 32,766 values in a statement; beyond some dozen rows it gets no faster.
private let rowsAtOnce = 48
