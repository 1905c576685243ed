import Files
import Foundation
import Membership
import Recommendations
import Sealing

/// Everything that a build depends on beside the files of `content/` and its own records, as one fingerprint.
///
/// Whoever knows the fingerprint and lacks the root key learns nothing of what went in.
struct World: Sendable {
    let fingerprint: Fingerprint

    /// - Parameter timeZone: the site's, whose day the build works with.
    init(_ inputs: BuildInputs, timeZone: TimeZone) throws {
        var hash = inputs.keys.snapshotHash()
        hash.appendPart("world")
        hash.appendPart(try Self.program())
        hash.appendPart(inputs.keys.publicKey.base64)
        hash.appendPart(inputs.previousKeys?.publicKey.base64 ?? "")
        hash.appendPart(inputs.includesDrafts ? "drafts" : "")
        hash.appendPart(Day(of: inputs.date, in: timeZone).description)
        hash.appendPart(Day(of: inputs.date, in: .gmt).description)
        for (name, passphrase) in inputs.passphrases.sorted(by: { $0.key < $1.key }) {
            hash.appendPart(name)
            hash.appendPart(passphrase)
        }
        if let preview = inputs.preview {
            hash.appendPart("preview")
            hash.appendPart(preview.guest.map { "\($0.visitor)" } ?? "")
            preview.guest?.code.withUnsafeBytes { hash.appendPart($0) }
        }
        for folder in Workplace.sourceFolders where folder != SourceTree.folder {
            hash.appendPart(folder)
            guard try FileSystem.status(inputs.root + "/" + folder)?.kind == .folder else { continue }
            for entry in try FileSystem.list(inputs.root + "/" + folder) where entry.kind != .folder {
                hash.appendPart(entry.path)
                hash.appendPart("\(entry.kind)")
                if entry.kind == .file {
                    hash.appendPart(try FileSystem.read(inputs.root + "/" + folder + "/" + entry.path))
                }
            }
        }
        for file in Workplace.sourceFiles.sorted() {
            hash.appendPart(file)
            hash.appendPart(try Self.contents(inputs.root + "/" + file))
        }
        fingerprint = Fingerprint(of: hash.finishPublic())
    }

    /// What earlier builds wrote down beside the site: the ledger and its like.
    static func records(_ inputs: BuildInputs) throws -> Fingerprint {
        var hash = inputs.keys.snapshotHash()
        hash.appendPart("records")
        for root in Set([inputs.root, inputs.recordsRoot]).sorted() {
            for file in [Ledger.path, ShownArmsFile.path] {
                hash.appendPart(try contents(root + "/" + file))
            }
        }
        return Fingerprint(of: hash.finishPublic())
    }

    /// The file's bytes behind a one, or a zero where there is none.
    private static func contents(_ path: String) throws -> [UInt8] {
        try FileSystem.status(path) == nil ? [0] : [1] + FileSystem.read(path)
    }

    /// The program that works: another build of it may print other bytes.
    private static func program() throws -> String {
        guard let path = Bundle.main.executablePath, let status = try FileSystem.status(path) else {
            return ""
        }
        return "\(status.device) \(status.inode) \(status.size) \(status.modified)"
    }
}
