import Sealing
import TestSupport
import Testing

@Suite struct `Damaged sealed files` {
    private let type = "image/png"

    private func seal(_ plaintext: [UInt8], id: String = Fixtures.id) throws -> [UInt8] {
        try Fixtures.keys().seal(
            plaintext, id: Fixtures.sealedID(id), mediaType: MediaType(type),
            recipients: Fixtures.recipients(["course:x@0", "tier:premium@2026-11"]))
    }

    private func open(_ file: [UInt8]) throws -> OpenedFile {
        try SealedFile.open(
            file, id: Fixtures.sealedID(), with: Fixtures.held(["course:x@0", "tier:premium@2026-11"]))
    }

    private func chunks(_ file: [UInt8]) throws -> (header: [UInt8], chunks: [[UInt8]]) {
        let header = try SealedHeader(readingFrontOf: file).bytes
        let rest = file.dropFirst(header.count)
        let starts = stride(from: rest.startIndex, to: rest.endIndex, by: 65_552)
        return (header, starts.map { Array(rest[$0..<min($0 + 65_552, rest.endIndex)]) })
    }

    @Test func `A flipped bit at every byte is noticed`() throws {
        let plaintext = Fixtures.pattern(100)
        let file = try seal(plaintext)
        let header = try SealedHeader(readingFrontOf: file)
        var opened = 0
        for index in file.indices {
            var damaged = file
            damaged[index] ^= 1 << UInt8(index % 8)
            do {
                // A flipped wrap shuts one of the two grants; the other still opens the header's wrap, and
                // then the payload key, which covers the whole header, must not fit.
                _ = try open(damaged)
                opened += 1
            } catch {
                #expect(error is OpeningError, "byte \(index)")
            }
        }
        #expect(opened == 0)
        #expect(header.wraps.count == 2)
    }

    @Test func `A file cut short at any length is refused`() throws {
        let file = try seal(Fixtures.pattern(100))
        for count in file.indices {
            #expect(throws: OpeningError.self, "\(count) bytes") { try open(Array(file[..<count])) }
        }
    }

    @Test func `Bytes after the end are refused`() throws {
        let file = try seal(Fixtures.pattern(100))
        for extra in [[0], [10], [UInt8](repeating: 0, count: 16), Fixtures.pattern(65_552)] as [[UInt8]] {
            #expect(throws: OpeningError.damaged) { try open(file + extra) }
        }
    }

    @Test func `Chunks swapped, repeated, dropped or cut are refused`() throws {
        let (header, parts) = try chunks(seal(Fixtures.pattern(3 * 65_536 + 10)))
        #expect(parts.count == 4)
        #expect(try open(header + parts.joined()).plaintext == Fixtures.pattern(3 * 65_536 + 10))
        let orders = [
            [1, 0, 2, 3], [0, 2, 1, 3], [0, 0, 1, 2, 3], [0, 1, 1, 2, 3], [0, 1, 2, 3, 3], [1, 2, 3],
            [0, 2, 3],
            [0, 1, 3], [0, 1, 2], [0, 1], [0], [3], [], [0, 1, 2, 2],
        ]
        for order in orders {
            #expect(throws: OpeningError.damaged, "\(order)") {
                try open(header + order.flatMap { parts[$0] })
            }
        }
        #expect(throws: OpeningError.damaged) {
            try open(header + parts[0] + parts[1].dropLast() + parts[2] + parts[3])
        }
    }

    @Test func `A full last chunk does not pass for one in the middle, nor the other way round`() throws {
        let one = try chunks(seal(Fixtures.pattern(65_536)))
        let two = try chunks(seal(Fixtures.pattern(131_072)))
        #expect(throws: OpeningError.damaged) { try open(two.header + two.chunks[0]) }
        #expect(throws: OpeningError.damaged) { try open(one.header + one.chunks[0] + two.chunks[1]) }
    }

    @Test func `Chunks and wraps of another file are refused`() throws {
        let mine = try chunks(seal(Fixtures.pattern(100)))
        let other = try chunks(seal(Array(Fixtures.pattern(100).reversed())))
        #expect(throws: OpeningError.damaged) { try open(mine.header + other.chunks[0]) }
        #expect(throws: OpeningError.damaged) { try open(other.header + mine.chunks[0]) }

        let elsewhere = "ffeeddccbbaa99887766554433221100"
        let bytes = try seal(Fixtures.pattern(100), id: elsewhere)
            .replacing(Array(elsewhere.utf8), with: Array(Fixtures.id.utf8))
        #expect(throws: OpeningError.shut(listed: try SealedHeader(readingFrontOf: bytes).wraps.map(\.grant)))
        {
            try open(bytes)
        }
    }
}

