import Foundation

extension FileSystem {
    /// The bytes of a whole file; pipes and devices are read to their end.
    ///
    /// - Parameter limit: more bytes than this are an error, so that a huge file cannot exhaust memory.
    public static func read(
        _ path: String, limit: Int = largestWholeFile
    ) throws(FileError) -> [UInt8] {
        try read(try FileReader(path), limit: limit)
    }

    /// The bytes of a whole file, and what the system knew of it before they were read.
    public static func readWithStatus(
        _ path: String, limit: Int = largestWholeFile
    ) throws(FileError) -> (bytes: [UInt8], status: FileStatus) {
        let file = try FileReader(path)
        let status = file.status
        return (try read(file, limit: limit), status)
    }

    private static func read(
        _ file: borrowing FileReader, limit: Int
    ) throws(FileError) -> [UInt8] {
        let path = file.path
        guard file.size <= limit else { throw tooLarge(path, limit) }
        // One byte more than expected, so that a file which has not grown ends the loop without a copy.
        var bytes = try file.read(at: nil, upTo: file.size + 1)
        if bytes.count <= file.size, file.isRegular { return bytes }
        while true {
            guard bytes.count <= limit else { throw tooLarge(path, limit) }
            let more = try file.read(at: nil, upTo: max(65_536, min(bytes.count, limit)))
            if more.isEmpty { return bytes }
            bytes += more
        }
    }

    /// Up to `count` bytes of a file from `offset` on; fewer where the file ends.
    public static func read(
        _ path: String, from offset: Int, count: Int
    ) throws(FileError) -> [UInt8] {
        try FileReader(path).read(at: offset, upTo: count)
    }

    /// The text of a UTF-8 file, without a byte order mark.
    public static func readText(
        _ path: String, limit: Int = largestWholeFile
    ) throws(FileError) -> String {
        let bytes = try read(path, limit: limit)
        let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
        guard let text = String(validating: text, as: UTF8.self) else {
            throw FileError("read", path, reason: "it is not UTF-8 text")
        }
        return text
    }

    private static func tooLarge(_ path: String, _ limit: Int) -> FileError {
        FileError("read", path, reason: "it is larger than \(limit) bytes")
    }
}

/// A file open for reading in pieces, for files too large to hold.
public struct FileReader: ~Copyable {
    public let path: String
    /// Length in bytes when it was opened; 0 for pipes.
    public let size: Int
    /// What the system knew of the file when it was opened.
    public let status: FileStatus
    private let descriptor: Descriptor

    var isRegular: Bool { status.kind == .file }

    public init(_ path: String) throws(FileError) {
        let descriptor = try Descriptor("read", path, flags: O_RDONLY)
        var status = stat()
        guard fstat(descriptor.number, &status) == 0 else {
            throw FileError("read", path, code: errno)
        }
        let found = FileStatus(status)
        if found.kind == .folder { throw FileError("read", path, code: EISDIR) }
        self.path = path
        self.descriptor = descriptor
        self.status = found
        size = found.kind == .file ? found.size : 0
    }

    /// Up to `count` bytes from `offset` on; fewer only where the file ends.
    public borrowing func read(at offset: Int, count: Int) throws(FileError) -> [UInt8] {
        try read(at: offset, upTo: count)
    }

    /// The next bytes, up to `count`; empty at the end of the file.
    public borrowing func next(_ count: Int) throws(FileError) -> [UInt8] {
        try read(at: nil, upTo: count)
    }

    borrowing func read(at offset: Int?, upTo count: Int) throws(FileError) -> [UInt8] {
        guard count > 0 else { return [] }
        if let offset, offset < 0 { throw FileError("read", path, code: EINVAL) }
        let number = descriptor.number
        var code: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, done in
            guard let base = buffer.baseAddress else { return }
            while done < count {
                let position = base + done
                let left = count - done
                let got = retrying {
                    guard let offset else { return Foundation.read(number, position, left) }
                    return pread(number, position, left, off_t(offset &+ done))
                }
                if got < 0 { code = errno }
                if got <= 0 { return }
                done += got
            }
        }
        guard code == 0 else { throw FileError("read", path, code: code) }
        return bytes
    }
}
