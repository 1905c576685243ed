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

    /// One value of a row.
    enum Value {
        case number(Int)
        case text(String)
        case bytes(UInt64, UInt64)
        case null
    }

    /// Runs the statement.
    ///
    /// - Parameter values: of all its places.
    func run(_ values: some Collection<Value>) throws {
        for (index, value) in values.enumerated() { bind(index + 1, value) }
        try run()
    }

    private func bind(_ place: Int, _ value: Value) {
        switch value {
        case .number(let number): sqlite3_bind_int64(raw, Int32(place), sqlite3_int64(number))
        case .text(let text): sqlite3_bind_text(raw, Int32(place), text, -1, Self.transient)
        case .bytes(let high, let low):
            withUnsafeBytes(of: (high.bigEndian, low.bigEndian)) { bytes in
                _ = sqlite3_bind_blob(raw, Int32(place), bytes.baseAddress, 16, Self.transient)
            }
        case .null: sqlite3_bind_null(raw, Int32(place))
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
