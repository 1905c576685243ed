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

    /// Minutes in which two files hold exactly the same lines.
    struct Overlap {
        var file: Int
        /// The one that was read earlier.
        var other: Int
        /// The first such minute, in UTC seconds.
        var time: Int
        /// How many lines all such minutes have.
        var lines: Int
    }

    private struct Pair: Hashable {
        var file: Int
        var other: Int
    }

    private struct Minute: Hashable {
        var minute: Int
        var sum: MinuteSum
    }

    /// What files share with each other and with all that were read before, but for what was allowed to be.
    func overlaps(of files: Set<Int>) throws -> [Overlap] {
        let allowed = try Row.fetchAll(db, sql: "SELECT file, other FROM allowed_overlaps").map {
            Pair(file: $0[0], other: $0[1])
        }
        var found: [Pair: (time: Int, lines: Int)] = [:]
        for day in try days(of: files) {
            var holders: [Minute: [Int]] = [:]
            let rows = try Row.fetchCursor(
                db.cachedStatement(sql: "SELECT file, sums FROM minute_sums WHERE day = ?"), arguments: [day])
            while let row = try rows.next() {
                for (minute, sum) in Self.sums(row[1]) {
                    holders[Minute(minute: minute, sum: sum), default: []].append(row[0])
                }
            }
            for (minute, ids) in holders where ids.count > 1 {
                let time = (day * Self.minutesOfDay + minute.minute) * 60
                for pair in Self.pairs(ids, files) {
                    let known = found[pair] ?? (time, 0)
                    found[pair] = (min(known.time, time), known.lines + Int(minute.sum.lines))
                }
            }
        }
        for pair in allowed {
            found[pair] = nil
            found[Pair(file: pair.other, other: pair.file)] = nil
        }
        return found.sorted { ($0.key.file, $0.key.other) < ($1.key.file, $1.key.other) }.map {
            Overlap(file: $0.key.file, other: $0.key.other, time: $0.value.time, lines: $0.value.lines)
        }
    }

    private func days(of files: Set<Int>) throws -> [Int] {
        var days: Set<Int> = []
        for file in files {
            days.formUnion(
                try Int.fetchAll(
                    db.cachedStatement(sql: "SELECT day FROM minute_sums WHERE file = ?"), arguments: [file]))
        }
        return days.sorted()
    }

    /// Each two of them of which one is new, that one first; of two new ones the later.
    private static func pairs(_ ids: [Int], _ new: Set<Int>) -> [Pair] {
        let sorted = ids.sorted()
        return sorted.indices.flatMap { place in
            sorted[..<place].compactMap { other in
                let file = sorted[place]
                if new.contains(file) { return Pair(file: file, other: other) }
                return new.contains(other) ? Pair(file: other, other: file) : nil
            }
        }
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
