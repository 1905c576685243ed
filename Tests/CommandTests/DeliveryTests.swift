import Files
import Foundation
import Testing

/// Codes on their way to their members: for a shop's pool, a mail merge, a printer.
@Suite struct DeliveryTests {
    private let date = ["SOURCE_DATE_EPOCH": "1795255205"]

    private func run(_ sandbox: Sandbox, _ arguments: String...) throws -> Run {
        try sandbox.run(program(), arguments, in: "site", environment: date)
    }

    private func rows(_ text: String) -> [[String]] {
        text.split(separator: "\n").dropFirst().map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
    }

    @Test func `minted codes open at the next build, are claimed by an import, and voided when unsold`()
        throws
    {
        let sandbox = try Sandbox.started()
        let configuration = try sandbox.text("site/sealpress.yml")
        try sandbox.write(
            "site/sealpress.yml", configuration + "imports:\n  - {product: Premium, tier: premium}\n")
        let shown = try run(
            sandbox, "members", "mint", "--tier", "premium", "--months", "12", "--count", "3", "--for",
            "gumroad",
            "--dry-run")
        #expect(shown.output == "3 codes, gumroad-0001 to gumroad-0003. Nothing was written.\n")
        let minted = try run(
            sandbox, "members", "mint", "--tier", "premium", "--months", "12", "--count", "3", "--for",
            "gumroad",
            "--output", "../pool.csv")
        #expect(minted.status == 0 && minted.output == "")
        #expect(try sandbox.mode("pool.csv") == 0o600)
        let pool = rows(try sandbox.text("pool.csv"))
        #expect(pool.map { $0[0] } == ["gumroad-0001", "gumroad-0002", "gumroad-0003"])
        #expect(
            try sandbox.text("site/members.csv").contains(
                "gumroad-0002,,,premium,,2026-11-21,,unclaimed,1,gumroad,,12m\n"))
        #expect(try run(sandbox, "build", "--quiet").all == "")
        let opened = try run(sandbox, "open", "site", "--code", pool[1][6])
        #expect(opened.status == 0)
        #expect(opened.output.contains("premium"))
        try sandbox.write(
            "site/sales.csv",
            "id,date,email,name,product,amount,currency,licence_key\np1,2026-11-20,ann@example.org,Ann,Premium,150,EUR,\(pool[1][6].lowercased())\n"
        )
        let claimed = try run(sandbox, "members", "import", "--from", "csv", "sales.csv", "--yes")
        #expect(
            claimed.output.hasPrefix(
                "claimed   gumroad-0002  premium (unclaimed) -> premium, until 2027-11-20\n"))
        #expect(!claimed.all.contains(pool[1][6].prefix(9)))
        #expect(
            try sandbox.text("site/members.csv").contains(
                "gumroad-0002,Ann,ann@example.org,premium,,2026-11-20,2027-11-20,active,1,csv,,\n")
                || sandbox.text("site/members.csv").contains(
                    "gumroad-0002,Ann,ann@example.org,premium,,2026-11-20,2027-11-20,active,1,gumroad,,\n")
        )
        let sold = try run(sandbox, "members", "void", "gumroad-0002")
        #expect(sold.status == 1)
        #expect(sold.errors.hasPrefix("error: 'gumroad-0002' is active, not unclaimed\n"))
        // What is not sold is there once more, and not among the members' codes.
        let unsold = try run(sandbox, "members", "export", "--codes", "--status", "unclaimed")
        #expect(rows(unsold.output).map { $0[6] } == [pool[0][6], pool[2][6]])
        #expect(rows(try run(sandbox, "members", "export", "--codes").output).allSatisfy { !$0[1].isEmpty })
        let voided = try run(sandbox, "members", "void", "--for", "gumroad")
        #expect(voided.status == 0)
        #expect(try sandbox.text("site/epochs.yml") == "tier:basic: 1\ntier:premium: 1\n")
        #expect(try run(sandbox, "build", "--quiet").all == "")
        #expect(try run(sandbox, "open", "site", "--code", pool[1][6]).status == 0)
        let shut = try run(sandbox, "open", "site", "--code", pool[0][6])
        #expect(shut.output.contains("revoked"), "\(shut.all)")
        // It was sold all the same; and no code is in what the import says of it, which CI may show to many.
        try sandbox.write(
            "site/late.csv",
            "id,date,email,product,amount,currency,licence_key\np2,2026-11-21,bob@example.org,Premium,5,EUR,\(pool[0][6])\n"
        )
        let late = try run(sandbox, "members", "import", "--from", "csv", "late.csv", "--yes")
        #expect(
            late.errors.contains(
                "warning: the code of 'gumroad-0001' was sold, but is revoked\n    2 | p2,2026")
        )
        #expect(!late.all.contains(pool[0][6].prefix(9)) && !late.all.contains(pool[0][6].suffix(9)))
        let more = try run(sandbox, "members", "mint", "--tier", "basic", "--count", "1", "--for", "gumroad")
        #expect(rows(more.output).map { $0[0] } == ["gumroad-0004"])
    }

    @Test func `a code minted before the root key was replaced is claimed, too`() throws {
        let sandbox = try Sandbox.started()
        let configuration = try sandbox.text("site/sealpress.yml")
        try sandbox.write(
            "site/sealpress.yml", configuration + "imports:\n  - {product: Premium, tier: premium}\n")
        let minted = try run(
            sandbox, "members", "mint", "--tier", "premium", "--days", "14", "--count", "1", "--for", "shop")
        let code = try #require(rows(minted.output).first)[6]
        #expect(try run(sandbox, "keys", "replace").status == 0)
        try sandbox.write(
            "site/sales.csv",
            "id,date,email,product,amount,currency,licence_key\np1,2026-11-20,ann@example.org,Premium,5,EUR,\(code)\n"
        )
        let claimed = try run(sandbox, "members", "import", "--from", "csv", "sales.csv", "--yes")
        #expect(
            claimed.output.hasPrefix(
                "claimed   shop-0001  premium (unclaimed) -> premium, until 2026-12-04\n"))
    }

    @Test func `codes whose file cannot be written are on the roster, and that is said`() throws {
        let sandbox = try Sandbox.started()
        let minted = try run(
            sandbox, "members", "mint", "--tier", "basic", "--count", "1", "--for", "shop", "--output",
            "../nowhere/pool.csv")
        #expect(minted.status == 1)
        #expect(minted.errors.contains("the codes are on the roster, but not in '../nowhere/pool.csv'"))
        let again = try run(sandbox, "members", "export", "--codes", "--status", "unclaimed")
        #expect(rows(again.output).map { $0[0] } == ["shop-0001"])
    }

    @Test(arguments: [
        ["--count", "1", "--for", "shop"], ["--tier", "basic", "--count", "0", "--for", "shop"],
        ["--tier", "basic", "--count", "1", "--for", "My Shop"],
        ["--tier", "basic", "--count", "1", "--for", "shop", "--months", "1", "--days", "1"],
        ["--tier", "basic", "--count", "1", "--for", "shop", "--months", "0"],
    ])
    func `wrong arguments mint nothing`(arguments: [String]) throws {
        let sandbox = try Sandbox.started()
        let roster = try sandbox.text("site/members.csv")
        #expect(try sandbox.run(program(), ["members", "mint"] + arguments, in: "site").status == 2)
        #expect(try sandbox.text("site/members.csv") == roster)
    }

    @Test(arguments: [
        (
            ["--tier", "premum"],
            "error: unknown tier 'premum'\n      did you mean 'premium'? the site has: basic, premium\n"
        ),
        (["--course", "nowhere"], "error: unknown course 'nowhere'\n      the site has none\n"),
    ])
    func `what the site does not have is not minted, nor shown as if it could be`(
        offer: [String], error: String
    ) throws {
        let sandbox = try Sandbox.started()
        for options in [[], ["--dry-run"]] {
            let run = try sandbox.run(
                program(), ["members", "mint", "--count", "9", "--for", "shop"] + offer + options, in: "site")
            #expect(run.status == 1 && run.output.isEmpty)
            #expect(run.errors == error)
        }
    }

    @Test func `codes are never written where they would be published`() throws {
        let sandbox = try Sandbox.started()
        let roster = try sandbox.text("site/members.csv")
        try FileSystem.makeFolder(sandbox.folder + "/site/site")
        try FileManager.default.createSymbolicLink(
            atPath: sandbox.folder + "/innocent", withDestinationPath: sandbox.folder + "/site/content")
        for arguments in [
            ["mint", "--tier", "basic", "--count", "1", "--for", "shop", "--output", "site/codes.csv"],
            ["export", "--codes", "--output", "../innocent/codes.csv"],
            ["card", "anna", "--output", "content/cards"], ["code", "anna", "--svg", "site/anna.svg"],
        ] {
            let run = try sandbox.run(program(), ["members"] + arguments, in: "site")
            #expect(run.status == 1)
            #expect(run.errors.contains("where codes could be published"), "\(run.errors)")
        }
        #expect(try sandbox.text("site/members.csv") == roster)
        #expect(try !sandbox.has("site/content/cards") && !sandbox.has("site/content/codes.csv"))
    }

    @Test func `codes for a mail merge are those that let somebody in`() throws {
        let sandbox = try Sandbox.started()
        try sandbox.write(
            "site/members.csv",
            "id,name,email,tier,until,status\nann,\"Lee, Ann\",ann@example.org,premium,,active\nbob,Bob,,basic,2020-01-01,active\ncarl,Carl,,basic,,revoked\n"
        )
        let code = try run(sandbox, "members", "code", "ann").output.trimmingCharacters(in: .newlines)
        let export = try run(sandbox, "members", "export", "--codes")
        #expect(
            export.output
                == "id,name,email,tier,courses,until,code,link\nann,\"Lee, Ann\",ann@example.org,premium,,,\(code),http://localhost:8000/unlock/#\(code)\n"
        )
        #expect(try run(sandbox, "members", "export").output.contains("carl,Carl,,basic,,revoked"))
    }

    @Test func `a card shows the code to its owner, and what a name contains is text`() throws {
        let sandbox = try Sandbox.started()
        try sandbox.write(
            "site/members.csv",
            "id,name,tier,until,status\nann,\"<script>alert(1)</script> & \"\"Co\"\"\",premium,2099-12-31,active\nold,Old,basic,2020-01-01,active\n"
        )
        let run = try run(sandbox, "members", "card", "--all", "--output", "../cards")
        #expect(run.status == 0)
        #expect(run.errors == "1 card is in ../cards.\n")
        #expect(try sandbox.mode("cards/ann.html") == 0o600)
        let card = try sandbox.text("cards/ann.html")
        let code = try self.run(sandbox, "members", "code", "ann").output.trimmingCharacters(in: .newlines)
        #expect(card.contains("<code>\(code)</code>"))
        #expect(card.contains("<a href=\"http://localhost:8000/unlock/#\(code)\">"))
        #expect(
            card.contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;Co&quot;")
                && !card.contains("<script"))
        #expect(card.contains("<svg ") && card.contains("Premium") && card.contains("2099-12-31"))
        #expect(try self.run(sandbox, "members", "card", "--output", "../cards").status == 2)
        #expect(try self.run(sandbox, "members", "card", "nobody", "--output", "../cards").status == 1)
    }
}
