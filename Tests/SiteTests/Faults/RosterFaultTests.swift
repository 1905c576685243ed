import Files
import Site
import Testing

/// What a build says of `members.csv`, and of what must not be undone in it.
@Suite struct RosterFaultTests {
    private static let lesson = ["content/articles/a.md": "A\n\n::: premium\nSealed.\n:::\n"]

    @Test func `faults of the roster are shown with their places`() throws {
        let site = try TestSite(
            Self.lesson,
            roster: [
                "anna,premuim,,2026-01-01,,active,1", "Bob,basic,,,,active,1", "cleo,,,,,active,1",
                "dora,basic,swift,,,active,1", "emil,basic,,2026-05-01,2026-01-01,active,1",
                "fay,basic,,soon,,asleep,0",
            ])
        expect(
            site.faults(),
            is: """
                members.csv:2:6: error: unknown tier 'premuim'
                    2 | anna,premuim,,2026-01-01,,active,1
                      |      ^^^^^^^ did you mean 'premium'? sealpress.yml has: basic, premium
                members.csv:3:1: error: bad member id 'Bob'
                    3 | Bob,basic,,,,active,1
                      | ^^^ did you mean 'bob'? an id has a-z, 0-9 and -, and begins with a letter or digit
                members.csv:4:6: error: member 'cleo' has neither a tier nor a course
                    4 | cleo,,,,,active,1
                      |      ^ name one of them
                members.csv:5:12: error: unknown course 'swift'
                    5 | dora,basic,swift,,,active,1
                      |            ^^^^^ the site has no courses
                members.csv:6:24: error: 'until' 2026-01-01 is before 'from' 2026-05-01
                    6 | emil,basic,,2026-05-01,2026-01-01,active,1
                      |                        ^^^^^^^^^^ 'until' is the last day of the membership
                members.csv:7:12: error: bad date 'soon'
                    7 | fay,basic,,soon,,asleep,0
                      |            ^^^^ write a date as 2026-10-01
                members.csv:7:18: error: unknown status 'asleep'
                    7 | fay,basic,,soon,,asleep,0
                      |                  ^^^^^^ a status is one of: active, trial, gift, lifetime, unclaimed, revoked, left
                members.csv:7:25: error: bad generation '0'
                    7 | fay,basic,,soon,,asleep,0
                      |                         ^ a whole number from 1 on, raised by one for each new code
                """)
    }

    @Test func `a member who is gone from the roster is missed`() throws {
        let site = try TestSite(Self.lesson, roster: ["anna,premium,,,,active,1", "ben,basic,,,,active,1"])
        try site.build()
        try site.members("ben,basic,,,,active,1")
        expect(
            site.faults(),
            is: """
                error: member 'anna' was published and is no longer in the roster
                      keep the row with the status 'left': an id is never given to anyone else
                """)
    }

    @Test func `a row with a fault is not said to be gone, too`() throws {
        let site = try TestSite(Self.lesson, roster: ["anna,premium,,,,active,1"])
        try site.build()
        try site.members("anna,premuim,,,,active,1")
        expect(
            site.faults(),
            is: """
                members.csv:2:6: error: unknown tier 'premuim'
                    2 | anna,premuim,,,,active,1
                      |      ^^^^^^^ did you mean 'premium'? sealpress.yml has: basic, premium
                """)
    }

    @Test func `a generation is never lowered`() throws {
        let site = try TestSite(Self.lesson, roster: ["anna,premium,,,,active,3"])
        try site.build()
        try site.members("anna,premium,,,,active,2")
        expect(
            site.faults(),
            is: """
                error: member 'anna' has generation 2, but 3 was published
                      generations are never lowered: the older code would open again
                """)
    }

    @Test func `a new code wants new keys for all that the old one held`() throws {
        let site = try TestSite(Self.lesson, roster: ["anna,premium,,,,active,1"])
        try site.build()
        try site.members("anna,premium,,,,active,2")
        expect(
            site.faults(),
            is: """
                error: member 'anna' has a new code, but the old keys still open 'tier:basic', 'tier:premium'
                      raise their counters in epochs.yml
                """)
        try site.write("epochs.yml", "tier:premium: 1\n")
        expect(
            site.faults(),
            is: """
                error: member 'anna' has a new code, but the old keys still open 'tier:basic'
                      raise its counter in epochs.yml
                """)
        try site.write("epochs.yml", "tier:premium: 1\ntier:basic: 1\n")
        try site.build()
    }

    @Test func `a revocation wants new keys`() throws {
        let site = try TestSite(Self.lesson, roster: ["anna,premium,,,,active,1"])
        try site.build()
        try site.members("anna,premium,,,,revoked,1")
        expect(
            site.faults(),
            is: """
                error: member 'anna' was revoked, but the old keys still open 'tier:basic', 'tier:premium'
                      raise their counters in epochs.yml
                """)
    }

