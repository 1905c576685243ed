import Files
import Foundation
import Testing

/// Exports of payment services, from the command line.
@Suite struct ImportTests {
    /// A starter site that knows the product `Premium`.
    private func project() throws -> Sandbox {
        let sandbox = try Sandbox.started()
        let configuration = try sandbox.text("site/sealpress.yml")
        try sandbox.write(
            "site/sealpress.yml",
            configuration
                + "imports:\n  - {product: Premium, tier: premium}\n  - {product: Mug, ignore: true}\n")
        try sandbox.write("site/members.csv", "id,name,email,tier,from,until,status,source\n")
        return sandbox
    }

    private func table(_ rows: String...) -> String {
        (["id,date,email,name,product,amount,currency,refunded,licence_key"] + rows).joined(separator: "\n")
            + "\n"
    }

    private let date = ["SOURCE_DATE_EPOCH": "1795255205"]

    private func take(_ sandbox: Sandbox, _ file: String, _ options: String...) throws -> Run {
        try sandbox.write("site/sales.csv", file)
        return try sandbox.run(
            program(), ["members", "import", "--from", "csv", "sales.csv"] + options, in: "site",
            environment: date)
    }

    @Test func `an import shows what it changes, and changes nothing unasked`() throws {
        let sandbox = try project()
        let file = table(
            "p1,2026-11-10,ann@example.org,Ann Lee,Premium,15.00,EUR,,",
            "p2,2026-11-11,bob@example.org,Bob,Mug,9,EUR,,")
        let roster = try sandbox.text("site/members.csv")
        let shown = try take(sandbox, file, "--dry-run")
        #expect(shown.status == 0)
        #expect(
            shown.output == """
                added     ann-lee  premium, until 2026-12-10
                1 member will change.
                payments.csv: 1 new row.
                Passed over: 1 row of a table of payments.

                """)
        let unasked = try take(sandbox, file)
        #expect(unasked.status == 1)
        #expect(
            unasked.errors
                == "error: nothing was changed\n      --yes imports without asking, --dry-run only shows\n")
        #expect(try sandbox.text("site/members.csv") == roster)
        #expect(try !sandbox.has("site/payments.csv"))
        #expect(try take(sandbox, file, "--yes").status == 0)
        #expect(
            try sandbox.text("site/members.csv")
                == "id,name,email,tier,from,until,status,source\nann-lee,Ann Lee,ann@example.org,premium,2026-11-10,2026-12-10,active,csv\n"
        )
        #expect(
            try sandbox.text("site/payments.csv") == """
                member,date,kind,amount,currency,plan,arm,coupon,channel,source,id,customer
                ann-lee,2026-11-10,sale,15.00,EUR,premium/month,,,,csv,p1,

                """)
        #expect(try sandbox.mode("site/payments.csv") == 0o600)
        let again = try take(sandbox, file)
        #expect(again.status == 0)
        #expect(again.output.hasPrefix("No member changes.\n"))
        #expect(try sandbox.run("build", "--quiet", in: "site", environment: date).status == 0)
    }

    @Test func `a refund revokes, and the next build accepts it`() throws {
        let sandbox = try project()
        _ = try take(sandbox, table("p1,2026-11-10,ann@example.org,Ann,Premium,15,EUR,,"), "--yes")
        #expect(try sandbox.run("build", "--quiet", in: "site", environment: date).status == 0)
        let run = try take(sandbox, table("p1,2026-11-10,ann@example.org,Ann,Premium,15,EUR,15,"), "--yes")
        #expect(
            run.output == """
                revoked   ann  premium, until 2026-12-10
                1 member will change.
                payments.csv: 1 new row.
                New keys for tier:basic, tier:premium: the next build seals 2 sections anew.

                """)
        #expect(try sandbox.text("site/epochs.yml") == "tier:basic: 1\ntier:premium: 1\n")
        #expect(try sandbox.run("build", "--quiet", in: "site", environment: date).all == "")
    }

    @Test func `rows that cannot be understood stop everything, unless they are skipped`() throws {
        let sandbox = try project()
        let file = table(
            "p1,2026-11-10,ann@example.org,Ann,Premium,15,EUR,,",
            "p2,2026-11-11,bob@example.org,Bob,Premum,15,EUR,,")
        let fault = """
            sales.csv:3:35: error: unknown product 'Premum'
                3 | p2,2026-11-11,bob@example.org,Bob,Premum,15,EUR,,
                  |                                   ^^^^^^ did you mean 'Premium'? else name it under imports: in sealpress.yml: - {product: "Premum", tier: …}

            """
        let run = try take(sandbox, file, "--yes")
        #expect(run.status == 1 && run.output == "")
        #expect(
            run.errors
                == "error: 1 row of 'sales.csv' cannot be understood, so nothing was changed\n      --skip-bad imports the others\n"
                + fault)
        #expect(try !sandbox.has("site/payments.csv"))
        let skipped = try take(sandbox, file, "--yes", "--skip-bad")
        #expect(skipped.status == 0)
        #expect(skipped.errors.hasPrefix(fault.replacing("error:", with: "warning:")))
        #expect(try sandbox.text("site/members.csv").contains("ann,Ann,ann@example.org"))
    }

    @Test func `products that lead nowhere are errors of the configuration`() throws {
        let sandbox = try project()
        let configuration = try sandbox.text("site/sealpress.yml")
        let mug = configuration.split(separator: "\n", omittingEmptySubsequences: false).count - 1
        func says(_ entry: String) throws -> [Substring] {
            try sandbox.write("site/sealpress.yml", configuration + "  - \(entry)\n")
            let run = try take(sandbox, table(), "--dry-run")
            #expect(run.status == 1)
            return run.errors.split(separator: "\n").filter { $0.contains("error:") }.map { $0.dropFirst(15) }
        }
        #expect(
            try says("{product: A, tier: premuim}").map(String.init).first?.hasSuffix(
                "unknown tier 'premuim'") == true)
        #expect(
            try says("{product: A}").first?.hasSuffix("product 'A' gives neither a tier nor a course") == true
        )
        #expect(
            try says("{product: Mug, tier: basic}").first?.hasSuffix(
                "product 'Mug' is there twice, also on line \(mug)") == true)
        #expect(
            try says("{product: A, ignore: true, tier: basic}").first?.hasSuffix(
                "a product that is ignored gives nothing") == true)
        #expect(
            try says("{product: A, courses: [nowhere]}").first?.hasSuffix(
                "unknown course 'nowhere' for product 'A'") == true)
        #expect(
            try says("{from: paypal, product: A, tier: basic}").first?.hasSuffix("'from' cannot be 'paypal'")
                == true)
        #expect(
            try says("{product: A, tier: basic, periode: year}").first?.hasSuffix("unknown key 'periode'")
                == true)
    }

    @Test func `into a sealed roster an import is sealed, its payments, too`() throws {
        let sandbox = try project()
        #expect(try sandbox.run("members", "seal", in: "site").status == 0)
        sandbox.remove("site/members.csv")
        let file = table("p1,2026-11-10,ann@example.org,Ann,Premium,15,EUR,,")
        #expect(try take(sandbox, file, "--yes").status == 0)
        #expect(try !sandbox.has("site/members.csv") && !sandbox.has("site/payments.csv"))
        #expect(try take(sandbox, file).output.hasPrefix("No member changes.\n"))
        #expect(try sandbox.run("members", "unseal", in: "site").status == 0)
        #expect(try sandbox.text("site/members.csv").contains("ann,Ann,ann@example.org,premium"))
        #expect(try sandbox.text("site/payments.csv").contains("ann,2026-11-10,sale,15"))
    }

    /// The three files that an import changes, byte for byte.
    private func state(_ sandbox: Sandbox) throws -> [String] {
        try ["members.csv", "payments.csv", "epochs.yml"].map { try sandbox.text("site/" + $0) }
    }

    @Test func `killed at any moment, an import has changed all three files or none`() throws {
        let sandbox = try project()
        let folder = sandbox.folder + "/site"
        func sales(_ count: Int, refunded: Int) -> String {
            table()
                + (0..<count).map {
                    "p\($0),2026-11-10,m\($0)@example.org,m\($0),Premium,15,EUR,\($0 < refunded ? "15" : ""),\n"
                }.joined()
        }
        // So that there is a counter to be raised further.
        #expect(try take(sandbox, sales(20, refunded: 0), "--yes").status == 0)
        #expect(try take(sandbox, sales(20, refunded: 1), "--yes").status == 0)
        let old = try state(sandbox)
        let clock = ContinuousClock()
        let start = clock.now
        #expect(try take(sandbox, sales(40, refunded: 15), "--yes").status == 0)
        let time = clock.now - start
        let new = try state(sandbox)
        #expect(zip(old, new).allSatisfy { $0 != $1 })
        var random = SystemRandomNumberGenerator()
        var (unchanged, whole, recovered) = (0, 0, 0)
        for round in 1...200 {
            for (name, text) in zip(["members.csv", "payments.csv", "epochs.yml"], old) {
                try sandbox.write("site/" + name, text)
            }
            let process = Process()
            process.executableURL = try program()
            process.arguments = ["members", "import", "--from", "csv", "sales.csv", "--yes"]
            process.currentDirectoryURL = URL(filePath: folder)
            process.environment = date
            process.standardError = FileHandle.nullDevice
            process.standardOutput = FileHandle.nullDevice
            try process.run()
            if round % 4 == 0 {
                usleep(UInt32(.random(in: 0..<time / .microseconds(1), using: &random)))
            } else {
                // Most kills are to hit the short time in which it writes.
                while process.isRunning, try !FileJournal.isPending(in: folder) { usleep(20) }
                usleep(.random(in: 0..<1200, using: &random))
            }
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            if try !FileJournal.recover(in: folder).isEmpty { recovered += 1 }
            let now = try state(sandbox)
            #expect(now == old || now == new, "round \(round): \(now)")
            if now == old { unchanged += 1 } else { whole += 1 }
        }
        // Both ends must have been seen, and something in between that was completed.
        #expect(
            unchanged > 0 && whole > 0 && recovered > 0,
            "\(unchanged) times as before, \(whole) times changed, \(recovered) of them completed afterwards")
        // What is left lets the tool go on.
        #expect(try take(sandbox, sales(40, refunded: 15), "--yes").status == 0)
        #expect(try state(sandbox) == new)
    }
}
