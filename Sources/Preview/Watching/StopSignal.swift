import Foundation

/// Tells a thread that waits for files that it is time to end; safe to raise from any other.
public final class StopSignal: Sendable {
    /// Becomes readable when the signal is raised.
    let reader: Int32
    private let writer: Int32

    public init() throws {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else {
            throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
        }
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
        (reader, writer) = (ends[0], ends[1])
    }

    deinit {
        close(reader)
        close(writer)
    }

    public func raise() {
        // A full pipe says it as well.
        _ = write(writer, [1], 1)
    }
}
