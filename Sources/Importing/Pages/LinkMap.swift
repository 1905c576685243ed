import Content

/// Says where the links of a source lead once its pages have their new places.
struct LinkMap: Sendable {
    enum Target: Hashable {
        /// A page, by its index, and the fragment behind it.
        case page(Int, fragment: String?)
        /// A file to copy, by its path in the source.
        case file(String)
        /// A place on the same page.
        case fragment(String)
        /// Another site, or an address that needs no change.
        case elsewhere
        /// A whole address at the place of one that the new site does not have.
        case oldSite(String)
        case missing
    }

    private let pages: [ImportedPage]
    private var byPath: [String: Int] = [:]
    private var byAddress: [String: Int] = [:]
    private let files: Set<String>
    private let roots: [String]
    /// `https://old.example.org` and `/blog`, of the address where the source was published.
    private let oldHost: String?
    private let oldFolder: String
    private let leadsToOldSite: Bool

    /// - Parameter oldAddress: as the importer names it; else it is what the source says of itself, and nothing leads
    ///   there.
    init(_ site: ImportedSite, oldAddress named: OldAddress?) {
        let oldAddress = named ?? site.settings.baseURL.flatMap(OldAddress.init)
        leadsToOldSite = named != nil
        pages = site.pages
        files = Set(site.files.keys).union(site.statics.keys)
        roots = site.roots
        oldHost = oldAddress?.host
        oldFolder = oldAddress?.folder ?? ""
        for (index, page) in site.pages.enumerated() {
            byPath[page.path] = index
            for address in page.addresses where byAddress[Self.key(address)] == nil {
                byAddress[Self.key(address)] = index
            }
        }
    }

    /// Addresses that servers take for one are one.
    private static func key(_ address: String) -> String {
        var parts = address.split(separator: "/").map(String.init)
        if let last = parts.last, ["index.html", "index.htm", "index.php"].contains(last.lowercased()) {
            parts.removeLast()
        }
        if let last = parts.last, last.hasSuffix(".html") {
            parts[parts.count - 1] = String(last.dropLast(5))
        }
        return parts.joined(separator: "/").lowercased()
    }

    func target(of destination: String, on page: Int) -> Target {
        var destination = destination
        if let oldHost, let rest = Self.path(of: destination, below: oldHost) {
            guard pageOrFile(LinkQuery(destination: rest, kind: .link, isSealed: false), on: page) != nil
            else {
                return .elsewhere
            }
            destination = rest
        }
        let query = LinkQuery(destination: destination, kind: .link, isSealed: false)
        if query.hasScheme { return Self.isOnComputer(destination) ? .missing : .elsewhere }
        if query.path.isEmpty {
            return query.fragment.map(Target.fragment) ?? .elsewhere
        }
        if let found = pageOrFile(query, on: page) { return found }
        if query.path.hasPrefix("/"), leadsToOldSite, let oldHost { return .oldSite(oldHost + destination) }
        return .missing
    }

    /// `file:///home/me/a.png` and `C:\a.png`, which are there for their author alone.
    private static func isOnComputer(_ destination: String) -> Bool {
        let scheme = destination.prefix { $0 != ":" }
        return scheme.count == 1 || scheme.lowercased() == "file"
    }

    /// `/a/b` of `https://HOST/a/b`, `http://HOST/a/b` and `//HOST/a/b`.
    private static func path(of destination: String, below host: String) -> String? {
        let name = host.split(separator: "/", maxSplits: 1).last.map { $0.drop { $0 == "/" } } ?? ""
        for scheme in ["https://", "http://", "//"] where destination.hasPrefix(scheme + name) {
            let rest = destination.dropFirst(scheme.count + name.count)
            if rest.isEmpty { return "/" }
            if rest.hasPrefix("/") { return String(rest) }
        }
        return nil
    }

    private func pageOrFile(_ query: LinkQuery, on page: Int) -> Target? {
        let (path, fragment) = (query.path, query.fragment)
        var candidates: [String] = []
        if path.hasPrefix("/") {
            let rooted = String(path.dropFirst())
            candidates = roots.map { Paths.join($0, rooted) }
            if !oldFolder.isEmpty, path.hasPrefix(oldFolder + "/") {
                let inner = String(path.dropFirst(oldFolder.count + 1))
                candidates += roots.map { Paths.join($0, inner) }
            }
        } else {
            let folder = pages[page].linkFolder ?? Paths.folder(pages[page].path)
            if let found = Paths.resolve(path, from: folder) { candidates.append(found) }
        }
        for candidate in candidates {
            if let found = file(candidate, fragment) { return found }
        }
        for address in addresses(path, on: page) {
            if let found = byAddress[Self.key(address)] { return .page(found, fragment: fragment) }
            for root in roots {
                let name = Paths.join(root, String(address.drop { $0 == "/" }))
                if files.contains(name) { return .file(name) }
            }
        }
        return nil
    }

    /// A page or file of the source, by its path or nearly so.
    private func file(_ path: String, _ fragment: String?) -> Target? {
        let stem = path.hasSuffix(".html") ? String(path.dropLast(5)) : path
        let names = [
            path, path + ".md", stem + ".md", path + ".markdown", Paths.join(path, "index.md"),
            Paths.join(path, "_index.md"), Paths.join(path, "README.md"),
        ]
        for name in names {
            if let page = byPath[name] { return .page(page, fragment: fragment) }
        }
        return files.contains(path) ? .file(path) : nil
    }

    /// What a browser would make of the path on the old site.
    private func addresses(_ path: String, on page: Int) -> [String] {
        if path.hasPrefix("/") {
            guard !oldFolder.isEmpty, path.hasPrefix(oldFolder + "/") else { return [path] }
            return [path, String(path.dropFirst(oldFolder.count))]
        }
        return pages[page].addresses.prefix(1).compactMap { address in
            let folder = address.hasSuffix("/") ? address : "/" + Paths.folder(String(address.dropFirst()))
            return Paths.resolve(path, from: folder).map { "/" + $0 }
        }
    }
}

/// Where a source was published.
public struct OldAddress: Sendable, Hashable {
    /// `https://example.org`; nil when only the folder is known.
    let host: String?
    /// `/blog`, or empty.
    let folder: String

    /// - Parameter text: `https://example.org/blog/`, or `/blog/`.
    /// - Returns: nil when the text is no address.
    public init?(_ text: String) {
        if text.hasPrefix("/") {
            host = nil
            folder = Self.folder(text[...])
            return
        }
        guard let colon = text.range(of: "://"),
            ["http", "https"].contains(text[..<colon.lowerBound].lowercased())
        else { return nil }
        let rest = text[colon.upperBound...]
        let name = rest.prefix { $0 != "/" }
        guard !name.isEmpty, !name.contains(where: { $0.isWhitespace || "?#\"'<>".contains($0) }) else {
            return nil
        }
        host = String(text[..<name.endIndex])
        folder = Self.folder(rest.dropFirst(name.count))
    }

    private static func folder(_ path: Substring) -> String {
        let parts = path.prefix { $0 != "?" && $0 != "#" }.split(separator: "/")
        return parts.isEmpty ? "" : "/" + parts.joined(separator: "/")
    }
}
