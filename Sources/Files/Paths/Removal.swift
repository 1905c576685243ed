import Foundation

extension FileSystem {
    /// The first component of `path` below `root` that is a symlink, as a path below the root.
    public static func firstSymlink(
        in path: RelativePath, below root: String
    ) throws(FileError) -> String? {
        var passed = ""
        for component in path.components {
            passed = joined(passed, String(component))
            let status = try status(joined(root, passed), followingSymlink: false)
            guard let status else { return nil }
            if status.kind == .symlink { return passed }
        }
        return nil
    }

    /// Removes a regular file below `root`, and the folders that this leaves empty, but never the root.
    ///
    /// No symlink below the root is followed, not even one put there meanwhile: each component is
    /// opened from the one before it.
    ///
    /// - Returns: false when nothing was there.
    /// - Throws: `FileError` when a component is a symlink or the path is not a regular file.
    @discardableResult
    public static func removeFile(
        _ path: RelativePath, below root: String, pruningEmptyFolders: Bool = true
    ) throws(FileError) -> Bool {
        let components = path.components.map(String.init)
        let removed = try remove(components[...], of: path.below(root), in: root)
        if removed, pruningEmptyFolders { prune(components.dropLast(), below: root) }
        return removed
    }

    private static func remove(
        _ components: ArraySlice<String>, of path: String, in root: String
    ) throws(FileError) -> Bool {
        guard let folder = try openFolder(components.dropLast(), below: root, of: path) else {
            return false
        }
        guard let name = components.last else { return false }
        var status = stat()
        guard fstatat(folder.number, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
            if errno == ENOENT { return false }
            throw FileError("remove", path, code: errno)
        }
        switch FileKind(status.st_mode) {
        case .file: break
        case .symlink: throw FileError("remove", path, reason: "it is a symbolic link")
        case .folder: throw FileError("remove", path, reason: "it is a folder")
        case .other: throw FileError("remove", path, reason: "it is not a regular file")
        }
        guard unlinkat(folder.number, name, 0) == 0 else {
            if errno == ENOENT { return false }
            throw FileError("remove", path, code: errno)
        }
        return true
    }

    /// The folder at the end of `components`, or nil when it is not there.
    private static func openFolder(
        _ components: ArraySlice<String>, below root: String, of path: String
    ) throws(FileError) -> Descriptor? {
        let isMissing = try status(root) == nil
        if isMissing { return nil }
        var folder = try Descriptor("remove", root, flags: O_RDONLY | O_DIRECTORY)
        for component in components {
            let parent = folder.number
            let next = retrying {
                openat(parent, component, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
            }
            guard next >= 0 else {
                let code = errno
                if code == ENOENT { return nil }
                var status = stat()
                let isLink =
                    fstatat(parent, component, &status, AT_SYMLINK_NOFOLLOW) == 0
                    && FileKind(status.st_mode) == .symlink
                if isLink {
                    throw FileError(
                        "remove", path, reason: "its folder '\(component)' is a symbolic link")
                }
                if code == ENOTDIR { return nil }
                throw FileError("remove", path, code: code)
            }
            folder = Descriptor(owning: next)
        }
        return folder
    }

    /// Removes the folders from the innermost outwards while they are empty.
    private static func prune(_ components: ArraySlice<String>, below root: String) {
        var components = components
        while let name = components.popLast() {
            // A folder that stays is no fault: something else lives in it.
            guard let parent = try? openFolder(components, below: root, of: root),
                unlinkat(parent.number, name, AT_REMOVEDIR) == 0
            else { return }
        }
    }

    /// Removes a file, or a folder with everything in it, following no symlink. Nothing there is fine.
    public static func removeAll(_ path: String) throws(FileError) {
        guard let found = try status(path, followingSymlink: false) else { return }
        // In reverse order, what is in a folder comes before the folder.
        for entry in found.kind == .folder ? try list(path).reversed() : [] {
            try removeOne(joined(path, entry.path), entry.kind)
        }
        try removeOne(path, found.kind)
    }

    private static func removeOne(_ path: String, _ kind: FileKind) throws(FileError) {
        guard (kind == .folder ? rmdir(path) : unlink(path)) == 0 || errno == ENOENT else {
            throw FileError("remove", path, code: errno)
        }
    }
}
