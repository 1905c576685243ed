import Foundation

/// The kernel's word on changes in folders.
final class Inotify {
    struct Change {
        /// The folder it happened in; nil when the kernel lost count of changes.
        var folder: String?
        var name: String
        var isFolder: Bool
    }

    /// Becomes readable when something has changed.
    let descriptor: Int32
    private var folders: [Int32: String] = [:]

    /// Nil when the system offers none.
    init?() {
        descriptor = inotify_init1(O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return nil }
    }

    deinit {
        close(descriptor)
    }

    private static let mask = UInt32(
        IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_ATTRIB | IN_DELETE_SELF)

    /// Watches what is directly in a folder; a folder that is watched already stays so.
    ///
    /// - Returns: false when the system allows no more watches.
    func watch(_ folder: String) -> Bool {
        let watch = inotify_add_watch(descriptor, folder, Self.mask)
        guard watch >= 0 else { return errno != ENOSPC && errno != ENOMEM }
        folders[watch] = folder
        return true
    }

    /// All changes so far, without waiting.
    func changes() -> [Change] {
        var changes: [Change] = []
        while true {
            let bytes = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
                count = max(0, read(descriptor, buffer.baseAddress, buffer.count))
            }
            guard !bytes.isEmpty else { return changes }
            changes += self.changes(in: bytes)
        }
    }

    /// Records of a header – watch, mask, cookie, length of the name – and a name padded with NULs.
    private func changes(in bytes: [UInt8]) -> [Change] {
        var changes: [Change] = []
        var rest = bytes[...]
        let header = MemoryLayout<inotify_event>.size
        while rest.count >= header {
            let (watch, mask, length) = rest.withUnsafeBytes { buffer in
                (
                    buffer.loadUnaligned(fromByteOffset: 0, as: Int32.self),
                    buffer.loadUnaligned(fromByteOffset: 4, as: UInt32.self),
                    Int(buffer.loadUnaligned(fromByteOffset: 12, as: UInt32.self))
                )
            }
            let name = rest.dropFirst(header).prefix(length).prefix { $0 != 0 }
            rest = rest.dropFirst(header + length)
            if mask & UInt32(IN_Q_OVERFLOW) != 0 {
                changes.append(Change(folder: nil, name: "", isFolder: true))
            } else if mask & UInt32(IN_IGNORED) != 0 {
                folders[watch] = nil
            } else if let folder = folders[watch] {
                changes.append(
                    Change(
                        folder: folder, name: String(decoding: name, as: UTF8.self),
                        isFolder: mask & (UInt32(IN_ISDIR) | UInt32(IN_DELETE_SELF)) != 0))
            }
        }
        return changes
    }
}
