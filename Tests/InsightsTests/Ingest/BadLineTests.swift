import AccessLogs
import Diagnostics
import Foundation
import Insights
import TestSupport
import Testing

@Suite("Lines that are none")
struct BadLineTests {
    private let lines = MadeUpLog.lines(300)
    private let sandbox: LogSandbox
    private let plain: [String]

    init() throws {
        sandbox = try LogSandbox()
        try sandbox.write("plain.log", lines)
        try sandbox.ingest("plain.log")
        plain = try sandbox.facts()
        try sandbox.remove("insights")
    }

    private static let good =
        #"203.0.113.1 - - [20/Nov/2026:11:05:03 +0000] "GET /lesson-1/ HTTP/1.1" 200 512 "-" "Firefox""#

    /// Faulty lines and what is wrong with them.
    private static func hostile() -> [(line: [UInt8], fault: LineFault?)] {
        func changed(_ text: String, _ replacement: String) -> [UInt8] {
            Array(good.replacing(text, with: replacement).utf8)
        }
        let ten = 10 << 20
        return [
            (Array(repeating: UInt8(ascii: "x"), count: ten), .long),
            (
                Array(good.utf8.dropLast()) + Array(repeating: UInt8(ascii: "y"), count: ten)
                    + Array("\"".utf8), .long
            ),
            (Array(repeating: 0, count: 5000), .control), (changed("Firefox", "Fire\0fox"), .control),
            (Array(good.utf8.dropLast()) + [0xC3, 0x28, 0x22], .encoding),
            (Array(good.utf8.dropLast()) + [0xED, 0xA0, 0x80, 0x22], .encoding),
            (changed("Firefox", "Fire\" \"fox"), .shape), (changed("Firefox\"", "Firefox"), .shape),
            (changed("Firefox", "Firefox\\"), .shape), (changed("203.0.113.1", ""), .shape),
            (changed("20/Nov/2026", "99/Nov/2026"), .time), (changed("20/Nov/2026", "20/Nov/-001"), .time),
            (changed("11:05:03", "11:05:61"), .time), (changed("+0000", "+9900"), .time),
            (changed(" 512 ", " -512 "), .size), (changed(" 512 ", " 99999999999999999999 "), .size),
            (changed(" 200 ", " 2000 "), .status), (changed(" 200 ", " OK "), .status),
            (changed("2026", "0001"), nil), (changed("2026", "9999"), nil),
            (Array(" \t ".utf8), .shape), (Array("-".utf8), .shape), ([0x0D, 0x0D], .control),
        ]
    }

    @Test("never pass for others: each has its reason and place, and all others count")
    func hostileLines() throws {
        let hostile = Self.hostile()
        var bytes: [UInt8] = []
        for (index, line) in lines.enumerated() {
            bytes += Array(line.utf8) + [0x0A]
            if index % 10 == 9, index / 10 < hostile.count { bytes += hostile[index / 10].line + [0x0A] }
        }
        try sandbox.write("access.log", bytes)
        sandbox.options.mostBad = 0.5
        let report = try sandbox.ingest("access.log")
        #expect(report.total.lines == 300 + hostile.count && report.total.kept == 300)
        #expect(report.total.outOfRange == hostile.count { $0.fault == nil })
        for fault in LineFault.allCases {
            let places = hostile.indices.filter { hostile[$0].fault == fault }.map { ($0 + 1) * 11 }
            #expect(report.total.faults[fault, default: 0] == places.count)
            let shown = report.files[0].faultyLines.filter { $0.fault == fault }.map(\.line)
            #expect(shown == Array(places.prefix(3)), "\(fault)")
        }
        #expect(try sandbox.facts() == plain)
    }

    @Test("a last line of ten megabytes without an end waits, or is malformed where no end can come")
    func endlessLine() throws {
        let endless =
            Array(lines.map { $0 + "\n" }.joined().utf8)
            + Array(repeating: UInt8(ascii: "z"), count: 10 << 20)
        try sandbox.write("access.log", endless)
        try sandbox.write("packed.log", endless)
        try sandbox.compress("packed.log")
        let packed = try sandbox.ingest("packed.log.gz")
        #expect(packed.total.faults == [.long: 1] && packed.total.kept == 300)
        try sandbox.remove("insights")
        let report = try sandbox.ingest("access.log")
        #expect(report.total.kept == 300)
        #expect(try sandbox.facts() == plain)
    }

    @Test("more of them than allowed fail the run, with the first of each reason, and nothing is counted")
    func tooMany() throws {
        try sandbox.write("access.log", lines.prefix(100) + ["nonsense", "more nonsense"])
        let error = #expect(throws: DiagnosticError.self) { try sandbox.ingest("access.log") }
        let diagnostics = error?.diagnostics ?? []
        #expect(
            diagnostics.map(\.message) == [
                "the line does not match the format", "the line does not match the format",
                "2 of 102 lines (2.0 %) are malformed; nothing was counted",
            ])
        #expect(diagnostics.compactMap { $0.location?.line } == [101, 102])
        #expect(try sandbox.facts() == [])
        sandbox.options.mostBad = 0.02
        #expect(try sandbox.ingest("access.log").total.malformed == 2)
    }

    @Test("an edited byte anywhere never crashes a run, and every line has one outcome")
    func fuzzing() throws {
        sandbox.options.mostBad = 1
        sandbox.options.threads = 1
        var random = SeededGenerator(seed: 5)
        for round in 0..<60 {
            var bytes = Array(lines.prefix(40).map { $0 + "\n" }.joined().utf8)
            for _ in 0..<Int.random(in: 1...40, using: &random) {
                let place = Int.random(in: bytes.indices, using: &random)
                bytes[place] = UInt8.random(in: .min ... .max, using: &random)
            }
            let ends = bytes.count { $0 == 0x0A } + (bytes.last == 0x0A ? 0 : 1)
            try sandbox.write("fuzzed-\(round).log", bytes)
            sandbox.options.allowsOverlap = true
            guard let report = try? sandbox.ingest("fuzzed-\(round).log") else { continue }
            let total = report.total
            #expect(total.lines >= ends - 1 && total.lines <= ends)
            #expect(total.lines == total.kept + total.malformed + total.skipped + total.outOfRange)
        }
    }
}
