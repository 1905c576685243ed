import Sealing
import Testing

@Suite struct `Keys of a site` {
    @Test func `differ by root key, grant and epoch, and are the same again`() throws {
        let keys = try Fixtures.keys()
        let other = try Fixtures.keys(Fixtures.rootBytes.reversed())
        let grant = try GrantEpoch("tier:premium@2026-11")
        #expect(keys.grantKey(grant) == keys.grantKey(grant))
        #expect(keys.grantKey(grant) != other.grantKey(grant))
        #expect(try keys.grantKey(grant) != keys.grantKey(GrantEpoch("tier:premium@2026-12")))
        #expect(try keys.grantKey(grant) != keys.grantKey(GrantEpoch("tier:basic@2026-11")))
    }

    @Test func `Members and generations have codes of their own, and ids that do not tell of each other`()
        throws
    {
        let keys = try Fixtures.keys()
        let codes = [
            keys.unlockCode(member: "anna", generation: 1), keys.unlockCode(member: "anna", generation: 2),
            keys.unlockCode(member: "anna1", generation: 1), keys.unlockCode(member: "ben", generation: 1),
        ]
        #expect(Set(codes.map { $0.printed() }).count == 4)
        #expect(Set(codes.map(\.bundleID.hex) + codes.map(\.beaconID.hex)).count == 8)
        let id = codes[0].bundleID
        #expect(id.path == "_sealpress/bundles/\(id.hex.prefix(2))/\(id.hex).bin")
    }

    @Test func `Sections and assets have ids of 32 hex digits that do not collide`() throws {
        let keys = try Fixtures.keys()
        let ids = [
            keys.sectionID(route: "a/", section: "s1"), keys.sectionID(route: "a/", section: "s2"),
            keys.sectionID(route: "a/s", section: "1"), keys.sectionID(route: "所有权/", section: "s1"),
            keys.assetID(path: "a/"), keys.assetID(path: "a/s1"),
        ]
        #expect(Set(ids).count == ids.count)
        for id in ids { #expect(SealedID(hex: id.hex) == id) }
        #expect(ids[0].path == "_sealpress/sealed/\(ids[0].hex).bin")
        #expect(
            keys.sectionID(route: "übung/", section: "s1")
                == keys.sectionID(route: "u\u{308}bung/", section: "s1"))
    }

    @Test func `Only 32 lower-case hex digits are the name of a sealed file`() {
        for text in [
            "", Fixtures.id.uppercased(), String(Fixtures.id.dropLast()), Fixtures.id + "0",
            "../" + Fixtures.id.dropFirst(3),
        ] {
            #expect(SealedID(hex: text) == nil)
        }
    }

    @Test(arguments: [
        "", "@", "tier:premium", "tier:premium@", "@2026-11", "tier:premium@2026-11@x", "Tier:premium@2026",
        "tier:pre mium@2026", "tier:\"@2026", "tier:ü@2026", "tier:a\n@2026", "tier:a@2026/1", "tier:a@20 26",
    ])
    func `What is not grant@epoch is refused`(text: String) {
        #expect(throws: SealingError.invalidGrant(text)) { try GrantEpoch(text) }
    }

    @Test func `Grants sort by their bytes`() throws {
        let names = [
            "course:a/drip-14@0", "course:a@0", "tier:basic@2026", "tier:basic@2026-11",
            "tier:basic@2026-11.1",
            "tier:basic@2026-Q4",
        ]
        #expect(try names.map { try GrantEpoch($0) }.shuffled().sorted().map(\.text) == names)
    }

    @Test(arguments: [
        "", "text", "text/", "/html", "text/html/x", "Text/html", "text/html; charset=utf-8", "text/h\"ml",
        "text/h ml", "text/\u{FC}", "text/html\n", "-x/y",
    ])
    func `What is not a media type is refused`(text: String) {
        #expect(throws: SealingError.invalidMediaType(text)) { try MediaType(text) }
    }

    @Test(arguments: ["text/html", "image/svg+xml", "application/vnd.ms-excel", "video/mp4", "font/woff2"])
    func `Media types are taken as they are`(text: String) throws {
        #expect(try MediaType(text).text == text)
    }

    @Test func `The errors say what to do`() {
        #expect("\(SealingError.aesUnavailable)".contains("run the build on such a machine"))
        #expect("\(CodeError.wrongChecksum)".contains("typing error"))
        #expect("\(OpeningError.unsupportedVersion("2"))".contains("version 2"))
    }
}
