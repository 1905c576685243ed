import AccessLogs
import Diagnostics
import Files
import Foundation
import Synchronization

/// The salts of open days, in `salts.json` of the insights folder, readable by its owner only.
final class SaltBook: Sendable {
    struct Salt: Codable, Hashable {
        /// Days since 1970-01-01.
        var day: Int
        var part: Int
        /// When it was drawn, in UTC seconds.
        var drawn: Int
        var salt: Data
    }

    private struct Book: Codable {
        var version = 1
        var salts: [Salt]
    }

    private struct State {
        var salts: [Int: Salt]
        /// The number of the next part of days that have some.
        var nextPart: [Int: Int]
    }

    private let path: String
    private let now: Int
    private let random: @Sendable (Int) -> [UInt8]
    private let state: Mutex<State>

    /// - Parameters:
    ///   - random: that many random bytes.
    ///   - now: in UTC seconds.
    /// - Throws: a `FileError` or a `DiagnosticError` when the file cannot be used.
    init(_ folder: String, now: Int, random: @escaping @Sendable (Int) -> [UInt8]) throws {
        path = folder + "/salts.json"
        self.now = now
        self.random = random
        let salts = try Self.read(path)
        state = Mutex(
            State(salts: Dictionary(salts.map { ($0.day, $0) }, uniquingKeysWith: { $1 }), nextPart: [:]))
    }

    private static func read(_ path: String) throws -> [Salt] {
        guard let status = try FileSystem.status(path) else { return [] }
        guard status.mode & 0o077 == 0 else {
            throw DiagnosticError(
                .error("others can read the salts in '\(path)'", hint: "chmod 600 '\(path)'"))
        }
        do {
            let book = try JSONDecoder().decode(Book.self, from: Data(try FileSystem.read(path)))
            guard book.version == 1, book.salts.allSatisfy({ $0.salt.count == 32 }) else {
                throw CocoaError(.coderReadCorrupt)
            }
            return book.salts
        } catch is Swift.DecodingError, is CocoaError {
            throw DiagnosticError(
                .error(
                    "'\(path)' holds no salts",
                    hint: "restore it, or delete it: visitors of the last days are then counted again"))
        }
    }

    /// Keeps the salts that the database knows and that are still needed.
    ///
    /// - Parameters:
    ///   - open: parts that are not closed.
    ///   - nextPart: for days that have parts, the number after the last.
    func reconcile(open: Set<PartKey>, nextPart: [Int: Int]) {
        state.withLock { state in
            state.nextPart = nextPart
            state.salts = state.salts.filter { day, salt in
                open.contains(PartKey(day: day, part: salt.part)) || salt.part == nextPart[day, default: 0]
            }
        }
    }

    func has(_ part: PartKey) -> Bool {
        state.withLock { $0.salts[part.day]?.part == part.part }
    }

    /// The salt of a day, drawn when there is none.
    func salt(_ day: Int) -> DaySalt {
        state.withLock { state in
            if let known = state.salts[day] { return DaySalt(part: known.part, bytes: Array(known.salt)) }
            let salt = Salt(
                day: day, part: state.nextPart[day, default: 0], drawn: now, salt: Data(random(32)))
            state.salts[day] = salt
            return DaySalt(part: salt.part, bytes: Array(salt.salt))
        }
    }

    /// The salts of open days, by `2026-11-21`.
    var all: [String: [UInt8]] {
        let salts = state.withLock { Array($0.salts.values) }
        let names = salts.map { salt in
            Date(timeIntervalSince1970: TimeInterval(salt.day * 86_400)).formatted(
                .iso8601.year().month().day())
        }
        return Dictionary(zip(names, salts.map { Array($0.salt) }), uniquingKeysWith: { $1 })
    }

    /// When a day's salt was drawn.
    func drawn(_ day: Int) -> Int {
        state.withLock { $0.salts[day]?.drawn ?? now }
    }

    /// Writes the file; before the facts are committed that depend on it.
    func write() throws(FileError) {
        let salts = state.withLock { state in state.salts.values.sorted { $0.day < $1.day } }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
        guard let bytes = try? encoder.encode(Book(salts: salts)) else {
            throw FileError("write", path, reason: "the salts are no JSON")
        }
        try FileSystem.write(Array(bytes) + [0x0A], to: path, mode: 0o600, durable: true)
    }
}

/// A part of a day.
struct PartKey: Sendable, Hashable, Comparable {
    /// Days since 1970-01-01.
    var day: Int
    var part: Int

    static func < (lhs: PartKey, rhs: PartKey) -> Bool { (lhs.day, lhs.part) < (rhs.day, rhs.part) }
}
