import CSodium
import Synchronization

/// Bytes that must not leak: wiped when released, never printed, never copied by accident.
///
/// Every key of this module is a thin type over this class. It is `Sendable` because the `Mutex` guards
/// the storage; the lock is there so that `deinit` may overwrite it, and is held only for as long as a
/// closure reads.
public final class SecretBytes: Sendable {
    public let count: Int
    private let storage: Mutex<[UInt8]>

    /// A copy of `bytes`. The original stays the caller's to wipe.
    public convenience init(copying bytes: UnsafeRawBufferPointer) {
        self.init(count: bytes.count) { $0.copyMemory(from: bytes) }
    }

    /// A copy of `bytes`. The original stays the caller's to wipe.
    public convenience init(copying bytes: [UInt8]) {
        self.init(count: bytes.count) { buffer in bytes.withUnsafeBytes { buffer.copyMemory(from: $0) } }
    }

    /// `count` bytes, written in place by `fill`, which finds zeros.
    public init(count: Int, filledBy fill: (UnsafeMutableRawBufferPointer) throws -> Void) rethrows {
        let bytes = try [UInt8](unsafeUninitializedCapacity: count) { buffer, initializedCount in
            let raw = buffer.raw(count)
            raw.wipe()
            do {
                try fill(raw)
            } catch {
                raw.wipe()
                throw error
            }
            initializedCount = count
        }
        self.count = count
        self.storage = Mutex(bytes)
    }

    deinit {
        // The array never left this object, so it is uniquely referenced and wiped in place.
        storage.withLock { $0.withUnsafeMutableBytes { $0.wipe() } }
    }

    /// Lends the bytes for the length of `body`, which must neither keep the pointer nor read the same
    /// secret again (the lock is not recursive).
    public func withUnsafeBytes<R: Sendable>(_ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
        try storage.withLock { try $0.withUnsafeBytes(body) }
    }
}

extension SecretBytes: Equatable {
    /// In constant time for equal lengths.
    public static func == (lhs: SecretBytes, rhs: SecretBytes) -> Bool {
        if lhs === rhs { return true }
        guard lhs.count == rhs.count else { return false }
        // Through a wiped copy: holding both locks at once could deadlock with `rhs == lhs` elsewhere.
        return withWipedBytes(lhs.count) { copy in
            lhs.withUnsafeBytes { copy.copyMemory(from: $0) }
            return rhs.withUnsafeBytes { sodium_memcmp(copy.octets, $0.octets, $0.count) == 0 }
        }
    }
}

extension SecretBytes: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "<secret>" }
    public var debugDescription: String { "<secret>" }
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}