    @Test func `new keys for a course are new keys for its drips`() throws {
        let site = try TestSite(
            [
                "content/courses/x/index.md": "---\nprice: 9\ndrip: every 7d\n---\nA",
                "content/courses/x/01-one.md": "---\ntier: basic\n---\nA\n\nB",
                "content/courses/x/02-two.md": "C",
            ], roster: ["anna,,x,2026-01-01,,active,1"])
        try site.build()
        try site.members("anna,,x,2026-01-01,,revoked,1")
        try site.write("epochs.yml", "course:x: 1\n")
        expect(
            site.faults(),
            is: """
                error: member 'anna' was revoked, but the old keys still open 'course:x/drip-7'
                      raise its counter in epochs.yml
                """)
        try site.write("epochs.yml", "course:x: 1\ncourse:x/drip-7: 1\n")
        try site.build()
    }

    @Test func `a demotion does not hide what the old code held`() throws {
        let site = try TestSite(Self.lesson, roster: ["anna,premium,,,,active,1"])
        try site.build()
        try site.members("anna,basic,,,,active,2")
        try site.write("epochs.yml", "tier:basic: 1\n")
        expect(
            site.faults(),
            is: """
                error: member 'anna' has a new code, but the old keys still open 'tier:premium'
                      raise its counter in epochs.yml
                """)
    }

    @Test func `counters never go down`() throws {
        let site = try TestSite(Self.lesson + ["epochs.yml": "tier:premium: 2\n"])
        try site.build()
        try site.write("epochs.yml", "tier:premium: 1\n")
        expect(
            site.faults(),
            is: """
                error: the counter of 'tier:premium' is 1, but 2 is already published
                      counters never decrease; set it to 2 or more in epochs.yml
                """)
    }

    @Test func `a build never goes back before a published epoch`() throws {
        let site = try TestSite(Self.lesson)
        try site.build(on: "2026-11-20")
        expect(
            site.faults(on: "2026-10-31"),
            is: """
                error: the build date 2026-10-31 (UTC) lies before the epoch 2026-11, which is already published
                      build with a later date: keys of an older epoch are in more hands
                """)
        try site.build(on: "2026-11-01")
    }

    @Test func `another root key than the last build's is noticed`() throws {
        let site = try TestSite(Self.lesson)
        try site.build()
        site.keys = try TestSite.keys(8)
        expect(
            site.faults(),
            is: """
                error: the root key is not the one that this site was last built with
                      restore the right key with 'sealpress keys restore', or remove .sealpress/ledger.json to begin anew: all codes handed out will then stop working
                """)
    }

    @Test func `another root key is noticed without a ledger, too, by the site's signature`() throws {
        let site = try TestSite(Self.lesson)
        try site.build()
        let before = try site.files()
        try site.remove(".sealpress")
        site.keys = try TestSite.keys(8)
        expect(
            site.faults(),
            is: """
                error: the root key is not the one that the site in 'ROOT/site' was built with
                      restore the right key with 'sealpress keys restore', or write to another folder: all codes handed out will then stop working
                """)
        #expect(try site.files() == before)
        // The key before a replacement may have signed it.
        var inputs = site.inputs()
        inputs.previousKeys = try TestSite.keys(7)
        #expect(try Site.build(inputs).written > 0)
        // A signature that is damaged is no other key's.
        site.keys = try TestSite.keys(7)
        try site.remove(".sealpress").write("site/_sealpress/manifest.json.minisig", "damaged")
        try site.build()
    }

    @Test func `the ledger grows by one small line a member and is the same for the same build`() throws {
        let site = try TestSite(Self.lesson, roster: ["anna,premium,,,,active,1", "ben,basic,,,,active,1"])
        func ledger() throws -> String {
            String(decoding: try FileSystem.read(site.root + "/.sealpress/ledger.json"), as: UTF8.self)
        }
        try site.build()
        let first = try ledger()
        try site.build(on: "2026-11-21")
        #expect(try ledger() == first)
        try site.members("anna,premium,,,,active,1", "ben,basic,,,,active,1", "cat,basic,,,,active,1")
        try site.build()
        let added = Set(try ledger().split(separator: "\n")).subtracting(first.split(separator: "\n"))
        #expect(added.count <= 4, "\(added)")
        #expect(added.contains("    \"cat\": {"))
        #expect(try FileSystem.status(site.root + "/.sealpress/ledger.json")?.mode == 0o600)
    }

    @Test func `a ledger that cannot be read stops the build`() throws {
        let site = try TestSite(Self.lesson)
        try site.write(".sealpress/ledger.json", "{\"format\":\"sealpress-ledger/9\"}")
        expect(
            site.faults(),
            is: """
                .sealpress/ledger.json:1:1: error: this ledger is of format version 9, which this version of sealpress does not know
                      it was written by a newer sealpress: update this one; nothing was changed
                """)
        try site.write(".sealpress/ledger.json", "{\"format\":\"sealpress-ledger\"}")
        expect(
            site.faults(),
            is: """
                .sealpress/ledger.json:1:1: error: this is no ledger that this version of sealpress can read
                      restore it from a backup; without it a build deletes nothing and cannot check epochs
                """)
    }
}

private func + (a: [String: String], b: [String: String]) -> [String: String] {
    a.merging(b) { $1 }
}
