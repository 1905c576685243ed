import Foundation
import Testing

/// `sealpress simulate` on the starter site.
@Suite struct SimulateTests {
    private static let size = ["--members", "20", "--months", "4", "--date", "2026-11-01"]

    private func simulate(_ sandbox: Sandbox, _ arguments: String...) throws -> Run {
        try sandbox.run(program(), ["simulate"] + arguments, in: "site")
    }

    @Test
    func `the copy says that it is simulated, opens with its own codes, and the project stays as it was`()
        throws
    {
        let sandbox = try Sandbox.started()
        let older = "---\ntitle: Older\ndate: 2026-09-01\n---\nText for all.\n"
        try sandbox.write("site/content/articles/older.md", older)
        let before = try ["members.csv", "sealpress.yml", "sealpress.key"].map {
            try sandbox.text("site/" + $0)
        }
        let run = try sandbox.run(program(), ["simulate", "--json"] + Self.size, in: "site")
        #expect(run.status == 0, "\(run.all)")
        let made = try json(run.output)
        #expect(made["simulated"] as? Bool == true && made["through"] as? String == "2026-10-31")
        #expect(
            try ["members.csv", "sealpress.yml", "sealpress.key"].map { try sandbox.text("site/" + $0) }
                == before)
        #expect(try !sandbox.has("site/.sealpress/ledger.json") && !sandbox.has("site/site/index.html"))

        let copy = "site/simulated/"
        #expect(try sandbox.text(copy + "SIMULATED.md").hasPrefix("# Simulated\n"))
        #expect(try sandbox.text(copy + "sealpress.yml").contains("title: My site (simulated)"))
        #expect(try sandbox.text(copy + "sealpress.yml").contains("analytics: {beacon: true}"))
        #expect(try sandbox.text(copy + "sealpress.key") != before[2])
        #expect(try sandbox.mode(copy + "sealpress.key").map { $0 & 0o777 } == 0o600)
        let roster = try sandbox.text(copy + "members.csv").split(separator: "\n")
        #expect(roster.count == (made["members"] as? Int ?? 0) + 1 && roster.count > 15)
        #expect(
            roster.dropFirst().allSatisfy {
                $0.hasPrefix("simulated-") && $0.hasSuffix(",simulation,simulated")
            })
        // What came out within the simulated months is dated before them.
        #expect(try sandbox.text(copy + "content/articles/older.md").contains("date: 2026-06-01"))
        #expect(try sandbox.text("site/content/articles/older.md") == older)

        let member = String(try #require(roster.last?.split(separator: ",").first))
        let code = try sandbox.run("members", "code", member, "--quiet", in: copy).output
            .trimmingCharacters(in: .whitespacesAndNewlines)
        #expect(!run.all.contains(code))
        let open = try sandbox.run("open", "site", "--code", code, in: copy)
        #expect(open.status == 0 && open.all.contains(member), "\(open.all)")
        #expect(try sandbox.run("ingest", "logs", "--json", in: copy).status == 0)
    }

    @Test func `a second run makes the same again, and a pause goes on with what insights suggest`() throws {
        let sandbox = try Sandbox.started()
        let first = try sandbox.run(program(), ["simulate", "--quiet"] + Self.size, in: "site")
        #expect(first.status == 0 && first.all == "")
        let files = ["members.csv", "payments.csv", "parameters.json", "logs/simulated-access-2026-10.log"]
        let before = try files.map { try sandbox.text("site/simulated/" + $0) }
        #expect(
            try sandbox.run(program(), ["simulate", "--quiet", "--pause", "1"] + Self.size, in: "site").status
                == 0)
        #expect(try !sandbox.has("site/simulated/logs/simulated-access-2026-10.log"))
        let september = try sandbox.text("site/simulated/logs/simulated-access-2026-09.log")
        #expect(try simulate(sandbox, "--resume", "--quiet").status == 0)
        #expect(try sandbox.text("site/simulated/logs/simulated-access-2026-09.log") == september)
        let after = try files.map { try sandbox.text("site/simulated/" + $0) }
        #expect(after[0] == before[0] && after[1] == before[1] && after[3] == before[3])
    }

    @Test func `only a folder of its own is written to`() throws {
        let sandbox = try Sandbox.started()
        try sandbox.write("other/members.csv", "mine\n")
        let taken = try simulate(sandbox, "--output", "../other")
        #expect(taken.status == 1)
        #expect(
            taken.errors.hasPrefix("error: '../other' is there already, and is no simulation\n"),
            "\(taken.errors)")
        #expect(try sandbox.text("other/members.csv") == "mine\n")
        for own in [".", "..", "content/simulated", "site"] {
            let run = try simulate(sandbox, "--output", own)
            #expect(
                run.status == 1 && run.errors.contains("belongs to the project itself"),
                "\(own): \(run.errors)")
        }
        let nothing = try simulate(sandbox, "--resume")
        #expect(
            nothing.status == 1
                && nothing.errors.hasPrefix("error: there is no simulation in './simulated'\n"),
            "\(nothing.errors)")
        for wrong in [
            ["--members", "5"], ["--months", "2"], ["--pause", "24"], ["--pause", "1", "--resume"],
        ] {
            #expect(try sandbox.run(program(), ["simulate"] + wrong, in: "site").status == 2)
        }
    }
}
