import Files
import Foundation
import Sealing
import Testing

/// `sealpress serve --as`: what is served opens what such a member may read, and nothing else.
@Suite struct GuestTests {
    @Test(
        arguments: [
            (["--as", "anna"], "anna", true), (["--as-tier", "premium"], "preview", true),
            (["--as-tier", "basic"], "preview", false),
        ])
    func `the page is unlocked with a bundle of this preview alone`(
        arguments: [String], member: String, opens: Bool
    ) throws {
        let sandbox = try Sandbox.started()
        #expect(try sandbox.run("build", in: "site").status == 0)
        let built = try FileSystem.list(sandbox.folder + "/site/site")
        let ledger = try sandbox.text("site/.sealpress/ledger.json")
        let preview = try RunningPreview(sandbox, arguments[0], arguments[1])

        let fields = try json(try preview.get("/_sealpress/preview/guest.json").text)
        let text = try #require(fields["code"] as? String)
        let code = try UnlockCode(parsing: text)
        let real = try sandbox.run("members", "code", "anna", "--quiet", in: "site").output
        #expect(text != real.trimmingCharacters(in: .whitespacesAndNewlines))
        #expect(try preview.events().next().guest == code.bundleID.hex)

        let bundle = try BundleFile.open(try preview.get("/" + code.bundleID.path).body, with: code)
        #expect(bundle.member == member && bundle.status == .active)
        let page = try preview.get("/articles/hello/").text
        let match = try #require(page.firstMatch(of: /_sealpress\/sealed\/([0-9a-f]+)\.bin/))
        let id = try #require(SealedID(hex: String(match.1)))
        let sealed = try preview.get("/" + id.path).body
        if opens {
            let html = try SealedFile.open(sealed, id: id, with: bundle.grants).plaintext
            #expect(String(decoding: html, as: UTF8.self).contains("Only premium members read this one."))
        } else {
            #expect(throws: OpeningError.self) { try SealedFile.open(sealed, id: id, with: bundle.grants) }
        }
        #expect(!page.contains("Only premium members read this one."))

        // Neither the site nor its records know of the guest, and the code is not said.
        #expect(try !preview.said.contains(text) && !preview.said.contains(text.replacing("-", with: "")))
        #expect(try FileSystem.list(sandbox.folder + "/site/site") == built)
        #expect(try !sandbox.has("site/site/" + code.bundleID.path))
        #expect(try sandbox.text("site/.sealpress/ledger.json") == ledger)
    }

    @Test func `without a guest there is no code`() throws {
        let preview = try RunningPreview(try Sandbox.started())
        #expect(try preview.get("/_sealpress/preview/guest.json").status == 404)
    }

    @Test(
        arguments: [
            (["--as", "ana"], "error: there is no member 'ana'\n      did you mean 'anna'?"),
            (
                ["--as-tier", "premuim"],
                "error: unknown tier 'premuim'\n      did you mean 'premium'? sealpress.yml has: basic, premium"
            ),
        ])
    func `a guest whom the site does not know is a mistake as any other`(
        arguments: [String], message: String
    ) throws {
        let preview = try RunningPreview(try Sandbox.started(), arguments[0], arguments[1])
        #expect(try preview.said.contains(message))
        #expect(try preview.events().next().problems == [message])
    }
}
