/// Which part of a long list a page shows.
struct Pagination: Sendable, Codable {
    /// Where the list begins.
    var first: Route
    /// 1-based.
    var number: Int
    var count: Int
    /// How many entries a page has.
    var length: Int

    /// The list's first page keeps its address; the others are `page/2/` and on.
    static func route(_ first: Route, page number: Int) -> Route {
        guard number > 1 else { return first }
        return Route(first.path.split(separator: "/").map(String.init) + ["page", String(number)])
    }

    func route(_ number: Int) -> Route {
        Self.route(first, page: number)
    }

    /// How many pages a list has.
    static func count(of entries: Int, length: Int) -> Int {
        max(1, (entries + length - 1) / length)
    }

    func slice<Element>(_ entries: [Element]) -> ArraySlice<Element> {
        entries.dropFirst((number - 1) * length).prefix(length)
    }

    /// The pages that a bar of links names: the first, the last, and those around this one; nil for a gap.
    var links: [Int?] {
        let near = max(1, number - 2)...min(count, number + 2)
        var links: [Int?] = near.lowerBound > 1 ? [1] : []
        if near.lowerBound > 2 { links.append(near.lowerBound == 3 ? 2 : nil) }
        links += near.map { Optional($0) }
        if near.upperBound < count - 1 { links.append(near.upperBound == count - 2 ? count - 1 : nil) }
        if near.upperBound < count { links.append(count) }
        return links
    }
}
