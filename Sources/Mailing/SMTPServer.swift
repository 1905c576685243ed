/// Where mail is handed over, always over TLS.
public struct SMTPServer: Sendable, Hashable {
    public enum Security: Sendable, Hashable {
        /// TLS from the first byte: `smtps://`, port 465.
        case implicit
        /// Begun in the clear and secured before anything is said: `smtp://`, port 587.
        case startTLS
    }

    public let security: Security
    public let host: String
    public let port: Int

    /// Reads `smtps://mail.example.org`, `smtp://mail.example.org:587`.
    ///
    /// - Throws: `SMTPAddressError`, also for an address with a name or password in it, which others could see in the
    ///   list of processes.
    public init(_ text: String) throws(SMTPAddressError) {
        let scheme = ["smtps://", "smtp://"].first { text.hasPrefix($0) }
        guard let scheme else { throw .scheme }
        security = scheme == "smtps://" ? .implicit : .startTLS
        var rest = text.dropFirst(scheme.count)
        if rest.hasSuffix("/") { rest = rest.dropLast() }
        if rest.contains("@") { throw .credentials }
        let parts = rest.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard let host = parts.first, !host.isEmpty,
            host.utf8.allSatisfy({ byte in
                byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
                    || byte < 0x80
                        && Character(UnicodeScalar(byte)).isLetterOrDigit
            })
        else { throw .host }
        self.host = String(host)
        guard parts.count == 2 else {
            port = security == .implicit ? 465 : 587
            return
        }
        guard let port = Int(parts[1]), (1...65_535).contains(port) else { throw .host }
        self.port = port
    }

    /// As libcurl takes it.
    var url: String { "\(security == .implicit ? "smtps" : "smtp")://\(host):\(port)" }
}

public enum SMTPAddressError: Error, Sendable, Hashable, CustomStringConvertible {
    case scheme, credentials, host

    public var description: String {
        switch self {
        case .scheme: "an SMTP server is written smtps://mail.example.org or smtp://mail.example.org:587"
        case .credentials:
            "name and password do not belong in the address: use --user, and SEALPRESS_SMTP_PASSWORD or --password-file"
        case .host: "this is no host and port: write smtps://mail.example.org or smtp://mail.example.org:587"
        }
    }
}

extension Character {
    fileprivate var isLetterOrDigit: Bool { isASCII && (isLetter || isNumber) }
}
