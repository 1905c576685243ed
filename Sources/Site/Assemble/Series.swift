import Content
import Diagnostics

/// Where a page stands in a series.
struct SeriesPlace: Sendable, Codable {
    var name: String
    var route: Route
    /// 1-based.
    var position: Int
    var count: Int
    var previous: PageLink?
    var next: PageLink?
}

enum Series {
    /// Gives every page of a series its place: by `part`, then oldest first, then by address.
    static func place(_ pages: inout [SourcePage]) -> [Diagnostic] {
        var members: [Route: [Int]] = [:]
        for (number, page) in pages.enumerated() {
            for term in page.terms where term.taxonomy == "series" {
                members[term.route, default: []].append(number)
            }
        }
        var diagnostics: [Diagnostic] = []
        for (route, numbers) in members.sorted(by: { $0.key < $1.key }) {
            let order = numbers.sorted { comesBefore(pages[$0], pages[$1]) }
            for (first, second) in zip(order, order.dropFirst()) {
                if let fault = samePart(pages[first], pages[second]) { diagnostics.append(fault) }
            }
            let links = order.map { PageLink(title: pages[$0].title, route: pages[$0].route) }
            for (index, number) in order.enumerated() {
                guard let term = pages[number].terms.first(where: { $0.route == route }) else { continue }
                pages[number].series.append(
                    SeriesPlace(
                        name: term.name, route: route, position: index + 1, count: order.count,
                        previous: index > 0 ? links[index - 1] : nil,
                        next: index + 1 < links.count ? links[index + 1] : nil))
            }
        }
        return diagnostics.about(.frontMatter)
    }

    private static func comesBefore(_ a: SourcePage, _ b: SourcePage) -> Bool {
        let parts = (a.frontMatter.part?.value ?? Int.max, b.frontMatter.part?.value ?? Int.max)
        if parts.0 != parts.1 { return parts.0 < parts.1 }
        if a.published != b.published, let first = a.published, let second = b.published {
            return first < second
        }
        if (a.published == nil) != (b.published == nil) { return a.published != nil }
        return a.route < b.route
    }

    private static func samePart(_ a: SourcePage, _ b: SourcePage) -> Diagnostic? {
        guard let first = a.frontMatter.part, let second = b.frontMatter.part, first.value == second.value
        else { return nil }
        return b.document.source.error(
            "part \(second.value) of the series is there twice", at: second.location,
            hint: "it is also in \(first.location.file):\(first.location.line); give one another number")
    }
}
