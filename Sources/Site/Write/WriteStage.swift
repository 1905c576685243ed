import Diagnostics
import Files
import Foundation
import Membership
import Sealing

/// The manifest and its signature, ready to be written.
struct ManifestFiles: Sendable {
    let bytes: [UInt8]
    let signature: [UInt8]

    init(_ records: [OutputRecord], keys: SiteKeys, schedule: EpochSchedule, date: Date) throws {
        bytes = Manifest(records).bytes
        let epoch = Period(of: schedule.policy.rotation, at: date)
        let day = Moment(date, in: .gmt).day
        signature = Array(
            try keys.sign(bytes, trustedComment: "sealpress/1 epoch:\(epoch) date:\(day)").utf8)
    }
}

/// Puts a build in place.
enum WriteStage {
    struct Outcome {
        var written = 0
        var unchanged = 0
        var removed = 0
        /// Whether files of this site were there that no ledger told of.
        var foundUnknownFiles = false
        var diagnostics: [Diagnostic] = []
    }

    /// Puts staged files in the places of others; no file comes and none goes.
    ///
    /// - Parameter ledger: nil where it stays as it is.
    /// - Returns: what became of the manifest and its signature.
    static func replace(
        _ manifest: ManifestFiles, output: Output, ledger: Ledger?, inputs: BuildInputs
    ) throws -> [WriteOutcome] {
        let last = [
            try output.putLast(manifest.signature, at: Manifest.signaturePath),
            try output.putLast(manifest.bytes, at: Manifest.path),
        ]
        try ledger?.write(inputs.recordsRoot)
        try output.commit()
        return last
    }

    /// Renames the staged files into the site, the manifest last; removes what earlier builds wrote and this one
    /// does not; records it all in the ledger.
    static func commit(
        _ records: [OutputRecord], manifest: ManifestFiles, output: Output, inputs: BuildInputs,
        ledger: Ledger
    ) throws -> Outcome {
        var outcome = Outcome()
        let place = Ledger.outputName(inputs.output, root: inputs.recordsRoot)
        let old = ledger.outputs[place]
        let made = records.map(\.path) + [Manifest.path, Manifest.signaturePath]
        let current = Set(made)

        // The ledger names files before they are there, so that a build killed here can still clean up after itself.
        var ledger = ledger
        ledger.outputs[place] = Array(current.union(old ?? [])).sorted(by: byUTF8)
        // They name what the commit puts in place, and follow it.
        for (path, bytes) in [(Manifest.signaturePath, manifest.signature), (Manifest.path, manifest.bytes)] {
            outcome.count(try output.putLast(bytes, at: path))
        }
        try ledger.write(inputs.recordsRoot)
        try output.commit()
        for record in records { outcome.count(record.outcome) }
        for path in (old ?? []).filter({ !current.contains($0) }) {
            do {
                if try FileSystem.removeFile(RelativePath(path), below: inputs.output) {
                    outcome.removed += 1
                }
            } catch {
                outcome.diagnostics.append(
                    .warning("'\(path)' is in the ledger but was not removed: \(error)"))
            }
        }
        if ledger.outputs[place]?.count != current.count {
            ledger.outputs[place] = Array(current).sorted(by: byUTF8)
            try ledger.write(inputs.recordsRoot)
        }
        outcome.foundUnknownFiles = old == nil && outcome.unchanged > 0
        return outcome
    }
}

extension WriteStage.Outcome {
    fileprivate mutating func count(_ outcome: WriteOutcome) {
        if outcome == .unchanged { unchanged += 1 } else { written += 1 }
    }
}

extension Ledger {
    /// How the ledger names an output folder: below the project where it is, else by its whole path.
    static func outputName(_ output: String, root: String) -> String {
        let path = URL(filePath: output).standardizedFileURL.path(percentEncoded: false)
        let base = URL(filePath: root).standardizedFileURL.path(percentEncoded: false)
        let folder = base.hasSuffix("/") ? base : base + "/"
        let trimmed = path.hasSuffix("/") ? String(path.dropLast()) : path
        return trimmed.hasPrefix(folder) ? String(trimmed.dropFirst(folder.count)) : trimmed
    }
}
