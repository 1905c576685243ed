import Files
import Foundation
import GRDB

/// The facts of a site, in `facts.sqlite` of its insights folder.
public struct FactStore: Sendable {
    /// The folder; `facts.sqlite`, `salts.json` and `open-days/` are in it.
    public let folder: String
    let database: DatabaseQueue

    /// Opens the store, and makes it when there is none.
    ///
    /// - Throws: ``StoreError`` or a `FileError`.
    public init(_ folder: String) throws {
        self.folder = folder
        for name in [folder, folder + "/" + Self.openDays] {
            guard mkdir(name, 0o700) == 0 || errno == EEXIST else {
                throw FileError("make", name, code: errno)
            }
        }
        var configuration = Configuration()
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(10)
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA synchronous = NORMAL; PRAGMA cache_size = -16384")
        }
        let path = Self.path(in: folder)
        try Self.makePrivate(path)
        do {
            database = try DatabaseQueue(path: path, configuration: configuration)
            guard try database.read(Schema.isKnown) else {
                throw StoreError(path, "a newer sealpress has changed it; use that one")
            }
            try database.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA journal_mode = WAL")
            }
            try Schema.migrator.migrate(database)
        } catch let error as DatabaseError {
            throw StoreError(error, path)
        }
    }

    /// Makes an empty file that only its owner can read, where there is none; the folder may be one that others can look into.
    private static func makePrivate(_ path: String) throws(FileError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        if descriptor >= 0 {
            close(descriptor)
        } else if errno != EEXIST {
            throw FileError("write", path, code: errno)
        }
    }

    static let openDays = "open-days"

    /// Where the database of an insights folder is.
    public static func path(in folder: String) -> String { folder + "/facts.sqlite" }

    /// The rows of a query, as text; for people and tests.
    ///
    /// - Parameter sql: one SELECT statement.
    public func rows(_ sql: String) throws -> (columns: [String], rows: [[String]]) {
        do {
            return try database.read { db in
                let statement = try db.makeStatement(sql: sql)
                let rows = try Row.fetchCursor(statement)
                var result: [[String]] = []
                while let row = try rows.next() {
                    result.append(row.databaseValues.map(Self.text))
                }
                return (statement.columnNames, result)
            }
        } catch let error as DatabaseError {
            throw StoreError(error, Self.path(in: folder))
        }
    }

    private static func text(_ value: DatabaseValue) -> String {
        switch value.storage {
        case .null: ""
        case .int64(let number): String(number)
        case .double(let number): String(number)
        case .string(let text): text
        case .blob(let data): data.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        }
    }
}

/// The database could not do what was asked of it.
public struct StoreError: Error, Sendable, Hashable, CustomStringConvertible {
    public let path: String
    public let reason: String

    init(_ path: String, _ reason: String) {
        self.path = path
        self.reason = reason
    }

    init(_ error: DatabaseError, _ path: String) {
        self.path = path
        reason =
            switch error.resultCode {
            case .SQLITE_FULL: "the disk is full; the facts are those before this run"
            // A quota, a limit on the size of files, a disk that fails.
            case .SQLITE_IOERR: "the disk takes no more, or fails; the facts are those before this run"
            case .SQLITE_CANTOPEN, .SQLITE_READONLY: "it and its folder must be writable"
            default: error.message ?? "\(error.resultCode)"
            }
    }

    public var description: String { "cannot use '\(path)': \(reason)" }
}
