import Files
import Foundation
import Testing

/// What the roster's commands write, and what they say.
@Suite struct MembersTests {
    private static let header = "id,name,email,tier,courses,from,until,status,generation,source,note\n"

    /// A starter site with this roster, a course that is sold with a drip, and a package of it.
    private func project(_ rows: String...) throws -> Sandbox {
        let sandbox = try Sandbox.started()
        try sandbox.write("site/members.csv", Self.header + rows.map { $0 + "\n" }.joined())
        try sandbox.write(
            "site/content/courses/deep/index.md", "---\nprice: 20\ntier: premium\ndrip: every 7d\n---\nA\n")
        for number in 1...2 {
            try sandbox.write("site/content/courses/deep/0\(number)-l\(number).md", "Teaser.\n\nPaid.\n")
        }
        try sandbox.write("site/content/courses/later/index.md", "---\ndate: 2030-01-01\n---\nA\n")
        try sandbox.write(
            "site/sealpress.yml",
            try sandbox.text("site/sealpress.yml")
                + "packages:\n  - {id: all, courses: [deep, later]}\n")
        return sandbox
    }

    private func members(_ sandbox: Sandbox, _ arguments: String...) throws -> Run {
        try sandbox.run(
            try program(), ["members"] + arguments, in: "site",
            environment: ["SOURCE_DATE_EPOCH": "1795262400"])  // 2026-11-21
    }

    private func rows(_ sandbox: Sandbox) throws -> String {
        String(try sandbox.text("site/members.csv").dropFirst(Self.header.count))
    }

