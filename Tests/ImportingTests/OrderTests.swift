import Importing
import Testing

@Suite("The order of books without a list")
struct OrderTests {
    /// The names of the lessons in order, without their numbers.
    private func lessons(_ made: Import) -> [String] {
        made.paths.compactMap { path in
            guard path.hasPrefix("courses/"), !path.hasSuffix("/index.md") else { return nil }
            return path.split(separator: "/").last.map {
                String($0.drop { $0 != "-" }.dropFirst().dropLast(3))
            }
        }
    }

    private static let guessed =
        "no file lists the pages: their order is guessed from their names"

    @Test(
        "The links of a README give the order of a folder, which so is known for a book",
        arguments: [true, false])
    func readme(isNamed: Bool) throws {
        let made = try Import(
            nil,
            [
                "README.md": """
                # The Book

                Read on [the site](https://example.org/).

                1. [Zebras](zebra.md)
                2. [Middle](./middle.md)
                3. [Apples](apple.md)
                """,
                "apple.md": "# Apples\n", "middle.md": "# Middle\n", "zebra.md": "# Zebras\n",
                "other.md": "# Other\n",
            ]
        ) { if isNamed { $0.course = "the-book" } }
        #expect(lessons(made) == ["zebra", "middle", "apple", "other"])
        #expect(made.paths.contains("courses/the-book/index.md"))
        #expect(made.plan.notes.contains { $0.contains("in the order of the links in 'README.md'") })
        #expect(made.plan.settings.title == "The Book")
        try made.build()
    }

    @Test("Links to the next and the previous page give the order")
    func neighbours() throws {
        let made = try Import(
            nil,
            [
                "a.md": "# A\n\n[« Previous](c.md)\n", "b.md": "# B\n\n[Next: C](c.md)\n", "c.md": "# C\n",
                "d.md": "# D\n\n[下一章](b.md) [elsewhere](a.md)\n", "e.md": "# E\n",
            ])
        #expect(lessons(made) == ["d", "b", "c", "a", "e"])
        try made.build()
    }

    @Test("Links to next pages in a ring end")
    func ring() throws {
        let made = try Import(nil, ["a.md": "[Next](b.md)\n", "b.md": "[Next](a.md)\n"]) { $0.course = "c" }
        #expect(lessons(made) == ["a", "b"])
        #expect(made.faults == [Self.guessed])
    }

    @Test("Headings that name the other pages give the order, which is said to be a guess")
    func headings() throws {
        let made = try Import(
            nil,
            [
                "intro.md": "# 简介\n", "acknowledgment.md": "# 鸣谢\n", "let.md": "# let 和 const 命令\n",
                "string.md": "# 字符串的扩展\n", "string-methods.md": "# 字符串的新增方法\n", "proxy.md": "# Proxy\n",
                "reflect.md": "# Reflect\n", "class.md": "# Class 的语法\n", "style.md": "# 编程风格\n",
                "reference.md": """
                # 参考链接

                ## let 和 const
                ## 字符串
                ## Proxy 和 Reflect
                ## Class
                ## 工具
                """,
            ])
        #expect(
            lessons(made) == [
                "intro", "let", "string", "string-methods", "proxy", "reflect", "class", "style", "reference",
                "acknowledgment",
            ])
        #expect(
            made.faults == [
                "no file lists the pages: their order is guessed from the headings of 'reference.md', which name them"
            ])
        #expect(made.plan.diagnostics.first?.hint?.contains("--order FILE") == true)
        #expect(made.plan.newConfiguration(tier: nil).contains("language: zh-Hans"))
        try made.build()
    }

    @Test(
        "Without a word of the order, names give it, and the import says so",
        arguments: [ImportKind.markdown, .docsify])
    func names(kind: ImportKind) throws {
        let made = try Import(
            kind,
            [
                "part10.md": "Ten.\n", "part2.md": "Two.\n", "appendix.md": "End.\n",
                "introduction.md": "Begin.\n",
            ]
        ) { $0.course = "c" }
        #expect(lessons(made) == ["introduction", "part2", "part10", "appendix"])
        #expect(made.faults == [Self.guessed])
        try made.build()
    }

    @Test("Pages with dates, of a named kind, or for a named folder are articles whatever they link to")
    func articles() throws {
        var pages = ["a.md": "[Next](b.md)\n", "b.md": "[Next](c.md)\n", "c.md": "[Next](d.md)\n"]
        pages["d.md"] = "[Next](e.md)\n"
        pages["e.md"] = "E.\n"
        #expect(try Import(.markdown, pages).paths.allSatisfy { $0.hasPrefix("articles/") })
        #expect(try Import(nil, pages) { $0.into = "notes" }.paths.allSatisfy { $0.hasPrefix("notes/") })
        #expect(try Import(nil, pages).paths.allSatisfy { $0.hasPrefix("courses/") })
        pages["e.md"] = "---\ndate: 2026-01-01\n---\nE.\n"
        #expect(try Import(nil, pages).paths.allSatisfy { $0.hasPrefix("articles/") })
    }
}
