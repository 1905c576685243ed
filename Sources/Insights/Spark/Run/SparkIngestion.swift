import AccessLogs
import Diagnostics
import Files
import Foundation
import GRDB

/// What a run on Spark is given besides ``IngestOptions``.
public struct SparkOptions: Sendable {
    public var installation: SparkInstallation
    /// `spark://host:7077`, `local[4]`; nil for what the installation is set to.
    public var master: String?
    /// Spark's own settings, `NAME=VALUE`.
    public var configuration: [String]
    /// A folder that does not exist yet, by its whole path, that all workers see under that path.
    public var folder: String
    /// Members by bundle id.
    public var bundles: [String: String]
    /// Members by beacon id.
    public var beacons: [String: String]

    public init(
        installation: SparkInstallation, master: String?, configuration: [String], folder: String,
        bundles: [String: String], beacons: [String: String]
    ) {
        self.installation = installation
        self.master = master
        self.configuration = configuration
        self.folder = folder
        self.bundles = bundles
        self.beacons = beacons
    }
}

extension SparkJob {
    /// - Parameters:
    ///   - format: as `ingest --format` takes it.
    ///   - folder: the run's, by its whole path.
    public init(logs: [String], format: String?, folder: String, _ options: IngestOptions)
        throws(DiagnosticError)
    {
        try self.init(
            logs: logs, format: SparkFormat(named: format),
            basePath: options.site.basePath.removingPercentEncoding ?? options.site.basePath,
            hosts: options.site.hosts.sorted(), timeZone: options.site.timeZone.identifier,
            agents: BotPatterns.standardText, now: options.now, output: "file:" + SparkRun.output(in: folder))
    }
}

/// Counts logs on Spark, and takes its tables into the store, all of a run or nothing. Every day gets a part of its
/// own.
///
/// - Throws: a `DiagnosticError`, a `FileError` or a ``StoreError``; the facts are then those before the run.
public func ingest(
    _ job: SparkJob, with spark: SparkOptions, into store: FactStore, _ options: IngestOptions
) throws -> SparkReport {
    let lock = try runLock(store, now: options.now)
    defer { lock.release() }
    try SparkRun.removeSideFiles(below: store.folder)
    let salts = try SaltBook(store.folder, now: options.now, random: options.random)
    let forgotten = try store.forgotten()
    let side = SparkSideFile(
        // A visitor of a day that is still open has one name in all of its parts.
        salts: salts.all, secret: options.random(32),
        bundles: spark.bundles.filter { !forgotten.contains($0.value) },
        beacons: spark.beacons.filter { !forgotten.contains($0.value) }, sections: options.sections)
    let run = SparkRun(
        installation: spark.installation, master: spark.master, configuration: spark.configuration,
        folder: spark.folder)
    try run.run(script: job.script, side: side)
    let report: SparkReport
    do {
        try SparkSchema.migrator.migrate(store.database)
        report = try store.database.write { db in
            try options.joined?.write(db)
            return try SparkImport(db: db, folder: run.output, now: options.now)
                .run(mostBad: options.mostBad, allowsOverlap: options.allowsOverlap)
        }
        if let day = options.firstKeptDay { try store.removeFacts(before: day) }
    } catch let error as DatabaseError {
        throw StoreError(error, FactStore.path(in: store.folder))
    }
    // The facts are in the store; the run has nothing else.
    try? FileManager.default.removeItem(atPath: spark.folder)
    return report
}
