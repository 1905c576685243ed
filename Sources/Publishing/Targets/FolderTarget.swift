import Diagnostics
import Files
import Sealing
import Site

/// A folder on this machine.
struct FolderTarget: PublicationTarget {
    let name: String
    /// Without a slash at its end; it may be missing.
    private let root: String

    init(_ root: String, site: LocalSite) throws {
        let trimmed = root.utf8.count > 1 && root.hasSuffix("/") ? String(root.dropLast()) : root
        self.root = trimmed
        name = "'\(trimmed)'"
        let (here, there) = (FileSystem.resolved(site.folder), FileSystem.resolved(trimmed))
        guard !FileSystem.isBelow(here, there), !FileSystem.isBelow(there, here) else {
            throw DiagnosticError(
                .error(
                    "the built site '\(site.folder)' and \(name) are inside one another",
                    hint: "publish to a folder of its own"))
        }
    }

    func kinds(of paths: [String], below folders: [String]) throws -> [String: FileKind] {
        var kinds: [String: FileKind] = [:]
        var missing: Set<String> = []
        /// Looks at a path after all above it, so that nothing is looked at through a symlink.
        func look(_ path: String) throws {
            for step in foldersAbove(path) + [path] where kinds[step] == nil {
                guard !missing.contains(step) else { return }
                guard let status = try FileSystem.status(root + "/" + step, followingSymlink: false) else {
                    missing.insert(step)
                    return
                }
                kinds[step] = status.kind
                guard status.kind == .folder else { return }
            }
        }
        for path in paths { try look(path) }
        for folder in folders {
            let path = String(folder.dropLast())
            try look(path)
            guard kinds[path] == .folder else { continue }
            for entry in try FileSystem.list(root + "/" + path) { kinds[folder + entry.path] = entry.kind }
        }
        return kinds
    }

    func read(_ paths: [String]) throws -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        for path in paths {
            files[path] = try FileSystem.read(root + "/" + path, limit: SignedManifest.largest)
        }
        return files
    }

    func differing(_ paths: [String], of site: LocalSite) throws -> Set<String> {
        var differing: Set<String> = []
        for path in paths where try !isSame(root + "/" + path, as: path, of: site) {
            differing.insert(path)
        }
        return differing
    }

    /// Whether a file has the bytes of the site's file at `path`.
    private func isSame(_ file: String, as path: String, of site: LocalSite) throws -> Bool {
        guard let status = try FileSystem.status(file, followingSymlink: false), status.kind == .file else {
            return false
        }
        if let entry = site.entries[path] {
            guard status.size == entry.size else { return false }
            return try FileSystem.digest(file).hex == entry.sha256
        }
        return try FileSystem.compare(FileSystem.read(site.folder + "/" + path), with: file) == .unchanged
    }

    /// Copies all files near, so that only renames lie between the first file in its place and the last.
    mutating func begin(
        _ records: [(path: String, bytes: [UInt8])], sending paths: [String], of site: LocalSite,
        _ progress: (Int) throws -> Void
    ) throws {
        try FileSystem.makeFolder(root + "/" + PublicationRecords.temporaryFolder)
        for record in records { try FileSystem.writeIfChanged(record.bytes, to: root + "/" + record.path) }
        for (done, path) in paths.enumerated() {
            try progress(done)
            let copy = near(path)
            // One that an earlier publication brought is as good.
            guard try !isSame(copy, as: path, of: site) else { continue }
            let digest = try FileSystem.copy(site.folder + "/" + path, to: copy)
            guard site.entries[path].map({ $0.sha256 == digest.hex }) ?? true else {
                throw DiagnosticError(
                    .error(
                        "'\(site.folder)/\(path)' changed while it was published",
                        hint: "let the build end, then publish again"))
            }
        }
    }

    mutating func put(_ paths: [String], of site: LocalSite, _ progress: (Int) throws -> Void) throws {
        var made: Set<String> = []
        for (done, path) in paths.enumerated() {
            try progress(done)
            let place = root + "/" + path
            let folder = FileSystem.folder(of: place)
            if made.insert(folder).inserted { try FileSystem.makeFolder(folder) }
            try FileSystem.move(near(path), to: place)
        }
    }

    mutating func remove(_ paths: [String], _ progress: (Int) throws -> Void) throws {
        for (done, path) in paths.enumerated() {
            try progress(done)
            try FileSystem.removeFile(RelativePath(path), below: root)
        }
    }

    mutating func end() throws {
        try FileSystem.removeAll(root + "/" + PublicationRecords.folder.dropLast())
    }

    var outcome: String? { nil }

    /// Where a file waits: all in one folder, so that nothing of another version is in the way.
    private func near(_ path: String) -> String {
        root + "/" + PublicationRecords.temporaryFolder + SHA256Digest(of: Array(path.utf8)).hex
    }
}
