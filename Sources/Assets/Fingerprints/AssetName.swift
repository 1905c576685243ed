import Foundation

/// Names of files with a fingerprint of what is in them: `style.3f9c2a1b.css`.
enum AssetName {
    /// Hex digits of a fingerprint.
    static let digits = 8

    /// `style.css` and `3f9c2a1b` as `style.3f9c2a1b.css`; a name without an extension gets it at its end.
    static func fingerprinted(_ path: String, _ fingerprint: String) -> String {
        let bytes = Array(path.utf8)
        let place = place(in: bytes[...])
        return String(decoding: bytes[..<place] + ".\(fingerprint)".utf8 + bytes[place...], as: UTF8.self)
    }

    /// Where in an address the fingerprint goes: before the last dot of the file's name, or at its end.
    ///
    /// - Parameter isEnd: whether `address` is the end of one, and may begin with that dot.
    static func place(in address: ArraySlice<UInt8>, isEnd: Bool = false) -> Int {
        let end =
            address.firstIndex { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") } ?? address.endIndex
        let start = address[..<end].lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? address.startIndex
        guard let dot = address[start..<end].lastIndex(of: UInt8(ascii: ".")), dot > start || isEnd else {
            return end
        }
        return dot
    }

    /// The path below the site that an address leads to.
    ///
    /// - Parameters:
    ///   - address: as in a stylesheet or script.
    ///   - path: of the file it stands in, below the site.
    ///   - base: the path of the site's address, `/learn/`.
    /// - Returns: nil where it leads out of the site or is no path.
    static func resolve(_ address: some StringProtocol, from path: String, base: String) -> String? {
        let location = address.prefix { $0 != "?" && $0 != "#" }
        guard !location.isEmpty, !location.hasPrefix("//"), !hasScheme(location),
            let decoded = String(location).removingPercentEncoding
        else { return nil }
        var parts: [Substring]
        if decoded.hasPrefix("/") {
            guard decoded.hasPrefix(base) else { return nil }
            parts = []
            return walk(decoded.dropFirst(base.count), from: parts)
        }
        parts = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        return walk(decoded[...], from: parts)
    }

    private static func walk(_ relative: Substring, from folders: [Substring]) -> String? {
        var parts = folders
        for part in relative.split(separator: "/", omittingEmptySubsequences: false) {
            switch part {
            case ".": continue
            case "..": guard parts.popLast() != nil else { return nil }
            default: parts.append(part)
            }
        }
        return parts.joined(separator: "/")
    }

    private static func hasScheme(_ address: some StringProtocol) -> Bool {
        guard let colon = address.firstIndex(of: ":") else { return false }
        return !address[..<colon].contains("/")
    }
}
