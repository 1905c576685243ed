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

    /// - Parameter place: from 1.
    func bind(_ place: Int, _ number: Int) {
        sqlite3_bind_int64(raw, Int32(place), sqlite3_int64(number))
    }

    func bindNull(_ place: Int) {
        sqlite3_bind_null(raw, Int32(place))
    }

    func bind(_ place: Int, _ text: String) {
        sqlite3_bind_text(raw, Int32(place), text, -1, Self.transient)
    }

    func bind(_ place: Int, _ high: UInt64, _ low: UInt64) {
        withUnsafeBytes(of: (high.bigEndian, low.bigEndian)) { bytes in
            _ = sqlite3_bind_blob(raw, Int32(place), bytes.baseAddress, 16, Self.transient)
        }
    }

    func bind(_ numbers: Int..., from first: Int) {
        for (index, number) in numbers.enumerated() { bind(first + index, number) }
    }

    func run() throws {
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
