import Files
import Foundation

/// Bytes as they come from a file or from standard input.
final class RawInput {
    let name: String
    private let descriptor: Int32
    private let isOwn: Bool
    /// Bytes on disk; 0 when not known.
    let size: Int
    private(set) var consumed = 0
    /// Whether it can be read again from another place.
    let isSeekable: Bool

    init(_ input: LogInput) throws(FileError) {
        name = input.name
        switch input {
        case .standardInput:
            (descriptor, isOwn, size, isSeekable) = (STDIN_FILENO, false, 0, false)
        case .file(let path):
            let opened = open(path, O_RDONLY | O_CLOEXEC)
            guard opened >= 0 else { throw FileError("read", path, code: errno) }
            var status = stat()
            guard fstat(opened, &status) == 0 else {
                let code = errno
                close(opened)
                throw FileError("read", path, code: code)
            }
            let isRegular = status.st_mode & S_IFMT == S_IFREG
            (descriptor, isOwn, size, isSeekable) = (
                opened, true, isRegular ? Int(status.st_size) : 0, isRegular
            )
            posix_fadvise(opened, 0, 0, POSIX_FADV_SEQUENTIAL)
        }
    }

    deinit {
        if isOwn { close(descriptor) }
    }

    /// - Returns: how many bytes came; 0 at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
        while true {
            let count = Foundation.read(descriptor, buffer.baseAddress, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw FileError("read", name, code: errno) }
            consumed += count
            return count
        }
    }

    func seek(to offset: Int) throws(FileError) {
        guard lseek(descriptor, offset, SEEK_SET) == offset else {
            throw FileError("read", name, code: errno)
        }
        consumed = offset
    }
}
