import Foundation

/// What `sealpress.yml` says of the site itself.
public struct SiteInfo: Sendable {
    public var title: String
    public var description: String?
    /// Absolute, ends in a slash: `https://example.org/learn/`.
    public var baseURL: String
    /// The path of `baseURL`: `/learn/`.
    public var basePath: String
    /// A BCP 47 tag: `en`, `zh`.
    public var language: String
    public var author: String?
    public var timeZone: TimeZone

    /// The address of a route on its own host: `/learn/articles/ownership/`, percent-encoded.
    func url(_ route: Route) -> String {
        basePath + route.path.dropFirst().percentEncodedPath
    }

    /// The address of a file below the site's root, percent-encoded.
    func url(ofFile path: String) -> String {
        basePath + path[...].percentEncodedPath
    }

    /// The route's whole address.
    func absoluteURL(_ route: Route) -> String {
        baseURL + route.path.dropFirst().percentEncodedPath
    }
}

extension Substring {
    /// A path for a URL: letters, digits, `-._~!$()*,;:@` and slashes stay, every other byte is `%XX`.
    var percentEncodedPath: String {
        guard utf8.contains(where: { !$0.isPlainInPath }) else { return String(self) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(utf8.count * 2)
        let digits = Array("0123456789ABCDEF".utf8)
        for byte in utf8 {
            if byte.isPlainInPath {
                bytes.append(byte)
            } else {
                bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension UInt8 {
    fileprivate var isPlainInPath: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default:
            "-._~!$()*,;:@/".utf8.contains(self)
        }
    }
}
