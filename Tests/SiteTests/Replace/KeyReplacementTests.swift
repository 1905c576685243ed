import Diagnostics
import Files
import Membership
import Sealing
import Site
import TestSupport
import Testing

@Suite struct `Replacing the root key` {
    private static let page = ["content/articles/one.md": "# One\n\n::: premium\nPremium words.\n:::\n"]

    private func site() throws -> TestSite {
        let site = try TestSite(Self.page, roster: ["anna,premium,,,,,1", "ben,premium,,,,,1"])
        try site.build()
        return site
    }

    /// As the command does it, with keys that the test knows.
    private func replace(
        _ site: TestSite, until: String? = "2026-12-20", isPublished: Bool = true, to seed: UInt8 = 8
    ) throws -> SiteKeys {
        let (old, new) = (site.keys, try TestSite.keys(seed))
        let work = try ReplacingKeys(root: site.root, date: site.date, clock: site.date)
        defer { work.release() }
        let opened = try work.check(old)
        try work.record(from: old, to: new, overlapUntil: until.flatMap { Day($0) }, isPublished: isPublished)
        try work.seal(opened, with: new)
        return new
    }

    private func build(_ site: TestSite, previous: SiteKeys?, on day: String? = nil) throws -> String {
        if let day { site.date = TestSite.day(day) }
        var inputs = site.inputs()
        inputs.previousKeys = previous
        do {
            return site.render(try Site.build(inputs).warnings)
        } catch let error as DiagnosticError {
            return site.render(error.diagnostics)
        }
    }

    private func reads(_ site: TestSite, _ keys: SiteKeys, _ member: String = "anna") -> Bool {
        let code = keys.unlockCode(member: member, generation: 1)
        guard let view = try? MemberView(site.output, code: code),
            let section = try? view.sections(of: "articles/one/index.html").first
        else { return false }
        if case .success = section.html { return true }
        return false
    }

    @Test("Everything is sealed under the new key, and old and new codes open it while the overlap lasts")
    func overlap() throws {
        let site = try site()
        let before = try site.files(below: "_sealpress/sealed/")
        let old = site.keys
        site.keys = try replace(site)
        #expect(try build(site, previous: old) == "")
        #expect(try Set(site.files(below: "_sealpress/sealed/").keys).isDisjoint(with: before.keys))
        #expect(try site.paths(below: "_sealpress/bundles/").count == 4)
        #expect(reads(site, old) && reads(site, site.keys) && reads(site, old, "ben"))
        #expect(try build(site, previous: old, on: "2026-12-20") == "")
        #expect(reads(site, old))
    }

