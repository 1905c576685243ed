import Foundation

/// An open file descriptor, closed when it goes out of scope.
struct Descriptor: ~Copyable {
    let number: Int32

    init(owning number: Int32) {
        self.number = number
    }

    /// - Parameter operation: the verb for the error.
    init(
        _ operation: String, _ path: String, flags: Int32, mode: mode_t = 0
    ) throws(FileError) {
        let path = try systemPath(operation, path)
        let number = retrying { open(path, flags | O_CLOEXEC, mode) }
        guard number >= 0 else { throw FileError(operation, path, code: errno) }
        self.number = number
    }

    deinit {
        close(number)
    }

    /// Gives the number away, to be closed by whoever takes it.
    consuming func take() -> Int32 {
        let number = number
        discard self
        return number
    }

    /// Writes all of `bytes` at the descriptor's position.
    borrowing func write(_ bytes: RawSpan, path: String) throws(FileError) {
        let number = number
        let code = bytes.withUnsafeBytes { buffer -> Int32 in
            guard let base = buffer.baseAddress else { return 0 }
            var done = 0
            while done < buffer.count {
                let count = retrying { Foundation.write(number, base + done, buffer.count - done) }
                guard count >= 0 else { return errno }
                done += count
            }
            return 0
        }
        guard code == 0 else { throw FileError("write", path, code: code) }
    }

    /// Makes what was written survive a loss of power.
    borrowing func synchronize(path: String) throws(FileError) {
        guard retrying({ fsync(number) }) == 0 else { throw FileError("write", path, code: errno) }
    }
}

/// Repeats a system call that a signal interrupted.
func retrying<Result: SignedInteger>(_ call: () -> Result) -> Result {
    while true {
        let result = call()
        if result != -1 || errno != EINTR { return result }
    }
}

/// The path itself, unless C would cut it short: a NUL ends a C string.
@discardableResult
func systemPath(_ operation: String, _ path: String) throws(FileError) -> String {
    if path.isEmpty { throw FileError(operation, path, reason: "the path is empty") }
    if path.utf8.contains(0) {
        throw FileError(
            operation, path.replacingOccurrences(of: "\0", with: "\u{FFFD}"), reason: "the path has a NUL")
    }
    return path
}

/// `folder/name`; `name` alone for an empty folder.
func joined(_ folder: String, _ name: String) -> String {
    if folder.isEmpty { return name }
    return folder.utf8.last == UInt8(ascii: "/") ? folder + name : folder + "/" + name
}

/// The folder of a path: `a` for `a/b`, `.` for `b`, `/` for `/b`.
func parentFolder(_ path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
}
