import Foundation
import Testing

/// The known answers in `Vectors`, which other implementations of docs/content/internals/format.md check as well.
///
/// `SEALPRESS_RECORD=1 swift test --filter Vectors` writes them anew; what changes then is a change of format.
enum Vectors {
    static let isRecording = ProcessInfo.processInfo.environment["SEALPRESS_RECORD"] == "1"

    /// Compares what this implementation computes with what is recorded under `name`.
    static func check<Document: Codable & Equatable>(
        _ computed: Document, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        if isRecording { try record(computed, name) }
        #expect(computed == (try read(name)), sourceLocation: sourceLocation)
    }

    static func record(_ document: some Encodable, _ name: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        var text = try encoder.encode(document)
        text.append(UInt8(ascii: "\n"))
        try text.write(to: sourceFolder.appending(path: name))
    }

    static func read<Document: Decodable>(_ name: String) throws -> Document {
        let folder =
            isRecording ? sourceFolder : try #require(Bundle.module.resourceURL).appending(path: "Vectors")
        return try JSONDecoder().decode(Document.self, from: Data(contentsOf: folder.appending(path: name)))
    }

    private static var sourceFolder: URL {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Vectors")
    }
}

extension [UInt8] {
    /// Standard base64, as the vectors write files.
    var base64: String { Data(self).base64EncodedString() }

    init(base64 text: String) throws {
        self = [UInt8](try #require(Data(base64Encoded: text)))
    }
}
