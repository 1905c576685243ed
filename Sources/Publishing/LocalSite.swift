import Diagnostics
import Files
import Sealing
import Site

/// A built site that is whole and signed: what is published.
public struct LocalSite: Sendable {
    /// The folder with its files.
    public let folder: String
    public let publicKey: MinisignPublicKey
    /// What the signature says of the build.
    public let stamp: BuildStamp
    /// Files in the folder that no manifest lists, and that are therefore not published.
    public let unlisted: [String]

    /// Size and SHA-256 of every file but bundles and the manifest itself, by path.
    let entries: [String: Manifest.Entry]
    /// Every path to be published, sorted by UTF-8 bytes.
    let paths: [String]
    let manifest: [UInt8]
    let signature: [UInt8]

    /// Checks the signature and every file.
    ///
    /// - Throws: a `DiagnosticError` that names each file that is not as the build left it; `SignatureError`.
    public init(_ folder: String, publicKey: MinisignPublicKey) throws {
        guard try FileSystem.status(folder + "/" + Manifest.path) != nil else {
            throw DiagnosticError(
                .error("there is no built site in '\(folder)'", hint: "sealpress build makes it"))
        }
        let verification = try SiteVerification(folder, publicKey: publicKey)
        let bundles = try Self.bundles(in: folder)
        let isUnfinished = verification.added.contains { $0.hasPrefix(Self.stagingPrefix) }
        var faults = verification.changed.map { Diagnostic.error("changed since the build: \($0)") }
        faults += verification.missing.map { .error("missing since the build: \($0)") }
        faults += bundles.strangers.map { .error("no bundle, among the bundles: \($0)") }
        if isUnfinished { faults.append(.error("a build of '\(folder)' did not come to its end")) }
        guard faults.isEmpty else {
            throw DiagnosticError(
                faults + [.error("'\(folder)' is not as it was built", hint: "build it again, then publish")])
        }
        manifest = try FileSystem.read(folder + "/" + Manifest.path)
        signature = try FileSystem.read(folder + "/" + Manifest.signaturePath)
        guard let stamp = BuildStamp(verification.trustedComment), let parsed = Manifest(parsing: manifest)
        else {
            throw DiagnosticError(
                .error(
                    "this version of sealpress cannot read the manifest of '\(folder)'",
                    hint: "build it again with this version"))
        }
        self.folder = folder
        self.publicKey = publicKey
        self.stamp = stamp
        unlisted = verification.added
        entries = Dictionary(parsed.entries.map { ($0.path, $0) }) { first, _ in first }
        paths = (parsed.entries.map(\.path) + bundles.paths + [Manifest.path, Manifest.signaturePath])
            .sorted(by: byUTF8)
    }

    private static let stagingPrefix = ".sealpress-staging"

    /// What is in the folder of bundles.
    private static func bundles(in folder: String) throws -> (paths: [String], strangers: [String]) {
        let root = folder + "/" + PublicationStep.bundleFolder
        guard try FileSystem.status(root) != nil else { return ([], []) }
        let found = try FileSystem.list(root).filter { $0.kind != .folder }
        let named = found.map { (path: PublicationStep.bundleFolder + $0.path, kind: $0.kind) }
        let isBundle = { (file: (path: String, kind: FileKind)) in
            file.kind == .file && PublicationStep.isBundle(file.path)
        }
        return (
            named.filter(isBundle).map(\.path), named.filter { !isBundle($0) }.map(\.path)
        )
    }
}

extension PublicationStep {
    /// Whether `path` is that of a bundle: `_sealpress/bundles/ab/ab….bin`.
    static func isBundle(_ path: String) -> Bool {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 4, path.hasPrefix(bundleFolder), parts[3].hasSuffix(".bin") else { return false }
        let name = parts[3].dropLast(".bin".count)
        return isHexName(name) && name.hasPrefix(parts[2]) && parts[2].utf8.count == 2
    }
}
