import Files
import Sealing
import Site

/// A manifest and its signature, as bytes from somewhere: not believed yet.
struct SignedManifest: Sendable, Hashable {
    var manifest: [UInt8]
    var signature: [UInt8]

    /// Larger ones are refused; a million files need less.
    static let largest = 1 << 28
}

/// What a publication leaves at the target while it works: the manifests of the site that is replaced and of the one
/// that comes, each with its signature.
///
/// Whoever comes after a publication that was killed learns from them which files may be ours to remove. The folder is
/// wholly ours, holds files on their way too, and is gone when a publication is complete.
enum PublicationRecords {
    static let folder = "_sealpress/publishing/"
    /// Files that are still being written.
    static let temporaryFolder = folder + "new/"

    /// Where a manifest is kept, below the site; its signature beside it.
    static func path(of manifest: [UInt8]) -> String {
        folder + SHA256Digest(of: manifest).hex.prefix(32) + ".json"
    }

    static func signaturePath(_ path: String) -> String { path + ".minisig" }

    /// The files that keep `signed`; the signature first, so that no manifest is there without one.
    static func files(of signed: SignedManifest) -> [(path: String, bytes: [UInt8])] {
        let path = path(of: signed.manifest)
        return [(signaturePath(path), signed.signature), (path, signed.manifest)]
    }

    /// The paths of records among `paths`: each a manifest's, whose signature is there too.
    static func manifests(among paths: some Sequence<String>) -> [String] {
        let paths = Set(paths)
        return paths.filter { path in
            guard path.hasPrefix(folder), path.hasSuffix(".json"), paths.contains(signaturePath(path)) else {
                return false
            }
            let name = path.dropFirst(folder.count).dropLast(".json".count)
            return isHexName(name)
        }.sorted(by: byUTF8)
    }
}

/// Whether a name is 32 lower-case hex digits, as those of bundles, sealed files and records are.
func isHexName(_ name: some StringProtocol) -> Bool {
    name.utf8.count == 32
        && name.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"): true
            default: false
            }
        }
}
