import AccessLogs
import Diagnostics
import Foundation
import GRDB
import Synchronization

extension IngestRun {
    private enum Counted: Sendable {
        case visits(PartKey, [Visit], [String])
        case facts(PartKey, DayFacts)
        case done((any Error)?)
    }

    /// Batches to facts, on all threads.
    ///
    /// - Returns: how many visits there are.
    func count(_ parts: [PartKey], _ read: LineSource.Progress) throws -> Int {
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
