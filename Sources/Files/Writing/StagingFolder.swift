import Foundation
import Synchronization

/// Files written beside their target and put in place together, once all of them are whole.
///
/// A build writes below a staging root (on the same disk as the target, else files are copied),
/// then `commit`s: each file, or a whole folder that the target does not have yet, is renamed into
/// the target. A process killed before `commit` leaves the target untouched; one killed within it is
/// completed by `resume`. Safe to use from several threads.
public final class StagingFolder: Sendable {
    /// Where the files are collected.
    public let root: String
    /// The folder they are for. It may be missing.
    public let target: String
    private let folders = Mutex<Set<String>>([])

    /// The staged files, apart from the marks beside them.
    private var tree: String { joined(root, "tree") }
    /// Those that are put in place after all others.
    private var lastTree: String { joined(root, "last") }
    /// Says that the folder is ours, so that nobody's own folder is ever cleared.
    private var mark: String { joined(root, ".sealpress-staging") }
    /// Says that every file was staged and the commit had begun.
    private var commitMark: String { joined(root, ".sealpress-commit") }

    /// Makes the staging folder, clearing what a killed build left in it.
    ///
    /// - Throws: `FileError` when `root` is a folder with other things in it.
    public init(at root: String, for target: String) throws(FileError) {
        self.root = root
        self.target = target
        try clear()
        // The mark is a folder because making one is a single step: no kill leaves half of it.
        try FileSystem.makeFolder(mark)
        try FileSystem.makeFolder(tree)
    }

    private init(existing root: String, for target: String) {
        self.root = root
        self.target = target
    }

    /// Stages a file. Staging one path twice is an error.
    ///
    /// - Parameter mode: permission bits from its creation on, less the umask.
    public func write(
        _ bytes: [UInt8], to path: RelativePath, mode: UInt16 = 0o644
    ) throws(FileError) {
        try write(bytes, to: path, mode: mode, in: tree)
    }

    private func write(
        _ bytes: [UInt8], to path: RelativePath, mode: UInt16, in tree: String
    ) throws(FileError) {
        let writer = try self.writer(to: path, mode: mode, in: tree)
        try writer.append(bytes)
    }

    /// Stages the file only when the target's bytes differ.
    @discardableResult
    public func writeIfChanged(
        _ bytes: [UInt8], to path: RelativePath, mode: UInt16 = 0o644
    ) throws(FileError) -> WriteOutcome {
        let found = try FileSystem.compare(bytes, with: path.below(target))
        if found != .unchanged { try write(bytes, to: path, mode: mode) }
        return found
    }

    /// The same for a file that names the others, such as a manifest: it is put in place when they are.
    @discardableResult
    public func writeLastIfChanged(
        _ bytes: [UInt8], to path: RelativePath, mode: UInt16 = 0o644
    ) throws(FileError) -> WriteOutcome {
        let found = try FileSystem.compare(bytes, with: path.below(target))
        if found != .unchanged { try write(bytes, to: path, mode: mode, in: lastTree) }
        return found
    }

    /// Stages a file in pieces, for files too large to hold.
    public func writer(to path: RelativePath, mode: UInt16 = 0o644) throws(FileError) -> StagedFileWriter {
        try writer(to: path, mode: mode, in: tree)
    }

    private func writer(
        to path: RelativePath, mode: UInt16, in tree: String
    ) throws(FileError) -> StagedFileWriter {
        try makeStagedFolder(String(path.folder), in: tree)
        return try StagedFileWriter(path.below(tree), shown: path.text, mode: mode)
    }

    /// Puts every staged file in its place and removes the staging folder.
    ///
    /// - Throws: `FileError`; the staged files are then kept, and `resume` can complete the work.
    public func commit() throws(FileError) {
        try FileSystem.write([], to: commitMark)
        try move("", from: tree)
        try move("", from: lastTree)
        try clear()
    }

    /// Throws the staged files away.
    public func discard() throws(FileError) {
        try clear()
    }

    /// Completes a commit in which an earlier process was killed. Call it before a build compares its
    /// files with the target's: that comparison also finds what a loss of power may have cut short.
    ///
    /// - Returns: whether there was one.
    @discardableResult
    public static func resume(at root: String, for target: String) throws(FileError) -> Bool {
        let staging = StagingFolder(existing: root, for: target)
        guard try FileSystem.status(staging.commitMark) != nil else { return false }
        try staging.commit()
        return true
    }

