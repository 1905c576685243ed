import Diagnostics
import Testing

@Suite struct RenderingTests {
    @Test func `a diagnostic shows place, line, caret and hint`() {
        let diagnostic = Diagnostic.error(
            "unknown tier 'premuim'",
            at: SourceLocation(file: "content/articles/ownership.md", line: 14, column: 5, length: 7),
            excerpt: "::: premuim",
            hint: suggestion(
                for: "premuim", among: ["public", "basic", "premium", "vip"], from: "sealpress.yml has"))
        #expect(
            diagnostic.rendered() == """
                content/articles/ownership.md:14:5: error: unknown tier 'premuim'
                   14 | ::: premuim
                      |     ^^^^^^^ did you mean 'premium'? sealpress.yml has: public, basic, premium, vip
                """)
    }

    @Test func `the caret stands under wide characters`() {
        let diagnostic = Diagnostic.error(
            "m", at: SourceLocation(file: "a.md", line: 1, column: 3, length: 2), excerpt: "标题错误")
        #expect(diagnostic.rendered().hasSuffix("    1 | 标题错误\n      |     ^^^^"))
    }

    @Test func `control characters of a source never reach the terminal`() {
        let diagnostic = Diagnostic.error(
            "bad \u{1B}[2J", at: SourceLocation(file: "a.md", line: 1), excerpt: "x\u{1B}[2Jy", hint: "\u{7}")
        #expect(!diagnostic.rendered().unicodeScalars.contains("\u{1B}"))
        #expect(!diagnostic.rendered().unicodeScalars.contains("\u{7}"))
    }

    @Test func `a line of megabytes is cut around the fault`() {
        let line = String(repeating: "a", count: 1_000_000) + "X" + String(repeating: "b", count: 1_000_000)
        let diagnostic = Diagnostic.error(
            "m", at: SourceLocation(file: "a.md", line: 1, column: 1_000_001), excerpt: line)
        let text = diagnostic.rendered()
        #expect(text.count < 600)
        let lines = text.split(separator: "\n")
        #expect(lines.count == 3)
        if lines.count == 3, let caret = lines[2].firstIndex(of: "^") {
            let offset = lines[2].distance(from: lines[2].startIndex, to: caret)
            #expect(lines[1].dropFirst(offset).first == "X")
        }
    }

    @Test func `diagnostics sort by file, line and column`() {
        let places = [("b.md", 1, 1), ("a.md", 10, 2), ("a.md", 10, 1), ("a.md", 9, 5)]
        let sorted = places.map {
            Diagnostic.error("m", at: SourceLocation(file: $0.0, line: $0.1, column: $0.2))
        }
        .sorted().compactMap { $0.location.map { "\($0.file):\($0.line):\($0.column)" } }
        #expect(sorted == ["a.md:9:5", "a.md:10:1", "a.md:10:2", "b.md:1:1"])
    }

    @Test func `only near words are suggested`() {
        #expect(didYouMean("titel", among: ["title", "tags"]) == "title")
        #expect(didYouMean("colour", among: ["title", "tags"]) == nil)
        #expect(didYouMean("", among: ["ab"]) == nil)
    }
}