    @Test("When the overlap has ended the old codes open nothing, and their bundles are gone")
    func afterwards() throws {
        let site = try site()
        let old = site.keys
        site.keys = try replace(site)
        _ = try build(site, previous: old)
        #expect(
            try build(site, previous: old, on: "2026-12-21") == """
                warning: the old codes work no more since 2026-12-20; the previous root key is not needed now
                      end the overlap with 'sealpress keys replace --finish'
                """)
        #expect(try site.paths(below: "_sealpress/bundles/").count == 2)
        #expect(!reads(site, old) && reads(site, site.keys))
        #expect(try build(site, previous: nil) == "")
    }

    @Test("After a leak only the new codes open, and nothing is signed by the old key")
    func leak() throws {
        let site = try site()
        let old = site.keys
        site.keys = try replace(site, until: nil, isPublished: false)
        #expect(try build(site, previous: nil) == "")
        #expect(!reads(site, old) && reads(site, site.keys))
        #expect(try site.paths(below: "_sealpress/keys/").isEmpty)
        #expect(throws: SignatureError.self) {
            try SiteVerification(site.output, publicKey: old.publicKey)
        }
    }

    @Test("A build within the overlap needs the previous key, and the right one")
    func previousKeyMissing() throws {
        let site = try site()
        let old = site.keys
        site.keys = try replace(site)
        let before = try site.files()
        #expect(
            try build(site, previous: nil) == """
                error: the codes from before the root key was replaced work until 2026-12-20, but the previous key is not here
                      bring sealpress.key.previous or SEALPRESS_PREVIOUS_KEY; 'sealpress keys replace --finish' ends the old codes now
                """)
        #expect(
            try build(site, previous: TestSite.keys(9)) == """
                error: the previous root key is not the one that was replaced
                      its public key would be \(old.publicKey.base64)
                """)
        #expect(try site.files() == before)
    }

    @Test("The old key still builds until a build has used the new one, and is refused from then on")
    func switching() throws {
        let site = try site()
        let old = site.keys
        let new = try replace(site)
        #expect(try build(site, previous: nil) == "")
        site.keys = new
        #expect(try build(site, previous: old) == "")
        site.keys = old
        #expect(
            site.faults() == """
                error: this root key was replaced by another one, which the site was built with since
                      use the new key: in CI, give SEALPRESS_KEY its new value
                """)
    }

    @Test("A key that no replacement names is refused, also when someone writes one into the ledger")
    func unrecorded() throws {
        let site = try site()
        let old = site.keys
        _ = try replace(site, to: 8)
        site.keys = try TestSite.keys(9)
        #expect(
            site.faults().hasPrefix("error: the root key is not the one that this site was last built with"))
        let ledger = try FileSystem.readText(site.root + "/.sealpress/ledger.json")
        try site.write(
            ".sealpress/ledger.json",
            ledger.replacing(try TestSite.keys(8).publicKey.base64, with: site.keys.publicKey.base64))
        #expect(
            try build(site, previous: old).hasPrefix(
                "error: the root key is not the one that this site was last built with"))
    }

    @Test("Whoever has the first public key verifies the site after two replacements")
    func verification() throws {
        let site = try site()
        let first = site.keys
        site.keys = try replace(site, to: 8)
        _ = try build(site, previous: first)
        let second = site.keys
        site.keys = try replace(site, to: 9)
        _ = try build(site, previous: second)
        for keys in [first, second] {
            let result = try SiteVerification(site.output, publicKey: keys.publicKey)
            #expect(result.isWhole)
            #expect(result.successor == site.keys.publicKey)
        }
        #expect(try SiteVerification(site.output, publicKey: site.keys.publicKey).successor == nil)
        #expect(throws: SignatureError.self) {
            try SiteVerification(site.output, publicKey: TestSite.keys(10).publicKey)
        }
    }

    @Test("A statement that the old key did not sign is not believed")
    func forgedStatement() throws {
        let site = try site()
        let old = site.keys
        site.keys = try replace(site)
        _ = try build(site, previous: old)
        let path = site.output + "/_sealpress/keys/\(old.publicKey.idText).pub"
        try FileSystem.write(Array(try TestSite.keys(9).publicKey.text.utf8), to: path)
        #expect(throws: SignatureError.wrongSignature) {
            try SiteVerification(site.output, publicKey: old.publicKey)
        }
        // A manifest's signature is no statement, whoever made it and whatever it signs.
        try FileSystem.write(
            Array(old.sign(FileSystem.read(path), trustedComment: "sealpress/1 epoch: date:2026-11-20").utf8),
            to: path + ".minisig")
        #expect(throws: SignatureError.wrongComment) {
            try SiteVerification(site.output, publicKey: old.publicKey)
        }
    }

    @Test("A sealed roster is sealed under the new key, and one that was not yet opens with the old one")
    func sealedRoster() throws {
        let site = try site()
        let old = site.keys
        let roster = try FileSystem.read(site.root + "/members.csv")
        try PrivateFiles(root: site.root) { [old] }.seal(roster, as: "members.csv")
        try site.remove("members.csv")
        let sealed = try FileSystem.read(site.root + "/members.csv.sealed")
        site.keys = try replace(site)
        let new = site.keys
        #expect(try PrivateFiles(root: site.root) { [new] }.sealed("members.csv") == roster)
        // As a kill before the last step leaves it.
        try site.write("members.csv.sealed", sealed)
        #expect(try build(site, previous: old) == "")
        #expect(reads(site, old) && reads(site, new))
    }

    @Test("A ledger with a damaged replacement is refused or builds, and never takes another key")
    func fuzz() throws {
        var random = SeededGenerator(seed: 5)
        let site = try site()
        site.keys = try replace(site)
        let path = site.root + "/.sealpress/ledger.json"
        let ledger = try FileSystem.read(path)
        let start = try #require(ledger.firstRange(of: Array("\"replacements\"".utf8))?.lowerBound)
        let end = try #require(ledger.firstRange(of: Array("\"published\":".utf8))?.lowerBound)
        site.keys = try TestSite.keys(9)
        for _ in 0..<60 {
            var damaged = ledger
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                let place = Int.random(in: start..<end, using: &random)
                if Bool.random(using: &random) {
                    damaged[place] = UInt8.random(in: 0...255, using: &random)
                } else {
                    damaged.remove(at: place)
                }
            }
            try FileSystem.write(damaged, to: path)
            #expect(site.faults().contains("error:"))
        }
    }

    @Test("A second replacement before a build is refused")
    func twice() throws {
        let site = try site()
        site.keys = try replace(site)
        #expect(throws: DiagnosticError.self) { try replace(site, to: 9) }
    }
}
