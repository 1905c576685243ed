import Sealing
import TestSupport
import Testing

@Suite struct `Bundles` {
    private func code(_ member: String = "anna") throws -> UnlockCode {
        try Fixtures.keys().unlockCode(member: member, generation: 1)
    }

    private func seal(_ bundle: BundlePlaintext, paddedTo padded: Int = 1024) throws -> [UInt8] {
        try Fixtures.keys().seal(bundle, paddedTo: padded, for: code())
    }

    private func bundle(
        member: String = "anna", tier: String? = "premium", courses: [String] = [], from: String? = nil,
        until: String? = nil, status: BundlePlaintext.Status = .active, issued: Int64 = 0,
        grants: HeldGrants = [:]
    ) throws -> BundlePlaintext {
        try BundlePlaintext(
            member: member, tier: tier, courses: courses, from: from, until: until, status: status,
            issued: issued, grants: grants)
    }

    @Test func `open to what was sealed`() throws {
        let all = try [
            Fixtures.bundle(),
            Fixtures.bundle(grants: [
                "course:x/drip-14@0", "tier:premium@2026-11", "tier:basic@2026-Q4", "course:x@0",
            ]),
            bundle(tier: nil, courses: ["b", "a"], from: "2024-02-29", until: "2026-12-31", status: .lapsed),
            bundle(member: "0", status: .revoked, issued: BundlePlaintext.maximumIssued),
        ]
        for bundle in all {
            let opened = try BundleFile.open(seal(bundle), with: code())
            #expect(opened == bundle)
        }
    }

    @Test func `hold the keys that open sealed files`() throws {
        let file = try Fixtures.keys().seal(
            html: "<p>Hi", id: Fixtures.sealedID(), recipients: Fixtures.recipients())
        let held = try BundleFile.open(seal(Fixtures.bundle()), with: code()).grants
        #expect(
            try SealedFile.open(file, id: Fixtures.sealedID(), with: held).plaintext.starts(
                with: "<p>Hi ".utf8))
    }

    @Test func `are padded to one length, whatever they hold`() throws {
        let small = try bundle()
        let large = try Fixtures.bundle(grants: (0..<30).map { "tier:premium@\(2000 + $0)" })
        let padded = BundlePlaintext.paddedCount(longest: max(small.encodedCount, large.encodedCount))
        #expect(padded > large.encodedCount && padded - large.encodedCount < 1024 && padded % 1024 == 0)
        #expect(try seal(small, paddedTo: padded).count == seal(large, paddedTo: padded).count)
        #expect(try BundleFile.open(seal(large, paddedTo: padded), with: code()) == large)
        #expect([0, 1, 1024, 1025, 2048].map(BundlePlaintext.paddedCount) == [1024, 1024, 1024, 2048, 2048])
    }

    @Test func `of any length fit their padding to the last byte`() throws {
        // A member id of every length moves the end of the JSON across a whole kilobyte.
        for length in 1...1100 {
            let bundle = try bundle(member: String(repeating: "m", count: length))
            let padded = BundlePlaintext.paddedCount(longest: bundle.encodedCount)
            let opened = try BundleFile.open(seal(bundle, paddedTo: padded), with: code())
            #expect(opened == bundle)
            if bundle.encodedCount % 1024 == 0 { return }
        }
        Issue.record("no bundle filled its padding exactly")
    }

    @Test func `with a padding that is too short or uneven are not made`() throws {
        let bundle = try Fixtures.bundle(grants: (0..<30).map { "tier:premium@\(2000 + $0)" })
        for padded in [-1024, 0, 1024, 4095, 4097] {
            #expect(throws: SealingError.invalidBundlePadding(bundle: bundle.encodedCount, padded: padded)) {
                try seal(bundle, paddedTo: padded)
            }
        }
    }

    @Test func `are the same for the same input and differ for any other`() throws {
        let grants = try Fixtures.held(["tier:premium@2026-11", "tier:basic@2026-11", "course:x@0"])
        let one = try bundle(courses: ["a", "b"], grants: grants)
        #expect(try seal(one) == seal(bundle(courses: ["b", "a", "b"], grants: grants)))
        #expect(try seal(one) != seal(bundle(courses: ["a"], grants: grants)))
        #expect(try seal(one) != Fixtures.keys().seal(one, paddedTo: 1024, for: code("ben")))
    }

    @Test func `open for no other code`() throws {
        let file = try seal(Fixtures.bundle())
        #expect(throws: OpeningError.damaged) { try BundleFile.open(file, with: code("ben")) }
        let reissued = try Fixtures.keys().unlockCode(member: "anna", generation: 2)
        #expect(throws: OpeningError.damaged) { try BundleFile.open(file, with: reissued) }
    }

    @Test func `with a flipped bit at any byte, cut or extended are refused`() throws {
        let file = try seal(Fixtures.bundle())
        let code = try code()
        for index in file.indices {
            var damaged = file
            damaged[index] ^= 1 << UInt8(index % 8)
            #expect(throws: OpeningError.self, "byte \(index)") { try BundleFile.open(damaged, with: code) }
            #expect(throws: OpeningError.self, "\(index) bytes") {
                try BundleFile.open(Array(file[..<index]), with: code)
            }
        }
        #expect(throws: OpeningError.damaged) { try BundleFile.open(file + [32], with: code) }
    }

    @Test func `of another version or kind are told apart`() throws {
        let file = try seal(Fixtures.bundle())
        let code = try code()
        let version2 = Array("sealpress-bundle/2".utf8) + file.dropFirst(18)
        #expect(throws: OpeningError.unsupportedVersion("2")) { try BundleFile.open(version2, with: code) }
        let sealed = Array("sealpress-sealed/1".utf8) + file.dropFirst(18)
        #expect(throws: OpeningError.notSealpress) { try BundleFile.open(sealed, with: code) }
        #expect(throws: OpeningError.notSealpress) { try BundleFile.open([], with: code) }
        #expect(throws: OpeningError.malformedHeader) {
            try BundleFile.open(Array("sealpress-bundle/1\n".utf8), with: code)
        }
    }

    @Test func `with random damage are refused, never more`() throws {
        var random = SeededGenerator(seed: 3)
        let file = try seal(Fixtures.bundle())
        let code = try code()
        for round in 0..<4_000 {
            let damaged = mutate(file, &random)
            if damaged == file { continue }
            #expect(throws: OpeningError.self, "round \(round): \(hex(damaged))") {
                try BundleFile.open(damaged, with: code)
            }
        }
    }

    @Test func `with values that the format does not allow are not made`() throws {
        func expectInvalid(_ name: String, _ make: () throws -> BundlePlaintext) {
            #expect(throws: SealingError.invalidBundleField(name: name)) { try make() }
        }
        for id in ["", "Anna", "-a", "a b", "a\"", "ä", "a\\", "a\n"] {
            expectInvalid("member") { try bundle(member: id) }
            expectInvalid("tier") { try bundle(tier: id) }
            expectInvalid("courses") { try bundle(courses: ["a", id]) }
        }
        for day in [
            "", "2026-1-1", "2026-13-01", "2026-00-01", "2026-02-29", "2026-01-32", "2026-01-00",
            "2026/01/01", "２026-01-01", "2026-01-01T00:00:00Z",
        ] {
            expectInvalid("from") { try bundle(from: day) }
            expectInvalid("until") { try bundle(until: day) }
        }
        expectInvalid("issued") { try bundle(issued: -1) }
        expectInvalid("issued") { try bundle(issued: BundlePlaintext.maximumIssued + 1) }
    }
}
