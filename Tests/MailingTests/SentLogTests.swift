import Files
import Foundation
import Mailing
import Testing

@Suite struct SentLogTests {
    private let ann = SentLog.Key(campaign: "codes", member: "ann", bundle: "a1")
    private let bob = SentLog.Key(campaign: "codes", member: "bob", bundle: "b2")
    private let date = Date(timeIntervalSince1970: 1_795_255_205)

    private func withPath(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.path + "/sealpress-log-" + UUID().uuidString
        try FileSystem.makeFolder(folder)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try body(folder + "/sent.log")
    }

    @Test func `what was noted is known the next time, the last word for each mail`() throws {
        try withPath { path in
            let log = try SentLog(path)
            try log.note(ann, .sending, at: date)
            try log.note(ann, .sent, at: date)
            try log.note(bob, .sending, at: date)
            let again = try SentLog(path)
            #expect(again[ann] == .sent && again[bob] == .sending)
            #expect(again[SentLog.Key(campaign: "codes", member: "ann", bundle: "a2")] == nil)
            #expect(again[SentLog.Key(campaign: "news", member: "ann", bundle: "a1")] == nil)
            #expect(try FileSystem.status(path)?.mode == 0o600)
            #expect(
                try FileSystem.readText(path, limit: 4096)
                    == "2026-11-21T10:00:05Z sending codes ann a1\n2026-11-21T10:00:05Z sent codes ann a1\n2026-11-21T10:00:05Z sending codes bob b2\n"
            )
        }
    }

    @Test func `cut anywhere, the log is opened, and says no more than was sent`() throws {
        let text = "2026-11-21T10:00:05Z sending codes ann a1\n2026-11-21T10:00:05Z sent codes ann a1\n"
        for length in 0...text.utf8.count {
            try withPath { path in
                try FileSystem.write(Array(text.utf8.prefix(length)), to: path)
                let log = try SentLog(path)
                let expected: SentLog.State? =
                    length == text.utf8.count
                    ? .sent
                    : length < (text.firstIndex(of: "\n")?.utf16Offset(in: text) ?? 0) + 1 ? nil : .sending
                #expect(log[ann] == expected, "\(length)")
                try log.note(bob, .sent, at: date)
                #expect(try SentLog(path)[bob] == .sent)
                #expect(try SentLog(path)[ann] == expected)
            }
        }
    }

    @Test func `a log with anything else in it is not trusted`() throws {
        for line in [
            "hello", "2026-11-21T10:00:05Z sent codes ann", "x sent codes ann one", "x lost codes ann a1",
            "x sent codes ann a1 2", "x sent codes ann ",
        ] {
            try withPath { path in
                try FileSystem.write(
                    Array("2026-11-21T10:00:05Z sent codes ann a1\n\(line)\n".utf8), to: path)
                #expect(throws: SentLogError.badLine(path: path, line: 2)) { try SentLog(path) }
            }
        }
    }

    @Test func `whatever bytes a log has, it is read or refused`() throws {
        var random = SystemRandomNumberGenerator()
        let text = Array(
            "2026-11-21T10:00:05Z sent codes ann a1\n2026-11-21T10:00:05Z sending codes bob b2\n".utf8)
        for _ in 0..<300 {
            var bytes = text
            for _ in 0..<Int.random(in: 1..<4, using: &random) {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(
                    in: 0...255, using: &random)
            }
            try withPath { path in
                try FileSystem.write(bytes, to: path)
                do {
                    _ = try SentLog(path)
                } catch {
                    #expect(error is SentLogError, "\(error)")
                }
            }
        }
    }
}
