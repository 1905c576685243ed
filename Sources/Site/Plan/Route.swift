import Content

/// A page's address below the site's root, decoded: `/`, `/articles/ownership/`.
public struct Route: Sendable, Hashable, Comparable {
    /// Begins and ends with a slash.
    public let path: String

    /// - Parameter path: begins and ends with a slash.
    init(path: String) {
        self.path = path
    }

    /// - Parameter components: path components, already slugs.
    init(_ components: [String]) {
        path = components.isEmpty ? "/" : "/" + components.joined(separator: "/") + "/"
    }

    /// Where the page is written, relative to the output folder.
    var outputPath: String {
        String(path.dropFirst()) + "index.html"
    }

    /// `ownership` of `/articles/ownership/`; empty for the root.
    var lastComponent: String {
        path.split(separator: "/").last.map(String.init) ?? ""
    }

    /// By UTF-8 bytes.
    public static func < (lhs: Route, rhs: Route) -> Bool {
        lhs.path.utf8.lexicographicallyPrecedes(rhs.path.utf8)
    }
}

extension String {
    /// The parts of a path or an address, without empty ones.
    var slashSeparated: [Substring] {
        // By bytes: to split at characters takes a search for their ends.
        utf8.split(separator: UInt8(ascii: "/")).map { Substring($0) }
    }
}
