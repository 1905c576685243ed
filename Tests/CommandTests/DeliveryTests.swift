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

    @Test func `codes are never written where they would be published`() throws {
        let sandbox = try Sandbox.started()
        let roster = try sandbox.text("site/members.csv")
        try FileSystem.makeFolder(sandbox.folder + "/site/site")
        try FileManager.default.createSymbolicLink(
            atPath: sandbox.folder + "/innocent", withDestinationPath: sandbox.folder + "/site/content")
        for arguments in [
            ["export", "--codes", "--output", "../innocent/codes.csv"],
            ["card", "anna", "--output", "content/cards"],
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
