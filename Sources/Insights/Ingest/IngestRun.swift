import AccessLogs
import Diagnostics
import Foundation
import GRDB

/// One run, inside its transaction.
struct IngestRun {
    let db: Database
    let store: FactStore
    let options: IngestOptions
    let salts: SaltBook
    let progress: (IngestProgress) -> Void

    func run(_ inputs: [LogInput]) throws -> IngestReport {
        let source = LineSource(
            inputs, known: try knownFiles(), options: .init(format: options.format, digest: options.digest))
        let places = try read(source)
        let files = source.files()
        var report = self.report(files)
        guard report.badShare <= options.mostBad else { throw tooManyBadLines(report) }
        try remember(files)
        try checkOverlaps(files)
        let new = Set(places.map(\.part))
        let parts = try hasNewIdentities() ? new.union(openParts()) : new
        report.visits = try count(parts.sorted(), source.progress)
        report.days = parts.count
        report.lateDays = new.count { $0.part > 0 }
        return report
    }

    /// The parts of days whose requests are still kept.
    private func openParts() throws -> Set<PartKey> {
        try Set(
            Row.fetchAll(db, sql: "SELECT DISTINCT day, part FROM batches").map {
                PartKey(day: $0[0], part: $0[1])
            })
    }

    /// Takes messages until every thread is done.
    ///
    /// - Parameter handle: returns the error, or nil, that a thread ended with; nil for another message.
    func receive<Message>(
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

    private static func percent(_ share: Double) -> String {
        (share * 100).formatted(
            .number.precision(.fractionLength(0...3)).locale(Locale(identifier: "en_US_POSIX")))
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
                hint:
                    "is the format right (--format)? --max-bad allows more than \(Self.percent(options.mostBad)) %"
            ))
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
