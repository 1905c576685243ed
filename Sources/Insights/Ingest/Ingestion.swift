import AccessLogs
import Diagnostics
import Files
import Foundation
import GRDB
import Synchronization

/// Reads logs into the facts of a store, all of a run or nothing.
///
/// - Parameters:
///   - progress: called now and then, on one thread.
/// - Throws: a `DiagnosticError`, a `FileError` or a ``StoreError``; the facts are then those before the run.
public func ingest(
    _ inputs: [LogInput], into store: FactStore, _ options: IngestOptions,
    progress: (IngestProgress) -> Void = { _ in }
) throws -> IngestReport {
    let lock = try runLock(store, options)
    defer { lock.release() }
    let salts = try SaltBook(store.folder, now: options.now, random: options.random)
    do {
        return try withoutActuallyEscaping(progress) { progress in
            try store.database.writeWithoutTransaction { db in
                let closing = DayClosing(db: db, store: store, salts: salts, options: options)
                try closing.closeDays()
                defer { try? OpenDays(store).removeAll(but: closing.filesInUse()) }
                var report: IngestReport?
                try db.inTransaction(.immediate) {
                    let run = IngestRun(
                        db: db, store: store, options: options, salts: salts, progress: progress)
                    report = try run.run(inputs)
                    try options.joined?.write(db)
                    // Without the salts the batches could not be added to; so they are written first.
                    try salts.write()
                    return .commit
                }
                try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
                guard let report else { throw CancellationError() }
                return report
            }
        }
    } catch let error as DatabaseError {
        throw StoreError(error, FactStore.path(in: store.folder))
    }
}

func runLock(_ store: FactStore, _ options: IngestOptions) throws -> FileLock {
    let since = Date(timeIntervalSince1970: TimeInterval(options.now)).formatted(.iso8601)
    do {
        return try FileLock(store.folder + "/ingest.lock", since: since)
    } catch FileLockError.failed(let error) {
        throw error
    } catch {
        throw DiagnosticError(
            .error("another ingest works on '\(store.folder)'", hint: "wait until it has ended"))
    }
}

/// Ends the time in which lines of a day can still be counted as if they had come with the others.
struct DayClosing {
    let db: Database
    let store: FactStore
    let salts: SaltBook
    let options: IngestOptions

    /// Closes the days whose time has come, and removes their salts and requests.
    func closeDays() throws {
        var open: Set<PartKey> = []
        var next: [Int: Int] = [:]
        var due: [PartKey] = []
        for row in try Row.fetchAll(db, sql: "SELECT day, part, drawn, closed FROM parts") {
            let part = PartKey(day: row[0], part: row[1])
            next[part.day] = max(next[part.day] ?? 0, part.part + 1)
            let isClosed: Bool = row[3]
            if isClosed { continue }
            if isDue(part, drawn: row[2]) || !salts.has(part) { due.append(part) } else { open.insert(part) }
        }
        if !due.isEmpty {
            try db.inTransaction {
                for part in due {
                    try db.execute(
                        sql: "UPDATE parts SET closed = 1 WHERE day = ? AND part = ?",
                        arguments: [part.day, part.part])
                    try db.execute(
                        sql: "DELETE FROM batches WHERE day = ? AND part = ?",
                        arguments: [part.day, part.part])
                }
                return .commit
            }
        }
        salts.reconcile(open: open, nextPart: next)
        if !due.isEmpty { try salts.write() }
        try OpenDays(store).removeAll(but: filesInUse())
    }

    private func isDue(_ part: PartKey, drawn: Int) -> Bool {
        let end = (part.day + 1) * 86_400
        let zone = options.site.timeZone
        let offset = zone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(end)))
        return options.now >= max(end - offset, drawn) + options.saltDays * 86_400
    }

    func filesInUse() throws -> Set<String> {
        try Set(String.fetchAll(db, sql: "SELECT DISTINCT file FROM batches"))
    }
}

/// One run, inside its transaction.
struct IngestRun {
    let db: Database
    let store: FactStore
    let options: IngestOptions
    let salts: SaltBook
    let progress: (IngestProgress) -> Void

    /// How much a thread collects before it writes: the more threads, the less.
    private static func collectedBytes(threads: Int) -> Int {
        max(2 << 20, min(20 << 20, (40 << 20) / threads))
    }

    private enum Found: Sendable {
        case batches([OpenDays.Place])
        case minutes(file: Int, [Int: MinuteSum])
        case done((any Error)?)
    }

    private enum Counted: Sendable {
        case visits(PartKey, [Visit], [String])
        case facts(PartKey, DayFacts)
        case done((any Error)?)
    }

    func run(_ inputs: [LogInput]) throws -> IngestReport {
        let source = LineSource(
            inputs, known: try knownFiles(), options: .init(format: options.format, digest: options.digest))
        let places = try read(source)
        let files = source.files()
        var report = self.report(files)
        guard report.badShare <= options.mostBad else { throw tooManyBadLines(report) }
        try remember(files)
        try checkOverlaps(files)
        let parts = Set(places.map(\.part)).sorted()
        report.visits = try count(parts, source.progress)
        report.days = parts.count
        report.lateDays = parts.count { $0.part > 0 }
        return report
    }

    // MARK: Reading

