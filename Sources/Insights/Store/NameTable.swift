import GRDB

/// Numbers of routes, origins and members in the database, made when they come up first.
struct NameTable {
    private let select: String
    private let insert: String
    private var known: [String: Int] = [:]

    /// - Parameter columns: the columns of a name.
    init(_ table: String, _ columns: [String]) {
        let marks = columns.map { _ in "?" }.joined(separator: ", ")
        select = "SELECT id FROM \(table) WHERE " + columns.map { "\($0) = ?" }.joined(separator: " AND ")
        insert = "INSERT INTO \(table) (\(columns.joined(separator: ", "))) VALUES (\(marks))"
    }

    /// - Parameters:
    ///   - key: what tells names apart.
    ///   - columns: the name's columns, asked for when it is not known yet.
    mutating func number(_ db: Database, _ key: String, _ columns: () -> [String]) throws -> Int {
        if let number = known[key] { return number }
        let arguments = StatementArguments(columns())
        let number: Int
        if let found = try Int.fetchOne(db.cachedStatement(sql: select), arguments: arguments) {
            number = found
        } else {
            try db.cachedStatement(sql: insert).execute(arguments: arguments)
            number = Int(db.lastInsertedRowID)
        }
        // Names can be very many over the years; forgetting them only costs time.
        if known.count > 100_000 { known.removeAll() }
        known[key] = number
        return number
    }
}
