import Foundation
import Synchronization

/// A lock on a file that one process at a time can hold. The kernel releases it when the process
/// ends, however it ends; the file stays.
///
/// Keep it until the work is done: `defer { lock.release() }`.
public final class FileLock: Sendable {
    public let path: String
    private let number: Mutex<Int32?>

    /// Takes the lock, or fails at once when another holds it.
    ///
    /// - Parameters:
    ///   - path: the lock file; created when missing, its folder must exist.
    ///   - since: the time the holder started, as text for whoever finds the lock held.
    public init(
        _ path: String, since: String, process: Int32 = getpid()
    ) throws(FileLockError) {
        let file = try FileLock.open(path)
        guard retrying({ flock(file.number, LOCK_EX | LOCK_NB) }) == 0 else {
            if errno == EWOULDBLOCK { throw .held(FileLock.holder(file, path: path)) }
            throw .failed(FileError("lock", path, code: errno))
        }
        let text = "\(process)\n\(since)\n"
        guard ftruncate(file.number, 0) == 0,
            pwrite(file.number, text, text.utf8.count, 0) == text.utf8.count
        else { throw .failed(FileError("lock", path, code: errno)) }
        self.path = path
        number = Mutex(file.take())
    }

    deinit {
        release()
    }

    /// Gives the lock back; a second time does nothing.
    public func release() {
        number.withLock { number in
            guard let open = number else { return }
            // The holder's name goes first: a free lock names nobody.
            _ = ftruncate(open, 0)
            // Closing alone would leave the lock to a child that another thread is just starting.
            _ = flock(open, LOCK_UN)
            close(open)
            number = nil
        }
    }

    private static func open(_ path: String) throws(FileLockError) -> Descriptor {
        do throws(FileError) {
            return try Descriptor("lock", path, flags: O_RDWR | O_CREAT, mode: 0o644)
        } catch {
            throw .failed(error)
        }
    }

    private static func holder(_ file: borrowing Descriptor, path: String) -> FileLockHolder {
        let number = file.number
        let bytes = [UInt8](unsafeUninitializedCapacity: 256) { buffer, count in
            count = max(0, pread(number, buffer.baseAddress, buffer.count, 0))
        }
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
        return FileLockHolder(
            path: path, process: lines.first.flatMap { Int32($0) },
            since: lines.dropFirst().first.map(String.init))
    }
}

/// Who holds a lock, as far as the lock file says.
public struct FileLockHolder: Sendable, Hashable {
    public let path: String
    public let process: Int32?
    public let since: String?
}

public enum FileLockError: Error, Sendable, Hashable, CustomStringConvertible {
    case held(FileLockHolder)
    case failed(FileError)

    /// `process 4711 has been working here since 2026-11-20 10:00 (lock file '.sealpress/lock')`
    public var description: String {
        switch self {
        case .failed(let error): return error.description
        case .held(let holder):
            let who = holder.process.map { "process \($0)" } ?? "another process"
            let when = holder.since.map { " since \($0)" } ?? ""
            return "\(who) has been working here\(when) (lock file '\(holder.path)')"
        }
    }
}
