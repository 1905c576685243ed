import Diagnostics
import Sealing
import Site

/// Decides which of a target's manifests to believe, and whether the site may be published over them.
struct ManifestJudge {
    let site: LocalSite
    /// The target's.
    let name: String
    /// Whether the author asked to publish over whatever is there.
    let replacing: Bool

    /// - Parameters:
    ///   - manifest: the target's `manifest.json`; nil where there is none.
    ///   - records: what interrupted publications left.
    /// - Returns: the manifests whose files are ours, and the one in place when it is among them.
    func believe(
        manifest: [UInt8]?, signature: [UInt8]?, records: [SignedManifest]
    ) throws -> (believed: [Manifest], current: SignedManifest?) {
        let kept = try records.filter { try isOurs($0) }
        var believed = try kept.map { try parsed($0.manifest) }
        if let signature { try judge(signature) }
        guard let manifest else { return (believed, nil) }
        let current = SignedManifest(manifest: manifest, signature: signature ?? [])
        if try isOurs(current) {
            believed.append(try parsed(manifest))
            return (believed, current)
        }
        // Killed between signature and manifest: the manifest in place is one of those on record.
        guard !kept.contains(where: { $0.manifest == manifest }) else { return (believed, nil) }
        guard replacing else {
            throw DiagnosticError(
                .error(
                    "the manifest in \(name) does not fit its signature",
                    hint: "something else has changed it; look there first, then publish with --replace"))
        }
        // What it lists is removed on the author's word.
        if let foreign = Manifest(parsing: manifest) { believed.append(foreign) }
        return (believed, nil)
    }

    /// Whether our key signed it; every other one is as good as not there.
    private func isOurs(_ signed: SignedManifest) throws -> Bool {
        let text = String(decoding: signed.signature, as: UTF8.self)
        guard let comment = try? site.publicKey.verify(signed.manifest, signature: text) else {
            return replacing && Manifest(parsing: signed.manifest) != nil
        }
        try compare(comment)
        return true
    }

    /// What the signature in place says by itself: whose it is, and of which day.
    private func judge(_ signature: [UInt8]) throws {
        guard !replacing else { return }
        do {
            try compare(site.publicKey.verifyComment(ofSignature: String(decoding: signature, as: UTF8.self)))
        } catch SignatureError.wrongKey(let expected, let found) {
            throw DiagnosticError(
                .error(
                    "the site in \(name) is signed by another key: \(found), and this one by \(expected)",
                    hint:
                        "is this the right place? after the root key was replaced, publish once with --replace"
                ))
        } catch let error as SignatureError {
            throw DiagnosticError(
                .error(
                    "the signature in \(name) cannot be trusted: \(error)",
                    hint: "something else has changed it; look there first, then publish with --replace"))
        }
    }

    private func compare(_ comment: String) throws {
        guard !replacing else { return }
        guard let stamp = BuildStamp(comment) else {
            throw DiagnosticError(
                .error(
                    "the site in \(name) was built by another version of sealpress: \(comment)",
                    hint: "publish with the newer version, or with --replace"))
        }
        guard !stamp.isNewer(than: site.stamp) else {
            throw DiagnosticError(
                .error(
                    "the site in \(name) is newer: built on \(stamp.day), and this one on \(site.stamp.day)",
                    hint: "build again and publish that; to go back to this one, publish with --replace"))
        }
    }

    private func parsed(_ bytes: [UInt8]) throws -> Manifest {
        guard let manifest = Manifest(parsing: bytes) else {
            throw DiagnosticError(
                .error(
                    "this version of sealpress cannot read the manifest in \(name)",
                    hint: "publish with the newer version, or with --replace"))
        }
        return manifest
    }
}
