import GRDB
import GRDBSQLite

/// A statement that is run for very many rows, without a value object for each argument.
struct RawStatement {
    private let statement: Statement
    private let raw: OpaquePointer
    private let connection: OpaquePointer?

    init(_ db: Database, _ sql: String) throws {
        statement = try db.makeStatement(sql: sql)
        raw = statement.sqliteStatement
        connection = db.sqliteConnection
    }

    /// One value of a row. It holds nothing that is counted, so that rows are copied as plain memory.
    enum Cell {
        case number(Int)
        /// Where in the texts it stands, and its length in bytes.
        case text(Int, Int)
        case bytes(UInt64, UInt64)
        case null
    }

    /// Runs the statement.
    ///
    /// - Parameters:
    ///   - cells: of all its places.
    ///   - texts: UTF-8 that the cells refer to.
    func run(_ cells: ArraySlice<Cell>, texts: [UInt8]) throws {
        // SQLite reads the texts where they are. Their pointers are not looked at again after the step, for the next
        // run gives every place a new value.
        try texts.withUnsafeBytes { texts in
            var place: Int32 = 1
            for cell in cells {
                bind(place, cell, texts)
                place += 1
            }
            try run()
        }
    }

    private func bind(_ place: Int32, _ cell: Cell, _ texts: UnsafeRawBufferPointer) {
        switch cell {
        case .number(let number): sqlite3_bind_int64(raw, place, sqlite3_int64(number))
        case .text(let start, let count):
            // An empty text is not NULL, which a null pointer would make of it.
            guard count > 0, let base = texts.baseAddress else {
                sqlite3_bind_text(raw, place, "", 0, Self.transient)
                return
            }
            sqlite3_bind_text(
                raw, place, (base + start).assumingMemoryBound(to: CChar.self), Int32(count), nil)
        case .bytes(let high, let low):
            withUnsafeBytes(of: (high.bigEndian, low.bigEndian)) { bytes in
                _ = sqlite3_bind_blob(raw, place, bytes.baseAddress, 16, Self.transient)
            }
        case .null: sqlite3_bind_null(raw, place)
        }
    }

    private func run() throws {
        let code = sqlite3_step(raw)
        sqlite3_reset(raw)
        guard code == SQLITE_DONE else {
            throw DatabaseError(
                resultCode: ResultCode(rawValue: code),
                message: connection.flatMap { sqlite3_errmsg($0) }.map { String(cString: $0) })
        }
    }

    /// SQLite copies what it is given.
    private static var transient: sqlite3_destructor_type? {
        unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    }
}