@Suite struct `Headers of sealed files` {
    private func header(_ grants: [String] = ["course:x@0", "tier:premium@2026-11"]) throws -> String {
        let file = try Fixtures.keys().seal(
            [], id: Fixtures.sealedID(), mediaType: MediaType("image/png"),
            recipients: Fixtures.recipients(grants))
        return String(decoding: try SealedHeader(readingFrontOf: file).bytes, as: UTF8.self)
    }

    @Test func `What is read is exactly what stands in the file`() throws {
        for grants in [
            ["tier:a@1"], ["course:x@0", "tier:premium@2026-11"], (0..<100).map { "tier:t\($0)@2026" },
        ] {
            let text = try header(grants)
            let read = try SealedHeader(readingFrontOf: Array(text.utf8) + [0, 1, 2])
            #expect(read.bytes == Array(text.utf8))
            #expect(read.id.hex == Fixtures.id)
            #expect(read.mediaType.text == "image/png")
            #expect(read.salt.count == 16)
            #expect(read.wraps.map(\.grant.text) == grants.sorted())
            #expect(read.wraps.allSatisfy { $0.bytes.count == 48 })
        }
    }

    /// Every edit keeps the JSON's meaning, or nearly, and is refused all the same.
    @Test func `Any other spelling of the same header is refused`() throws {
        let text = try header()
        let wrap = try #require(text.firstMatch(of: /"course:x@0":"(.*?)"/))
        let salt = try #require(text.firstMatch(of: /"salt":"(.*?)"/))
        let edits: [(String, String)] = [
            ("{\"id\"", "{ \"id\""), (",\"type\"", ", \"type\""), ("\"type\":", "\"type\": "),
            ("}}\n", "}}\r\n"),
            ("}}\n", "}} \n"), ("}}\n", "},\"more\":1}\n"), ("}}\n", "}}"), ("image/png", "image\\/png"),
            ("image/png", "\\u0069mage/png"), ("image/png", "image"), (Fixtures.id, Fixtures.id.uppercased()),
            (Fixtures.id, String(Fixtures.id.dropLast())), ("\"course:x@0\"", "\"course:x\""),
            ("course:x@0", "zcourse:x@0"), ("course:x@0", "course:\u{FC}@0"),
            ("\"course:x@0\"", "\"course:x@0\":\"\(wrap.1)\",\"course:x@0\""),
            (String(wrap.1), wrap.1 + "="), (String(wrap.1), wrap.1 + "A"),
            (String(wrap.1), String(wrap.1.dropLast())),
            (String(wrap.1), String(repeating: "+", count: 64)), (String(salt.1), salt.1 + "=="),
            (String(salt.1), String(salt.1.dropLast())), (String(salt.1), salt.1.dropLast() + "B"),
            (String(salt.1), String(repeating: "A", count: 20)), ("\"salt\":\"\(salt.1)\",", ""),
            (#""id":"\#(Fixtures.id)","type":"image/png""#, #""type":"image/png","id":"\#(Fixtures.id)""#),
        ]
        for (old, new) in edits {
            let edited = text.replacing(old, with: new, maxReplacements: 1)
            #expect(edited != text)
            #expect(throws: OpeningError.malformedHeader, "\(old) → \(new)") {
                try SealedHeader(readingFrontOf: Array(edited.utf8))
            }
        }
        let empty = text.replacing(/"grants":\{.*\}\}/, with: "\"grants\":{}}")
        #expect(throws: OpeningError.malformedHeader) { try SealedHeader(readingFrontOf: Array(empty.utf8)) }
    }

    @Test func `Another version is told apart from another kind of file`() throws {
        let text = try header()
        for version in ["2", "10", "999999999"] {
            let other = text.replacing("sealed/1\n", with: "sealed/\(version)\n")
            #expect(throws: OpeningError.unsupportedVersion(version)) {
                try SealedHeader(readingFrontOf: Array(other.utf8))
            }
        }
        for line in [
            "sealed/01\n", "sealed/\n", "sealed/0\n", "sealed/1 \n", "sealed/1\r\n", "sealed/1",
            "sealed/1234567890\n", "bundle/1\n",
        ] {
            let other = text.replacing("sealed/1\n", with: line)
            #expect(throws: OpeningError.notSealpress, "\(line.debugDescription)") {
                try SealedHeader(readingFrontOf: Array(other.utf8))
            }
        }
        #expect(throws: OpeningError.notSealpress) { try SealedHeader(readingFrontOf: []) }
        #expect(throws: OpeningError.notSealpress) {
            try SealedHeader(readingFrontOf: Array("<!doctype html>".utf8))
        }
    }

    @Test func `A header that never ends is refused without reading all of it`() throws {
        let endless = Array("sealpress-sealed/1\n{\"id\":\"".utf8)
        var given = 0
        #expect(throws: OpeningError.malformedHeader) {
            try SealedFile.open(
                reading: { buffer in
                    for index in buffer.indices {
                        buffer[index] =
                            given + index < endless.count ? endless[given + index] : UInt8(ascii: "a")
                    }
                    given += buffer.count
                    return buffer.count
                }, id: Fixtures.sealedID(), with: Fixtures.held(), to: { _ in })
        }
        #expect(given < 4 << 20)
    }

    @Test func `Random damage is read exactly or refused, never more`() throws {
        var random = SeededGenerator(seed: 2)
        let file = try Fixtures.keys().seal(
            Fixtures.pattern(40), id: Fixtures.sealedID(), mediaType: MediaType("image/png"),
            recipients: Fixtures.recipients(["course:x@0", "tier:premium@2026-11"]))
        let held = try Fixtures.held(["course:x@0", "tier:premium@2026-11"])
        let id = try Fixtures.sealedID()
        for round in 0..<4_000 {
            let damaged = mutate(file, &random)
            do {
                let header = try SealedHeader(readingFrontOf: damaged)
                #expect(damaged.starts(with: header.bytes), "round \(round): \(hex(damaged))")
            } catch {
                #expect(error is OpeningError, "round \(round): \(hex(damaged))")
            }
            do {
                let opened = try SealedFile.open(damaged, id: id, with: held)
                #expect(
                    damaged == file && opened.plaintext == Fixtures.pattern(40),
                    "round \(round): \(hex(damaged))")
            } catch {
                #expect(error is OpeningError, "round \(round): \(hex(damaged))")
            }
        }
    }
}

/// Flips, deletes, repeats or inserts bytes at a few random places.
func mutate(_ bytes: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
    var bytes = bytes
    let alphabet = Array("{}[]\",:\\/ \n@0aZ=-_\u{7F}".utf8) + [0, 255]
    for _ in 0..<Int.random(in: 1...3, using: &random) {
        let place = Int.random(in: 0...bytes.count, using: &random)
        switch Int.random(in: 0..<5, using: &random) {
        case 0 where place < bytes.count: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case 1 where place < bytes.count: bytes.remove(at: place)
        case 2: bytes.insert(alphabet.randomElement(using: &random) ?? 0, at: place)
        case 3: bytes.removeSubrange(place...)
        default:
            let end = min(bytes.count, place + Int.random(in: 0...40, using: &random))
            bytes.insert(contentsOf: bytes[place..<end], at: place)
        }
    }
    return bytes
}
