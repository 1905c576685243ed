import Diagnostics
import Files
import Foundation
import Importing
import TestSupport
import Testing

@Suite("Imports in general")
struct PropertyTests {
    /// A page of random blocks: every word is its own, so that a lost one shows.
    struct RandomPage {
        private(set) var words: [String] = []
        private(set) var text = ""
        private var random: SeededGenerator
        private let prefix: String

        init(seed: UInt64, prefix: String) {
            random = SeededGenerator(seed: seed)
            self.prefix = prefix
            text = "# \(word())\n\n"
            for _ in 0..<Int.random(in: 3...12, using: &random) { text += block() + "\n\n" }
        }

        private mutating func word() -> String {
            words.append("\(prefix)w\(words.count)x")
            return words[words.count - 1]
        }

        private mutating func block() -> String {
            switch Int.random(in: 0..<14, using: &random) {
            case 0: "A paragraph of \(word())\nand **\(word())** and `code \(word())`."
            case 1: "## \(word()) and \(word())"
            case 2: "- \(word())\n- \(word())\n  - \(word())"
            case 3: "> \(word())\n> \(word())"
            case 4: "> Note: \(word())\nlazy \(word())"
            case 5: "```swift\nlet \(word()) = \"{{x}} <doc:A> [a](b.md)\"\n\n  ::: premium\n```"
            case 6: "    indented \(word())\n    [a](b.md) ::: x"
            case 7: "[\(word())](gone.md) and ![\(word())](gone.png) and [\(word())](#gone)"
            case 8: "| a | \(word()) |\n|---|---|\n| `\(word())` | b |"
            case 9: "::: strange\n\(word())\n:::"
            case 10: "1. \(word())\n\n   ```js\n   \(word())\n   ```"
            case 11: "<div title=\"\(word())\"><a href=\"gone.html\">\(word())</a></div>"
            case 12: "[\(word())][ref] \(word())\n\n[ref]: gone.md \"title\""
            default: "\(word()) a < b && c > d * \(word()) _ \(word()) [ ] ![ `"
            }
        }
    }

    @Test(
        "Every word and every block of code of a source is in what comes of it, and that builds",
        arguments: [
            ImportKind.hugo, .jekyll, .mdbook, .docc, .docsify, .markdown,
        ])
    func keepsWords(_ kind: ImportKind) throws {
        for seed in 0..<6 as Range<UInt64> {
            let pages = (0..<4 as Range<UInt64>).map { RandomPage(seed: seed * 4 + $0, prefix: "p\($0)") }
            var files: [String: String] = [:]
            let folder =
                switch kind {
                case .hugo: "content/posts/"
                case .mdbook: "src/"
                default: ""
                }
            for (number, page) in pages.enumerated() {
                files["\(folder)page-\(number).md"] = kind == .jekyll ? "---\n---\n" + page.text : page.text
            }
            let list = pages.indices.map { "- [Page](page-\($0).md)\n" }.joined()
            files["src/SUMMARY.md"] = kind == .mdbook ? list : nil
            files["_sidebar.md"] = kind == .docsify ? list : nil
            if kind == .jekyll {
                // Liquid reads code too; this is text for it in every page.
                for (path, text) in files { files[path] = text.replacing("{{x}}", with: "{x}") }
            }
            let made = try Import(kind, files) { if kind != .hugo, kind != .jekyll { $0.course = "c" } }
            for (number, page) in pages.enumerated() {
                let file = made.paths.first { $0.contains("page-\(number).md") }
                let text = file.map(made.text) ?? ""
                for word in page.words where !text.contains(word) {
                    Issue.record("\(kind) \(seed): lost \(word)")
                }
                let source = files["\(folder)page-\(number).md"] ?? ""
                #expect(fencedCode(text) == fencedCode(source), "\(kind) \(seed)")
            }
            try made.build()
        }
    }

    @Test("What is there is kept, unless it is to be overwritten")
    func keeps() throws {
        let files = ["a.md": "# A\n", "b.md": "# B\n"]
        let existing = ["content/articles/a.md": "mine"]
        let made = try Import(.markdown, files, existing: existing)
        #expect(made.text("articles/a.md") == "mine")
        #expect(made.outcome.kept == ["content/articles/a.md"])
        #expect(made.outcome.written == ["content/articles/b.md"])
        let forced = try Import(.markdown, files, existing: existing, force: true)
        #expect(forced.text("articles/a.md") == "# A\n")
        let dry = try Import(.markdown, files, existing: existing, isDry: true)
        #expect(dry.outcome.written == ["content/articles/b.md"])
        #expect(dry.text("articles/b.md").isEmpty)
    }