    /// Creates a folder below a tree once; `makeFolder` asks the disk each time.
    private func makeStagedFolder(_ folder: String, in tree: String) throws(FileError) {
        let path = folder.isEmpty ? tree : joined(tree, folder)
        if folders.withLock({ $0.contains(path) }) { return }
        if !folder.isEmpty {
            let slash = folder.lastIndex(of: "/") ?? folder.startIndex
            try makeStagedFolder(String(folder[..<slash]), in: tree)
        }
        guard mkdir(path, 0o777) == 0 || errno == EEXIST else {
            throw FileError("write", path, code: errno)
        }
        folders.withLock { _ = $0.insert(path) }
    }

    private func clear() throws(FileError) {
        guard let found = try FileSystem.status(root, followingSymlink: false) else { return }
        guard found.kind == .folder else {
            throw FileError("write", root, reason: "it is not a folder")
        }
        let entries = try FileSystem.entries(of: root).map { joined(root, $0.path) }
        guard entries.isEmpty || entries.contains(mark) else {
            throw FileError("write", root, reason: "it holds files that are not a staged build")
        }
        // The mark goes last, so that a kill in between leaves a folder known as ours.
        for entry in entries where entry != mark { try FileSystem.removeAll(entry) }
        try FileSystem.removeAll(mark)
        try FileSystem.removeAll(root)
    }
}

/// Moving the staged tree over the target.
extension StagingFolder {
    /// Moves what is in the folder `below` a staged tree; the target's folder must not be a symlink.
    private func move(_ below: String, from tree: String) throws(FileError) {
        let source = below.isEmpty ? tree : joined(tree, below)
        let destination = below.isEmpty ? target : joined(target, below)
        guard let staged = try FileSystem.status(source, followingSymlink: false) else { return }
        guard staged.kind == .folder else { return try moveFile(source, destination) }
        let missing = try prepare(destination, isRoot: below.isEmpty)
        if missing, rename(source, destination) == 0 { return }
        if missing {
            let code = errno
            guard code == EXDEV || code == ENOENT else {
                throw FileError("write", destination, code: code)
            }
            try FileSystem.makeFolder(destination)
        }
        for entry in try FileSystem.entries(of: source) {
            try move(joined(below, entry.path), from: tree)
        }
    }

    /// Whether nothing stands where a folder is to be; anything but a folder there is an error.
    private func prepare(_ destination: String, isRoot: Bool) throws(FileError) -> Bool {
        guard let found = try FileSystem.status(destination, followingSymlink: isRoot) else {
            if isRoot, parentFolder(destination) != destination {
                try FileSystem.makeFolder(parentFolder(destination))
            }
            return true
        }
        switch found.kind {
        case .folder: return false
        case .symlink: throw FileError("write", destination, reason: "it is a symbolic link")
        default: throw FileError("write", destination, reason: "a file stands where a folder is needed")
        }
    }

    private func moveFile(_ source: String, _ destination: String) throws(FileError) {
        if rename(source, destination) == 0 { return }
        guard errno == EXDEV else { throw FileError("write", destination, code: errno) }
        // Another disk: copy, then let the copy take the target's place at once.
        let reader = try FileReader(source)
        let writer = try FileWriter(replacing: destination, mode: try FileSystem.status(source)?.mode)
        while true {
            let piece = try reader.next(1 << 20)
            if piece.isEmpty { break }
            try writer.append(piece)
        }
        try writer.commit()
        unlink(source)
    }
}

/// A staged file being written in pieces; it is complete when the writer goes out of scope.
public struct StagedFileWriter: ~Copyable {
    private let path: String
    private let descriptor: Descriptor

    init(_ path: String, shown: String, mode: UInt16) throws(FileError) {
        self.path = shown
        let number = retrying {
            open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode_t(mode))
        }
        guard number >= 0 else {
            if errno == EEXIST {
                throw FileError("write", shown, reason: "it is written twice in one build")
            }
            throw FileError("write", shown, code: errno)
        }
        descriptor = Descriptor(owning: number)
    }

    public borrowing func append(_ bytes: [UInt8]) throws(FileError) {
        try append(bytes.span.bytes)
    }

    public borrowing func append(_ bytes: RawSpan) throws(FileError) {
        try descriptor.write(bytes, path: path)
    }
}
