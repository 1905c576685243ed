import Foundation

extension FileSystem {
    /// The path with symbolic links followed, as far as it exists; it ends in no `/`.
    ///
    /// Foundation leaves all links in a path of which the end is missing, as of a file that is about to be written.
    public static func resolved(_ path: String) -> String {
        var existing = URL(filePath: path).standardizedFileURL
        var missing: [String] = []
        while existing.pathComponents.count > 1,
            !FileManager.default.fileExists(atPath: existing.path(percentEncoded: false))
        {
            missing.append(existing.lastPathComponent)
            existing.deleteLastPathComponent()
        }
        let found = missing.reversed().reduce(existing.resolvingSymlinksInPath()) { $0.appending(path: $1) }
            .path(percentEncoded: false)
        return found.utf8.count > 1 && found.hasSuffix("/") ? String(found.dropLast()) : found
    }

    /// Whether `path` is `folder` or in it; both ``resolved(_:)``.
    public static func isBelow(_ path: String, _ folder: String) -> Bool {
        path == folder || path.hasPrefix(folder.hasSuffix("/") ? folder : folder + "/")
    }
}
