import Files

/// What a preview is built from: the files whose change makes it build anew.
public struct WatchedSources: Sendable {
    /// The project's folder.
    let root: String
    /// Folders below it, with all that is in them.
    let folders: [String]
    /// Single files in it, some of them in folders of their own of which nothing else matters.
    let files: Set<String>
    private let foldersOfFiles: Set<String>

    public init(root: String, folders: [String], files: Set<String>) {
        self.root = root
        self.folders = folders
        self.files = files
        foldersOfFiles = Set(
            files.compactMap { file in file.lastIndex(of: "/").map { String(file[..<$0]) } })
    }

    /// Whether a file of this name can matter: editors put files of their own beside those they edit.
    package static func isRelevant(_ name: String) -> Bool {
        if name.hasSuffix("~") || name.hasPrefix(".#") || name == "4913" { return false }
        if name.hasPrefix("#"), name.hasSuffix("#") { return false }
        return !(name.hasPrefix(".") && [".swp", ".swo", ".swx"].contains { name.hasSuffix($0) })
    }

    /// Whether something that happened to a name in a folder matters.
    package func matters(_ name: String, in folder: String) -> Bool {
        if folder == root {
            return files.contains(name) || folders.contains(name) || foldersOfFiles.contains(name)
        }
        guard folder.hasPrefix(root + "/") else { return false }
        let place = folder.dropFirst(root.count + 1)
        return foldersOfFiles.contains(String(place))
            ? files.contains(place + "/" + name) : Self.isRelevant(name)
    }

    /// Every folder to look into, the root not among them.
    func allFolders() -> [String] {
        let whole = folders.map { root + "/" + $0 }.filter(Self.isFolder).flatMap { folder in
            [folder] + entries(folder).filter { $0.kind == .folder }.map { folder + "/" + $0.path }
        }
        return whole + foldersOfFiles.sorted().map { root + "/" + $0 }.filter(Self.isFolder)
    }

    /// What can be told of all files without reading them.
    func snapshot() -> [String: FileStatus] {
        var snapshot: [String: FileStatus] = [:]
        let inFolders = folders.map { root + "/" + $0 }.filter(Self.isFolder).flatMap { folder in
            entries(folder).filter { Self.isRelevant(String($0.name)) }.map { folder + "/" + $0.path }
        }
        for path in inFolders + files.map({ root + "/" + $0 }) {
            snapshot[path] = try? FileSystem.status(path, followingSymlink: false)
        }
        return snapshot
    }

    private static func isFolder(_ path: String) -> Bool {
        (try? FileSystem.status(path))??.kind == .folder
    }

    /// A folder that goes away while it is listed has nothing in it.
    private func entries(_ folder: String) -> [FolderEntry] {
        (try? FileSystem.list(folder)) ?? []
    }
}
