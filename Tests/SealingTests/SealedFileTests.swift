import Sealing
import Synchronization
import Testing

@Suite struct `Sealed files` {
    private func seal(
        _ plaintext: [UInt8], type: String = "image/png", grants: [String] = ["tier:premium@2026-11"]
    ) throws -> [UInt8] {
        try Fixtures.keys().seal(
            plaintext, id: Fixtures.sealedID(), mediaType: MediaType(type),
            recipients: Fixtures.recipients(grants))
    }

    static let sizes = [0, 1, 15, 16, 17, 65_535, 65_536, 65_537, 131_071, 131_072, 131_073, 200_000]

    @Test(arguments: sizes) func `open to what was sealed, at every size around a chunk`(size: Int) throws {
        let plaintext = Fixtures.pattern(size)
        let file = try seal(plaintext)
        let opened = try SealedFile.open(file, id: Fixtures.sealedID(), with: Fixtures.held())
        #expect(opened.plaintext == plaintext)
        #expect(opened.header.mediaType.text == "image/png")
        #expect(opened.grant.text == "tier:premium@2026-11")
        let chunks = max(1, (size + 65_535) / 65_536)
        #expect(file.count == opened.header.bytes.count + size + 16 * chunks)
    }

    @Test func `HTML opens with spaces at its end, to a padded length of at least 1024`() throws {
        let html = "<p>Grüße, 世界</p>"
        let file = try Fixtures.keys().seal(
            html: html, id: Fixtures.sealedID(), recipients: Fixtures.recipients())
        let opened = try SealedFile.open(file, id: Fixtures.sealedID(), with: Fixtures.held())
        #expect(opened.header.mediaType == .html)
        #expect(opened.plaintext.count == 1024)
        #expect(
            String(decoding: opened.plaintext, as: UTF8.self) == html
                + String(repeating: " ", count: 1024 - html.utf8.count))
    }

    /// Lengths and their Padmé lengths, worked out by hand from the definition in the paper.
    @Test(arguments: [
        (0, 1024), (1024, 1024), (1025, 1088), (1088, 1088), (1089, 1152), (2047, 2048), (5000, 5120),
        (65_536, 65_536), (65_537, 67_584), (1_000_000, 1_015_808),
    ])
    func `HTML is padded to the Padmé length`(count: Int, padded: Int) throws {
        let html = [UInt8](repeating: UInt8(ascii: "x"), count: count)
        let file = try seal(html, type: "text/html")
        let opened = try SealedFile.open(file, id: Fixtures.sealedID(), with: Fixtures.held())
        #expect(opened.plaintext.count == padded)
    }

    @Test func `The same input gives the same bytes`() throws {
        let plaintext = Fixtures.pattern(70_000)
        #expect(try seal(plaintext) == seal(plaintext))
    }

    @Test func `Plaintext, type, id, grants and epoch each change the content key`() throws {
        let keys = try Fixtures.keys()
        func contentKey(
            _ text: String = "text", type: String = "text/plain", id: String = Fixtures.id,
            grants: [String] = ["tier:premium@2026-11"]
        ) throws -> String {
            let bytes = Array(text.utf8)
            let writer = try SealedFileWriter(
                keys: keys, id: Fixtures.sealedID(id), mediaType: MediaType(type),
                recipients: Fixtures.recipients(grants), count: bytes.count, reading: source(bytes))
            return writer.contentKey.withUnsafeBytes { hex(Array($0)) }
        }
        let different = try [
            contentKey(), contentKey("Text"), contentKey(type: "text/css"),
            contentKey(id: "10112233445566778899aabbccddeeff"), contentKey(grants: ["tier:premium@2026-12"]),
            contentKey(grants: ["tier:premium@2026-11", "course:x@0"]), contentKey(grants: ["course:x@0"]),
        ]
        #expect(Set(different).count == different.count)
        #expect(try contentKey() == contentKey())
    }

    @Test func `Any one of the listed grants opens the file`() throws {
        let names = ["tier:premium@2026-11", "course:x@0", "course:y/drip-14@3"]
        let file = try seal(Fixtures.pattern(100), grants: names)
        for name in names {
            let opened = try SealedFile.open(file, id: Fixtures.sealedID(), with: Fixtures.held([name]))
            #expect(opened.plaintext == Fixtures.pattern(100))
            #expect(opened.grant.text == name)
        }
    }

    @Test func `Another grant, another epoch, another root key and no key at all leave the file shut`() throws
    {
        let file = try seal(Fixtures.pattern(100))
        let id = try Fixtures.sealedID()
        let shut = try OpeningError.shut(listed: [GrantEpoch("tier:premium@2026-11")])
        for names in [[], ["tier:basic@2026-11"], ["tier:premium@2026-12"], ["tier:premium@2026-11.1"]] {
            #expect(throws: shut) { try SealedFile.open(file, id: id, with: Fixtures.held(names)) }
        }
        let staging = try Fixtures.grants(
            ["tier:premium@2026-11"], from: Fixtures.keys(Fixtures.rootBytes.reversed()))
        #expect(throws: shut) { try SealedFile.open(file, id: id, with: staging) }
    }

    @Test func `A wrong key under one listed name does not hide a right one under another`() throws {
        let file = try seal(Fixtures.pattern(100), grants: ["course:x@0", "tier:premium@2026-11"])
        var held = try Fixtures.held()
        held[try GrantEpoch("course:x@0")] = try Fixtures.keys().grantKey(GrantEpoch("course:y@0"))
        let opened = try SealedFile.open(file, id: Fixtures.sealedID(), with: held)
        #expect(opened.grant.text == "tier:premium@2026-11")
    }

    @Test func `A file under another file's name is refused`() throws {
        let file = try seal(Fixtures.pattern(100))
        let other = try Fixtures.sealedID("ffeeddccbbaa99887766554433221100")
        #expect(throws: OpeningError.wrongID(found: Fixtures.id)) {
            try SealedFile.open(file, id: other, with: Fixtures.held())
        }
    }

    @Test func `Whether this machine can seal is known beforehand`() {
        // Everything else here fails where this does; the message says what to do about it.
        #expect(throws: Never.self) { try SealedFile.checkAvailability() }
    }

    @Test func `A file for nobody is not made`() {
        #expect(throws: SealingError.noRecipients) { try Recipients([:]) }
    }

    @Test func `A header too long to be read is not made`() throws {
        // 13,000 grants of 85 bytes or so are more than a mebibyte.
        let names = (0..<13_000).map { "course:c\($0)@0" }
        #expect {
            try seal([1], grants: names)
        } throws: { error in
            if case SealingError.headerTooLong(let count) = error { count > 1 << 20 } else { false }
        }
    }

    @Test func `Two threads sealing at once give the bytes that one gives`() async throws {
        let keys = try Fixtures.keys()
        let recipients = try Fixtures.recipients(["tier:premium@2026-11", "course:x@0"])
        let inputs = (0..<200).map { number in
            (
                id: keys.sectionID(route: "r\(number)/", section: "s1"),
                html: String(repeating: "<p>\(number)</p>", count: 50 + number)
            )
        }
        let serial = try inputs.map { try keys.seal(html: $0.html, id: $0.id, recipients: recipients) }
        let parallel = try await withThrowingTaskGroup(of: [(Int, [UInt8])].self) { group in
            for half in 0..<2 {
                group.addTask {
                    try stride(from: half, to: inputs.count, by: 2).map { index in
                        let input = inputs[index]
                        return (index, try keys.seal(html: input.html, id: input.id, recipients: recipients))
                    }
                }
            }
            return try await group.reduce(into: [Int: [UInt8]]()) { files, part in
                for (index, file) in part { files[index] = file }
            }
        }
        #expect(inputs.indices.map { parallel[$0] ?? [] } == serial)
    }
}
