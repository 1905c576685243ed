import Recommendations

/// Related pages that insights found: what readers of a page also read, or what its words are like.
enum RecommendedPages {
    /// How many a page shows where `related:` does not say.
    static let standardCount = 4

    /// By page, the others, best first: only those that are out and that everyone may read whole.
    static func numbers(
        _ pages: [PublicPage], _ recommended: [String: [RelatedPage]]
    ) -> [[Int]] {
        if recommended.isEmpty { return [] }
        let open = pages.indices.filter { !pages[$0].isHidden && !pages[$0].isLocked }
        let places = Dictionary(
            open.map { (pages[$0].route.path, $0) }, uniquingKeysWith: { first, _ in first })
        return pages.indices.map { number in
            var found: [Int] = []
            for other in recommended[pages[number].route.path] ?? [] {
                if let place = places[other.route], place != number, !found.contains(place),
                    pages[place].edition == pages[number].edition
                {
                    found.append(place)
                }
            }
            return found
        }
    }
}
