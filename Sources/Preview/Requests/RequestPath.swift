/// The path of a request, decoded: names that lead downwards and nowhere else.
package struct RequestPath: Sendable, Hashable {
    /// The names between the slashes, none empty.
    package var names: [String]
    /// Whether it ends in a slash, and so means a folder.
    package var isFolder: Bool

    /// - Parameter target: as the request has it, percent-encoded, without its query.
    /// - Returns: nil for what no browser sends for a page: no slash in front, an empty name, `.` or `..`, a slash,
    ///   backslash or control character within a name, bad percent-encoding, or bytes that are not UTF-8.
    package init?(_ target: String) {
        guard target.utf8.first == UInt8(ascii: "/") else { return nil }
        var parts = target.utf8.dropFirst().split(
            separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        isFolder = parts.last?.isEmpty ?? true
        if isFolder { parts.removeLast() }
        names = []
        for part in parts {
            guard let name = Self.decoded(part), !name.isEmpty, name != ".", name != ".." else { return nil }
            names.append(name)
        }
    }

    private static func decoded(_ part: Substring.UTF8View) -> String? {
        var bytes: [UInt8] = []
        var rest = part
        while let byte = rest.popFirst() {
            var byte = byte
            if byte == UInt8(ascii: "%") {
                guard let high = rest.popFirst()?.hexValue, let low = rest.popFirst()?.hexValue else {
                    return nil
                }
                byte = high << 4 | low
            }
            guard byte >= 0x20, byte != 0x7F, byte != UInt8(ascii: "/"), byte != UInt8(ascii: "\\") else {
                return nil
            }
            bytes.append(byte)
        }
        return String(validating: bytes, as: UTF8.self)
    }
}

extension UInt8 {
    fileprivate var hexValue: UInt8? {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
