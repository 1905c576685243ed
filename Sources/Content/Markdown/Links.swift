import Diagnostics

/// A destination as an author wrote it, for the caller to say where it leads.
public struct LinkQuery: Sendable, Hashable {
    public enum Kind: Sendable, Hashable {
        /// A link to follow: `[text](…)`, `<a href>`.
        case link
        /// A picture: `![alt](…)`, `<img src>`, `poster`.
        case image
        /// What else a page loads: video, sound, frames, scripts.
        case media
    }

    /// The whole destination, with entities and escapes resolved.
    public let destination: String
    public let kind: Kind
    /// Whether it stands in a sealed section.
    public let isSealed: Bool

    public init(destination: String, kind: Kind, isSealed: Bool) {
        self.destination = destination
        self.kind = kind
        self.isSealed = isSealed
    }

    /// What stands before `?` and `#`, percent-decoded: the name of a file or a route.
    public var path: String {
        percentDecoded(destination.prefix { $0 != "?" && $0 != "#" })
    }

    /// From `?` or `#` on, as written.
    public var suffix: String {
        String(destination.drop { $0 != "?" && $0 != "#" })
    }

    /// What follows `#`, percent-decoded; nil when there is none.
    public var fragment: String? {
        destination.firstIndex(of: "#").map { percentDecoded(destination[$0...].dropFirst()) }
    }

    /// Whether the destination names another site or another protocol: `https:`, `mailto:`, `//host`.
    public var hasScheme: Bool {
        if destination.hasPrefix("//") { return true }
        guard let colon = destination.utf8.firstIndex(of: UInt8(ascii: ":")) else { return false }
        let scheme = destination.utf8[..<colon]
        return scheme.first?.isLetter == true
            && scheme.allSatisfy {
                $0.isAlphanumeric || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-")
                    || $0 == UInt8(ascii: ".")
            }
    }
}

/// Where a destination leads.
public enum LinkResolution: Sendable, Hashable {
    /// A page of the site. `url` is put in place of the path, and what the author wrote from `?` or `#` on is
    /// kept; a fragment is recorded under `route` for the check of anchors.
    case page(url: String, route: String)
    /// A file, by a key of the caller's choice; the URL is asked for later, see ``RenderedHTML``.
    case asset(key: String)
    /// Another site.
    case external
    /// To be left as it is.
    case unchanged
    /// Nowhere: an error at its place.
    case broken(message: String, hint: String?)
}

/// A file that some HTML refers to.
public struct AssetReference: Sendable, Hashable {
    /// What the caller called the file.
    public let key: String
    public let kind: LinkQuery.Kind
    /// The attribute the reference stands in: `src`, `href`, `poster`.
    public let attribute: String
    /// What the author wrote after the file's name: a query or a fragment, or nothing.
    public let suffix: String
    /// Where a picture of the author's Markdown stands; nil for all else, raw HTML too.
    public let picture: Picture?
    public let location: SourceLocation

    public enum Picture: Sendable, Hashable {
        /// In the text, as wide as it.
        case text
        /// Beside others.
        case gallery
    }
}

/// A link to a place inside a page.
public struct AnchorReference: Sendable, Hashable {
    /// The route of the page; nil for the page that the link is on.
    public let route: String?
    /// The id it leads to, percent-decoded.
    public let fragment: String
    public let location: SourceLocation
}
