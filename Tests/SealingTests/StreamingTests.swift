import Sealing
import Testing

@Suite struct `Streaming` {
    private func writer(_ plaintext: [UInt8], type: String = "video/mp4", count: Int? = nil, step: Int = .max)
        throws -> SealedFileWriter
    {
        try SealedFileWriter(
            keys: Fixtures.keys(), id: Fixtures.sealedID(), mediaType: MediaType(type),
            recipients: Fixtures.recipients(), count: count ?? plaintext.count,
            reading: source(plaintext, step: step))
    }

    @Test(arguments: [0, 1, 1000, 65_536, 65_537, 131_072, 200_000], ["video/mp4", "text/html"])
    func `A stream seals to the bytes that memory seals to`(size: Int, type: String) throws {
        let plaintext = Fixtures.pattern(size)
        let whole = try Fixtures.keys().seal(
            plaintext, id: Fixtures.sealedID(), mediaType: MediaType(type), recipients: Fixtures.recipients())
        for step in [Int.max, 10_007] {
            let writer = try writer(plaintext, type: type, step: step)
            var file: [UInt8] = []
            try writer.write(reading: source(plaintext, step: step)) { file += $0 }
            #expect(file == whole)
            #expect(writer.sealedCount == file.count)
            #expect(file.starts(with: writer.header.bytes))
        }
    }

    @Test func `The sink never gets more than a chunk at a time`() throws {
        let plaintext = Fixtures.pattern(300_000)
        var largest = 0
        try writer(plaintext).write(reading: source(plaintext)) { largest = max(largest, $0.count) }
        #expect(largest == 65_552)
    }

    @Test func `The header tells whether anything changed`() throws {
        var plaintext = Fixtures.pattern(100_000)
        let before = try writer(plaintext).header
        #expect(try writer(plaintext).header == before)
        plaintext[99_999] ^= 1
        #expect(try writer(plaintext).header != before)
    }

    @Test(arguments: [0, 70_000, 99_999]) func `A plaintext that changes between the readings is refused`(
        place: Int
    ) throws {
        let plaintext = Fixtures.pattern(100_000)
        var changed = plaintext
        changed[place] ^= 1
        #expect(throws: SealingError.plaintextChanged) {
            try writer(plaintext).write(reading: source(changed)) { _ in }
        }
    }

    @Test func `A plaintext of another length than announced is refused in both readings`() throws {
        let plaintext = Fixtures.pattern(65_536)
        let wrong = SealingError.unexpectedLength(expected: 65_536)
        for other in [Fixtures.pattern(65_535), Fixtures.pattern(65_537), []] {
            #expect(throws: wrong) { try writer(other, count: 65_536) }
            #expect(throws: wrong) { try writer(plaintext).write(reading: source(other)) { _ in } }
        }
    }

    @Test func `Impossible lengths are refused before anything is read`() throws {
        for count in [-1, (1 << 38) + 1, Int.max] {
            #expect(throws: SealingError.plaintextTooLong(count)) { try writer([], count: count) }
        }
    }

    @Test func `A source that lies about how much it read harms nobody`() throws {
        #expect(throws: SealingError.self) {
            try SealedFileWriter(
                keys: Fixtures.keys(), id: Fixtures.sealedID(), mediaType: MediaType("video/mp4"),
                recipients: Fixtures.recipients(), count: 10, reading: { _ in .max })
        }
        #expect(throws: OpeningError.notSealpress) {
            try SealedFile.open(reading: { _ in -1 }, id: Fixtures.sealedID(), with: [:], to: { _ in })
        }
    }

    struct Failure: Error, Equatable {}

    @Test func `Errors of source and sink come through`() throws {
        let plaintext = Fixtures.pattern(10)
        let writer = try writer(plaintext)
        #expect(throws: Failure()) { try writer.write(reading: { _ in throw Failure() }, to: { _ in }) }
        #expect(throws: Failure()) {
            try writer.write(reading: source(plaintext), to: { _ in throw Failure() })
        }
        #expect(throws: Failure()) {
            try SealedFile.open(
                reading: { _ in throw Failure() }, id: Fixtures.sealedID(), with: [:], to: { _ in })
        }
    }

    @Test(arguments: [1, 7, 4096, 65_552, 100_000])
    func `A stream in pieces of any size opens, chunk by chunk`(step: Int) throws {
        let plaintext = Fixtures.pattern(step == 1 ? 70_000 : 200_000)
        let file = try Fixtures.keys().seal(
            plaintext, id: Fixtures.sealedID(), mediaType: MediaType("video/mp4"),
            recipients: Fixtures.recipients())
        var opened: [UInt8] = []
        var largest = 0
        let (header, grant) = try SealedFile.open(
            reading: source(file, step: step), id: Fixtures.sealedID(), with: Fixtures.held(),
            to: {
                opened += $0
                largest = max(largest, $0.count)
            })
        #expect(opened == plaintext)
        #expect(largest == 65_536)
        #expect(file.starts(with: header.bytes))
        #expect(grant.text == "tier:premium@2026-11")
    }

    @Test func `A header of hundreds of grants opens from a stream`() throws {
        let names = (0..<500).map { "course:course-number-\($0)@0" }
        let file = try Fixtures.keys().seal(
            [1, 2, 3], id: Fixtures.sealedID(), mediaType: MediaType("video/mp4"),
            recipients: Fixtures.recipients(names))
        let opened = try SealedFile.open(
            file, id: Fixtures.sealedID(), with: Fixtures.held(["course:course-number-499@0"]))
        #expect(opened.plaintext == [1, 2, 3])
        #expect(opened.header.bytes.count > 40_000)
    }
}
