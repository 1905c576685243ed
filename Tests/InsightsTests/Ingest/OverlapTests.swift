import Diagnostics
import Foundation
import Insights
import Testing

@Suite("Files that share lines")
struct OverlapTests {
    private let lines = MadeUpLog.lines(400)
    private let sandbox: LogSandbox

    init() throws {
        sandbox = try LogSandbox()
        try sandbox.write("a.log", lines.prefix(300))
        try sandbox.write("b.log", lines[200...])
    }

    @Test("are refused with both names, and nothing is counted")
    func refused() throws {
        try sandbox.ingest("a.log")
        let before = try sandbox.facts()
        let error = #expect(throws: DiagnosticError.self) { try sandbox.ingest("b.log") }
        let message = try #require(error?.diagnostics.first?.message)
        #expect(
            message.hasPrefix(
                "'\(sandbox.path("b.log"))' and '\(sandbox.path("a.log"))' hold the same 100 lines"))
        #expect(try sandbox.facts() == before)
        #expect(throws: DiagnosticError.self, "they stay strangers") { try sandbox.ingest("b.log") }
        try sandbox.write("c.log", lines[300...])
        try sandbox.ingest("c.log")
        #expect(try sandbox.rows("SELECT sum(requests) FROM requests") == ["400"])
    }

    @Test("are refused in one run, too, in either order")
    func refusedTogether() throws {
        for names in [["a.log", "b.log"], ["b.log", "a.log"]] {
            let inputs = try LogInput.expand(names.map(sandbox.path))
            #expect(throws: DiagnosticError.self) {
                try ingest(inputs, into: FactStore(sandbox.path("insights")), sandbox.options)
            }
        }
        #expect(try sandbox.facts() == [])
    }

    @Test("both count where that is allowed, and need no leave again")
    func allowed() throws {
        try sandbox.ingest("a.log")
        sandbox.options.allowsOverlap = true
        try sandbox.ingest("b.log")
        #expect(try sandbox.rows("SELECT sum(requests) FROM requests") == ["500"])
        sandbox.options.allowsOverlap = false
        try sandbox.append(
            "b.log",
            ["203.0.113.77 - - [\(MadeUpLog.stamp(MadeUpLog.now))] \"GET / HTTP/1.1\" 200 1 \"-\" \"A\""])
        try sandbox.ingest("b.log")
        #expect(try sandbox.rows("SELECT sum(requests) FROM requests") == ["501"])
    }

    @Test("are not two servers' files of the same minutes")
    func sameMinutes() throws {
        let other = lines.prefix(300).map { $0.replacing("203.0.113.", with: "198.51.100.") }
        try sandbox.write("other.log", other)
        try sandbox.ingest("a.log", "other.log")
        #expect(try sandbox.rows("SELECT sum(requests) FROM requests") == ["600"])
    }
}
