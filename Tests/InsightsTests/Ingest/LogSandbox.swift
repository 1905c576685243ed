import AccessLogs
import Files
import Foundation
import Insights
import TestSupport
import Testing

/// A folder with logs and facts of its own; it goes with the value.
final class LogSandbox {
    private let scratch: ScratchFolder
    var options: IngestOptions

    init() throws {
        scratch = try ScratchFolder()
        options = IngestOptions(
            site: MadeUpLog.site, members: MadeUpLog.members, sections: MadeUpLog.sections,
            now: MadeUpLog.now, threads: 2, random: { Array(repeating: 0x5A, count: $0) },
            digest: { Self.digest($0) })
    }

    /// Stands in for SHA-256, whose library belongs to another module.
    private static func digest(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
        guard let slice = ByteSlice(bytes) else { return Array(repeating: 0, count: 32) }
        return (0..<4).flatMap { seed in
            withUnsafeBytes(of: ByteHash.hash(slice, seed: seed).bigEndian) { Array($0) }
        }
    }

    var folder: String { scratch.path }

    func path(_ name: String) -> String { folder + "/" + name }

    func write(_ name: String, _ lines: some Sequence<String>) throws {
        try write(name, Array(lines.map { $0 + "\n" }.joined().utf8))
    }

    func write(_ name: String, _ bytes: [UInt8]) throws {
        try FileSystem.write(bytes, to: path(name))
    }

    func append(_ name: String, _ lines: some Sequence<String>) throws {
        let file = try FileHandle(forWritingTo: URL(filePath: path(name)))
        try file.seekToEnd()
        try file.write(contentsOf: Data(lines.map { $0 + "\n" }.joined().utf8))
        try file.close()
    }

    func move(_ name: String, to other: String) throws {
        try FileManager.default.moveItem(atPath: path(name), toPath: path(other))
    }

    func remove(_ name: String) throws {
        try FileManager.default.removeItem(atPath: path(name))
    }

    /// Makes `NAME.gz` of a file, in its place.
    func compress(_ name: String) throws {
        let process = try Process.run(URL(filePath: "/bin/gzip"), arguments: [path(name)])
        process.waitUntilExit()
    }

    @discardableResult
    func ingest(_ names: String...) throws -> IngestReport {
        let inputs = try LogInput.expand(names.map(path))
        let report = try Insights.ingest(inputs, into: FactStore(path("insights")), options)
        // Ingesting leaves the check to us.
        #expect(try rows("SELECT * FROM pragma_foreign_key_check") == [])
        return report
    }

    /// Every row of every table, each as a line.
    func facts() throws -> [String] {
        let store = try FactStore(path("insights"))
        return try Self.views.flatMap { view in
            try store.rows("SELECT * FROM \(view)").rows.map { "\(view) " + $0.joined(separator: "|") }
                .sorted()
        }
    }

    /// The rows of a query, each as a line.
    func rows(_ sql: String) throws -> [String] {
        try FactStore(path("insights")).rows(sql).rows.map { $0.joined(separator: "|") }
    }

    static let views = [
        "requests", "visitors", "visits", "content", "hours", "sources", "member_days", "member_content",
        "events", "rejected",
    ]
}
