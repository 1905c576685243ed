import Diagnostics
import TestSupport
import Testing

/// Slips in tags, against going through every pair of tags.
@Suite struct TermSpellingPropertyTests {
    @Test(arguments: UInt64(1)...10)
    func `exactly the tags one letter away from a common one are doubted`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        // Few letters, so that many are near; each word once or on three pages.
        let words = (0..<40).map { _ in
            String(
                (0..<Int.random(in: 3...6, using: &random)).map { _ in
                    "abc".randomElement(using: &random) ?? "a"
                })
        }
        let common = Set(words.prefix(12))
        let rare = Set(words.dropFirst(12)).subtracting(common)
        var files = ["content/rare.md": Self.page(rare)]
        for number in 1...3 { files["content/\(number).md"] = Self.page(common) }
        let found = try TestSite(files).check(only: [.tagSpelling]).findings.map(\.message)
        let expected = rare.filter { word in common.contains { Self.isNear(word, $0) } }
        #expect(Set(found) == Set(expected.map { "the tag '\($0)' is on this page alone" }))
    }

    private static func page(_ tags: Set<String>) -> String {
        "---\ntags: [\(tags.sorted().joined(separator: ", "))]\n---\nText\n"
    }

    /// Whether one letter added, left out, changed or swapped with its neighbour makes one of the other.
    private static func isNear(_ a: String, _ b: String) -> Bool {
        let (a, b) = (Array(a), Array(b))
        guard a.count >= 4, b.count >= 4 else { return false }
        if abs(a.count - b.count) == 1 {
            let (short, long) = a.count < b.count ? (a, b) : (b, a)
            return long.indices.contains { Array(long[..<$0] + long[($0 + 1)...]) == short }
        }
        guard a.count == b.count else { return false }
        let different = a.indices.filter { a[$0] != b[$0] }
        if different.count == 1 { return true }
        guard different.count == 2, different[1] == different[0] + 1 else { return false }
        return a[different[0]] == b[different[1]] && a[different[1]] == b[different[0]]
    }
}
