/// Pages that share tags with a page.
///
/// A shared tag counts the more the fewer pages have it. Of each tag only the pages next to this one in time are
/// looked at, so that the work grows with the number of pages and not with its square. Tags, titles and dates are
/// public, so nothing here comes near a sealed section.
struct RelatedPages: Sendable {
    /// By page: its tags as numbers, the rarest first, and where in the tag's list the page stands.
    private let places: [[(tag: Int, position: Int)]]
    /// By tag: the pages that have it, newest first.
    private let members: [[Int]]
    /// By page: its place in the order of time.
    private let ranks: [Int]

    /// How many pages on either side are looked at, for each tag.
    private static let reach = 24
    /// How many tags of a page count, the rarest ones.
    private static let mostTags = 12
    /// What a tag weighs that a single page has.
    private static let scale = 1 << 32

    /// - Parameter newestFirst: all pages in the order of time, by number.
    init(_ pages: [PublicPage], newestFirst: [Int]) {
        var numbers: [Route: Int] = [:]
        var members: [[Int]] = []
        var places = [[(tag: Int, position: Int)]](repeating: [], count: pages.count)
        var ranks = [Int](repeating: 0, count: pages.count)
        for (rank, page) in newestFirst.enumerated() {
            ranks[page] = rank
            for term in pages[page].tags where !pages[page].isHidden {
                let tag = numbers[term.route] ?? members.count
                if tag == members.count {
                    numbers[term.route] = tag
                    members.append([])
                }
                places[page].append((tag, members[tag].count))
                members[tag].append(page)
            }
        }
        self.places = places.map { places in
            let rarest = places.sorted {
                (members[$0.tag].count, $0.tag) < (members[$1.tag].count, $1.tag)
            }
            return Array(rarest.prefix(Self.mostTags))
        }
        self.members = members
        self.ranks = ranks
    }

    /// The nearest pages, the best first.
    func related(to page: Int, count: Int) -> [Int] {
        guard count > 0 else { return [] }
        var scores: [Int: Int] = [:]
        for (tag, position) in places[page] {
            let list = members[tag]
            let near = max(0, position - Self.reach)..<min(list.count, position + Self.reach + 1)
            for other in list[near] where other != page && scores[other] == nil {
                scores[other] = score(page, other)
            }
        }
        let ranked = scores.map {
            (score: $0.value, page: $0.key, distance: abs(ranks[$0.key] - ranks[page]))
        }
        .sorted { ($1.score, $0.distance, ranks[$0.page]) < ($0.score, $1.distance, ranks[$1.page]) }
        return ranked.prefix(count).map(\.page)
    }

    private func score(_ page: Int, _ other: Int) -> Int {
        var score = 0
        for (tag, _) in places[page] where places[other].contains(where: { $0.tag == tag }) {
            score += Self.scale / members[tag].count
        }
        return score
    }
}
