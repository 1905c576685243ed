import Content
import Files
import Foundation
import Sealing

/// A snapshot on disk: a hash of all that follows under the root key, then the snapshot, then each page's context.
///
/// What is damaged, of another site, or of another version of this program, is as good as none.
struct SnapshotFile {
    let snapshot: Snapshot
    /// `SourcePageFields`, one after the other.
    let contexts: [UInt8]

    private static let hashCount = 32

    /// The file for one output folder, in the cache.
    private static func name(_ inputs: BuildInputs) -> String {
        let place = Ledger.outputName(inputs.output, root: inputs.recordsRoot)
        return "build-\(Fingerprint(of: [place]).hex.prefix(16))"
    }

    private static func path(_ inputs: BuildInputs) -> String {
        "\(inputs.recordsRoot)/\(CacheFolder.path)/\(name(inputs))"
    }

    /// The snapshot that the last build left; nil where there is none to rely on.
    static func read(_ inputs: BuildInputs) -> SnapshotFile? {
        guard let bytes = try? FileSystem.read(path(inputs)), bytes.count > hashCount + 8,
            hash(of: bytes[hashCount...], inputs) == Array(bytes[..<hashCount])
        else { return nil }
        let decoder = CompactDecoder(bytes, at: hashCount)
        guard let count = try? decoder.decode(Int.self), let snapshot = try? decoder.decode(Snapshot.self),
            count == bytes.count - decoder.position
        else { return nil }
        return SnapshotFile(snapshot: snapshot, contexts: Array(bytes[decoder.position...]))
    }

    /// - Throws: a `FileError`.
    func write(_ inputs: BuildInputs) throws {
        let encoder = CompactEncoder(capacity: contexts.count + snapshot.pages.count * 128 + 4096)
        try encoder.encode(contexts.count)
        try encoder.encode(snapshot)
        let body = encoder.bytes + contexts
        try CacheFolder.write(
            Self.hash(of: body[...], inputs) + body, root: inputs.recordsRoot, name: Self.name(inputs))
    }

    /// Removes the snapshot: whoever finds none builds everything.
    static func remove(_ inputs: BuildInputs) throws {
        try FileSystem.removeAll(path(inputs))
    }

    private static func hash(of bytes: ArraySlice<UInt8>, _ inputs: BuildInputs) -> [UInt8] {
        var hash = inputs.keys.snapshotHash()
        hash.appendPart("file")
        bytes.withUnsafeBytes { hash.appendPart($0) }
        return hash.finishPublic()
    }

    /// A page's context.
    ///
    /// - Parameter document: the page as it is now.
    func context(_ page: PageSnapshot, document: Document) throws -> SourcePage {
        let decoder = CompactDecoder(contexts, at: page.context, userInfo: document.handedOver)
        return SourcePage(try decoder.decode(SourcePageFields.self))
    }
}
