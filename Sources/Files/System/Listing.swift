import Foundation

/// One entry of a folder's tree.
public struct FolderEntry: Sendable, Hashable {
    /// The path below the listed folder, with `/` between its components.
    public let path: String
    public let kind: FileKind
    /// Whether any component of the path begins with a dot.
    public let isHidden: Bool

    /// The last component of the path.
    public var name: Substring {
        path[(path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex)...]
    }
}

extension FileSystem {
    /// Everything below `folder`, sorted by the UTF-8 bytes of the path.
    ///
    /// Symlinks are reported and never followed, so a loop cannot trap it.
    ///
    /// - Parameter enteringHidden: whether to list what is in folders whose name begins with a dot;
    ///   the folders themselves are always listed.
    public static func list(
        _ folder: String, enteringHidden: Bool = true
    ) throws(FileError) -> [FolderEntry] {
        var entries: [FolderEntry] = []
        var waiting = [(path: "", isHidden: false)]
        while let next = waiting.popLast() {
            let first = entries.count
            try listOne(folder, below: next.path, isHidden: next.isHidden, into: &entries)
            for entry in entries[first...] where entry.kind == .folder {
                if enteringHidden || !entry.isHidden { waiting.append((entry.path, entry.isHidden)) }
            }
        }
        return entries.sortedByUTF8(\.path)
    }

    /// What is directly in `folder`, in no particular order.
    static func entries(of folder: String) throws(FileError) -> [FolderEntry] {
        var entries: [FolderEntry] = []
        try listOne(folder, below: "", isHidden: false, into: &entries)
        return entries
    }

    private static func listOne(
        _ root: String, below: String, isHidden: Bool, into entries: inout [FolderEntry]
    ) throws(FileError) {
        let folder = try systemPath("list", below.isEmpty ? root : joined(root, below))
        guard let stream = opendir(folder) else { throw FileError("list", folder, code: errno) }
        defer { closedir(stream) }
        while true {
            errno = 0
            guard let entry = readdir(stream) else {
                if errno != 0 { throw FileError("list", folder, code: errno) }
                return
            }
            guard let name = entryName(entry) else {
                throw FileError("list", folder, reason: "a name in it is not UTF-8")
            }
            if name == "." || name == ".." { continue }
            let path = joined(below, name)
            entries.append(
                FolderEntry(
                    path: path, kind: try kind(entry, joined(folder, name)),
                    isHidden: isHidden || name.utf8.first == UInt8(ascii: ".")))
        }
    }

    private static func entryName(_ entry: UnsafeMutablePointer<dirent>) -> String? {
        guard let offset = MemoryLayout<dirent>.offset(of: \.d_name) else { return nil }
        let start = UnsafeRawPointer(entry).advanced(by: offset).assumingMemoryBound(to: CChar.self)
        return String(validatingCString: start)
    }

    private static func kind(
        _ entry: UnsafeMutablePointer<dirent>, _ path: @autoclosure () -> String
    ) throws(FileError) -> FileKind {
        switch Int(entry.pointee.d_type) {
        case Int(DT_REG): .file
        case Int(DT_DIR): .folder
        case Int(DT_LNK): .symlink
        // Some file systems do not say; a file that is gone by now is nothing to us.
        case Int(DT_UNKNOWN): try status(path(), followingSymlink: false)?.kind ?? .other
        default: .other
        }
    }
}
