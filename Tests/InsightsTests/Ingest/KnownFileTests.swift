import Diagnostics
import Foundation
import Insights
import TestSupport
import Testing

@Suite("A file that was read before")
struct KnownFileTests {
    private let lines = MadeUpLog.lines(600)
    private let sandbox: LogSandbox
    /// The facts of all lines.
    private let all: [String]

    init() throws {
        sandbox = try LogSandbox()
        let undisturbed = try LogSandbox()
        try undisturbed.write("access.log", lines)
        try undisturbed.ingest("access.log")
        all = try undisturbed.facts()
        #expect(all.count > 300)
    }

    @Test("given again, counts nothing again")
    func again() throws {
        try sandbox.write("access.log", lines)
        #expect(try sandbox.ingest("access.log").files.map(\.state) == [.new])
        let report = try sandbox.ingest("access.log", "access.log")
        #expect(report.files.map(\.state) == [.unchanged] && report.total.lines == 0 && report.days == 0)
        #expect(try sandbox.facts() == all)
    }

    @Test("and has grown since, is read on from where it ended")
    func grown() throws {
        try sandbox.write("access.log", lines.prefix(1))
        try sandbox.ingest("access.log")
        for end in stride(from: 1, to: 600, by: 123) {
            try sandbox.append("access.log", lines[end..<min(600, end + 123)])
            let report = try sandbox.ingest("access.log")
            #expect(report.files.map(\.state) == [.grown] && report.total.lines == min(123, 600 - end))
        }
        #expect(try sandbox.facts() == all)
    }

    @Test("and ended in the middle of a line, gets that line once it is whole")
    func unfinished() throws {
        let text = Array(lines.map { $0 + "\n" }.joined().utf8)
        try sandbox.write("access.log", Array(text.prefix(text.count / 2)))
        let first = try sandbox.ingest("access.log")
        #expect(first.files[0].hasUnfinishedLine && first.total.malformed == 0)
        try sandbox.write("access.log", text)
        let second = try sandbox.ingest("access.log")
        #expect(first.total.lines + second.total.lines == 600 && !second.files[0].hasUnfinishedLine)
        #expect(try sandbox.facts() == all)
    }

    @Test("and was rotated, is known under its new name")
    func rotated() throws {
        try sandbox.write("access.log", lines.prefix(300))
        try sandbox.ingest("access.log")
        try sandbox.append("access.log", lines[300..<350])
        try sandbox.move("access.log", to: "access.log.1")
        try sandbox.write("access.log", lines[350...])
        let report = try sandbox.ingest("access.log", "access.log.1")
        #expect(report.files.map(\.state) == [.new, .grown])
        #expect(report.files.map(\.formerName) == [nil, sandbox.path("access.log")])
        #expect(try sandbox.facts() == all)
    }

    @Test("and was compressed since, is known, with the lines it got before that")
    func compressed() throws {
        try sandbox.write("access.log", lines.prefix(500))
        try sandbox.ingest("access.log")
        try sandbox.append("access.log", lines[500...])
        try sandbox.compress("access.log")
        let report = try sandbox.ingest("access.log.gz")
        #expect(report.files.map(\.state) == [.grown] && report.total.lines == 100)
        #expect(try sandbox.ingest("access.log.gz").files.map(\.state) == [.unchanged])
        #expect(try sandbox.facts() == all)
    }

    @Test("and was copied and truncated, is two: the copy is known, what was written after is new")
    func copyTruncated() throws {
        try sandbox.write("access.log", lines.prefix(300))
        try sandbox.ingest("access.log")
        try sandbox.write("access.log.1", lines.prefix(400))
        try sandbox.write("access.log", lines[400...])
        let report = try sandbox.ingest("access.log", "access.log.1")
        #expect(report.files.map(\.state) == [.new, .grown])
        #expect(try sandbox.facts() == all)
    }

    @Test("and is shorter than it was, adds nothing")
    func shorter() throws {
        try sandbox.write("access.log", lines)
        try sandbox.ingest("access.log")
        try sandbox.write("access.log", lines.prefix(200))
        #expect(try sandbox.ingest("access.log").files.map(\.state) == [.shorter])
        #expect(try sandbox.facts() == all)
    }

    @Test("with another's beginning is another")
    func sameBeginning() throws {
        let first = try #require(lines.first { $0.contains("Firefox") })
        try sandbox.write("a.log", [first])
        try sandbox.write("b.log", [first.replacing("Firefox", with: "Waterfox"), lines[599]])
        try sandbox.write("c.log", [first.replacing("Firefox", with: "Fox")])
        #expect(try sandbox.ingest("a.log", "b.log", "c.log").files.map(\.state) == [.new, .new, .new])
        #expect(try sandbox.rows("SELECT sum(requests) FROM requests") == ["4"])
        #expect(try sandbox.ingest("c.log", "b.log", "a.log").total.lines == 0)
    }

    @Test(
        "files in any number, order, compression and sequence of runs make the same facts", arguments: 1...12)
    func anySplit(seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        // Servers each have some of the lines, and each server's log is cut into files.
        let servers = Int.random(in: 1...3, using: &random)
        var names: [String] = []
        for server in 0..<servers {
            let own = lines.enumerated().filter { $0.offset % servers == server }.map(\.element)
            var start = 0
            while start < own.count {
                let end = min(own.count, start + Int.random(in: 1...own.count, using: &random))
                let name = "server-\(server)-\(start).log"
                try sandbox.write(name, own[start..<end])
                if Bool.random(using: &random) {
                    try sandbox.compress(name)
                    names.append(name + ".gz")
                } else {
                    names.append(name)
                }
                start = end
            }
        }
        names.shuffle(using: &random)
        sandbox.options.threads = Int.random(in: 1...3, using: &random)
        while !names.isEmpty {
            let some = names.prefix(Int.random(in: 1...names.count, using: &random))
            names.removeFirst(some.count)
            let inputs = try LogInput.expand(some.map(sandbox.path))
            _ = try ingest(inputs, into: FactStore(sandbox.path("insights")), sandbox.options)
        }
        #expect(try sandbox.facts() == all)
    }
}
