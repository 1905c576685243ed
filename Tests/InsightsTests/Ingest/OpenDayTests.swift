import Diagnostics
import Files
import Foundation
import Insights
import Testing

@Suite("Days and their salts")
struct OpenDayTests {
    private let lines = MadeUpLog.lines(300)
    private let sandbox: LogSandbox

    init() throws {
        sandbox = try LogSandbox()
        try sandbox.write("early.log", lines.prefix(250))
        try sandbox.write("late.log", lines[250...])
        try sandbox.ingest("early.log")
    }

    private static let additive = """
        SELECT sum(requests), sum(bytes), (SELECT sum(visitors) FROM visitors), (SELECT sum(views) FROM content),
        (SELECT sum(views) FROM hours) FROM requests
        """

    @Test("salts are their owner's alone, and no address or agent is kept anywhere")
    func privacy() throws {
        for name in ["salts.json", "facts.sqlite"] {
            #expect(try FileSystem.status(sandbox.path("insights/" + name))?.mode == 0o600)
        }
        for entry in try FileSystem.list(sandbox.path("insights")) where entry.kind == .file {
            let bytes = try FileSystem.read(sandbox.path("insights/" + entry.path))
            for secret in ["203.0.113.", "Firefox"] {
                #expect(!contains(bytes, Array(secret.utf8)), "\(entry.path)")
            }
        }
    }

    private func contains(_ bytes: [UInt8], _ part: [UInt8]) -> Bool {
        bytes.indices.contains { bytes[$0] == part[0] && bytes[$0...].starts(with: part) }
    }

    @Test("salts and requests are deleted when their days are over, and the facts stay")
    func closing() throws {
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: sandbox.path("insights/open-days")).isEmpty
                == false)
        let before = try sandbox.facts()
        sandbox.options.now += 7 * 86_400 + 86_400
        try sandbox.ingest("early.log")
        #expect(try FileManager.default.contentsOfDirectory(atPath: sandbox.path("insights/open-days")) == [])
        #expect(
            !(try FileSystem.readText(sandbox.path("insights/salts.json"), limit: 1 << 20)).contains("drawn"))
        #expect(try sandbox.facts() == before)
    }

    @Test("a day is kept open for as long as it is asked for, from its end on")
    func saltDays() throws {
        sandbox.options.saltDays = 2
        let names = {
            try FileManager.default.contentsOfDirectory(atPath: sandbox.path("insights/open-days"))
        }
        // The last day ends at 23:00 UTC.
        sandbox.options.now = MadeUpLog.now + 11 * 3600 + 2 * 86_400 - 1
        try sandbox.ingest("early.log")
        #expect(try !names().isEmpty)
        sandbox.options.now += 1
        try sandbox.ingest("early.log")
        #expect(try names().isEmpty)
    }

    @Test("lines for a closed day make another part of it, and all that adds up is exact")
    func lateLines() throws {
        let undisturbed = try LogSandbox()
        try undisturbed.write("all.log", lines)
        try undisturbed.ingest("all.log")
        sandbox.options.now += 30 * 86_400
        let report = try sandbox.ingest("late.log")
        #expect(report.lateDays == 1 && report.days == 1)
        #expect(try sandbox.rows("SELECT DISTINCT part FROM requests ORDER BY 1") == ["0", "1"])
        let totals = [
            "SELECT sum(requests), sum(bytes) FROM requests",
            "SELECT sum(times), count(DISTINCT member) FROM events",
        ]
        for total in totals { #expect(try sandbox.rows(total) == undisturbed.rows(total)) }
    }

    @Test("a run that fails leaves no requests behind")
    func failedRun() throws {
        let folder = sandbox.path("insights/open-days")
        let before = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        try sandbox.write("bad.log", lines[250..<290] + Array(repeating: "203.0.113.1 nonsense", count: 10))
        #expect(throws: (any Error).self) { try sandbox.ingest("bad.log") }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == before)
    }

    @Test("salts that are damaged are an error that says what to do")
    func damagedSalts() throws {
        for text in ["{", "[]", #"{"version":1,"salts":[{"day":1,"part":0,"drawn":1,"salt":"AA=="}]}"#] {
            try FileSystem.write(Array(text.utf8), to: sandbox.path("insights/salts.json"), mode: 0o600)
            let error = #expect(throws: DiagnosticError.self) { try sandbox.ingest("late.log") }
            #expect(error?.diagnostics.first?.message.hasSuffix("holds no salts") == true)
        }
    }

    @Test("requests that were kept and are damaged are an error that names them")
    func damaged() throws {
        let folder = sandbox.path("insights/open-days")
        let name = try #require(FileManager.default.contentsOfDirectory(atPath: folder).first)
        let before = try sandbox.facts()
        let whole = try FileSystem.read(folder + "/" + name)
        for bytes in [Array(whole.dropLast(7)), Array(repeating: 0, count: whole.count)] {
            try FileSystem.write(bytes, to: folder + "/" + name)
            #expect(throws: (any Error).self) { try sandbox.ingest("late.log") }
            #expect(try sandbox.facts() == before)
        }
    }
}
