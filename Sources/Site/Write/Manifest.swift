import Files
import Sealing

/// `_sealpress/manifest.json`: every public file with its size and SHA-256.
public struct Manifest: Sendable {
    public static let path = "_sealpress/manifest.json"
    static let format = "sealpress-manifest/1"
    public static let signaturePath = "_sealpress/manifest.json.minisig"

    /// One published file.
    public struct Entry: Sendable, Hashable {
        /// Below the site's root.
        public var path: String
        /// In bytes.
        public var size: Int
        /// 64 lower-case hex digits.
        public var sha256: String
    }

    /// Sorted by the UTF-8 bytes of the path.
    public let entries: [Entry]

    init(entries: [Entry]) {
        self.entries = entries
    }

    init(_ records: [OutputRecord]) {
        entries = records.compactMap { record in
            record.digest.map { Entry(path: record.path, size: record.size, sha256: $0.hex) }
        }.sorted { byUTF8($0.path, $1.path) }
    }

    /// `{"format":"sealpress-manifest/1","files":{"PATH":{"size":…,"sha256":"…"},…}}` and a newline.
    var bytes: [UInt8] {
        let files = entries.map { entry in
            JSONObject.Field(
                entry.path, .fields(("size", .integer(entry.size)), ("sha256", .string(entry.sha256))))
        }
        return JSONValue.fields(
            ("format", .string(Self.format)), ("files", .object(JSONObject(files)))
        ).bytes() + [0x0A]
    }
}
