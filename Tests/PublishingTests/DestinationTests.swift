import Diagnostics
import Publishing
import Testing

/// What the author writes after `--to`, and what the signature's comment says.
@Suite struct DestinationTests {
    @Test func `places`() throws {
        #expect(try Destination(parsing: "dir:/srv/www") == .folder("/srv/www"))
        #expect(try Destination(parsing: "rsync:you@host:/srv/www") == .rsync("you@host:/srv/www"))
        #expect(try Destination(parsing: "rsync:host::module") == .rsync("host::module"))
        #expect(try Destination(parsing: "git:gh-pages") == .branch("gh-pages"))
    }

    @Test(arguments: [
        "", "dir", "dir:", "ftp:host", "rsync:-e sh", "git:--help", "/srv/www", "DIR:x", "dir:a\0b",
    ])
    func `other words are no place`(text: String) {
        #expect(throws: DiagnosticError.self) { try Destination(parsing: text) }
    }

    @Test func `stamps`() throws {
        let stamp = try #require(BuildStamp("sealpress/1 epoch:2026-11 date:2026-11-20"))
        #expect(stamp.epoch == "2026-11" && stamp.day == "2026-11-20")
        #expect(BuildStamp("sealpress/1 epoch: date:2026-11-20")?.epoch == "")
        for text in [
            "", "sealpress/2 epoch:2026-11 date:2026-11-20", "sealpress/1 epoch:2026-11 date:2026-11-2x",
            "sealpress/1 epoch:2026-11 date:2026-11-200", "sealpress/1 date:2026-11-20 epoch:2026-11",
            "sealpress/1 epoch:2026-11 date:2026-11-20 ",
        ] { #expect(BuildStamp(text) == nil) }
    }
}