    @Test("Nothing is written through a symbolic link")
    func links() throws {
        let folder = FileManager.default.temporaryDirectory.path + "/sealpress-import-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try Import.write("# A\n", to: folder + "/source/a.md")
        try FileSystem.makeFolder(folder + "/project/content")
        try FileSystem.makeFolder(folder + "/elsewhere")
        try FileManager.default.createSymbolicLink(
            atPath: folder + "/project/content/articles", withDestinationPath: folder + "/elsewhere")
        var request = ImportRequest(source: folder + "/source")
        request.kind = .markdown
        let plan = try planImport(request)
        #expect(throws: DiagnosticError.self) { try plan.write(below: folder + "/project", force: true) }
        #expect(try FileSystem.list(folder + "/elsewhere").isEmpty)
    }

    @Test("Pages for a tier are sealed for it")
    func tier() throws {
        let made = try Import(.markdown, ["a.md": "First words.\n\nThe secret words.\n"]) {
            $0.tier = "premium"
        }
        expect(made.text("articles/a.md"), is: "---\ntier: premium\n---\nFirst words.\n\nThe secret words.\n")
        try made.build()
        #expect(!made.page("articles/a/").contains("secret"))
        let course = try Import(.markdown, ["a.md": "First words.\n\nThe secret words.\n"]) {
            $0.tier = "premium"
            $0.course = "c"
        }
        #expect(course.text("courses/c/index.md").contains("tier: premium"))
        try course.build()
        #expect(!course.page("courses/c/a/").contains("secret"))
    }

