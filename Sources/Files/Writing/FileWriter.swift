import Foundation
import Synchronization

/// Writes a file in pieces so that others see the old file or the whole new one, never a part.
///
/// The bytes go to a temporary file in the same folder, which `commit` renames over the target.
/// Without a `commit` the temporary file is removed when the writer goes out of scope.
public struct FileWriter: ~Copyable {
    /// Where the file will stand.
    public let path: String
    private let temporary: String
    private let descriptor: Descriptor
    private var isFinished = false

    /// Names of temporary files begin so; a killed process may leave one behind.
    public static let temporaryPrefix = ".sealpress-tmp-"

    /// - Parameter mode: permission bits the file has from its creation on, such as 0o600. nil keeps
    ///   those of the file being replaced; a new file gets 0o644 less the umask.
    public init(replacing path: String, mode: UInt16? = nil) throws(FileError) {
        let target = try FileWriter.target(of: path)
        let kept = mode == nil ? target.mode : mode
        let made = try FileWriter.makeTemporary(for: target.path, mode: kept ?? 0o644, exactly: kept != nil)
        self.path = target.path
        temporary = made.path
        descriptor = Descriptor(owning: made.number)
    }

    deinit {
        if !isFinished { unlink(temporary) }
    }

    public borrowing func append(_ bytes: [UInt8]) throws(FileError) {
        try append(bytes.span.bytes)
    }

    public borrowing func append(_ bytes: RawSpan) throws(FileError) {
        try descriptor.write(bytes, path: path)
    }

    /// Puts the file in its place.
    ///
    /// - Parameter durable: whether it must survive a loss of power (`fsync` of file and folder).
    public consuming func commit(durable: Bool = false) throws(FileError) {
        if durable { try descriptor.synchronize(path: path) }
        guard rename(temporary, path) == 0 else { throw FileError("write", path, code: errno) }
        isFinished = true
        if durable {
            try FileSystem.synchronize(folder: parentFolder(path))
        }
    }

    /// Puts the file in its place, where nothing is yet; of several processes that try at once one succeeds.
    ///
    /// - Parameter durable: as above.
    /// - Returns: false where something stands there already, which is left as it is.
    public consuming func commitNew(durable: Bool = false) throws(FileError) -> Bool {
        if durable { try descriptor.synchronize(path: path) }
        if link(temporary, path) != 0 {
            if errno == EEXIST { return false }
            // A disk without links: whoever makes the name may put the file there.
            let claim = retrying { open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600) }
            guard claim >= 0 else {
                if errno == EEXIST { return false }
                throw FileError("write", path, code: errno)
            }
            close(claim)
            guard rename(temporary, path) == 0 else { throw FileError("write", path, code: errno) }
            isFinished = true
        }
        if durable {
            try FileSystem.synchronize(folder: parentFolder(path))
        }
        return true
    }

    private static let counter = Atomic<Int>(0)

    /// A new file beside `target`, open for writing.
    private static func makeTemporary(
        for target: String, mode: UInt16, exactly: Bool
    ) throws(FileError) -> (path: String, number: Int32) {
        let folder = parentFolder(target)
        while true {
            let serial = counter.add(1, ordering: .relaxed).newValue
            let path = joined(folder, "\(temporaryPrefix)\(getpid())-\(serial)")
            let number = retrying {
                open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode_t(mode))
            }
            if number >= 0 {
                // The umask may have taken bits away that the file must have.
                if exactly, fchmod(number, mode_t(mode)) != 0 {
                    let error = FileError("write", target, code: errno)
                    close(number)
                    unlink(path)
                    throw error
                }
                return (path, number)
            }
            // A killed process with our number may have left the name behind: take the next.
            guard errno == EEXIST else { throw FileError("write", target, code: errno) }
        }
    }

    /// The path to replace and the permissions found there. A symlink is looked through, so that a
    /// roster kept elsewhere and linked to is changed there and the link stays.
    static func target(of path: String) throws(FileError) -> (path: String, mode: UInt16?) {
        let path = try systemPath("write", path)
        guard let found = try FileSystem.status(path, followingSymlink: false) else { return (path, nil) }
        guard found.kind == .symlink else { return (path, found.mode) }
        guard let resolved = realpath(path, nil) else { throw FileError("write", path, code: errno) }
        defer { free(resolved) }
        let real = String(cString: resolved)
        return (real, try FileSystem.status(real)?.mode)
    }
}
