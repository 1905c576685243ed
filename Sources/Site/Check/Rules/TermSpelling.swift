import Content
import Diagnostics

/// Tags, series and authors that one page alone has and that are one slip away from what many pages have.
enum TermSpelling {
    /// On how many pages a term is common.
    private static let common = 3
    /// Shorter terms are near one another by chance: `css` and `ios`.
    private static let shortest = 4

    static func findings(_ site: CheckedSite) -> [Diagnostic] {
        site.configuration.editions.indices.flatMap { edition in
            site.configuration.editions[edition].taxonomies.filter { !$0.isArchive }.flatMap {
                findings(site, $0, edition)
            }
        }
    }

    private static func findings(
        _ site: CheckedSite, _ taxonomy: Taxonomy, _ edition: Int
    ) -> [Diagnostic] {
        let terms = site.plan.terms[taxonomy.route] ?? []
        let counts = terms.reduce(into: [String: Int]()) {
            $0[key($1.name)] = $1.count
        }
        // What is left of each common term without one letter: two terms that are one slip apart share such a rest.
        var near: [String: [String]] = [:]
        for term in terms where term.count >= common {
            for rest in rests(of: key(term.name)) { near[rest, default: []].append(term.name) }
        }
        guard !near.isEmpty else { return [] }
        let noun = taxonomy.id == Taxonomy.tags.id ? "the tag" : "in '\(taxonomy.id)',"
        var findings: [Diagnostic] = []
        for page in site.pages.map(\.page) where page.edition == edition {
            for term in page.frontMatter.terms(in: taxonomy.id) where counts[key(term.value)] == 1 {
                let word = key(term.value)
                let candidates = Set(rests(of: word).flatMap { near[$0] ?? [] }).filter {
                    editDistance(word, key($0)) == 1 && digits($0) == digits(word)
                }
                guard
                    let best = candidates.min(by: { (counts[key($1)] ?? 0, $0) < (counts[key($0)] ?? 0, $1) })
                else { continue }
                findings.append(
                    page.document.source.warning(
                        "\(noun) '\(term.value)' is on this page alone", at: term.location,
                        hint: "did you mean '\(best)'? \(counts[key(best)] ?? 0) pages have it"
                    ).about(.tagSpelling))
            }
        }
        return findings
    }

    private static func key(_ term: String) -> String { term.lowercased() }

    /// Numbers tell terms apart on purpose: `swift-5` and `swift-6`.
    private static func digits(_ term: String) -> String { term.filter(\.isNumber) }

    /// The word, and the word without each of its letters.
    private static func rests(of word: String) -> Set<String> {
        let letters = Array(word)
        guard letters.count >= shortest, letters.count <= 64 else { return [] }
        var rests: Set = [word]
        for index in letters.indices {
            rests.insert(String(letters[..<index] + letters[(index + 1)...]))
        }
        return rests
    }
}
