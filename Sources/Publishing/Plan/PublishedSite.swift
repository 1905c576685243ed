import Diagnostics
import Files
import Sealing
import Site

/// The site that is at the target already, as far as its signed manifests tell.
struct PublishedSite {
    /// Every path that a believed manifest lists, each safe to join to a folder.
    private(set) var listed: Set<String> = []
    /// Bundles, which no manifest lists: their folder is wholly ours.
    let bundles: [String]
    /// Files of the theme with a fingerprint in their name, of this site and of earlier ones.
    let fingerprinted: Set<String>
    /// Whether the site that comes is the one that is there.
    let isSame: Bool
    /// What a publication that was killed left behind.
    let isInterrupted: Bool
    private let current: SignedManifest?
    private let name: String

    /// - Throws: a `DiagnosticError` when the target is another site's, newer, or was altered.
    init(at target: any PublicationTarget, beside site: LocalSite, replacing: Bool) throws {
        name = target.name
        let fixed = [Manifest.path, Manifest.signaturePath]
        let kinds = try target.kinds(
            of: fixed + Self.privateFiles,
            below: [PublicationRecords.folder, PublicationStep.bundleFolder] + FingerprintedName.folders)
        if let file = Self.privateFiles.first(where: { kinds[$0] != nil }) {
            throw DiagnosticError(
                .error(
                    "'\(file)' is in \(target.name): this is a project, not a place to publish to",
                    hint: "publish to a folder or branch of its own"))
        }
        try Self.refuseSymlinks(kinds, at: target)
        isInterrupted = kinds.keys.contains { $0.hasPrefix(PublicationRecords.folder) }
        bundles = kinds.filter { $0.value == .file && PublicationStep.isBundle($0.key) }.keys.sorted(
            by: byUTF8)
        fingerprinted = Set(
            kinds.filter { $0.value == .file && FingerprintedName.isOne($0.key) }.keys)
        let kept = PublicationRecords.manifests(among: kinds.filter { $0.value == .file }.keys).prefix(100)
        let wanted = (fixed + kept + kept.map(PublicationRecords.signaturePath)).filter { kinds[$0] == .file }
        let bytes = try target.read(wanted)
        for path in wanted where bytes[path] == nil {
            throw DiagnosticError(.error("'\(path)' is in \(target.name), but cannot be read"))
        }
        let records = kept.compactMap { path in
            bytes[path].flatMap { manifest in
                bytes[PublicationRecords.signaturePath(path)].map {
                    SignedManifest(manifest: manifest, signature: $0)
                }
            }
        }
        let judge = ManifestJudge(site: site, name: target.name, replacing: replacing)
        let judged = try judge.believe(
            manifest: bytes[Manifest.path], signature: bytes[Manifest.signaturePath], records: records)
        current = judged.current
        isSame = bytes[Manifest.path] == site.manifest
        for manifest in judged.believed { try list(manifest) }
    }

    /// Whoever has these has a project there.
    private static let privateFiles = ["sealpress.yml", "sealpress.key"]

    private mutating func list(_ manifest: Manifest) throws {
        for entry in manifest.entries {
            do throws(RelativePathError) {
                listed.insert(try RelativePath(entry.path).text)
            } catch {
                throw DiagnosticError(
                    .error(
                        "the manifest in \(name) cannot be trusted: \(error)",
                        hint: "nothing was changed; look at who else can write there"))
            }
        }
    }

    /// - Parameter kinds: of paths and all folders above them.
    static func refuseSymlinks(_ kinds: [String: FileKind], at target: any PublicationTarget) throws {
        let links = kinds.filter { $0.value == .symlink }.keys.sorted(by: byUTF8)
        guard links.isEmpty else {
            throw DiagnosticError(
                links.prefix(20).map {
                    .error(
                        "'\($0)' in \(target.name) is a symbolic link",
                        hint: "a site is published without following links; remove it")
                })
        }
    }

    /// The records of a publication of `site` over this one.
    func records(with site: LocalSite) -> [(path: String, bytes: [UInt8])] {
        let coming = SignedManifest(manifest: site.manifest, signature: site.signature)
        return (current.map(PublicationRecords.files) ?? []) + PublicationRecords.files(of: coming)
    }
}
