import Diagnostics
import Files
import Sealing

/// A published site held against its signed manifest.
public struct SiteVerification: Sendable {
    /// The key that signed the manifest, where it took the place of the one asked for.
    public let successor: MinisignPublicKey?
    /// What the signature says of the build: epoch and date.
    public let trustedComment: String
    public let fileCount: Int
    /// There, but not in the manifest.
    public var added: [String] = []
    /// Other bytes than the manifest says.
    public var changed: [String] = []
    /// In the manifest, but not there.
    public var missing: [String] = []

    public var isWhole: Bool { added.isEmpty && changed.isEmpty && missing.isEmpty }

    /// Checks the signature, then every file.
    ///
    /// Bundles are in no manifest; each is authenticated by its own encryption.
    ///
    /// - Parameter folder: the site's files.
    /// - Throws: `SignatureError`, `FileError`, or a `DiagnosticError` when the manifest cannot be read.
    public init(_ folder: String, publicKey: MinisignPublicKey) throws {
        let bytes = try FileSystem.read(folder + "/" + Manifest.path)
        let signature = try FileSystem.readText(folder + "/" + Manifest.signaturePath, limit: 1 << 16)
        // First the signature: nothing of a manifest that is not ours is believed.
        var key = publicKey
        var comment: String?
        // A site that replaces its key once a month for a lifetime stays below this.
        for _ in 0..<1000 {
            do {
                comment = try key.verify(bytes, signature: signature)
                break
            } catch SignatureError.wrongKey {
                // Perhaps it was replaced, and says so.
                guard let next = try KeyReplacement.successor(of: key, in: folder) else { break }
                key = next
            }
        }
        trustedComment = try comment ?? publicKey.verify(bytes, signature: signature)
        successor = key == publicKey ? nil : key
        guard SiteFormat.version(in: bytes) ?? 1 <= SiteFormat.version else {
            throw DiagnosticError(
                .error(
                    "the manifest is of a format that this version of sealpress does not know",
                    hint: "it was built by a newer sealpress: update this one"))
        }
        guard let manifest = Manifest(parsing: bytes) else {
            throw DiagnosticError(
                .error("'\(Manifest.path)' is no manifest that this version of sealpress can read"))
        }
        fileCount = manifest.entries.count
        var listed: Set<String> = [Manifest.path, Manifest.signaturePath]
        for entry in manifest.entries {
            listed.insert(entry.path)
            let path = try RelativePath(entry.path).below(folder)
            guard let status = try FileSystem.status(path, followingSymlink: false) else {
                missing.append(entry.path)
                continue
            }
            guard status.kind == .file, status.size == entry.size else {
                changed.append(entry.path)
                continue
            }
            var reader = try SequentialReader(path)
            var hasher = SHA256Hasher()
            while let piece = try reader.next() { hasher.update(piece) }
            if hasher.finalize().hex != entry.sha256 { changed.append(entry.path) }
        }
        for entry in try FileSystem.list(folder) where entry.kind != .folder {
            guard !listed.contains(entry.path) else { continue }
            let isBundle = try entry.kind == .file && Self.isBundle(entry.path, in: folder)
            if !isBundle { added.append(entry.path) }
        }
    }

    /// Whether a file has the name and the beginning of a bundle: anything else in their place may be a page or a script.
    private static func isBundle(_ path: String, in folder: String) throws -> Bool {
        guard let name = path.split(separator: "/").last, name.hasSuffix(".bin"),
            let id = BundleID(hex: String(name.dropLast(4))), id.path == path
        else { return false }
        let start = Array("sealpress-bundle/".utf8)
        return try FileSystem.read(folder + "/" + path, from: 0, count: start.count) == start
    }
}

extension Manifest {
    /// Reads what `bytes` is; nil for anything else.
    public init?(parsing bytes: [UInt8]) {
        guard case .object(let object)? = try? JSONValue(parsing: bytes),
            object["format"]?.string == Self.format,
            case .object(let files)? = object["files"]
        else { return nil }
        var entries: [Entry] = []
        for field in files.fields {
            guard case .object(let file) = field.value, case .integer(let size)? = file["size"],
                let sha256 = file["sha256"]?.string
            else { return nil }
            entries.append(Entry(path: field.key, size: size, sha256: sha256))
        }
        self.init(entries: entries)
    }
}
