import Sealing
import Testing

/// The sealed files of `sealed.json`, from which the refusals are made too.
enum SealedVectors {
    /// What is sealed: a text, or that many bytes of ``Fixtures/pattern(_:)``.
    struct Case: Sendable {
        let name: String
        var id = Fixtures.id
        var type = "text/plain"
        let plaintext: Plaintext
        var grants = ["tier:premium@2026-11"]
    }

    enum Plaintext: Sendable {
        case text(String)
        case pattern(Int)

        var bytes: [UInt8] {
            switch self {
            case .text(let text): Array(text.utf8)
            case .pattern(let count): Fixtures.pattern(count)
            }
        }
    }

    static let html = Case(
        name: "html", type: "text/html",
        plaintext: .text("<p>Only <em>premium</em> members read this. Grüße, 世界!</p>\n"),
        grants: ["course:swift-basics@0", "tier:premium@2026-11"])
    static let note = Case(name: "note", plaintext: .text("A small file.\n"))

    static let all = [
        html, note,
        Case(
            name: "html-2000", id: "ffeeddccbbaa99887766554433221100", type: "text/html",
            plaintext: .pattern(2000)),
        Case(name: "asset-0", plaintext: .pattern(0)), Case(name: "asset-1", plaintext: .pattern(1)),
        Case(name: "asset-65536", type: "image/png", plaintext: .pattern(65_536)),
        Case(name: "asset-65537", type: "image/png", plaintext: .pattern(65_537)),
        Case(
            name: "asset-131072", type: "video/mp4", plaintext: .pattern(131_072),
            grants: ["course:swift-basics/drip-14@3", "tier:basic@2026-Q4", "tier:premium@2026-11.1"]),
    ]

    static func named(_ name: String) throws -> Case {
        try #require(all.first { $0.name == name })
    }

    static func seal(_ vector: Case) throws -> [UInt8] {
        try Fixtures.keys().seal(
            vector.plaintext.bytes, id: Fixtures.sealedID(vector.id), mediaType: MediaType(vector.type),
            recipients: Fixtures.recipients(vector.grants))
    }

    /// A sealed file's chunks, as they follow its header.
    static func chunks(_ file: [UInt8]) throws -> (header: [UInt8], chunks: [[UInt8]]) {
        let header = try SealedHeader(readingFrontOf: file).bytes
        let rest = file.dropFirst(header.count)
        let starts = stride(from: rest.startIndex, to: rest.endIndex, by: 65_552)
        return (header, starts.map { Array(rest[$0..<min($0 + 65_552, rest.endIndex)]) })
    }
}

@Suite struct `Vectors of sealed files` {
    struct Document: Codable, Equatable {
        struct Case: Codable, Equatable {
            var name, id, type: String
            /// One of the two.
            var text: String?
            var pattern: Int?
            var paddedCount: Int
            var grants: [String]
            var contentKey, salt, payloadKey, header, sha256: String
            /// The whole file, where it is small.
            var file: String?
        }

        var rootKey: String
        var cases: [Case]
    }

    @Test func `sealed.json: sealed files of every size around a chunk`() throws {
        let document = try Document(
            rootKey: hex(Fixtures.rootBytes), cases: SealedVectors.all.map { try answer($0) })
        try Vectors.check(document, "sealed.json")
    }

    private func answer(_ vector: SealedVectors.Case) throws -> Document.Case {
        let file = try SealedVectors.seal(vector)
        let id = try Fixtures.sealedID(vector.id)
        let opened = try SealedFile.open(file, id: id, with: Fixtures.held(vector.grants))
        let writer = try SealedFileWriter(
            keys: Fixtures.keys(), id: id, mediaType: MediaType(vector.type),
            recipients: Fixtures.recipients(vector.grants), count: vector.plaintext.bytes.count,
            reading: source(vector.plaintext.bytes))
        #expect(opened.plaintext.starts(with: vector.plaintext.bytes))
        #expect(writer.header == opened.header)
        let contentKey = writer.contentKey.withUnsafeBytes { SecretBytes(copying: $0) }
        let payloadKey = try HKDF.derive(
            from: contentKey, salt: opened.header.salt,
            info: Array("sealpress/1 payload\n".utf8) + SHA256Digest(of: opened.header.bytes).bytes, count: 32
        )
        var answer = Document.Case(
            name: vector.name, id: vector.id, type: vector.type, paddedCount: opened.plaintext.count,
            grants: vector.grants, contentKey: hex(contentKey), salt: hex(opened.header.salt),
            payloadKey: hex(payloadKey), header: String(decoding: opened.header.bytes, as: UTF8.self),
            sha256: SHA256Digest(of: file).hex, file: file.count < 4096 ? file.base64 : nil)
        switch vector.plaintext {
        case .text(let text): answer.text = text
        case .pattern(let count): answer.pattern = count
        }
        return answer
    }
}
