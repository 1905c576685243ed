import Sealing
import Testing

@Suite struct `Private files` {
    private func roster(_ count: Int) -> [UInt8] {
        Fixtures.pattern(count)
    }

    @Test(
        "What was sealed opens to the same bytes, whatever its length",
        arguments: [0, 1, 4094, 4095, 4096, 65_534, 65_535, 65_536, 65_537, 131_071, 200_000])
    func roundTrip(count: Int) throws {
        let keys = try Fixtures.keys()
        let file = try keys.sealPrivate(roster(count), name: "members.csv")
        #expect(PrivateFile.isSealed(file))
        #expect(try keys.openPrivate(file, name: "members.csv") == roster(count))
    }

    @Test("Bytes that look like padding survive")
    func paddingLookalikes() throws {
        let keys = try Fixtures.keys()
        for bytes: [UInt8] in [[0x80], [0], [0x80, 0, 0], [0, 0x80]] {
            #expect(try keys.openPrivate(keys.sealPrivate(bytes, name: "a"), name: "a") == bytes)
        }
    }

    @Test("The length shows only roughly: rosters of up to 4095 bytes are alike")
    func lengths() throws {
        let keys = try Fixtures.keys()
        let counts = try [0, 100, 4095].map { try keys.sealPrivate(roster($0), name: "members.csv").count }
        #expect(Set(counts).count == 1)
    }

    @Test("Sealing twice gives two files under one salt")
    func repeated() throws {
        let keys = try Fixtures.keys()
        let (one, other) = (
            try keys.sealPrivate(roster(10), name: "a"), try keys.sealPrivate(roster(10), name: "a")
        )
        #expect(one != other)
        #expect(one.prefix(60) == other.prefix(60))
    }

    @Test("A flipped bit in any byte is refused")
    func flippedBits() throws {
        let keys = try Fixtures.keys()
        let file = try keys.sealPrivate(roster(300), name: "members.csv")
        for place in file.indices {
            var damaged = file
            damaged[place] ^= 1 << UInt8(place % 8)
            #expect(throws: OpeningError.self, "byte \(place)") {
                try keys.openPrivate(damaged, name: "members.csv")
            }
        }
    }

    @Test("A file cut short at any byte, or with a byte more, is refused")
    func truncation() throws {
        let keys = try Fixtures.keys()
        let file = try keys.sealPrivate(roster(300), name: "members.csv")
        for count in file.indices {
            #expect(throws: OpeningError.self, "\(count) bytes") {
                try keys.openPrivate(Array(file.prefix(count)), name: "members.csv")
            }
        }
        #expect(throws: OpeningError.damaged) { try keys.openPrivate(file + [0], name: "members.csv") }
    }

    @Test("Chunks cannot be left out, repeated or reordered")
    func chunks() throws {
        let keys = try Fixtures.keys()
        let file = try keys.sealPrivate(roster(200_000), name: "members.csv")
        let chunk = 65_536 + 17
        let start = try #require(file.count > 3 * chunk ? (file.count - 24) % chunk : nil)
        let lines = try #require(file.firstIndex(of: 0x0A).flatMap { file[($0 + 1)...].firstIndex(of: 0x0A) })
        let first = lines + 1 + 24
        #expect(start > 0)
        let (head, one, two) = (
            file[..<first], file[first..<(first + chunk)], file[(first + chunk)..<(first + 2 * chunk)]
        )
        let rest = file[(first + 2 * chunk)...]
        for forged in [
            head + one + rest, head + two + one + rest, head + one + one + two + rest, head + one + two,
        ] {
            #expect(throws: OpeningError.damaged) {
                try keys.openPrivate(Array(forged), name: "members.csv")
            }
        }
    }

    @Test("Another root key, another name or another version is refused as what it is")
    func others() throws {
        let keys = try Fixtures.keys()
        let file = try keys.sealPrivate(roster(10), name: "members.csv")
        #expect(throws: OpeningError.damaged) {
            try Fixtures.keys([UInt8](repeating: 9, count: 32)).openPrivate(file, name: "members.csv")
        }
        #expect(throws: OpeningError.wrongID(found: "members.csv")) {
            try keys.openPrivate(file, name: "payments.csv")
        }
        let text = Array("sealpress-private/2\n".utf8) + file.dropFirst(20)
        #expect(throws: OpeningError.unsupportedVersion("2")) {
            try keys.openPrivate(text, name: "members.csv")
        }
        #expect(throws: OpeningError.notSealpress) {
            try keys.openPrivate(Array("id,tier\n".utf8), name: "members.csv")
        }
    }

    @Test("A name that needs an escape is refused", arguments: ["", "a\"b", "ä", "A", "a/b"])
    func names(name: String) throws {
        #expect(throws: SealingError.invalidFileName(name)) {
            try Fixtures.keys().sealPrivate([], name: name)
        }
    }
}
