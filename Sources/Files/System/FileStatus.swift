import Foundation

/// What stands at a path.
public enum FileKind: Sendable, Hashable {
    case file, folder, symlink, other
}

/// What the system knows of a file without reading it.
public struct FileStatus: Sendable, Hashable {
    public let kind: FileKind
    /// Length in bytes.
    public let size: Int
    /// Last change of the content, in nanoseconds since 1970.
    public let modified: Int
    /// Last change of the content or of what the system keeps of it, in nanoseconds since 1970; nobody can set it.
    public let changed: Int
    public let inode: UInt64
    public let device: UInt64
    /// Permission bits, such as 0o644.
    public let mode: UInt16

    init(_ status: stat) {
        kind = FileKind(status.st_mode)
        size = Int(status.st_size)
        #if canImport(Darwin)
            let (modified, changed) = (status.st_mtimespec, status.st_ctimespec)
        #else
            let (modified, changed) = (status.st_mtim, status.st_ctim)
        #endif
        self.modified = modified.nanoseconds
        self.changed = changed.nanoseconds
        inode = UInt64(status.st_ino)
        device = UInt64(truncatingIfNeeded: status.st_dev)
        mode = UInt16(truncatingIfNeeded: status.st_mode & 0o7777)
    }
}

extension timespec {
    /// Since 1970; absurd times wrap around.
    var nanoseconds: Int { Int(tv_sec) &* 1_000_000_000 &+ Int(tv_nsec) }
}

extension FileKind {
    init(_ mode: mode_t) {
        switch mode & mode_t(S_IFMT) {
        case mode_t(S_IFREG): self = .file
        case mode_t(S_IFDIR): self = .folder
        case mode_t(S_IFLNK): self = .symlink
        default: self = .other
        }
    }
}

extension FileSystem {
    /// What stands at `path`, or nil when nothing does.
    ///
    /// - Parameter followingSymlink: whether a symlink as the last component is looked through.
    public static func status(
        _ path: String, followingSymlink: Bool = true
    ) throws(FileError) -> FileStatus? {
        let path = try systemPath("look at", path)
        var status = stat()
        guard (followingSymlink ? stat(path, &status) : lstat(path, &status)) == 0 else {
            let error = FileError("look at", path, code: errno)
            if error.isMissing { return nil }
            throw error
        }
        return FileStatus(status)
    }
}