    private func knownFiles() throws -> [KnownFile] {
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

    private func setting(_ name: String, _ initial: () -> Int) throws -> Int {
        if let value = try Int.fetchOne(
            db, sql: "SELECT value FROM settings WHERE name = ?", arguments: [name])
        {
            return value
        }
        let value = initial()
        try db.execute(sql: "INSERT INTO settings VALUES (?, ?)", arguments: [name, value])
        return value
    }

    /// Lines to batches, on all threads.
    private func read(_ source: LineSource) throws -> [OpenDays.Place] {
        let run = try setting("runs") { 0 } + 1
        try db.execute(sql: "UPDATE settings SET value = ? WHERE name = 'runs'", arguments: [run])
        let seed = try setting("seed") { options.random(8).reduce(0) { $0 << 8 | Int($1) } }
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

    /// Takes messages until every thread is done.
    ///
    /// - Parameter handle: returns the error, or nil, that a thread ended with; nil for another message.
    private func receive<Message>(
        _ messages: Handover<Message>, threads: Int, stop: () -> Void,
        handle: (Message) throws -> (any Error)??,
        idle: () -> Void
    ) throws {
        var running = threads
        var failure: (any Error)?
        while running > 0 {
            guard let message = messages.receive(timeout: .milliseconds(100)) else {
                idle()
                continue
            }
            do {
                guard let end = try handle(message) else { continue }
                running -= 1
                if let error = end, failure == nil { failure = error }
            } catch {
                if failure == nil { failure = error }
                stop()
            }
        }
        idle()
        if let failure { throw failure }
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

    private func remember(_ files: [LogFile]) throws {
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

    private func checkOverlaps(_ files: [LogFile]) throws {
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

    // MARK: Counting

    /// Batches to facts, on all threads.
    ///
    /// - Returns: how many visits there are.
    private func count(_ parts: [PartKey], _ read: LineSource.Progress) throws -> Int {
        var work: [(part: PartKey, places: [OpenDays.Place])] = []
        for part in parts {
            let rows = try Row.fetchAll(
                db.cachedStatement(
                    sql: "SELECT file, offset, length FROM batches WHERE day = ? AND part = ? ORDER BY id"),
                arguments: [part.day, part.part])
            work.append(
                (part, rows.map { OpenDays.Place(part: part, file: $0[0], offset: $0[1], length: $0[2]) }))
        }
        let counted = Handover<Counted>(capacity: 4)
        let next = SharedCounter()
        let openDays = OpenDays(store)
        for _ in 0..<options.threads {
            Thread.detachNewThread { [options, work] in
                do {
                    while let index = next.take(below: work.count) {
                        try Self.count(work[index].part, work[index].places, openDays, options, counted)
                    }
                    counted.send(.done(nil))
                } catch {
                    counted.send(.done(error))
                }
            }
        }
        var writer = try FactWriter(db, members: options.members)
        var visits = 0
        try receive(counted, threads: options.threads, stop: next.stop) { message in
            switch message {
            case .visits(let part, let new, let texts):
                visits += new.count
                try writer.write(new, texts, of: part)
            case .facts(let part, let facts): try writer.write(facts, of: part)
            case .done(let error): return .some(error)
            }
            return nil
        } idle: {
            progress(
                IngestProgress(
                    phase: .counting, bytes: read.bytes, totalBytes: read.totalBytes, lines: read.lines))
        }
        return visits
    }

    private static func count(
        _ part: PartKey, _ places: [OpenDays.Place], _ openDays: OpenDays, _ options: IngestOptions,
        _ counted: Handover<Counted>
    ) throws {
        let counter = DayCounter(
            batches: places.count, members: options.members, sections: options.sections, site: options.site,
            requestsAtOnce: max(50_000, 1_200_000 / options.threads)
        ) { try openDays.read(places[$0]) }
        do {
            let facts = try counter.count { counted.send(.visits(part, $0, $1)) }
            counted.send(.facts(part, facts))
        } catch is DamagedBatch {
            let names = Set(places.map(\.file)).sorted().joined(separator: ", ")
            throw DiagnosticError(
                .error(
                    "the requests kept in '\(openDays.folder)' (\(names)) are damaged",
                    hint: "restore the insights folder from a backup"))
        }
    }

    // MARK: Reporting

    private func report(_ files: [LogFile]) -> IngestReport {
        var total = WindowTally()
        let reports = files.map { file in
            var tally = file.tally
            tally.minutes = [:]
            total.merge(tally)
            return IngestReport.File(
                name: file.name, state: IngestReport.File.State(file.kind), formerName: file.formerName,
                format: file.formatName, tally: tally, faultyLines: file.faultyLines(),
                hasUnfinishedLine: file.hasUnfinishedLine)
        }
        return IngestReport(files: reports, total: total, days: 0, lateDays: 0, visits: 0)
    }

    private func tooManyBadLines(_ report: IngestReport) -> DiagnosticError {
        let total = report.total
        let share = (report.badShare * 1000).rounded() / 10
        var diagnostics: [Diagnostic] = []
        for file in report.files {
            for (fault, line) in file.faultyLines {
                diagnostics.append(
                    Diagnostic.error(
                        "the line \(fault.explanation)", at: SourceLocation(file: file.name, line: line)))
            }
        }
        diagnostics.append(
            .error(
                "\(total.malformed) of \(total.lines - total.skipped) lines (\(share) %) are malformed; "
                    + "nothing was counted",
                hint: "is the format right (--format)? --max-bad allows more"))
        return DiagnosticError(diagnostics)
    }
}

extension IngestReport.File.State {
    init(_ kind: LogFile.Kind) {
        self =
            switch kind {
            case .new: .new
            case .grown: .grown
            case .unchanged: .unchanged
            case .shorter: .shorter
            case .empty: .empty
            }
    }
}

/// Numbers from 0, each given once, to any thread.
final class SharedCounter: Sendable {
    private let next = Mutex(0)

    func take(below end: Int) -> Int? {
        next.withLock { next in
            guard next < end else { return nil }
            next += 1
            return next - 1
        }
    }

    func stop() {
        next.withLock { $0 = .max }
    }
}
