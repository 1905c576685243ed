import Diagnostics
import Files
import Foundation

/// One run of `spark-sql`, in a folder of its own.
struct SparkRun {
    let installation: SparkInstallation
    /// `spark://host:7077`, `local[4]`; nil for what the installation is set to.
    let master: String?
    /// Spark's own settings, `NAME=VALUE`.
    let configuration: [String]
    /// Fresh; it holds the script, the log and, below `facts/`, the tables.
    let folder: String

    private static let scriptName = "facts.sql"
    private static let sideName = "side.sql"
    private static let logName = "spark.log"

    /// Where the tables of a run in `folder` are.
    static func output(in folder: String) -> String { folder + "/facts" }

    var output: String { Self.output(in: folder) }

    /// Removes the side files of runs that were killed, in folders of runs below that of the facts.
    static func removeSideFiles(below insights: String) throws(FileError) {
        for entry in try FileSystem.list(insights)
        where entry.path.hasPrefix("spark-") && entry.path.hasSuffix("/" + sideName) {
            unlink(insights + "/" + entry.path)
        }
    }

    /// - Throws: a `DiagnosticError` or a `FileError`; the folder stays then, without the side file.
    func run(script: String, side: SparkSideFile) throws {
        guard mkdir(folder, 0o700) == 0 else { throw FileError("make", folder, code: errno) }
        let sidePath = folder + "/" + Self.sideName
        defer { unlink(sidePath) }
        try FileSystem.write(Array(side.text.utf8), to: sidePath, mode: 0o600)
        try FileSystem.write(Array(script.utf8), to: folder + "/" + Self.scriptName)
        let code = try start(arguments(sidePath))
        guard code == 0 else { throw failure("it ended with \(code)") }
        let missing = try SparkTable.allCases.filter { table in
            try FileSystem.status("\(output)/\(table.rawValue)/_SUCCESS") == nil
        }
        guard missing.isEmpty else {
            throw failure("it did not finish \(missing.map(\.rawValue).joined(separator: ", "))")
        }
    }

    private func arguments(_ side: String) -> [String] {
        let settings =
            [
                // No metastore, no page and no event log: these would tell what is in the side file.
                "spark.sql.catalogImplementation=in-memory", "spark.ui.enabled=false",
                "spark.eventLog.enabled=false",
                "spark.sql.warehouse.dir=file:\(folder)/warehouse",
            ] + configuration
        return (master.map { ["--master", $0] } ?? []) + settings.flatMap { ["--conf", $0] }
            + ["-S", "-i", side, "-f", folder + "/" + Self.scriptName]
    }

    private func start(_ arguments: [String]) throws -> Int32 {
        let log = folder + "/" + Self.logName
        try FileSystem.write([], to: log)
        guard let handle = FileHandle(forWritingAtPath: log) else {
            throw FileError("write", log, code: errno)
        }
        defer { try? handle.close() }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: installation.program)
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = handle
        process.standardError = handle
        do {
            try process.run()
        } catch {
            throw DiagnosticError(
                .error("cannot start '\(installation.program)': \(error.localizedDescription)"))
        }
        process.waitUntilExit()
        return process.terminationReason == .exit
            ? process.terminationStatus : 128 + process.terminationStatus
    }

    /// What the log says, in a few lines.
    private func failure(_ what: String) -> DiagnosticError {
        let log = folder + "/" + Self.logName
        let lines = ((try? FileSystem.readText(log)) ?? "").split(separator: "\n")
        var words = lines.first { $0.hasPrefix("[") || $0.contains("Exception: ") }.map { Self.shortened($0) }
        if lines.contains(where: { $0.contains("All masters are unresponsive") }), let master {
            words = "the master \(master) does not answer"
        }
        return DiagnosticError(
            .error(
                "Spark failed: \(what)" + (words.map { "; \($0)" } ?? ""),
                hint: "nothing was counted; all that Spark said is in '\(log)'"))
    }

    /// At most 300 characters, without anything that could be an id or a salt.
    private static func shortened(_ line: Substring) -> String {
        String(line.replacing(/[0-9A-Fa-f]{32,}/, with: "…").prefix(300))
    }
}
