import Content
import TestSupport
import Testing

@Suite struct ParallelTests {
    /// Documents that use each of the extensions, alone and together, or none.
    private static func corpus(_ count: Int) -> [String] {
        var generator = SeededGenerator(seed: 7)
        let pieces = [
            "Plain text with *emphasis* and `code`.", "Struck ~~out *text*~~ here.",
            "One ~tilde~ and *~more*~.",
            "See https://example.org/path?x=1 now.", "Go to www.example.org, or write to me@example.org.",
            "A [link](https://example.org) and <https://example.org>.",
            "In ~/home, at 10:30 with words like www and w.",
            "| a | b |\n|---|---|\n| ~~1~~ | https://e.org |", "- [ ] open\n- [x] ~~done~~",
            "Note[^1].\n\n[^1]: See https://n.org ~~x~~.",
            "```sh\ncd ~/x && curl https://e.org\n```", "# Heading ~~struck~~", "## 标题：闭包",
            "> quote ~~a~~ : w: http://e.org",
            "::: tip\n~~Tip~~ https://tip.org\n:::",
            "::: premium\nSealed ~~text~~ https://sealed.org [r]\n:::", "[r]: https://ref.org",
            "*a ~ b* **c~~d**", "wwww ::::: w:w ://x http:// @ a@b", "![alt ~~x~~](a.png \"T\")",
        ]
        let heads = [
            "", "---\ntitle: Plain\ntags: [a, b]\n---\n",
            "---\ntitle: \"Esc\\u0061ped\"\nparams: {a: &x [1], b: *x}\n---\n",
            "---\ntitel: wrong\n---\n",
        ]
        return (0..<count).map { _ in
            let head = heads.randomElement(using: &generator) ?? ""
            let body = (0..<Int.random(in: 1...6, using: &generator)).map { _ in
                pieces.randomElement(using: &generator) ?? ""
            }
            return head + body.joined(separator: "\n\n")
        }
    }

    @Test func `pages rendered on many threads at once are those rendered one after the other`() async {
        let texts = Self.corpus(2400)
        let serial = texts.map { Output(page($0)) }
        #expect(serial.contains { $0.open.contains("<del>") })
        #expect(serial.contains { $0.open.contains("href=\"https://example.org/path?x=1\"") })
        for round in 0..<2 {
            let parallel = await withTaskGroup(of: [(Int, Output)].self) { group in
                for worker in 0..<8 {
                    group.addTask {
                        stride(from: worker, to: texts.count, by: 8).map { ($0, Output(page(texts[$0]))) }
                    }
                }
                var outputs = [Int: Output]()
                for await results in group { for (index, output) in results { outputs[index] = output } }
                return outputs
            }
            for (index, expected) in serial.enumerated() where parallel[index] != expected {
                Issue.record("round \(round): differs in parallel:\n\(texts[index])")
            }
        }
    }

    private struct Output: Sendable, Equatable {
        var open: String
        var sealed: [String: String]
        var faults: String

        init(_ page: Page) {
            open = page.open
            sealed = page.sealed
            faults = page.faults
        }
    }
}
