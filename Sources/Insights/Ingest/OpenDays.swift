import AccessLogs
import Files
import Foundation
import GRDB

/// Where the requests of open days are kept: files below `open-days/`, which the database points into. A file
/// nothing points into is no one's, and is removed.
struct OpenDays: Sendable {
    /// A batch in a file.
    struct Place: Sendable, Hashable {
        var part: PartKey
        var file: String
        var offset: Int
        var length: Int
    }

    let folder: String

    init(_ store: FactStore) {
        folder = store.folder + "/" + FactStore.openDays
    }

    /// Writes batches into one new file. They are on the disk for good after ``sync(_:)``.
    func write(_ batches: [DayBatch], to name: String) throws(FileError) -> [Place] {
        let path = folder + "/" + name
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw FileError("write", path, code: errno) }
        defer { close(descriptor) }
        var places: [Place] = []
        var offset = 0
        for batch in batches {
            let code = batch.bytes.withUnsafeBytes { Self.write($0, descriptor) }
            guard code == 0 else { throw FileError("write", path, code: code) }
            places.append(
                Place(
                    part: PartKey(day: batch.day, part: batch.part), file: name, offset: offset,
                    length: batch.bytes.count))
            offset += batch.bytes.count
        }
        return places
    }

    /// Waits until files that were written are on the disk.
    func sync(_ names: Set<String>) throws(FileError) {
        for name in names {
            let path = folder + "/" + name
            let descriptor = open(path, O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else { throw FileError("write", path, code: errno) }
            defer { close(descriptor) }
            guard fdatasync(descriptor) == 0 else { throw FileError("write", path, code: errno) }
        }
    }

    private static func write(_ bytes: UnsafeRawBufferPointer, _ descriptor: Int32) -> Int32 {
        var done = 0
        while done < bytes.count {
            let rest = UnsafeRawBufferPointer(rebasing: bytes[done...])
            let count = Foundation.write(descriptor, rest.baseAddress, rest.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return errno }
            done += count
        }
        return 0
    }

    func read(_ place: Place) throws(FileError) -> [UInt8] {
        let file = try FileReader(folder + "/" + place.file)
        return try file.read(at: place.offset, count: place.length)
    }

    /// Removes every file but those named.
    func removeAll(but names: Set<String>) throws(FileError) {
        guard let found = try? FileManager.default.contentsOfDirectory(atPath: folder) else { return }
        for name in found where !names.contains(name) {
            let path = folder + "/" + name
            guard unlink(path) == 0 || errno == ENOENT else { throw FileError("remove", path, code: errno) }
        }
    }
}
