import Dispatch
import Synchronization

/// Hands values from worker threads to the one that waits for them, a few at a time.
final class Handover<Message: Sendable>: Sendable {
    private let messages = Mutex<[Message]>([])
    private let filled = DispatchSemaphore(value: 0)
    private let room: DispatchSemaphore

    /// - Parameter capacity: how many may wait before senders do.
    init(capacity: Int) {
        room = DispatchSemaphore(value: capacity)
    }

    func send(_ message: Message) {
        room.wait()
        messages.withLock { $0.append(message) }
        filled.signal()
    }

    /// - Returns: nil when nothing came in that time.
    func receive(timeout: DispatchTimeInterval) -> Message? {
        guard filled.wait(timeout: .now() + timeout) == .success else { return nil }
        defer { room.signal() }
        return messages.withLock { $0.removeFirst() }
    }
}
