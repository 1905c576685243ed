import Files
import Foundation
import Sealing

extension FileSystem {
    private static let step = 1 << 18

    /// SHA-256 of a file of any size.
    static func digest(_ path: String) throws -> SHA256Digest {
        let file = try FileReader(path)
        var hasher = SHA256Hasher()
        while true {
            let piece = try file.next(step)
            if piece.isEmpty { return hasher.finalize() }
            hasher.update(piece)
        }
    }

    /// Copies a file of any size; the old file or the new, never a part.
    ///
    /// - Returns: SHA-256 of what was copied.
    static func copy(_ path: String, to place: String) throws -> SHA256Digest {
        let file = try FileReader(path)
        let writer = try FileWriter(replacing: place, mode: 0o644)
        var hasher = SHA256Hasher()
        while true {
            let piece = try file.next(step)
            if piece.isEmpty { break }
            hasher.update(piece)
            try writer.append(piece)
        }
        try writer.commit()
        return hasher.finalize()
    }

    /// The folder that holds `path`; the path has one.
    static func folder(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    }
}

/// A folder for what a publication writes beside its target; it goes with the value.
final class ScratchFolder: Sendable {
    let path: String

    init(in folder: String) throws {
        path = folder + "/sealpress-publish-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    }

    deinit {
        try? FileSystem.removeAll(path)
    }
}
