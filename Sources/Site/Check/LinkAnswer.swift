/// What another site says of an address.
public enum LinkAnswer: Sendable, Hashable {
    /// There is something.
    case found
    /// There is something, at another address for good.
    case moved(to: String)
    /// There is nothing: `404 Not Found`, `410 Gone`, no such host.
    case missing(reason: String)
    /// Whether there is something cannot be told now: a login, a fault of the server, a time-out.
    case unclear(reason: String)
}
