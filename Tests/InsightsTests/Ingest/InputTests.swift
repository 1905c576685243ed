import AccessLogs
import Diagnostics
import Files
import Foundation
import Insights
import Testing

@Suite("What is read")
struct InputTests {
    private let sandbox: LogSandbox

    init() throws {
        sandbox = try LogSandbox()
        sandbox.options.site = LoggedSite(baseURL: "https://example.org/", timeZone: .gmt)
    }

    private static let headers = [
        "#Version: 1.0",
        "#Fields: date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status cs(Referer) cs(User-Agent) cs-uri-query x-host-header",
    ]

    /// A view, a picture and an article's second page, in several formats.
    private static let formats: [(String, [String])] = [
        (
            "combined",
            views {
                "203.0.113.9 - - [20/Nov/2026:10:00:0\($0) +0000] \"GET \($1) HTTP/1.1\" 200 50 \"https://news.example/\" \"Firefox\""
            }
        ),
        (
            "vhost",
            views {
                "example.org:443 203.0.113.9 - - [20/Nov/2026:10:00:0\($0) +0000] \"GET \($1) HTTP/2.0\" 200 50 \"https://news.example/\" \"Firefox\""
            }
        ),
        (
            "main",
            views {
                "203.0.113.9 - - [20/Nov/2026:10:00:0\($0) +0000] \"GET \($1) HTTP/1.1\" 200 50 \"https://news.example/\" \"Firefox\" \"-\""
            }
        ),
        (
            "caddy",
            views {
                #"{"level":"info","ts":\#(1_795_168_800 + $0).5,"request":{"remote_ip":"203.0.113.9","proto":"HTTP/2.0","method":"GET","host":"example.org","uri":"\#($1)","headers":{"User-Agent":["Firefox"],"Referer":["https://news.example/"]}},"size":50,"status":200}"#
            }
        ),
        (
            "cloudflare",
            views {
                #"{"ClientIP":"203.0.113.9","ClientRequestHost":"example.org","ClientRequestMethod":"GET","ClientRequestURI":"\#($1)","ClientRequestReferer":"https://news.example/","ClientRequestUserAgent":"Firefox","EdgeResponseBytes":50,"EdgeResponseStatus":200,"EdgeStartTimestamp":\#(1_795_168_800 + $0)000000000}"#
            }
        ),
        (
            "cloudfront",
            headers
                + views {
                    [
                        "2026-11-20", "10:00:0\($0)", "FRA", "50", "203.0.113.9", "GET", "d1.cloudfront.net",
                        $1, "200", "https://news.example/", "Firefox", "-", "example.org",
                    ].joined(separator: "\t")
                }
        ),
        (
            "w3c",
            [
                "#Fields: date time c-ip cs-method cs-uri-stem cs-uri-query sc-status sc-bytes cs(User-Agent) cs(Referer)"
            ]
                + views {
                    "2026-11-20 10:00:0\($0) 203.0.113.9 GET \($1) - 200 50 Firefox https://news.example/"
                }
        ),
    ]

    private static func views(_ line: (Int, String) -> String) -> [String] {
        [(1, "/a/"), (2, "/a/logo.png"), (5, "/a/two/")].map(line)
    }

