import Foundation

/// What of a site must be known to understand its logs.
public struct LoggedSite: Sendable {
    /// `/` or `/learn/`.
    public let basePath: String
    /// Hosts in lower case, without port and leading `www.`.
    public let hosts: Set<String>
    /// In which its days begin and end.
    public let timeZone: TimeZone

    let base: [UInt8]

    /// - Parameters:
    ///   - baseURL: absolute, ends in a slash.
    ///   - otherHosts: further names that the site is served under.
    public init(baseURL: String, otherHosts: [String] = [], timeZone: TimeZone) {
        let rest = baseURL.range(of: "://").map { baseURL[$0.upperBound...] } ?? baseURL[...]
        let slash = rest.firstIndex(of: "/") ?? rest.endIndex
        let path = String(rest[slash...])
        basePath = path.isEmpty ? "/" : path
        hosts = Set(([String(rest[..<slash])] + otherHosts).map { Host.bare(Array($0.utf8)) })
        self.timeZone = timeZone
        base = PercentDecoding.decodeWhatCanBe(Array(basePath.utf8))
    }
}

/// Names of hosts, as they compare.
enum Host {
    /// In lower case, without `:PORT` and a leading `www.`.
    static func bare(_ host: [UInt8]) -> String {
        var name = host.map(\.lowercasedASCII)[...]
        let port = name.reversed().prefix { (0x30...0x39).contains($0) }.count
        let beforePort = name.dropLast(port)
        if port > 0, beforePort.last == UInt8(ascii: ":") { name = beforePort.dropLast() }
        if name.starts(with: "www.".utf8) { name = name.dropFirst(4) }
        return String(decoding: name, as: UTF8.self)
    }
}

extension PercentDecoding {
    static func decodeWhatCanBe(_ text: [UInt8]) -> [UInt8] {
        text.withUnsafeBytes { ByteSlice($0).map(decodeWhatCanBe) ?? [] }
    }
}
