import Files
import Foundation

/// Where a preview is built: a folder of the project that only its owner can read, and that is gone afterwards.
struct PreviewFolder {
    let path: String
    var site: String { path + "/site" }

    /// - Parameter port: where the preview is served, so that two at once have a folder each.
    init(_ project: ProjectOptions, port: UInt16) throws {
        let previews = project.path(".sealpress/preview")
        path = previews + "/\(port)"
        try FileSystem.makeFolder(previews)
        guard chmod(previews, 0o700) == 0 else {
            throw FileError("protect", previews, code: errno)
        }
        // What is there is of a preview that was killed.
        try FileSystem.removeAll(path)
        try FileSystem.makeFolder(path)
    }

    func remove() {
        try? FileSystem.removeAll(path)
    }
}
