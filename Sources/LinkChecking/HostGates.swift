import Synchronization

/// Time, as those see it who wait for it.
public struct LinkClock: Sendable {
    /// In seconds, from any beginning on.
    public var now: @Sendable () -> Double
    /// Waits for some seconds.
    public var pause: @Sendable (Double) -> Void

    public init(now: @escaping @Sendable () -> Double, pause: @escaping @Sendable (Double) -> Void) {
        self.now = now
        self.pause = pause
    }
}

/// Lets one request at a time through to a host, and not more in a second than it is to bear.
final class HostGates: Sendable {
    /// The longest that a host is waited for that asks to be left alone, in seconds.
    static let patience = 60.0
    /// What is waited where a host does not say for how long.
    static let usualWait = 5.0
    private static let attempts = 3

    private final class Gate: Sendable {
        /// When the next request may begin, and whether the host wants none any more.
        let state = Mutex((next: -Double.infinity, isShut: false))
    }

    private let gates = Mutex<[String: Gate]>([:])
    private let clock: LinkClock
    private let interval: Double

    /// - Parameter rate: requests a second, above zero.
    init(rate: Double, clock: LinkClock) {
        interval = 1 / rate
        self.clock = clock
    }

    /// Asks when it is the host's turn, and again later where it is asked to.
    ///
    /// - Returns: nil where the host wants no requests for longer than anyone would wait.
    func pass(_ host: String, _ ask: () -> HTTPOutcome) -> HTTPOutcome? {
        let gate = gates.withLock { gates in
            if let gate = gates[host] { return gate }
            let gate = Gate()
            gates[host] = gate
            return gate
        }
        return gate.state.withLock { state in
            for _ in 0..<Self.attempts {
                if state.isShut { return nil }
                let wait = state.next - clock.now()
                if wait > 0 { clock.pause(wait) }
                let outcome = ask()
                state.next = clock.now() + interval
                guard outcome.status == 429 || outcome.status == 503 && outcome.retryAfter != nil else {
                    return outcome
                }
                let asked = outcome.retryAfter ?? Self.usualWait
                if asked > Self.patience { break }
                state.next = max(state.next, clock.now() + asked)
            }
            state.isShut = true
            return nil
        }
    }
}