    @Test(
        "the same requests make the same facts in every format, which is told by the lines",
        arguments: formats)
    func formatsAgree(format: String, lines: [String]) throws {
        try sandbox.write("some.log", lines)
        let report = try sandbox.ingest("some.log")
        #expect(report.files[0].format == format && report.total.malformed == 0 && report.total.kept == 3)
        #expect(
            try sandbox.rows("SELECT seconds, views, entry, exit, referrer FROM visits") == [
                "4|2|/a/|/a/two/|news.example"
            ])
        #expect(
            try sandbox.rows("SELECT day, class, requests, bytes FROM requests ORDER BY class") == [
                "2026-11-20|page|2|100", "2026-11-20|static|1|50",
            ])
    }

    @Test("several formats in one run, in a folder, by a pattern, plain, gzip and Zstandard")
    func mixed() throws {
        try FileSystem.makeFolder(sandbox.path("logs"))
        try sandbox.write("logs/a.log", Self.formats[0].1)
        try sandbox.write(
            "logs/b.json", Self.formats[3].1.map { $0.replacing("203.0.113.9", with: "198.51.100.7") })
        try sandbox.compress("logs/b.json")
        try sandbox.write("logs/.hidden", ["nonsense"])
        // The first file again for another address, as the tool `zstd` packs it.
        let packed = try #require(Data(base64Encoded: Self.zstandard))
        try sandbox.write("logs/c.zst", Array(packed))
        #expect(try sandbox.ingest("logs").files.map(\.format) == ["combined", "caddy", "combined"])
        #expect(try sandbox.rows("SELECT sum(visitors) FROM visitors") == ["3"])
        #expect(try sandbox.ingest("logs/*").files.map(\.state) == [.unchanged, .unchanged, .unchanged])
    }

    private static let zstandard = """
        KLUv/QRotQMAcscYGGB3DsdevHIMCtzPrGDs2mzLVKUQCgKkOZXTZGRdsEaVisDrKkSx6Xj7mFJX9XQUZhy1mGd2aZ\
        r09nL/uK9h88IwyfLDyxjIW+f/g+3Pf77nEB95qwo/NiussAT8G7aERNEBBQAam3MAuVaHiQFhqvYJUceQlLQ=
        """

    @Test("what is empty or has headers only is no error, and what comes later counts")
    func nothing() throws {
        try sandbox.write("empty.log", [String]())
        try sandbox.write("headers.log", Self.headers)
        #expect(try sandbox.ingest("empty.log", "headers.log").total.kept == 0)
        try sandbox.append("headers.log", Self.formats[5].1.dropFirst(2))
        try sandbox.write("empty.log", Self.formats[0].1)
        sandbox.options.allowsOverlap = true
        #expect(try sandbox.ingest("empty.log", "headers.log").total.kept == 6)
    }

    @Test("an empty log is told of, and so is one in which no line is whole yet")
    func unfinished() throws {
        try sandbox.write("empty.log", [String]())
        try sandbox.write("begun.log", Array("203.0.113.9 - - [20/Nov/2026:10".utf8))
        let report = try sandbox.ingest("empty.log", "begun.log")
        #expect(report.files.map(\.state) == [.empty, .empty])
        #expect(report.files.map(\.hasUnfinishedLine) == [false, true])
        try sandbox.write("begun.log", Self.formats[0].1)
        #expect(try sandbox.ingest("begun.log").total.kept == 3)
    }

    @Test("a pipe's lines are known again, and only new ones count")
    func pipes() throws {
        let lines = MadeUpLog.lines(300)
        func ingest(_ lines: some Sequence<String>) throws -> IngestReport {
            let pipe = Pipe()
            try pipe.fileHandleForWriting.write(
                contentsOf: Data(lines.map { $0 + "\n" }.joined().utf8))
            try pipe.fileHandleForWriting.close()
            let name = "/dev/fd/\(pipe.fileHandleForReading.fileDescriptor)"
            return try Insights.ingest(
                [.file(name)], into: FactStore(sandbox.path("insights")), sandbox.options)
        }
        #expect(try ingest(lines.prefix(200)).total.kept == 200)
        let grown = try ingest(lines)
        #expect(grown.files.map(\.state) == [.grown] && grown.total.kept == 100)
        #expect(try ingest(lines).files.map(\.state) == [.unchanged])
        try sandbox.write("access.log", lines)
        #expect(try sandbox.ingest("access.log").files.map(\.state) == [.unchanged])
        #expect(try sandbox.rows("SELECT sum(requests) FROM requests") == ["300"])
    }

    @Test("a folder's pipes and sockets are no logs")
    func pipeInFolder() throws {
        try FileSystem.makeFolder(sandbox.path("logs"))
        try sandbox.write("logs/a.log", Self.formats[0].1)
        #expect(mkfifo(sandbox.path("logs/pipe"), 0o600) == 0)
        #expect(try LogInput.expand([sandbox.path("logs")]) == [.file(sandbox.path("logs/a.log"))])
    }

    @Test("all that is no log is named at once, and what it is packed by")
    func foreign() throws {
        try FileSystem.makeFolder(sandbox.path("logs"))
        try sandbox.write("logs/a.log", Self.formats[0].1)
        try sandbox.write("logs/b.txt", ["dear diary,", "nothing today."])
        try sandbox.write("logs/c.log", Self.formats[1].1)
        try sandbox.write("logs/d.xz", [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00, 0x0A])
        try sandbox.write("logs/e.bz2", Array("BZh91AY\n".utf8))
        let error = #expect(throws: DiagnosticError.self) { try sandbox.ingest("logs") }
        #expect(
            error?.diagnostics.map { $0.message.replacing(sandbox.path("logs/"), with: "") } == [
                "cannot tell the format of 'b.txt' by its first lines", "'d.xz' is packed by xz",
                "'e.bz2' is packed by bzip2",
            ])
    }

    @Test("what cannot be read is an error that names it, and nothing is counted")
    func unreadable() throws {
        try sandbox.write("good.log", MadeUpLog.lines(3000))
        try sandbox.write("diary.log", ["dear diary,", "nothing today."])
        try sandbox.write("cut.log", MadeUpLog.lines(3000, seed: 2))
        try sandbox.compress("cut.log")
        let packed = try FileSystem.read(sandbox.path("cut.log.gz"))
        try sandbox.write("cut.log.gz", Array(packed.prefix(packed.count / 2)))
        try sandbox.write("damaged.gz", Array(packed.prefix(200)) + Array(packed.dropFirst(400)))
        for (name, reason) in [
            ("diary.log", "cannot tell the format of"), ("cut.log.gz", "its compressed data ends too soon"),
            ("damaged.gz", "its gzip data is damaged"),
        ] {
            let error = #expect(throws: (any Error).self) { try sandbox.ingest("good.log", name) }
            let text = error.map { ($0 as? DiagnosticError)?.diagnostics.first?.message ?? "\($0)" }
            #expect(text?.contains(reason) == true && text?.contains(name) == true, "\(text ?? "")")
        }
        #expect(throws: FileError.self) { try sandbox.ingest("missing.log") }
        #expect(throws: FileError.self) { try sandbox.ingest("missing-*.log") }
        #expect(try sandbox.facts() == [])
    }

    @Test("two runs at once are one too many")
    func locked() throws {
        try sandbox.write("good.log", MadeUpLog.lines(10))
        try sandbox.ingest("good.log")
        let lock = try FileLock(sandbox.path("insights/ingest.lock"), since: "now")
        defer { lock.release() }
        let error = #expect(throws: DiagnosticError.self) { try sandbox.ingest("good.log") }
        #expect(error?.diagnostics.first?.message.hasPrefix("another ingest works on") == true)
    }
}
