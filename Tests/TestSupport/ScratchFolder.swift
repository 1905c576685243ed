import Foundation

/// A folder of its own for one test, which goes with the value.
///
/// It is in memory where there is such a place, so that no test waits for the disk.
public final class ScratchFolder: Sendable {
    public let path: String

    public init() throws {
        let place =
            FileManager.default.isWritableFile(atPath: "/dev/shm")
            ? "/dev/shm" : FileManager.default.temporaryDirectory.path
        path = place + "/sealpress-test-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }
}
