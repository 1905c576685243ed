import Foundation

/// Tells without reading whether a file is still the one that was seen.
///
/// Every write sets the time of the last change, which no program can set back. But that clock ticks every few
/// milliseconds only: what had just been written when it was seen could be written again within one tick.
public struct FileSignature: Sendable, Hashable {
    private let size: Int
    private let modified: Int
    private let changed: Int
    private let inode: UInt64
    private let device: UInt64

    public init(_ status: FileStatus) {
        size = status.size
        modified = status.modified
        changed = status.changed
        inode = status.inode
        device = status.device
    }

    /// The signature of a file that is to be trusted later; nil where it changed a moment ago.
    ///
    /// - Parameter now: in nanoseconds since 1970, read before the file was looked at.
    public static func settled(_ status: FileStatus, at now: Int) -> FileSignature? {
        now - status.changed > tick ? FileSignature(status) : nil
    }

    /// Longer than any clock of a file system takes, in nanoseconds.
    private static let tick = 50_000_000

    /// The time now, in nanoseconds since 1970.
    public static var now: Int {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return time.nanoseconds
    }
}

extension FileSignature: CompactValue {
    public func write(to out: CompactEncoder) {
        out.append(Int64(size))
        out.append(fixed: UInt64(bitPattern: Int64(modified)))
        out.append(fixed: UInt64(bitPattern: Int64(changed)))
        out.append(fixed: inode)
        out.append(fixed: device)
    }

    public init(reading source: CompactDecoder) throws {
        size = try source.integer(Int.self)
        modified = Int(Int64(bitPattern: try source.fixed()))
        changed = Int(Int64(bitPattern: try source.fixed()))
        inode = try source.fixed()
        device = try source.fixed()
    }
}
