import Foundation

/// Which names the preview answers to.
///
/// A page of another site could otherwise give a name of its own the address of this computer, and read what is
/// served here as if it were its own.
package struct HostRule: Sendable {
    /// Whether other computers may ask, which know this one by its address or name.
    private let isOpenToNetwork: Bool
    private let ownNames: Set<String>

    /// - Parameter hostName: this computer's.
    package init(isOpenToNetwork: Bool, hostName: String = ProcessInfo.processInfo.hostName) {
        self.isOpenToNetwork = isOpenToNetwork
        let name = hostName.lowercased()
        ownNames = [name, name + ".local"]
    }

    /// - Parameter header: the request's `Host`, with or without a port.
    package func allows(_ header: String?) -> Bool {
        guard let header, let name = Self.name(in: header.lowercased()) else { return false }
        if ["localhost", "127.0.0.1", "[::1]"].contains(name) { return true }
        return isOpenToNetwork && (Self.isAddress(name) || ownNames.contains(name))
    }

    /// The name before the port; nil when what follows it is no port.
    private static func name(in header: String) -> String? {
        let end = header.hasPrefix("[") ? header.firstIndex(of: "]").map { header.index(after: $0) } : nil
        let colon = header[(end ?? header.startIndex)...].firstIndex(of: ":") ?? header.endIndex
        if let end, end != colon { return nil }
        guard header[colon...].dropFirst().utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return String(header[..<colon])
    }

    /// An address of version 4 or, in brackets, 6: no one can have a name point somewhere else.
    private static func isAddress(_ name: String) -> Bool {
        var storage = in6_addr()
        if name.hasPrefix("["), name.hasSuffix("]") {
            return inet_pton(AF_INET6, String(name.dropFirst().dropLast()), &storage) == 1
        }
        return inet_pton(AF_INET, name, &storage) == 1
    }
}
