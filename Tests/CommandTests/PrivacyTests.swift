import Foundation
import Testing

/// `sealpress insights export` and `forget`, and facts that have had their time.
@Suite struct PrivacyTests {
    private func project() throws -> Sandbox {
        let sandbox = try Sandbox.started()
        try sandbox.write(
            "site/members.csv",
            """
            id,name,email,tier,courses,from,until,status,generation,source,note,shoe
            ann,Ann Lee,ann@mail.example,premium,,2026-01-10,,active,1,,"likes \"\"quotes\"\"",38
            bo,Bo,,premium,,2026-02-15,,active,1,,,

            """)
        try sandbox.write(
            "site/payments.csv",
            """
            member,date,kind,amount,currency,plan,arm,coupon,channel,source,id,customer
            ann,2026-01-10,sale,5.00,EUR,premium/month,,,,shop,1,cus_1
            bo,2026-02-15,sale,5.00,EUR,premium/month,,,,shop,2,

            """)
        try sandbox.write("site/comments.csv", "time,text,member,route\n2026-03-01,Well said,ann,/a/\n")
        // The codes of the roster's members, as the logs name them.
        try sandbox.write(
            "site/ids.json",
            """
            {"bundles":{"\(Self.bundle("a"))":"ann","\(Self.bundle("b"))":"bo"},"beacons":{},"sealed":{}}
            """)
        try sandbox.write("site/one.log", ["a", "b"].map { Self.line($0, "01/Apr/2026:10:00:00") }.joined())
        return sandbox
    }

    private static func bundle(_ digit: String) -> String { String(repeating: digit, count: 32) }

    private static func line(_ digit: String, _ time: String) -> String {
        """
        203.0.113.\(digit == "a" ? 1 : 2) - - [\(time) +0000] "GET /_sealpress/bundles/\(digit)\(digit)/\(bundle(digit)).bin HTTP/1.1" 200 10 "-" "Firefox"

        """
    }

    private func ingest(_ sandbox: Sandbox, _ log: String, now: Int = 1_775_100_000) throws -> Run {
        try sandbox.run(
            "ingest", log, "--quiet", "--ids", "ids.json", "--now", "\(now)", in: "site")
    }

    private func members(_ sandbox: Sandbox) throws -> String {
        try sandbox.run("facts", "member_days", "--csv", in: "site").output
    }

    @Test func `all that is held of a member is printed, and of nobody else`() throws {
        let sandbox = try project()
        #expect(try ingest(sandbox, "one.log").all == "")
        let run = try sandbox.run("insights", "export", "ann", in: "site")
        #expect(run.status == 0, "\(run.all)")
        let record = try json(run.output)
        let roster = try #require((record["roster"] as? [[String: String]])?.first)
        #expect(roster["name"] == "Ann Lee" && roster["note"] == "likes \"quotes\"" && roster["shoe"] == "38")
        #expect((record["payments"] as? [[String: String]])?.map { $0["customer"] } == ["cus_1"])
        #expect((record["comments"] as? [[String: Any]])?.first?["text"] as? String == "Well said")
        let facts = try #require(record["facts"] as? [String: [[String: Any]]])
        #expect(facts["member_days"]?.first?["day"] as? String == "2026-04-01")
        #expect(facts["payments"]?.count == 1 && facts["roster"]?.count == 1)
        #expect(!run.output.contains("\"bo\"") && !run.output.contains("shop\",\"2"))
        #expect(try sandbox.run("insights", "export", "Ann Lee", in: "site").status == 2)
    }

    @Test func `who is forgotten stays so, whatever is read again`() throws {
        let sandbox = try project()
        #expect(try ingest(sandbox, "one.log").status == 0)
        #expect(try members(sandbox).contains("ann"))
        let run = try sandbox.run("insights", "forget", "ann", "--json", in: "site")
        #expect(run.status == 0, "\(run.all)")
        #expect(try json(run.output)["ok"] as? Bool == true)
        try sandbox.write(
            "site/two.log", Self.line("a", "02/Apr/2026:10:00:00") + Self.line("b", "02/Apr/2026:11:00:00"))
        #expect(try ingest(sandbox, "one.log").status == 0)
        #expect(try ingest(sandbox, "two.log").status == 0)
        let rows = try members(sandbox)
        #expect(!rows.contains("ann") && rows.contains("2026-04-02"))
        #expect(try sandbox.run("facts", "roster", "--csv", in: "site").output.contains("ann") == false)
        #expect(try sandbox.run("insights", "--date", "2026-04-30", "--quiet", in: "site").all == "")
        let record = try json(try sandbox.run("insights", "export", "ann", in: "site").output)
        #expect((record["facts"] as? [String: [Any]])?.values.allSatisfy(\.isEmpty) == true)
        // Once more does no harm, and who was never here can be forgotten, too.
        #expect(try sandbox.run("insights", "forget", "ann", "--quiet", in: "site").all == "")
        #expect(
            try sandbox.run("insights", "forget", "zoe", in: "site").output.hasPrefix(
                "'zoe' is forgotten: 0 rows"))
        // … and a slip in the id is pointed out, so that nobody believes that all is done.
        let slip = try sandbox.run("insights", "forget", "bob", in: "site")
        #expect(
            slip.errors == """
                warning: nothing is known of 'bob', and members.csv has no such id
                      did you mean 'bo'?

                """)
        #expect(try sandbox.run("insights", "export", "bob", in: "site").errors == slip.errors)
        #expect(try sandbox.run("insights", "export", "ann", in: "site").errors == "")
        #expect(try sandbox.run("insights", "forget", "Zoe!", in: "site").status == 2)
    }

    @Test func `facts that have had their time go with the next run`() throws {
        let sandbox = try project()
        let config = try sandbox.text("site/sealpress.yml")
        #expect(try ingest(sandbox, "one.log").status == 0)
        try sandbox.write("site/sealpress.yml", config + "\ninsights: {retention: 2m}\n")
        #expect(try ingest(sandbox, "one.log", now: 1_780_000_000).status == 0)
        #expect(try members(sandbox).contains("2026-04-01"))
        // 2026-06-11
        #expect(try ingest(sandbox, "one.log", now: 1_781_200_000).status == 0)
        #expect(try !members(sandbox).contains("2026-04-01"))
    }
}
