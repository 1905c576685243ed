import GRDB
import GRDBSQLite

/// Reads very many rows of the fact tables, without an object for each.
struct FactScan {
    private let raw: OpaquePointer
    private let statement: Statement
    private let connection: OpaquePointer?

    /// - Parameter last: the last day that counts, bound to `?1`.
    init(_ db: Database, _ sql: String, through last: Int) throws {
        statement = try db.makeStatement(sql: sql)
        raw = statement.sqliteStatement
        connection = db.sqliteConnection
        sqlite3_reset(raw)
        sqlite3_bind_int64(raw, 1, sqlite3_int64(last))
    }

    /// Whether there is another row.
    func next() throws -> Bool {
        let code = sqlite3_step(raw)
        if code == SQLITE_ROW { return true }
        sqlite3_reset(raw)
        guard code == SQLITE_DONE else {
            throw DatabaseError(
                resultCode: ResultCode(rawValue: code),
                message: connection.flatMap { sqlite3_errmsg($0) }.map { String(cString: $0) })
        }
        return false
    }

    func int(_ column: Int32) -> Int { Int(sqlite3_column_int64(raw, column)) }

    func text(_ column: Int32) -> String {
        sqlite3_column_text(raw, column).map { String(cString: $0) } ?? ""
    }
}
