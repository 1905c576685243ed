import Sealing
import Testing

/// The failure classes of docs/content/internals/format.md, as the vectors name them.
func failureClass(_ open: () throws -> Void) throws -> String {
    do {
        try open()
        return "none"
    } catch let error as OpeningError {
        switch error {
        case .notSealpress: return "not-sealpress"
        case .unsupportedVersion: return "version"
        case .malformedHeader: return "header"
        case .wrongID: return "id"
        case .shut: return "shut"
        case .damaged: return "damaged"
        case .malformedContents: return "contents"
        }
    }
}

@Suite struct `Vectors of refusals` {
    struct Document: Codable, Equatable {
        struct Sealed: Codable, Equatable {
            var name, failure, id: String
            /// The grants held.
            var held: [String]
            /// The file itself, or …
            var file: String?
            /// … the case of sealed.json to take apart, and its chunks in a new order.
            var of: String?
            var chunks: [Int]?
            /// Hex digits of what follows the chunks.
            var tail: String?
        }
        struct Bundle: Codable, Equatable { var name, failure, code, file: String }

        var rootKey: String
        var sealed: [Sealed]
        var bundles: [Bundle]
    }

    private static let held = ["tier:premium@2026-11"]

    @Test func `refusals.json: files that every reader refuses, each for its reason`() throws {
        let document = try Document(
            rootKey: hex(Fixtures.rootBytes), sealed: notes() + renamed() + reordered(), bundles: bundles())
        let all =
            document.sealed.map { ($0.name, $0.failure) } + document.bundles.map { ($0.name, $0.failure) }
        for (name, failure) in all {
            // Every name begins with the class that is expected of it.
            #expect(name.hasPrefix(failure + ": "), "\(name) gives \(failure)")
        }
        try Vectors.check(document, "refusals.json")
    }

    /// Recorded by Tests/IndependentReader, which has the ciphers to make such files.
    @Test func `forged.json: files with valid tags that break another rule`() throws {
        let document: Document = try Vectors.read("forged.json")
        #expect(document.sealed.count > 3 && document.bundles.count > 10)
        for forged in document.sealed {
            let failure = try failureClass {
                _ = try SealedFile.open(
                    file(of: forged), id: Fixtures.sealedID(forged.id), with: Fixtures.held(forged.held))
            }
            #expect(failure == forged.failure, "\(forged.name)")
        }
        for forged in document.bundles {
            let failure = try failureClass {
                _ = try BundleFile.open([UInt8](base64: forged.file), with: UnlockCode(parsing: forged.code))
            }
            #expect(failure == forged.failure, "\(forged.name)")
        }
    }

