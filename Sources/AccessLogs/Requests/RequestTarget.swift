/// What a request asks for, by its path; docs/content/insights/analytics.md defines each.
public enum RequestClass: UInt8, Sendable, Hashable, CaseIterable {
    case garbled, elsewhere, robots, bundle, sealed, beacon, `static`, page

    /// As the facts have it.
    public var name: String { "\(self)" }
}

/// What a path means for the site.
package struct RequestTarget {
    package var requestClass: RequestClass
    /// A page's route, a bundle's or sealed file's id; else empty.
    package var text: [UInt8] = []

    static let longestTarget = 8192
    static let longestPath = 1024

    /// Splits a target into path and query, neither decoded.
    static func split(_ target: ByteSlice) -> (path: ByteSlice, query: ByteSlice) {
        var end = 0
        while end < target.count, target[end] != UInt8(ascii: "?"), target[end] != UInt8(ascii: "#") {
            end &+= 1
        }
        guard end < target.count, target[end] == UInt8(ascii: "?") else {
            return (target[0..<end], target[0..<0])
        }
        let hash = target.firstIndex(of: UInt8(ascii: "#"), from: end) ?? target.count
        return (target[0..<end], target[end + 1..<hash])
    }

    /// - Parameter path: not decoded.
    package init(path: ByteSlice, site: LoggedSite) {
        guard !path.isEmpty, path[0] == UInt8(ascii: "/"), let decoded = PercentDecoding.decode(path),
            decoded.count <= Self.longestPath, PercentDecoding.isCleanText(decoded)
        else {
            self.init(requestClass: .garbled)
            return
        }
        self.init(decoded: decoded, base: site.base)
    }

    private init(requestClass: RequestClass, text: [UInt8] = []) {
        self.requestClass = requestClass
        self.text = text
    }

    private init(decoded path: [UInt8], base: [UInt8]) {
        if path.elementsEqual("/robots.txt".utf8) {
            self.init(requestClass: .robots)
        } else if path.elementsEqual(base.dropLast()) {
            self.init(requestClass: .page, text: [UInt8(ascii: "/")])
        } else if path.starts(with: base) {
            self.init(below: path.dropFirst(base.count))
        } else {
            self.init(requestClass: .elsewhere)
        }
    }

    private init(below rest: ArraySlice<UInt8>) {
        let last = Self.lastComponent(rest)
        if rest.elementsEqual("robots.txt".utf8) {
            self.init(requestClass: .robots)
        } else if rest.starts(with: "_sealpress/".utf8) {
            self.init(own: rest.dropFirst(11))
        } else if last.contains(UInt8(ascii: ".")), !Self.isHTML(last) {
            self.init(requestClass: .static)
        } else {
            self.init(requestClass: .page, text: Self.route([UInt8(ascii: "/")] + rest))
        }
    }

    /// - Parameter rest: what stands behind `_sealpress/`.
    private init(own rest: ArraySlice<UInt8>) {
        if rest.elementsEqual("beacon.txt".utf8) {
            self.init(requestClass: .beacon)
        } else if rest.starts(with: "sealed/".utf8), let id = Self.id(rest.dropFirst(7)) {
            self.init(requestClass: .sealed, text: id)
        } else if rest.starts(with: "bundles/".utf8), rest.count > 11, let id = Self.id(rest.dropFirst(11)),
            rest.dropFirst(8).prefix(3).elementsEqual(id.prefix(2) + [UInt8(ascii: "/")])
        {
            self.init(requestClass: .bundle, text: id)
        } else {
            self.init(requestClass: .static)
        }
    }

    private static func id(_ name: ArraySlice<UInt8>) -> [UInt8]? {
        guard name.count == 36, name.suffix(4).elementsEqual(".bin".utf8), isID(name.prefix(32)) else {
            return nil
        }
        return Array(name.prefix(32))
    }

    /// Whether it is 32 hex digits in lower case.
    static func isID(_ text: ArraySlice<UInt8>) -> Bool {
        text.count == 32 && text.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }

    /// A decoded path that begins with `/` as the route of a page.
    static func route(_ path: [UInt8]) -> [UInt8] {
        var path = path
        let last = lastComponent(path[...])
        if last.elementsEqual("index.html".utf8) || last.elementsEqual("index.htm".utf8) {
            path.removeLast(last.count)
        } else if !last.isEmpty, !isHTML(last) {
            path.append(UInt8(ascii: "/"))
        }
        return path
    }

    private static func lastComponent(_ path: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        path.lastIndex(of: UInt8(ascii: "/")).map { path[($0 + 1)...] } ?? path
    }

    private static func isHTML(_ name: ArraySlice<UInt8>) -> Bool {
        name.suffix(5).elementsEqual(".html".utf8) || name.suffix(4).elementsEqual(".htm".utf8)
    }
}
