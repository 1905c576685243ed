import Foundation

/// What a write did.
public enum WriteOutcome: Sendable, Hashable {
    case created, changed, unchanged
}

extension FileSystem {
    /// Writes a whole file by a temporary file and a rename: the old one or the new, never a part.
    ///
    /// - Parameters:
    ///   - mode: see `FileWriter`; pass 0o600 for what only its owner may read.
    ///   - durable: whether it must survive a loss of power.
    public static func write(
        _ bytes: [UInt8], to path: String, mode: UInt16? = nil, durable: Bool = false
    ) throws(FileError) {
        let writer = try FileWriter(replacing: path, mode: mode)
        try writer.append(bytes)
        try writer.commit(durable: durable)
    }

    /// Writes a whole file where nothing is yet: of several processes that try at once one succeeds.
    ///
    /// - Parameter mode: see `FileWriter`.
    /// - Returns: false where something stands there already, a symlink that leads nowhere too; it is left as it is.
    public static func create(
        _ bytes: [UInt8], at path: String, mode: UInt16? = nil, durable: Bool = false
    ) throws(FileError) -> Bool {
        // A link would be looked through.
        guard try status(path, followingSymlink: false) == nil else { return false }
        let writer = try FileWriter(replacing: path, mode: mode)
        try writer.append(bytes)
        return try writer.commitNew(durable: durable)
    }

    /// Writes the file only when its bytes differ from those on disk.
    @discardableResult
    public static func writeIfChanged(
        _ bytes: [UInt8], to path: String, mode: UInt16? = nil, durable: Bool = false
    ) throws(FileError) -> WriteOutcome {
        let found = try compare(bytes, with: path)
        if found != .unchanged { try write(bytes, to: path, mode: mode, durable: durable) }
        return found
    }

    /// What writing `bytes` to `path` would do.
    public static func compare(
        _ bytes: [UInt8], with path: String
    ) throws(FileError) -> WriteOutcome {
        guard let file = try openIfRegular(path) else { return .created }
        guard file.size == bytes.count else { return .changed }
        let step = 1 << 17
        var offset = 0
        while offset < bytes.count {
            let piece = try file.next(min(step, bytes.count - offset))
            guard !piece.isEmpty, same(piece, bytes, from: offset) else { return .changed }
            offset += piece.count
        }
        return .unchanged
    }

    /// Whether `piece` stands in `bytes` at `offset`; it must not reach beyond their end.
    private static func same(_ piece: [UInt8], _ bytes: [UInt8], from offset: Int) -> Bool {
        piece.withUnsafeBytes { piece in
            bytes.withUnsafeBytes { bytes in
                let part = UnsafeRawBufferPointer(rebasing: bytes[offset..<(offset + piece.count)])
                guard let first = piece.baseAddress, let second = part.baseAddress else { return true }
                return memcmp(first, second, piece.count) == 0
            }
        }
    }

    private static func openIfRegular(_ path: String) throws(FileError) -> FileReader? {
        do throws(FileError) {
            return try FileReader(path)
        } catch {
            if error.isMissing { return nil }
            throw error
        }
    }

    /// Puts a file in the place of another, or where none was, in one step. Both are on one disk.
    public static func move(_ path: String, to place: String) throws(FileError) {
        let path = try systemPath("move", path)
        let place = try systemPath("write", place)
        guard rename(path, place) == 0 else { throw FileError("write", place, code: errno) }
    }

    /// Creates a folder and those above it; one that is there already is fine.
    public static func makeFolder(_ path: String) throws(FileError) {
        let path = try systemPath("create", path)
        if mkdir(path, 0o777) == 0 { return }
        let code = errno
        if code == ENOENT, parentFolder(path) != path {
            try makeFolder(parentFolder(path))
            if mkdir(path, 0o777) == 0 || errno == EEXIST { return }
            throw FileError("create", path, code: errno)
        }
        if code == EEXIST, try status(path)?.kind == .folder { return }
        throw FileError("create", path, code: code)
    }

    /// Makes new and changed names in a folder survive a loss of power.
    static func synchronize(folder: String) throws(FileError) {
        let descriptor = try Descriptor("write", folder, flags: O_RDONLY | O_DIRECTORY)
        try descriptor.synchronize(path: folder)
    }

    /// Puts a file in the place of another; from another disk by a copy. A source that is gone was moved before.
    static func moveFile(_ source: String, to path: String) throws(FileError) {
        guard try status(source) != nil else { return }
        let target = try FileWriter.target(of: path).path
        if rename(source, target) == 0 { return }
        guard errno == EXDEV else { throw FileError("write", target, code: errno) }
        try write(try read(source), to: target, mode: try status(source)?.mode, durable: true)
        guard unlink(source) == 0 else { throw FileError("remove", source, code: errno) }
    }
}
