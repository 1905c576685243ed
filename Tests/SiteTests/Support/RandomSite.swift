import TestSupport

/// A site of random structure, with a secret in every sealed part and a mark in every open one.
struct RandomSite {
    /// A word in a part that is sealed, and what opens it.
    struct Secret: Hashable {
        var word: String
        /// Where it stands.
        var route: String
        var tier: String
        /// The course that opens it, where it is sold singly.
        var course: String?
    }

    private(set) var files: [String: String] = [:]
    private(set) var secrets: [Secret] = []
    /// Words in open parts, by route.
    private(set) var marks: [String: [String]] = [:]
    private var random: SeededGenerator
    private var count = 0

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
        for number in 0..<Int.random(in: 1...4, using: &random) {
            add(
                "content/articles/article-\(number).md", route: "/articles/article-\(number)/",
                inherited: nil, course: nil)
        }
        for number in 0..<Int.random(in: 1...2, using: &random) { addCourse("course-\(number)") }
    }

    private mutating func addCourse(_ id: String) {
        let tier = oneOf([nil, "basic", "premium"])
        let sold = Bool.random(using: &random)
        var matter = ["title: Course \(id)"]
        if let tier { matter.append("tier: \(tier)") }
        if sold { matter.append("price: 20") }
        add(
            "content/courses/\(id)/index.md", route: "/courses/\(id)/", inherited: tier,
            course: sold ? id : nil, matter: matter)
        for chapter in 1...Int.random(in: 1...2, using: &random) {
            let folder = "content/courses/\(id)/0\(chapter)-chapter-\(chapter)"
            let route = "/courses/\(id)/chapter-\(chapter)/"
            let own = oneOf([nil, nil, "public", "basic", "premium"])
            add(
                folder + "/index.md", route: route, inherited: own ?? tier, course: sold ? id : nil,
                matter: own.map { ["tier: \($0)"] } ?? [])
            for lesson in 1...Int.random(in: 1...3, using: &random) {
                let lessonTier = oneOf([nil, nil, nil, "public", "basic", "premium"])
                add(
                    folder + "/0\(lesson)-lesson-\(lesson).md", route: route + "lesson-\(lesson)/",
                    inherited: lessonTier ?? own ?? tier, course: sold ? id : nil,
                    matter: lessonTier.map { ["tier: \($0)"] } ?? [])
            }
        }
    }

    /// A page with a random body. Its parts are tracked by the rules of the manual, not by the build's code.
    private mutating func add(
        _ path: String, route: String, inherited: String?, course: String?, matter: [String] = []
    ) {
        let tier = inherited == "public" ? nil : inherited
        var text = matter.isEmpty ? "" : "---\n" + matter.joined(separator: "\n") + "\n---\n"
        if tier != nil, Bool.random(using: &random) {
            // A teaser of several blocks, ended by the mark.
            for _ in 0..<Int.random(in: 0...2, using: &random) { text += block(mark(route)) }
            text += "<!--more-->\n\n"
        } else if tier != nil {
            text += "The teaser \(mark(route)) is one paragraph.\n\n"
        } else {
            text += block(mark(route))
        }
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            let fence = oneOf([nil, "basic", "premium", tier == nil ? nil : "public"])
            let access = fence ?? tier
            let word: (inout RandomSite) -> String = { site in
                guard let access, access != "public" else { return site.mark(route) }
                return site.secret(route, access, course)
            }
            if let fence { text += "::: \(fence)\n" }
            for _ in 0..<Int.random(in: 1...3, using: &random) { text += block(word(&self)) }
            if fence != nil { text += ":::\n\n" }
        }
        files[path] = text
    }

    private mutating func secret(_ route: String, _ tier: String, _ course: String?) -> String {
        count += 1
        let word = "zq\(count)secret"
        secrets.append(Secret(word: word, route: route, tier: tier, course: course))
        return word
    }

    private mutating func mark(_ route: String) -> String {
        count += 1
        marks[route, default: []].append("zq\(count)open")
        return "zq\(count)open"
    }

    /// Some Markdown around a word.
    private mutating func block(_ word: String) -> String {
        let number = count
        let blocks = [
            "A paragraph with **\(word)** in it.", "## A heading \(word)",
            "- a list\n- with \(word)\n  - inside",
            "> A quote of \(word)", "```swift\nlet \(word) = 1\n```", "| a | \(word) |\n|---|---|\n| b | c |",
            "A [link \(word)](https://example.com/\(word)) to elsewhere.",
            "A note[^n\(number)] here.\n\n[^n\(number)]: The note \(word).",
            "<div title=\"\(word)\">HTML</div>", "![alt \(word)](https://example.com/\(number).png)",
            "::: note Title\nCalled out: \(word)\n:::",
            "::: details title=\"About \(word)\"\nFolded.\n:::", "::: figure caption=C\n*\(word)*\n:::",
            "1. first\n2. \(word)\n\n   ```\n   ::: premium\n   ```",
            "Chinese 文字 \(word) 中间", "`\(word)` ~~struck~~ https://auto.example/\(word)",
        ]
        return oneOf(blocks) + "\n\n"
    }

    private mutating func oneOf<Choice>(_ choices: [Choice]) -> Choice {
        choices[Int.random(in: 0..<choices.count, using: &random)]
    }
}