    @Test("Two pages for one address get places of their own")
    func collisions() throws {
        let made = try Import(.markdown, ["A b.md": "One.", "a-b.md": "Two.", "a_b/index.md": "Three."])
        #expect(made.paths == ["articles/a-b-2.md", "articles/a-b.md", "articles/a_b/index.md"])
        #expect(
            made.faults == [
                "a-b.md:1:1: another page has the address of this one: it goes to content/articles/a-b-2.md"
            ])
        try made.build()
    }

    @Test("Fields that are not of one kind on all pages are left out")
    func params() throws {
        let made = try Import(
            .markdown, ["a.md": "---\nx: 1\n---\nA", "b.md": "---\nx: [1]\ny: {z: \"a: b\"}\n---\nB"])
        expect(made.text("articles/b.md"), is: "---\nparams:\n  y: {z: \"a: b\"}\n---\nB\n")
        #expect(
            made.faults == [
                "a.md:2:1: 'x' has no place of its own: it is kept as params.x",
                "b.md:2:1: 'x' has no place of its own: it is kept as params.x",
                "b.md:2:1: 'x' is a list here and another thing on other pages: it is left out",
                "b.md:3:1: 'y' has no place of its own: it is kept as params.y",
            ])
        try made.build()
    }

    @Test("An old address makes aliases of a book, and its links to itself lead inside")
    func oldAddress() throws {
        let made = try Import(
            .docsify,
            [
                "_sidebar.md": "- [A](a.md)\n",
                "a.md": "# A\n\n[b](https://old.example/docs/b.html) [c](/img/x.png)\n", "b.md": "# B\n",
            ]
        ) {
            $0.course = "c"
            $0.oldAddress = OldAddress("https://old.example/docs/")
        }
        #expect(
            made.text("courses/c/01-a.md")
                == "# A\n\n[b](02-b.md) [c](https://old.example/img/x.png)\n")
        #expect(OldAddress("ftp://x") == nil)
        #expect(OldAddress("https:///x") == nil)
        try made.build()
    }

    @Test("A source with nothing in it, and a file that is none, are errors")
    func nothing() throws {
        func faults(_ body: () throws -> Import) -> [String] {
            do {
                _ = try body()
                return []
            } catch let error as DiagnosticError {
                return error.diagnostics.map(\.message)
            } catch {
                return ["\(error)"]
            }
        }
        #expect(faults { try Import(.mdbook, ["a.md": "x"]) }.count == 1)
        #expect(faults { try Import(nil, ["a.txt": "x"]) }.first?.contains("no page of Markdown") == true)
        #expect(
            faults { try Import(nil, ["a.json": "{\"db\": ["], file: "a.json") } == [
                "this is no JSON: the text ends where a value is expected"
            ])
        #expect(
            faults { try Import(.markdown, ["a.md": "x"]) { $0.into = "../x" } } == [
                "'../x' is no folder below content/"
            ])
        #expect(
            faults { try Import(.markdown, ["a.md": "x"]) { $0.into = "static" } } == [
                "pages cannot go to content/static/"
            ])
        #expect(
            faults { try Import(.markdown, ["a.md": "x"]) { $0.course = "A B" } } == [
                "'A B' cannot be a course's id"
            ])
    }

    // MARK: Hostile input

    private static let tokens = [
        "{{< ", " >}}", "{{% ", "%}}", "{% highlight x %}", "{% endhighlight %}", "{% raw %}", "{% endraw %}",
        "{{ x }}", "{%",
        "%}", "{{#include a.md}}", "{{#include page-0.md:2:}}", "{{#include x:9999999999999999999}}", "```",
        "````", "~~~", "`",
        "``", "[", "]", "](", "](a.md", "![", "(", ")", "<", ">", "<a href=", "<!--", "-->", "<doc:A#b>",
        "<doc:", "@Image(", "@Metadata {",
        "@Tab(\"x\") {", "}", "{", ":::", "::: note", "：：：", "> Note: ", "> [!TIP]", "> ", "- ", "1. ",
        "    ", "\n", "\n\n", "---\n",
        "+++\n", "a = \"", "a = [", "a: [", "[[a]]", "[a.b]\n", "'''", "\"\"\"", "\\", "\u{0}", "\u{FEFF}",
        "é", "😀", "# ", "## x {#id .c}", "{: #id}", "{:toc}",
        "<script>", "</script>", "<pre>", "</p>", "<p", "<li>", "<ul>", "&#x110000;", "&amp;", "&", "=", "\"",
        "'", "/*", "*/", "%zz", "#x",
        "ANCHOR: a", "\t", "\r\n", "title: x\n", "date: 2020-13-99\n", "weight: 1e400\n", "weight: nan\n",
        "aliases: ['?', '/a//b', 'x']\n",
    ]

    @Test("No text makes an import fail or loses the others", arguments: ImportKind.allCases)
    func hostile(_ kind: ImportKind) throws {
        var random = SeededGenerator(seed: 99)
        for _ in 0..<40 {
            var files: [String: String] = [:]
            func noise(_ random: inout SeededGenerator) -> String {
                let start = ["", "", "---\n", "+++\n", "{\n"][Int.random(in: 0..<5, using: &random)]
                return start
                    + (0..<Int.random(in: 0...60, using: &random)).map { _ in
                        Self.tokens[Int.random(in: 0..<Self.tokens.count, using: &random)]
                    }.joined()
            }
            let folder = kind == .hugo ? "content/" : kind == .mdbook ? "src/" : ""
            for number in 0..<3 { files["\(folder)page-\(number).md"] = noise(&random) }
            files[folder + "good.md"] = "# Good\n\nkept\n"
            switch kind {
            case .hugo: files["hugo.toml"] = noise(&random)
            case .jekyll:
                files["_config.yml"] = noise(&random)
                files["_posts/2020-01-01-x.md"] = noise(&random)
            case .mdbook:
                files["book.toml"] = "[book]\nsrc = \"src\"\n" + noise(&random)
                files["src/SUMMARY.md"] =
                    "- [G](good.md)\n- [A](page-0.md)\n" + noise(&random).replacing("\u{0}", with: "")
            case .docsify: files["_sidebar.md"] = noise(&random).replacing("\u{0}", with: "")
            case .ghost:
                let html = noise(&random).replacing("\u{0}", with: "")
                let bytes = JSONValue.string(html).text()
                files["e.json"] =
                    "{\"data\": {\"posts\": [{\"slug\": \"good\", \"html\": \"kept\"}, {\"slug\": \"x\", \"html\": \(bytes), \"visibility\": 7}, 8]}, \"meta\": 1}"
            case .docc, .markdown: break
            }
            let made = try Import(kind, files) { if kind.rawValue.hasPrefix("m") { $0.course = "c" } }
            #expect(made.plan.files.contains { made.text(String($0.path.dropFirst(8))).contains("kept") })
        }
    }
}
