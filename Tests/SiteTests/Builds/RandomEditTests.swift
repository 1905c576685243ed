import Files
import Foundation
import Site
import TestSupport
import Testing

/// Any edits, one after the other: a build that takes over results gives what a whole build gives.
@Suite struct RandomEditTests {
    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func `after every edit the site, its records and what is said of it are those of a whole build`(
        _ seed: UInt64
    ) throws {
        let reusing = try RebuildTests.site()
        let whole = try RebuildTests.site()
        whole.reusesResults = false
        var edits = Edits(
            files: RebuildTests.files.merging(["sealpress.yml": RebuildTests.config]) { $1 }, seed: seed)
        var reused = 0
        var isFaulty = false
        for step in 0..<60 {
            let before = edits.files
            let what = isFaulty ? edits.undo() : edits.next()
            for site in [reusing, whole] {
                for path in before.keys where edits.files[path] == nil { try site.remove(path) }
                for (path, text) in edits.files where before[path] != text { try site.write(path, text) }
            }
            let (said, expected) = (outcome(reusing), outcome(whole))
            reused += said.reused
            isFaulty = said.isFaulty
            #expect(said.text == expected.text, "\(what) in step \(step)")
            let (files, all) = (try reusing.files(), try whole.files())
            #expect(files.keys.sorted() == all.keys.sorted(), "\(what) in step \(step)")
            for (path, bytes) in all where files[path] != bytes {
                Issue.record("\(path) differs after \(what) in step \(step)")
            }
            #expect(try ledger(reusing) == ledger(whole), "\(what) in step \(step)")
            if files != all { break }
        }
        // Else this would compare whole builds.
        #expect(reused > 300)
        if !isFaulty { #expect(try reusing.files() == RebuildTests.whole(reusing)) }
    }

    private func outcome(_ site: TestSite) -> (text: String, reused: Int, isFaulty: Bool) {
        do {
            let summary = try site.build()
            let counts =
                "\(summary.pages) pages, \(summary.sealedSections) sections, \(summary.bundles) bundles, "
                + "\(summary.written) written, \(summary.unchanged) unchanged, \(summary.removed) removed"
            return (counts + "\n" + site.render(summary.warnings), summary.reused, false)
        } catch {
            return ("\(error)", 0, true)
        }
    }

    /// Nil before the first build that succeeds.
    private func ledger(_ site: TestSite) throws -> [UInt8]? {
        try site.isThere(".sealpress/ledger.json")
            ? FileSystem.read(site.root + "/.sealpress/ledger.json") : nil
    }
}

/// The files of a site under random edits.
private struct Edits {
    private(set) var files: [String: String]
    private var random: SeededGenerator
    private var count = 0
    private var last: [String: String]

    init(files: [String: String], seed: UInt64) {
        self.files = files
        last = files
        random = SeededGenerator(seed: seed)
    }

    /// Takes the last edit back.
    mutating func undo() -> String {
        files = last
        return "taking it back"
    }

    /// Makes an edit, and says which.
    mutating func next() -> String {
        count += 1
        last = files
        let edits: [(name: String, weight: Int, make: (inout Edits, Int) -> Void)] = [
            ("a line more", 4, { edits, number in edits.change { $0 + "\nLine \(number) of more text.\n" } }),
            (
                "a sealed line more", 2,
                { edits, number in edits.change { $0 + "\n::: basic\nSealed line \(number).\n:::\n" } }
            ),
            (
                "another first paragraph", 2,
                { edits, number in
                    edits.change { $0.replacing("The first paragraph", with: "Opening \(number)") }
                }
            ),
            (
                "much text", 1,
                { edits, number in
                    edits.change { $0 + "\n" + String(repeating: "many words ", count: 400) + "\n" }
                }
            ),
            ("a heading", 1, { edits, number in edits.change { $0 + "\n## Heading \(number)\n" } }),
            (
                "a heading gone", 1,
                { edits, number in edits.change { $0.replacing("## First", with: "## Another") } }
            ),
            (
                "a link", 2,
                { edits, number in edits.change { $0 + "\n[there](/articles/n\(number % 12)/#first)\n" } }
            ),
            (
                "a picture", 1,
                { edits, number in
                    edits.files["content/articles/p\(number).svg"] = RebuildTests.drawing(number)
                    edits.change { $0 + "\n![p](/articles/p\(number).svg)\n" }
                }
            ),
            ("a fence left open", 1, { edits, number in edits.change { $0 + "\n::: premium\n" } }),
            (
                "the fence closed", 2,
                { edits, number in
                    edits.changeAll { $0.hasSuffix("::: premium\n") ? $0 + "Sealed.\n:::\n" : $0 }
                }
            ),
            (
                "another title", 1,
                { edits, number in edits.change { $0.replacing("title: Number", with: "title: Nr.") } }
            ),
            (
                "another tag", 1,
                { edits, number in edits.change { $0.replacing(", all]", with: ", new\(number % 3)]") } }
            ),
            (
                "another tier", 1,
                { edits, number in edits.change { $0.replacing("::: premium", with: "::: basic") } }
            ),
            (
                "a tier for all", 1,
                { edits, number in edits.change { $0.replacing("title: ", with: "tier: premium\ntitle: ") } }
            ),
            (
                "a page more", 1,
                { edits, number in
                    edits.files["content/articles/new\(number).md"] = RebuildTests.article(number)
                }
            ),
            ("a page gone", 1, { edits, number in if let path = edits.page() { edits.files[path] = nil } }),
            (
                "a page renamed", 1,
                { edits, number in
                    if let path = edits.page(), let text = edits.files.removeValue(forKey: path) {
                        edits.files[path.replacing(".md", with: "x.md")] = text
                    }
                }
            ),
            (
                "a draft", 1,
                { edits, number in edits.change { $0.replacing("title: ", with: "draft: true\ntitle: ") } }
            ),
            (
                "a layout", 1,
                { edits, number in
                    edits.files["layouts/partials/footer.mustache"] = "<footer>\(number)</footer>"
                }
            ),
            ("the configuration", 1, { edits, number in edits.files["sealpress.yml"]? += "# \(number)\n" }),
            ("a file of the site", 1, { edits, number in edits.files["content/static/s.txt"] = "\(number)" }),
            (
                "two pages", 2,
                { edits, number in
                    edits.change { $0 + "\nTwo \(number).\n" }
                    edits.change { $0 + "\nTwo again \(number).\n" }
                }
            ),
            ("nothing", 1, { _, _ in }),
        ]
        var choice = Int.random(in: 0..<edits.reduce(0) { $0 + $1.weight }, using: &random)
        for edit in edits {
            choice -= edit.weight
            if choice < 0 {
                edit.make(&self, count)
                return edit.name
            }
        }
        return ""
    }

    private mutating func page() -> String? {
        files.keys.filter { $0.hasSuffix(".md") }.sorted().randomElement(using: &random)
    }

    private mutating func change(_ change: (String) -> String) {
        if let path = page(), let text = files[path] { files[path] = change(text) }
    }

    private mutating func changeAll(_ change: (String) -> String) {
        files = files.mapValues { $0.hasSuffix("::: premium\n") ? change($0) : $0 }
    }
}
