import Foundation
import Testing

/// A published site held against its signature.
@Suite struct VerifyTests {
    /// A built site and its public key.
    private func built() throws -> (sandbox: Sandbox, key: String) {
        let sandbox = try Sandbox.started()
        #expect(try sandbox.run("build", "--quiet", in: "site").status == 0)
        let key = try sandbox.run("keys", "show-public", in: "site").output
        try sandbox.write("key.pub", key)
        return (sandbox, try #require(key.split(separator: "\n").last.map(String.init)))
    }

    private func faults(_ sandbox: Sandbox, _ key: String = "key.pub") throws -> String {
        let run = try sandbox.run("verify", "site/site", "--public-key", key)
        #expect(run.status == 1)
        #expect(run.output == "")
        return run.errors
    }

    @Test func `what was added, changed or is missing is named`() throws {
        let (sandbox, _) = try built()
        try sandbox.write("site/site/evil.html", "added")
        try sandbox.write("site/site/_sealpress/reader/extra.js", "added")
        try sandbox.write("site/site/index.html", "changed")
        sandbox.remove("site/site/404.html")
        sandbox.remove("site/site/feed.xml")
        try FileManager.default.createSymbolicLink(
            atPath: sandbox.folder + "/site/site/feed.xml", withDestinationPath: "feed.json")
        #expect(
            try faults(sandbox) == """
                error: added: _sealpress/reader/extra.js
                error: added: evil.html
                error: changed: feed.xml
                error: changed: index.html
                error: missing: 404.html

                """)
    }

    @Test func `one changed byte of the same length is noticed`() throws {
        let (sandbox, _) = try built()
        let path = try sandbox.asset("_sealpress/reader/reader.js")
        let text = try sandbox.text("site/site/" + path)
        try sandbox.write("site/site/" + path, String(text.dropLast()) + " ")
        #expect(try faults(sandbox) == "error: changed: \(path)\n")
    }

    @Test func `a changed manifest or another key is not believed`() throws {
        let (sandbox, _) = try built()
        let other = try Sandbox.started()
        try sandbox.write("other.pub", try other.run("keys", "show-public", in: "site").output)
        #expect(try faults(sandbox, "other.pub").hasPrefix("error: "))
        let manifest = try sandbox.text("site/site/_sealpress/manifest.json")
        try sandbox.write(
            "site/site/_sealpress/manifest.json", manifest.replacing("index.html", with: "indeX.html"))
        #expect(try faults(sandbox).hasPrefix("error: "))
        try sandbox.write("site/site/_sealpress/manifest.json", manifest)
        sandbox.remove("site/site/_sealpress/manifest.json.minisig")
        #expect(try faults(sandbox).contains("manifest.json.minisig"))
    }

    @Test func `bundles may come and go`() throws {
        let (sandbox, key) = try built()
        sandbox.remove("site/site/_sealpress/bundles")
        #expect(try sandbox.run("verify", "site/site", "--public-key", key).status == 0)
    }

    @Test func `what is no bundle is not taken for one among the bundles`() throws {
        let (sandbox, _) = try built()
        let id = String(repeating: "ab", count: 16)
        try sandbox.write("site/site/_sealpress/bundles/index.html", "added")
        try sandbox.write("site/site/_sealpress/bundles/ab/\(id).bin", "<script>")
        try sandbox.write("site/site/_sealpress/bundles/cd/\(id).bin", "sealpress-bundle/1\n")
        try FileManager.default.createSymbolicLink(
            atPath: sandbox.folder + "/site/site/_sealpress/bundles/ab/\(String(id.reversed())).bin",
            withDestinationPath: "\(id).bin")
        #expect(
            try faults(sandbox) == """
                error: added: _sealpress/bundles/ab/\(id).bin
                error: added: _sealpress/bundles/ab/\(String(id.reversed())).bin
                error: added: _sealpress/bundles/cd/\(id).bin
                error: added: _sealpress/bundles/index.html

                """)
    }

    private static let minisign = URL(filePath: "/usr/bin/minisign")

    @Test(
        .enabled(if: FileManager.default.isExecutableFile(atPath: minisign.path), "minisign is not installed")
    )
    func `minisign itself believes the manifest, and no changed one`() throws {
        let (sandbox, key) = try built()
        let manifest = "site/site/_sealpress/manifest.json"
        let fine = try sandbox.run(Self.minisign, ["-V", "-P", key, "-m", manifest])
        #expect(fine.status == 0)
        #expect(fine.output.contains("Signature and comment signature verified"))
        #expect(fine.output.contains("Trusted comment: sealpress/1 epoch:"))
        #expect(try sandbox.run(Self.minisign, ["-V", "-p", "key.pub", "-m", manifest]).status == 0)
        try sandbox.write(manifest, try sandbox.text(manifest) + " ")
        #expect(try sandbox.run(Self.minisign, ["-V", "-P", key, "-m", manifest]).status != 0)
    }
}