    private func file(of forged: Document.Sealed) throws -> [UInt8] {
        if let file = forged.file { return try [UInt8](base64: file) }
        let base = try SealedVectors.named(#require(forged.of))
        let (header, chunks) = try SealedVectors.chunks(SealedVectors.seal(base))
        return try header + #require(forged.chunks).flatMap { chunks[$0] } + bytes(hex: forged.tail ?? "")
    }

    /// Edits of the case `note` of sealed.json.
    private func notes() throws -> [Document.Sealed] {
        let file = try SealedVectors.seal(SealedVectors.note)
        let header = try SealedHeader(readingFrontOf: file).bytes
        let text = String(decoding: header, as: UTF8.self)
        let payload = file.dropFirst(header.count)
        let salt = try #require(text.firstMatch(of: /"salt":"(.*?)"/)).1
        let wrap = try #require(text.firstMatch(of: /@2026-11":"(.*?)"/)).1
        let entry = "\"tier:premium@2026-11\":\"\(wrap)\""
        func edit(_ name: String, _ old: some StringProtocol, _ new: some StringProtocol) throws
            -> Document.Sealed
        {
            let edited = text.replacing(old, with: new, maxReplacements: 1)
            #expect(edited != text, "\(name)")
            return try sealed(name, Array(edited.utf8) + payload)
        }
        let flippedSalt = (salt.first == "A" ? "B" : "A") + salt.dropFirst()
        let flippedWrap = (wrap.first == "A" ? "B" : "A") + wrap.dropFirst()
        return try [
            sealed("not-sealpress: an empty file", []),
            sealed("not-sealpress: a web page", Array("<!doctype html><title>404</title>".utf8)),
            edit("not-sealpress: a bundle's first line", "sealpress-sealed", "sealpress-bundle"),
            edit("not-sealpress: a version with a leading zero", "sealed/1\n", "sealed/01\n"),
            edit("not-sealpress: a carriage return", "sealed/1\n", "sealed/1\r\n"),
            edit("version: 2", "sealed/1\n", "sealed/2\n"), edit("version: 10", "sealed/1\n", "sealed/10\n"),
            sealed(
                "header: nothing after the first line",
                Array("sealpress-sealed/1\n".utf8)),
            sealed("header: without its newline", Array(header.dropLast())),
            edit("header: a space after a colon", "\"id\":", "\"id\": "),
            edit(
                "header: fields in another order", #""id":"\#(Fixtures.id)","type":"text/plain""#,
                #""type":"text/plain","id":"\#(Fixtures.id)""#),
            edit("header: an unknown field", "}}\n", "},\"more\":1}\n"),
            edit("header: a missing field", "\"type\":\"text/plain\",", ""),
            edit("header: an escaped slash", "text/plain", "text\\/plain"),
            edit("header: a media type with a parameter", "text/plain", "text/plain;a=b"),
            edit("header: an upper-case id", Fixtures.id, Fixtures.id.uppercased()),
            edit("header: a short id", Fixtures.id, Fixtures.id.dropLast()),
            edit("header: a salt of 15 bytes", salt, salt.dropLast(2)),
            edit("header: a salt of 17 bytes", salt, salt + "A"),
            edit("header: a salt with spare bits", salt, salt.dropLast() + "B"),
            edit("header: a padded salt", salt, salt + "=="),
            edit("header: a wrap of 47 bytes", wrap, wrap.dropLast(1)),
            edit("header: a wrap of 51 bytes", wrap, wrap + "AAAA"),
            edit("header: no grants", entry, ""), edit("header: a grant twice", entry, entry + "," + entry),
            edit(
                "header: grants out of order", entry, entry + "," + entry.replacing("premium", with: "basic")),
            edit("header: a grant without an epoch", "@2026-11", ""),
            edit("header: a grant with a space", "tier:premium", "tier: premium"),
            edit("shut: another salt", salt, flippedSalt), edit("shut: another wrap", wrap, flippedWrap),
            edit("damaged: another media type", "text/plain", "text/html"),
            sealed("shut: no grant held", file, held: []),
            sealed("shut: another epoch held", file, held: ["tier:premium@2026-12"]),
            sealed("shut: a revoked epoch held", file, held: ["tier:premium@2026-11.1"]),
            sealed("shut: another tier held", file, held: ["tier:basic@2026-11"]),
            sealed("damaged: no chunk", Array(header)),
            sealed("damaged: a chunk shorter than its tag", header + payload.prefix(15)),
            sealed("damaged: the last byte missing", Array(file.dropLast())),
            sealed("damaged: a byte too many", file + [0]),
            sealed("damaged: a flipped bit in the text", header + flipped(Array(payload), at: 0)),
            sealed("damaged: a flipped bit in the tag", flipped(file, at: file.count - 1)),
        ]
    }

    private func renamed() throws -> [Document.Sealed] {
        let elsewhere = "ffeeddccbbaa99887766554433221100"
        var moved = SealedVectors.note
        moved.id = elsewhere
        let file = try SealedVectors.seal(moved)
        let relabelled = file.replacing(Array(elsewhere.utf8), with: Array(Fixtures.id.utf8))
        return try [
            sealed("id: another file's name", file),
            sealed("shut: another file's wrap under a changed id", relabelled),
        ]
    }

    private func reordered() throws -> [Document.Sealed] {
        let cases: [(String, String, [Int])] = [
            ("damaged: chunks swapped", "asset-131072", [1, 0]),
            ("damaged: the first chunk twice", "asset-131072", [0, 0, 1]),
            ("damaged: the last chunk twice", "asset-131072", [0, 1, 1]),
            ("damaged: the first chunk missing", "asset-131072", [1]),
            ("damaged: the last chunk missing", "asset-131072", [0]),
            ("damaged: the last, short chunk missing", "asset-65537", [0]),
            ("damaged: a full last chunk twice", "asset-65536", [0, 0]),
        ]
        return try cases.map { name, base, order in
            let vector = try SealedVectors.named(base)
            let (header, chunks) = try SealedVectors.chunks(SealedVectors.seal(vector))
            let file = header + order.flatMap { chunks[$0] }
            let failure = try failureClass {
                _ = try SealedFile.open(file, id: Fixtures.sealedID(), with: Fixtures.held(vector.grants))
            }
            return .init(
                name: name, failure: failure, id: Fixtures.id, held: vector.grants, of: base, chunks: order)
        }
    }

    private func sealed(_ name: String, _ file: [UInt8], held: [String] = held) throws -> Document.Sealed {
        let failure = try failureClass {
            _ = try SealedFile.open(file, id: Fixtures.sealedID(), with: Fixtures.held(held))
        }
        return .init(name: name, failure: failure, id: Fixtures.id, held: held, file: file.base64)
    }

    private func bundles() throws -> [Document.Bundle] {
        let keys = try Fixtures.keys()
        let code = keys.unlockCode(member: "anna", generation: 1)
        let file = try keys.seal(Fixtures.bundle(), paddedTo: 1024, for: code)
        let lines = file.prefix { $0 != UInt8(ascii: "}") } + Array("}\n".utf8)
        let text = String(decoding: lines, as: UTF8.self)
        let payload = file.dropFirst(lines.count)
        let salt = try #require(text.firstMatch(of: /"salt":"(.*?)"/)).1
        func refused(_ name: String, _ file: [UInt8], code: UnlockCode = code) throws -> Document.Bundle {
            let failure = try failureClass { _ = try BundleFile.open(file, with: code) }
            return .init(name: name, failure: failure, code: code.printed(), file: file.base64)
        }
        func edit(_ name: String, _ old: some StringProtocol, _ new: some StringProtocol) throws
            -> Document.Bundle
        {
            let edited = text.replacing(old, with: new, maxReplacements: 1)
            #expect(edited != text, "\(name)")
            return try refused(name, Array(edited.utf8) + payload)
        }
        return try [
            refused("not-sealpress: an empty file", []),
            edit("not-sealpress: a sealed file's first line", "sealpress-bundle", "sealpress-sealed"),
            edit("version: 2", "bundle/1\n", "bundle/2\n"),
            edit("header: a space", "{\"salt\":", "{ \"salt\":"),
            edit("header: an unknown field", "}\n", ",\"a\":1}\n"),
            edit("header: a salt of 15 bytes", salt, salt.dropLast(2)),
            edit("header: a salt with spare bits", salt, salt.dropLast() + "B"),
            edit("damaged: another salt", salt, (salt.first == "A" ? "B" : "A") + salt.dropFirst()),
            refused("damaged: nothing after the header", Array(lines)),
            refused("damaged: the last byte missing", Array(file.dropLast())),
            refused("damaged: a byte too many", file + [32]),
            refused("damaged: a flipped bit", lines + flipped(Array(payload), at: 20)),
            refused(
                "damaged: another member's code", file, code: keys.unlockCode(member: "ben", generation: 1)),
            refused(
                "damaged: the member's next code", file, code: keys.unlockCode(member: "anna", generation: 2)),
        ]
    }

    private func flipped(_ bytes: [UInt8], at index: Int) -> [UInt8] {
        var bytes = bytes
        bytes[index] ^= 1
        return bytes
    }
}
