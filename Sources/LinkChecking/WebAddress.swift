import Foundation

/// An address that can be asked for: `http:` or `https:`, with everything encoded that has to be.
struct WebAddress: Sendable, Hashable {
    let text: String
    /// Whom to ask: the host in lower case, and the port.
    let host: String

    /// - Returns: nil for what is no such address.
    init?(_ written: String) {
        guard let parts = URLComponents(string: written), let scheme = parts.scheme?.lowercased(),
            scheme == "http" || scheme == "https", let name = parts.encodedHost, !name.isEmpty,
            let text = parts.string
        else { return nil }
        self.text = text
        host = name.lowercased() + ":\(parts.port ?? (scheme == "http" ? 80 : 443))"
    }
}