    @Test func `a member is added with a package, a term and a kind`() throws {
        let sandbox = try project()
        let run = try members(
            sandbox, "add", "ben", "--tier", "basic", "--package", "all", "--months", "12", "--status",
            "gift",
            "--source", "fair", "--name", "Ben, B.")
        #expect(run.status == 0)
        #expect(
            try rows(sandbox) == "ben,\"Ben, B.\",,basic,deep later,2026-11-21,2027-11-20,gift,1,fair,\n")
        #expect(
            try members(sandbox, "add", "zoe", "--package", "al").errors == """
                error: unknown package 'al'
                      did you mean 'all'? sealpress.yml has: all

                """)
        // What was bought before it comes out is no fault of the roster.
        #expect(try sandbox.run("build", "--date", "2026-11-21", in: "site").status == 0)
    }

    @Test func `a renewal goes on from the last day`() throws {
        let sandbox = try project(
            "ann,,,basic,,2026-01-01,2026-12-31,active,1,,", "bob,,,basic,,,2026-10-31,trial,1,,",
            "cat,,,basic,,,,active,1,,", "dan,,,basic,,,2026-12-31,revoked,1,,")
        let run = try members(sandbox, "renew", "ann", "bob", "--months", "1")
        #expect(run.errors == "Renewed ann to 2027-01-31, bob to 2026-12-20.\nNext: sealpress build\n")
        #expect(
            try rows(sandbox).hasPrefix(
                "ann,,,basic,,2026-01-01,2027-01-31,active,1,,\nbob,,,basic,,,2026-12-20,active"))
        #expect(
            try members(sandbox, "renew", "cat", "--months", "1").errors
                == "error: the membership of 'cat' has no end\n      --until gives it one\n")
        #expect(
            try members(sandbox, "renew", "dan", "--months", "1").errors == """
                error: member 'dan' was revoked
                      to let the member in again, first: sealpress members change dan --status active

                """)
        #expect(try members(sandbox, "renew", "ann").status == 2)
        #expect(try members(sandbox, "renew", "ann", "--months", "1", "--days", "1").status == 2)
        #expect(try members(sandbox, "renew", "ann", "--months", "0").status == 2)
    }

    @Test func `a revocation raises the counters of what was open, and says how much is sealed anew`() throws
    {
        let sandbox = try project(
            "ann,,,premium,deep@2026-11-10,,,active,1,,", "bob,,,premium,,,,active,1,,")
        try sandbox.write("site/epochs.yml", "# leaked in May\ntier:basic: 2   # and so\n")
        let shown = try members(sandbox, "revoke", "ann", "--dry-run")
        #expect(
            shown.output == """
                members.csv
                - ann,,,premium,deep@2026-11-10,,,active,1,,
                + ann,,,premium,deep@2026-11-10,,,revoked,1,,
                epochs.yml
                + course:deep: 1
                + course:deep/drip-7: 1
                - tier:basic: 2
                + tier:basic: 3
                + tier:premium: 1
                New keys for course:deep, course:deep/drip-7, tier:basic, tier:premium: the next build seals 4 sections anew.
                Nothing was written.

                """)
        #expect(try rows(sandbox).contains("active,1,,\nbob"))
        let run = try members(sandbox, "revoke", "ann")
        #expect(
            run.errors == """
                Revoked ann.
                New keys for course:deep, course:deep/drip-7, tier:basic, tier:premium: the next build seals 4 sections anew.
                Next: sealpress build, and publish

                """)
        #expect(
            try sandbox.text("site/epochs.yml") == """
                # leaked in May
                tier:basic: 3   # and so
                course:deep: 1
                course:deep/drip-7: 1
                tier:premium: 1

                """)
        #expect(try members(sandbox, "revoke", "ann").errors == "There is nothing to change.\n")
    }

    @Test func `after a revocation the next build seals as many sections anew as was said`() throws {
        let sandbox = try project("ann,,,basic,,,,active,1,,", "bob,,,premium,,,,active,1,,")
        #expect(try sandbox.run("build", "--date", "2026-11-21", in: "site").status == 0)
        #expect(try members(sandbox, "revoke", "ann").errors.contains("the next build seals 1 section anew"))
        let json = try json(try sandbox.run("build", "--json", "--date", "2026-11-21", in: "site").output)
        // One section, two bundles, the manifest and its signature.
        #expect(json["written"] as? Int == 5)
    }

    @Test func `an old code's keys are raised, also those of a tier the member was moved down from`() throws {
        let sandbox = try project("ann,,,premium,,,,active,1,,")
        #expect(try sandbox.run("build", "--date", "2026-11-21", in: "site").status == 0)
        let change = try members(sandbox, "change", "ann", "--tier", "basic")
        #expect(
            change.errors == """
                Changed ann.
                A browser that does not ask for the new bundle opens tier:premium until 2026-12-01 (UTC).
                Next: sealpress build

                """)
        #expect(try sandbox.has("site/epochs.yml") == false)
        #expect(try sandbox.run("build", "--date", "2026-11-21", in: "site").status == 0)
        let reissue = try members(sandbox, "reissue", "ann")
        #expect(reissue.errors.contains("New keys for tier:basic, tier:premium: "))
        #expect(try rows(sandbox) == "ann,,,basic,,,,active,2,,\n")
        #expect(try sandbox.run("build", "--date", "2026-11-21", in: "site").status == 0)
    }

    @Test func `what would stay open for ever gets new keys when it is lost`() throws {
        let sandbox = try project("ann,,,premium,deep,2026-01-01,2026-12-31,active,1,,")
        let run = try members(sandbox, "change", "ann", "--remove-course", "deep")
        #expect(
            run.errors.contains(
                "New keys for course:deep, course:deep/drip-7: the next build seals 2 sections"))
        let now = try members(sandbox, "change", "ann", "--tier", "basic", "--now", "--status", "lifetime")
        #expect(now.errors.contains("New keys for tier:premium: "))
        #expect(try rows(sandbox) == "ann,,,basic,,2026-01-01,,lifetime,1,,\n")
        let removed = try members(sandbox, "change", "ann", "--remove-course", "deep")
        #expect(removed.status == 1)
    }

    @Test func `without a tier the courses stay and lose the tier's last day`() throws {
        let sandbox = try project("ann,,,premium,deep,2026-01-01,2026-12-31,active,1,,")
        #expect(try members(sandbox, "change", "ann", "--no-tier").status == 0)
        #expect(try rows(sandbox) == "ann,,,,deep,2026-01-01,,active,1,,\n")
    }

    @Test func `a course that is bought later starts on that day`() throws {
        let sandbox = try project("ann,,,basic,,2026-01-01,,active,1,,")
        #expect(try members(sandbox, "change", "ann", "--package", "all").status == 0)
        #expect(try rows(sandbox) == "ann,,,basic,deep@2026-11-21 later@2026-11-21,2026-01-01,,active,1,,\n")
        #expect(
            try members(sandbox, "change", "ann", "--package", "all").errors
                == "There is nothing to change.\n")
        #expect(try members(sandbox, "change", "ann", "--course", "deep@2026-12-24").status == 0)
        #expect(try rows(sandbox).contains("deep@2026-12-24 later@2026-11-21"))
    }

    @Test func `what an earlier change left open can be ended later`() throws {
        let sandbox = try project("ann,,,premium,,,,active,1,,")
        #expect(try sandbox.run("build", "--quiet", "--date", "2026-11-21", in: "site").status == 0)
        let down = try members(sandbox, "change", "ann", "--tier", "basic")
        #expect(down.errors.contains("goes on") == false && down.errors.contains("until 2026-12-01 (UTC)"))
        #expect(try !sandbox.has("site/epochs.yml"))
        let now = try members(sandbox, "change", "ann", "--now")
        #expect(now.errors.contains("New keys for tier:premium: the next build seals"))
        #expect(try sandbox.text("site/epochs.yml") == "tier:premium: 1\n")
        #expect(
            try members(sandbox, "change", "ann", "--now").errors == "There is nothing to change.\n")
    }

    @Test(arguments: ["revoke", "remove"])
    func `who bought a course after the tier had ended can be shut out and let go`(command: String) throws {
        let sandbox = try project("ann,,,basic,deep@2026-11-20,,2026-10-31,active,1,,")
        #expect(try members(sandbox, command, "ann").status == 0)
        #expect(
            try rows(sandbox).hasPrefix(
                "ann,,,basic,deep@2026-11-20,,2026-10-31,\(command == "revoke" ? "revoked" : "left"),"))
    }

    @Test func `who is removed stays in the roster`() throws {
        let sandbox = try project("ann,,,basic,deep,,,active,1,,")
        #expect(
            try members(sandbox, "remove", "ann").errors == """
                ann left.
                A browser that does not ask for the new bundle goes on opening course:deep, course:deep/drip-7: 'sealpress members revoke' ends that.
                A browser that does not ask for the new bundle opens tier:basic until 2026-12-01 (UTC).
                Next: sealpress build

                """)
        #expect(try rows(sandbox) == "ann,,,basic,deep,,,left,1,,\n")
    }

    @Test func `a list is filtered by tier, course, status and what runs out`() throws {
        let sandbox = try project(
            "ann,,,premium,,,2026-11-30,active,1,,", "bob,,,basic,deep,,,lifetime,1,,",
            "cat,,,basic,,,2026-11-18,active,1,,", "dan,,,premium,,,2026-10-31,trial,1,,",
            "eva,,,basic,,,,left,1,,")
        try sandbox.write(
            "site/sealpress.yml",
            try sandbox.text("site/sealpress.yml").replacing("lapse: lock", with: "lapse: lock, grace: 3d"))
        func ids(_ arguments: String...) throws -> [String] {
            let run = try sandbox.run(
                try program(), ["members", "list", "--csv"] + arguments, in: "site",
                environment: ["SOURCE_DATE_EPOCH": "1795262400"])
            return run.output.split(separator: "\n").dropFirst().map { String($0.prefix { $0 != "," }) }
        }
        #expect(try ids("--tier", "basic") == ["bob", "cat", "eva"])
        #expect(try ids("--course", "deep") == ["bob"])
        #expect(try ids("--status", "active") == ["ann", "bob", "cat"])
        #expect(try ids("--status", "grace") == ["cat"])
        #expect(try ids("--status", "lapsed") == ["dan", "eva"])
        #expect(try ids("--status", "trial") == ["dan"])
        #expect(try ids("--status", "lapsed", "--tier", "basic") == ["eva"])
        #expect(try ids("--lapsing", "9") == ["ann"])
        #expect(try ids("--lapsing", "8") == [])
        #expect(
            try members(sandbox, "list", "--tier", "premium").output == """
                ID   TIER     COURSES  FROM  UNTIL       STANDING
                ann  premium  –        –     2026-11-30  active
                dan  premium  –        –     2026-10-31  lapsed (trial)

                """)
        #expect(try members(sandbox, "list", "--tier", "gold").status == 1)
        #expect(try members(sandbox, "list", "--status", "gold").status == 2)
        #expect(
            try members(sandbox, "export", "--status", "trial").output
                == Self.header + "dan,,,premium,,,2026-10-31,trial,1,,\n")
    }

    @Test func `a member is shown with keys and with how much they open`() throws {
        let sandbox = try project("ann,Ann,,basic,deep@2026-11-21,2026-01-01,,active,1,shop,")
        #expect(
            try members(sandbox, "show", "ann").output == """
                id          ann
                name        Ann
                tier        basic
                courses     deep@2026-11-21
                from        2026-01-01
                standing    active
                generation  1
                source      shop
                keys        course:deep@0 tier:basic@2026-11
                opens       2 of 4 sealed sections

                """)
        let shown = try json(try members(sandbox, "show", "ann", "--json").output)
        #expect(shown["opens"] as? Int == 2 && shown["sections"] as? Int == 4)
        #expect(shown["grants"] as? [String] == ["course:deep@0", "tier:basic@2026-11"])
    }

    @Test func `a build that is running is not disturbed`() throws {
        let sandbox = try project("ann,,,basic,,,,active,1,,")
        try FileSystem.makeFolder(sandbox.folder + "/site/.sealpress")
        let lock = try FileLock(sandbox.folder + "/site/.sealpress/build.lock", since: "today")
        defer { lock.release() }
        let run = try members(sandbox, "revoke", "ann")
        #expect(run.status == 1)
        #expect(run.errors.contains("another build of this site is running"))
        #expect(try rows(sandbox).contains("active"))
    }

    @Test func `nothing stands in the way of a revocation but the roster itself`() throws {
        let sandbox = try project("ann,,,basic,,,,active,1,,")
        try sandbox.write("site/content/articles/broken.md", "::: premuim\nHalf a sentence\n")
        let run = try members(sandbox, "revoke", "ann")
        #expect(run.status == 0)
        #expect(run.errors.contains("not counted: content/articles/broken.md."))
    }
}
