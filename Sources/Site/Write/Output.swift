import Diagnostics
import Files
import Sealing

/// One file of the built site, as the build leaves it.
struct OutputRecord: Sendable {
    /// Below the output folder.
    var path: String
    var size: Int
    /// Nil for bundles, which no manifest lists.
    var digest: SHA256Digest?
    var outcome: WriteOutcome
}

/// The built site on its way to disk: files are collected beside the output folder and put in place together.
///
/// Safe to use from several threads.
struct Output: Sendable {
    let folder: String
    /// Nil where nothing is written.
    private let staging: StagingFolder?
    /// What the last build's manifest says of sealed files, by path.
    private let published: [String: String]

    /// What is below the output folder while a build works, and gone when it ends.
    static let stagingName = ".sealpress-staging"

    /// - Parameter comparesSealed: whether sealed files that are there may be left as they are unread; of an older
    ///   format nothing is taken over so.
    init(folder: String, comparesSealed: Bool = true) throws(FileError) {
        self.folder = folder
        let staged = folder + "/" + Self.stagingName
        // A build that was killed while it put files in place is completed first: the old or the new, never between.
        try StagingFolder.resume(at: staged, for: folder)
        staging = try StagingFolder(at: staged, for: folder)
        let manifest =
            comparesSealed
            ? (try? FileSystem.read(folder + "/" + Manifest.path)).flatMap { Manifest(parsing: $0) } : nil
        published = Dictionary(
            (manifest?.entries ?? []).lazy.filter { $0.path.hasPrefix("_sealpress/sealed/") }.map {
                ($0.path, $0.sha256)
            }
        ) { first, _ in first }
    }

    /// An output that takes everything and writes nothing, for a check: its records say only how large files would be.
    private init(measuring folder: String) {
        (self.folder, staging, published) = (folder, nil, [:])
    }

    static func measuring(_ folder: String) -> Output { Output(measuring: folder) }

    /// Takes a file; it is written only when its bytes differ from those on disk.
    ///
    /// - Parameter isListed: whether the manifest lists it.
    func put(_ bytes: [UInt8], at path: String, isListed: Bool = true) throws -> OutputRecord {
        guard let staging else { return Self.measured(path, bytes.count) }
        let outcome = try staging.writeIfChanged(bytes, to: RelativePath(path))
        return OutputRecord(
            path: path, size: bytes.count, digest: isListed ? SHA256Digest(of: bytes) : nil, outcome: outcome)
    }

    /// Takes a file that is put in place when all others are.
    func putLast(_ bytes: [UInt8], at path: String) throws -> WriteOutcome {
        try staging?.writeLastIfChanged(bytes, to: RelativePath(path)) ?? .unchanged
    }

    /// A file's copy, in pieces: it may be larger than memory.
    func copy(_ source: String, to path: String) throws -> OutputRecord {
        guard let staging else { return Self.measured(path, try SequentialReader(source).size) }
        let target = folder + "/" + path
        let exists = try FileSystem.status(target) != nil
        if exists, let same = try compare(source, with: target) {
            return OutputRecord(path: path, size: same.size, digest: same.digest, outcome: .unchanged)
        }
        let writer = try staging.writer(to: RelativePath(path))
        var reader = try SequentialReader(source)
        var hasher = SHA256Hasher()
        var size = 0
        while let piece = try reader.next() {
            hasher.update(piece)
            size += piece.count
            try writer.append(piece)
        }
        return OutputRecord(
            path: path, size: size, digest: hasher.finalize(), outcome: exists ? .changed : .created)
    }

    /// Size and digest when both files hold the same bytes.
    private func compare(_ a: String, with b: String) throws -> (size: Int, digest: SHA256Digest)? {
        var (first, second) = (try SequentialReader(a), try SequentialReader(b))
        guard first.size == second.size else { return nil }
        var hasher = SHA256Hasher()
        while let piece = try first.next() {
            guard try second.next() == piece else { return nil }
            hasher.update(piece)
        }
        return (first.size, hasher.finalize())
    }

    /// A file that `body` writes in pieces.
    func stream(
        to path: String, _ body: (_ sink: (UnsafeRawBufferPointer) throws -> Void) throws -> Void
    ) throws -> OutputRecord {
        let exists = try FileSystem.status(folder + "/" + path) != nil
        let writer = try staging?.writer(to: RelativePath(path))
        var hasher = SHA256Hasher()
        var size = 0
        try body { bytes in
            hasher.update(bytes)
            size += bytes.count
            try writer?.append(Array(bytes))
        }
        return OutputRecord(
            path: path, size: size, digest: hasher.finalize(), outcome: exists ? .changed : .created)
    }

    /// The file on disk, when it begins with these bytes and has this size.
    ///
    /// For sealed files: the header depends on every byte of the plaintext and on who may open it. The last
    /// build's manifest tells whether what follows the header is still as it was written.
    func unchanged(_ path: String, front: [UInt8], size: Int) throws -> OutputRecord? {
        // What a file would be is not looked into where nothing is written.
        if staging == nil { return Self.measured(path, size) }
        let file = folder + "/" + path
        guard let status = try FileSystem.status(file), status.kind == .file, status.size == size,
            try FileSystem.read(file, from: 0, count: front.count) == front
        else { return nil }
        var reader = try SequentialReader(file)
        var hasher = SHA256Hasher()
        while let piece = try reader.next() { hasher.update(piece) }
        let digest = hasher.finalize()
        guard published[path] == digest.hex else { return nil }
        return OutputRecord(path: path, size: size, digest: digest, outcome: .unchanged)
    }

    /// Puts everything in place.
    func commit() throws(FileError) {
        try staging?.commit()
    }

    /// Leaves the output folder as it was.
    func discard() throws(FileError) {
        try staging?.discard()
    }

    private static func measured(_ path: String, _ size: Int) -> OutputRecord {
        OutputRecord(path: path, size: size, digest: nil, outcome: .unchanged)
    }
}

/// A file read from its beginning, a piece at a time.
struct SequentialReader {
    let size: Int
    private let path: String
    private var offset = 0
    private static let step = 1 << 18

    init(_ path: String) throws(FileError) {
        self.path = path
        guard let status = try FileSystem.status(path) else {
            throw FileError("read", path, reason: "it is gone")
        }
        size = status.size
    }

    /// The next piece, or nil at the end.
    mutating func next() throws(FileError) -> [UInt8]? {
        let piece = try next(upTo: Self.step)
        return piece.isEmpty ? nil : piece
    }

    /// The next bytes, at most `count`; none at the end.
    mutating func next(upTo count: Int) throws(FileError) -> [UInt8] {
        let piece = try FileSystem.read(path, from: offset, count: count)
        offset += piece.count
        return piece
    }
}
