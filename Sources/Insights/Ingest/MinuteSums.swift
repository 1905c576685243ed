import AccessLogs
import Foundation
import GRDB

/// Sums over the lines of each minute of each file, which tell when two files hold the same lines.
struct MinuteSums {
    let db: Database

    private static let minutesOfDay = 1440

    /// Adds to what is known of a file.
    func add(_ sums: [Int: MinuteSum], file: Int) throws {
        var days: [Int: [Int: MinuteSum]] = [:]
        for (minute, sum) in sums {
            days[minute / Self.minutesOfDay, default: [:]][minute % Self.minutesOfDay] = sum
        }
        for (day, new) in days {
            var all = try known(file: file, day: day)
            for (minute, sum) in new { all[minute, default: MinuteSum()] += sum }
            try db.cachedStatement(
                sql: "INSERT OR REPLACE INTO minute_sums (day, file, sums) VALUES (?, ?, ?)"
            )
            .execute(arguments: [day, file, Self.data(all)])
        }
    }

    private func known(file: Int, day: Int) throws -> [Int: MinuteSum] {
        let data = try Data.fetchOne(
            db.cachedStatement(sql: "SELECT sums FROM minute_sums WHERE day = ? AND file = ?"),
            arguments: [day, file])
        return data.map(Self.sums) ?? [:]
    }

    /// Minutes of another file that hold exactly the same lines.
    struct Overlap {
        var other: Int
        /// The first such minute, in UTC seconds.
        var time: Int
        /// How many lines all such minutes have.
        var lines: Int
    }

    /// All files that share minutes with one, but those that were allowed to.
    func overlaps(file: Int) throws -> [Overlap] {
        let allowed = try Set(
            Int.fetchAll(
                db,
                sql:
                    "SELECT other FROM allowed_overlaps WHERE file = ?1 UNION SELECT file FROM allowed_overlaps "
                    + "WHERE other = ?1", arguments: [file]))
        let days = try Row.fetchCursor(
            db, sql: "SELECT day, sums FROM minute_sums WHERE file = ? ORDER BY day", arguments: [file])
        var found: [Int: (time: Int, lines: Int)] = [:]
        while let row = try days.next() {
            let day: Int = row[0]
            let own = Self.sums(row[1])
            let others = try Row.fetchCursor(
                db.cachedStatement(sql: "SELECT file, sums FROM minute_sums WHERE day = ? AND file <> ?"),
                arguments: [day, file])
            while let other = try others.next() {
                let same = Self.sums(other[1]).filter { own[$0.key] == $0.value }
                guard let first = same.keys.min() else { continue }
                let time = (day * Self.minutesOfDay + first) * 60
                let lines = same.values.reduce(0) { $0 + Int($1.lines) }
                let id: Int = other[0]
                guard !allowed.contains(id) else { continue }
                found[id] = (min(found[id]?.time ?? time, time), (found[id]?.lines ?? 0) + lines)
            }
        }
        return found.sorted { $0.key < $1.key }
            .map { Overlap(other: $0.key, time: $0.value.time, lines: $0.value.lines) }
    }

    /// Minute of the day (2 bytes), lines (4) and sum (8), by minute, little-endian.
    private static func data(_ sums: [Int: MinuteSum]) -> Data {
        var data = Data(capacity: sums.count * 14)
        for (minute, sum) in sums.sorted(by: { $0.key < $1.key }) {
            withUnsafeBytes(of: UInt16(minute).littleEndian) { data.append(contentsOf: $0) }
            withUnsafeBytes(of: sum.lines.littleEndian) { data.append(contentsOf: $0) }
            withUnsafeBytes(of: sum.sum.littleEndian) { data.append(contentsOf: $0) }
        }
        return data
    }

    private static func sums(_ data: Data) -> [Int: MinuteSum] {
        var result: [Int: MinuteSum] = [:]
        data.withUnsafeBytes { bytes in
            for start in stride(from: 0, to: bytes.count - 13, by: 14) {
                let minute = Int(
                    UInt16(littleEndian: bytes.loadUnaligned(fromByteOffset: start, as: UInt16.self)))
                result[minute] = MinuteSum(
                    lines: UInt32(
                        littleEndian: bytes.loadUnaligned(fromByteOffset: start + 2, as: UInt32.self)),
                    sum: UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: start + 6, as: UInt64.self))
                )
            }
        }
        return result
    }
}
