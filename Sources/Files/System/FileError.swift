import Diagnostics
import Foundation

/// A file operation that failed: what was tried, on which path, and what the system said.
public struct FileError: Error, Sendable, Hashable {
    /// What was tried, as a verb: `read`, `write`, `list`, `remove` …
    public let operation: String
    public let path: String
    /// The system's words (`strerror`) or ours.
    public let reason: String
    /// The `errno` value; 0 when the fault is not the system's.
    public let code: Int32

    public init(_ operation: String, _ path: String, reason: String) {
        self.operation = operation
        self.path = path
        self.reason = reason
        self.code = 0
    }

    public init(_ operation: String, _ path: String, code: Int32) {
        self.operation = operation
        self.path = path
        self.reason = String(cString: strerror(code))
        self.code = code
    }

    /// Whether nothing is at the path.
    public var isMissing: Bool { code == ENOENT || code == ENOTDIR }

    public var diagnostic: Diagnostic { .error(description) }
}

extension FileError: CustomStringConvertible {
    /// One sentence: `cannot read 'members.csv': No such file or directory`.
    public var description: String { "cannot \(operation) '\(path)': \(reason)" }
}
