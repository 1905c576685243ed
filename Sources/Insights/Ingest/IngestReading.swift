import AccessLogs
import Diagnostics
import Foundation
import GRDB

extension IngestRun {
    /// How much a thread collects before it writes: the more threads, the less.
    private static func collectedBytes(threads: Int) -> Int {
        max(2 << 20, min(20 << 20, (40 << 20) / threads))
    }

    private enum Found: Sendable {
        case batches([OpenDays.Place])
        case minutes(file: Int, [Int: MinuteSum])
        case done((any Error)?)
    }

    func knownFiles() throws -> [KnownFile] {
        try Row.fetchAll(
            db, sql: "SELECT id, name, head_length, head, read, tail_length, tail, lines, header FROM files"
        ).map { row in
            KnownFile(
                id: row[0], name: row[1],
                head: Fingerprint(length: row[2], digest: Array(row[3] as Data)), read: row[4],
                tail: Fingerprint(length: row[5], digest: Array(row[6] as Data)), lines: row[7],
                header: row[8])
        }
    }

    func setting(_ name: String, _ initial: () -> Int) throws -> Int {
        if let value = try Int.fetchOne(
            db, sql: "SELECT value FROM settings WHERE name = ?", arguments: [name])
        {
            return value
        }
        let value = initial()
        try db.execute(sql: "INSERT INTO settings VALUES (?, ?)", arguments: [name, value])
        return value
    }

    /// Of the sums of this store.
    func seed() throws -> Int {
        try setting("seed") { options.random(8).reduce(0) { $0 << 8 | Int($1) } }
    }

    /// Lines to batches, on all threads.
    func read(_ source: LineSource) throws -> [OpenDays.Place] {
        let run = try setting("runs") { 0 } + 1
        try db.execute(sql: "UPDATE settings SET value = ? WHERE name = 'runs'", arguments: [run])
        let seed = try seed()
        let settings = RequestCollector.Settings(
            site: options.site, bots: options.bots, range: options.range,
            seed: UInt64(bitPattern: Int64(seed)), digest: options.digest, salt: { [salts] in salts.salt($0) }
        )
        let openDays = OpenDays(store)
        let found = Handover<Found>(capacity: 64)
        for thread in 0..<options.threads {
            Thread.detachNewThread { [options] in
                do {
                    let most = Self.collectedBytes(threads: options.threads)
                    try Self.work(source, settings, openDays, found, "\(run)-\(thread)", most)
                    found.send(.done(nil))
                } catch {
                    source.stop()
                    found.send(.done(error))
                }
            }
        }
        var places: [OpenDays.Place] = []
        try receive(found, threads: options.threads, stop: source.stop) { message in
            switch message {
            case .batches(let new):
                // Here no thread that reads waits for the disk.
                try openDays.sync(Set(new.map(\.file)))
                try keep(new)
                places += new
            case .minutes(let file, let sums): try MinuteSums(db: db).add(sums, file: file)
            case .done(let error): return .some(error)
            }
            return nil
        } idle: {
            let now = source.progress
            progress(
                IngestProgress(
                    phase: .reading, bytes: now.bytes, totalBytes: now.totalBytes, lines: now.lines))
        }
        return places
    }

    private static func work(
        _ source: LineSource, _ settings: RequestCollector.Settings, _ openDays: OpenDays,
        _ found: Handover<Found>, _ name: String, _ most: Int
    ) throws {
        let window = Window(size: LineSource.windowSize)
        var collector = RequestCollector(settings)
        var parser: LineParser?
        var file = -1
        var flushes = 0
        func flush() throws {
            let batches = collector.flush()
            guard !batches.isEmpty else { return }
            flushes += 1
            found.send(.batches(try openDays.write(batches, to: "\(name)-\(flushes)")))
        }
        while let contents = try source.next(window) {
            if file != contents.file { parser = nil }
            file = contents.file
            var current = parser ?? LineParser(format: contents.format)
            current.use(contents.format)
            guard
                let bytes = ByteSlice(UnsafeRawBufferPointer(rebasing: window.memory[..<contents.count]))
            else { continue }
            let tally = collector.add(bytes, &current)
            parser = current
            if let (file, sums) = source.report(contents, tally) { found.send(.minutes(file: file, sums)) }
            if collector.footprint > most { try flush() }
        }
        try flush()
    }

    private func keep(_ places: [OpenDays.Place]) throws {
        for place in places {
            try db.cachedStatement(sql: "INSERT OR IGNORE INTO parts VALUES (?, ?, ?, 0)")
                .execute(arguments: [place.part.day, place.part.part, salts.drawn(place.part.day)])
            try db.cachedStatement(
                sql: "INSERT INTO batches (day, part, file, offset, length) VALUES (?, ?, ?, ?, ?)"
            ).execute(
                arguments: [place.part.day, place.part.part, place.file, place.offset, place.length])
        }
    }

    func remember(_ files: [LogFile]) throws {
        for file in files {
            guard let known = file.known, file.kind == .new || file.kind == .grown else { continue }
            let tally = file.tally
            try db.execute(
                sql: """
                    INSERT INTO files VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    ON CONFLICT (id) DO UPDATE SET
                        name = excluded.name, header = excluded.header,
                        head_length = excluded.head_length, head = excluded.head, read = excluded.read,
                        tail_length = excluded.tail_length, tail = excluded.tail,
                        lines = lines + excluded.lines, kept = kept + excluded.kept,
                        malformed = malformed + excluded.malformed, skipped = skipped + excluded.skipped,
                        out_of_range = out_of_range + excluded.out_of_range,
                        first = min(coalesce(first, excluded.first), coalesce(excluded.first, first)),
                        last = max(coalesce(last, excluded.last), coalesce(excluded.last, last))
                    """,
                arguments: [
                    known.id, known.name, file.formatName, known.header, known.head.length,
                    Data(known.head.digest), known.read, known.tail.length, Data(known.tail.digest),
                    tally.lines,
                    tally.kept, tally.malformed, tally.skipped, tally.outOfRange, tally.times?.lowerBound,
                    tally.times?.upperBound,
                ])
            try MinuteSums(db: db).add(tally.minutes, file: known.id)
        }
    }

    func checkOverlaps(_ files: [LogFile]) throws {
        var faults: [Diagnostic] = []
        let new = files.compactMap { file in file.tally.kept > 0 ? file.known?.id : nil }
        for overlap in try MinuteSums(db: db).overlaps(of: Set(new)) {
            if options.allowsOverlap {
                try db.execute(
                    sql: "INSERT OR IGNORE INTO allowed_overlaps VALUES (?, ?)",
                    arguments: [overlap.file, overlap.other])
                continue
            }
            let time = Date(timeIntervalSince1970: TimeInterval(overlap.time)).formatted(.iso8601)
            faults.append(
                .error(
                    "'\(try name(overlap.file))' and '\(try name(overlap.other))' hold the same "
                        + "\(overlap.lines) lines, first at \(time)",
                    hint: "nothing was counted; leave one out, or use --allow-overlap if these really were "
                        + "different requests"))
        }
        guard faults.isEmpty else { throw DiagnosticError(faults) }
    }

    /// A log file's, as it was given last.
    private func name(_ file: Int) throws -> String {
        try String.fetchOne(db, sql: "SELECT name FROM files WHERE id = ?", arguments: [file])
            ?? "another file"
    }
}
