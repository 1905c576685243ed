import Diagnostics
import Files
import Foundation
import Sealing
import Site
import Testing

/// A site that an earlier sealpress built, with its project and ledger, as `Fixtures/site-1.json` stores it.
///
/// `SEALPRESS_RECORD=1 swift test --filter SiteTests` stores it when the file is not there. It is never made anew: what
/// a new version builds otherwise is what these tests are for.
private struct StoredSite: Codable {
    /// By path below the project's folder; `site/` is the built site.
    var texts: [String: String]
    /// Base64 of what is no text.
    var binaries: [String: String]

    static let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Fixtures/site-1.json")

    static let isRecording =
        ProcessInfo.processInfo.environment["SEALPRESS_RECORD"] == "1"
        && !FileManager.default.fileExists(atPath: file.path)

    private static let words = ["SEALPRESS_PASSPHRASE_CLASS": "orchid lantern gravel compass"]

    static func inputs(_ site: TestSite) -> BuildInputs {
        var inputs = site.inputs()
        inputs.passphrases = words
        return inputs
    }

    /// Puts the stored project where a new test works, on the day on which it was built.
    static func restored() throws -> TestSite {
        if isRecording { try record() }
        let stored = try JSONDecoder().decode(StoredSite.self, from: Data(contentsOf: file))
        let site = try TestSite(config: nil)
        for (path, text) in stored.texts { try site.write(path, text) }
        for (path, text) in stored.binaries {
            try site.write(path, Array(try #require(Data(base64Encoded: text))))
        }
        return site
    }

    private static func record() throws {
        let site = try TestSite(
            [
                "content/articles/one.md": """
                ---
                title: One
                date: 2026-10-01
                ---
                Everyone reads this.

                ::: basic
                Basic words.
                :::

                ::: premium {#more}
                Premium words, and [a file](notes.txt).
                :::
                """,
                "content/articles/notes.txt": "Notes for premium members.\n",
                "content/courses/swift/index.md":
                    "---\ntitle: Swift\nprice: 49\ncurrency: EUR\n---\nA course.\n",
                "content/courses/swift/01-a.md":
                    "---\ntitle: A\ntier: premium\n---\nTeaser.\n\nFirst lesson.\n",
                "content/courses/swift/02-b.md":
                    "---\ntitle: B\ntier: premium\ndrip: 14d\n---\nTeaser.\n\nSecond lesson.\n",
            ],
            config: """
                site: {title: Stored, baseURL: "https://example.org/learn/"}
                tiers:
                  - {id: basic, name: Basic, passphrase: class}
                  - {id: premium, name: Premium}

                """,
            roster: [
                "anna,premium,,2026-01-15,,,1", "ben,basic,swift@2026-10-01,,,,2",
                "cleo,basic,,,2026-06-30,,1",
                "dan,premium,,,,revoked,1",
            ])
        try site.write("epochs.yml", "tier:basic: 1\ntier:premium: 1\n")
        _ = try Site.build(inputs(site))
        let keys = [site.keys]
        let roster = try FileSystem.read(site.root + "/members.csv")
        try PrivateFiles(root: site.root) { keys }.seal(roster, as: "members.csv")
        var stored = StoredSite(texts: [:], binaries: [:])
        for entry in try FileSystem.list(site.root)
        where entry.kind == .file && !entry.path.hasSuffix(".lock") {
            let bytes = try FileSystem.read(site.root + "/" + entry.path)
            if let text = String(validating: bytes, as: UTF8.self) {
                stored.texts[entry.path] = text
            } else {
                stored.binaries[entry.path] = Data(bytes).base64EncodedString()
            }
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try (encoder.encode(stored) + Data("\n".utf8)).write(to: file)
    }
}

@Suite struct `A site built by an earlier version` {
    private func build(_ site: TestSite) throws -> String {
        do {
            return site.render(try Site.build(StoredSite.inputs(site)).warnings)
        } catch let error as DiagnosticError {
            return site.render(error.diagnostics)
        }
    }

    private static let sealed = ["_sealpress/sealed/", "_sealpress/bundles/", "_sealpress/passphrase.json"]

    /// The files that the format fixes to the byte.
    private func fixed(_ site: TestSite) throws -> [String: [UInt8]] {
        try site.files().filter { file in Self.sealed.contains { file.key.hasPrefix($0) } }
    }

    @Test("Its members, its passphrase and its signature are read as ever")
    func reading() throws {
        let site = try StoredSite.restored()
        #expect(try site.opened("/articles/one/", by: "anna") == "2/2")
        #expect(try site.opened("/courses/swift/b/", by: "anna") == "1/1")
        #expect(try site.opened("/articles/one/", by: "ben", generation: 2) == "1/2")
        #expect(try site.opened("/courses/swift/b/", by: "ben", generation: 2) == "1/1")
        #expect(try site.opened("/articles/one/", by: "cleo") == "0/2")
        #expect(try site.opened("/articles/one/", by: "dan") == "0/2")
        let settings = try MemberView.passphraseSettings(of: site.output)
        let code = try Passphrase("orchid lantern gravel compass").code(settings)
        #expect(try MemberView(site.output, code: code).bundle.tier == "basic")
        #expect(try SiteVerification(site.output, publicKey: site.keys.publicKey).isWhole)
    }

    @Test("A build on the same day leaves every sealed file and bundle as it is, to the byte")
    func rebuilding() throws {
        let site = try StoredSite.restored()
        let (before, stamps) = (try fixed(site), try site.stamps())
        #expect(before.count == 11)
        #expect(try build(site) == "")
        #expect(try fixed(site) == before)
        #expect(try site.touched(since: stamps).filter { before[$0] != nil } == [])
        #expect(try SiteVerification(site.output, publicKey: site.keys.publicKey).isWhole)
    }

    @Test("Its sealed roster is read")
    func sealedRoster() throws {
        let site = try StoredSite.restored()
        try site.remove("members.csv")
        let before = try fixed(site)
        #expect(try build(site) == "")
        #expect(try fixed(site) == before)
    }

    @Test("Its root key is replaced, and the old codes open what the build makes")
    func replacing() throws {
        let site = try StoredSite.restored()
        let (old, new) = (site.keys, try TestSite.keys(8))
        let work = try ReplacingKeys(root: site.root, date: site.date, clock: site.date)
        let opened = try work.check(old)
        try work.record(from: old, to: new, overlapUntil: .init("2026-12-20"), isPublished: true)
        try work.seal(opened, with: new)
        work.release()
        site.keys = new
        var inputs = StoredSite.inputs(site)
        inputs.previousKeys = old
        _ = try Site.build(inputs)
        for keys in [old, new] {
            site.keys = keys
            #expect(try site.opened("/articles/one/", by: "anna") == "2/2")
        }
        #expect(try SiteVerification(site.output, publicKey: old.publicKey).isWhole)
    }

    @Test(
        "What says that it is of a newer version stops the build, and nothing is changed or removed",
        arguments: [
            "_sealpress/manifest.json", "_sealpress/passphrase.json", "sealed", "bundles",
            ".sealpress/ledger.json",
        ])
    func newer(what: String) throws {
        let site = try StoredSite.restored()
        let kind = ["sealed", "bundles"].contains(what) ? "_sealpress/\(what)/" : what
        let isLedger = what == ".sealpress/ledger.json"
        let paths =
            try isLedger ? [site.root + "/" + what] : site.paths(below: kind).map { site.output + "/" + $0 }
        #expect(!paths.isEmpty)
        for path in paths where !path.hasSuffix(".minisig") { try say(2, in: path) }
        // What a build would remove, if it went on.
        try site.remove("content/articles/one.md")
        let before = try site.files()
        let faults = try build(site)
        #expect(faults.contains("is of format version 2, which this version of sealpress does not know"))
        #expect(faults.contains("newer sealpress: update this one; nothing was changed"))
        #expect(try site.files() == before)
    }

    @Test("Of a site that says it is of an older version everything is sealed anew, and a warning says so")
    func older() throws {
        let site = try StoredSite.restored()
        let original = try fixed(site)
        for path in try site.paths(below: "_sealpress/sealed/") + site.paths(below: "_sealpress/bundles/") {
            try say(0, in: site.output + "/" + path)
        }
        try say(0, in: site.output + "/_sealpress/manifest.json")
        #expect(
            try build(site) == """
                warning: the site was built in an older format: everything is sealed anew, and all of it is to be published
                """)
        #expect(try fixed(site) == original)
        #expect(try site.opened("/articles/one/", by: "anna") == "2/2")
        #expect(try build(site) == "")
    }

    @Test("verify and open say of a newer site that it is newer")
    func inspecting() throws {
        let site = try StoredSite.restored()
        let manifest = site.output + "/_sealpress/manifest.json"
        try say(2, in: manifest)
        let signature = try site.keys.sign(FileSystem.read(manifest), trustedComment: "sealpress/2")
        try FileSystem.write(Array(signature.utf8), to: manifest + ".minisig")
        #expect(throws: DiagnosticError.self) {
            try SiteVerification(site.output, publicKey: site.keys.publicKey)
        }
        for path in try site.paths(below: "_sealpress/bundles/") { try say(2, in: site.output + "/" + path) }
        #expect(throws: OpeningError.unsupportedVersion("2")) { try site.view("anna") }
    }

    /// Changes the version in a file's first line, and nothing else.
    private func say(_ version: Int, in path: String) throws {
        let bytes = try FileSystem.read(path)
        let slash = try #require(bytes.prefix(64).firstRange(of: Array("/1".utf8)))
        #expect(bytes[slash.upperBound] == 0x0A || bytes[slash.upperBound] == UInt8(ascii: "\""))
        try FileSystem.write(
            Array(bytes[..<slash.lowerBound]) + Array("/\(version)".utf8) + bytes[slash.upperBound...],
            to: path)
    }
}
