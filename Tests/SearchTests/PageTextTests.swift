import Foundation
import Search
import TestSupport
import Testing

@Suite("Texts of pages")
struct PageTextTests {
    private func text(_ html: String) -> String {
        String(decoding: PageText(html: Array(html.utf8)).bytes, as: UTF8.self)
    }

    @Test("tags go, and words stay as a reader sees them")
    func tags() {
        #expect(text("<p>One <em>un</em>broken\n  word.</p><p>Two</p>") == "One unbroken word. Two")
        #expect(text("<ul><li>a</li><li>b</li></ul>") == "a b")
        #expect(text("<td>1</td><td>2</td>") == "1 2")
        #expect(text("<pre><code><span class=\"k\">let</span> x = 1\n</code></pre>") == "let x = 1")
        #expect(text("a<br>b<!-- c -->d<img alt=\">\">e") == "a b d e")
        #expect(text("1 < 2 and <3") == "1 < 2 and <3")
    }

    @Test("entities are the characters that they stand for")
    func entities() {
        #expect(
            text("&lt;a&gt; &amp; &quot;b&quot; &#39;c&#x27; d&nbsp;e &#10; &unknown; &")
                == "<a> & \"b\" 'c' d e &unknown; &")
        #expect(text("&#xD800;&#1114112;") == "&#xD800;&#1114112;")
    }

    @Test("scripts, drawings and the notice in place of a sealed section are no text of the page")
    func skipped() {
        #expect(text("a<script>if (1 < 2) alert('</p>')</script>b") == "a b")
        #expect(
            text("a<sealpress-section src=\"x\"><div><p>For members</p></div></sealpress-section>b") == "a b")
        #expect(text("a<svg><text>no</text></svg><style>p > a {}</style><noscript>no</noscript>b") == "a b")
        #expect(text("a<script>never closed") == "a")
    }

    @Test("headings are told by their place")
    func headings() {
        let page = PageText(html: Array("<h1>Top</h1><p>x</p><h2 id=\"a\">In <em>it</em></h2><p>h2</p>".utf8))
        let found = page.headings.map { String(decoding: page.bytes[$0], as: UTF8.self) }
        #expect(found.map { $0.trimmingCharacters(in: .whitespaces) } == ["Top", "In it"])
    }

    @Test("broken markup does no harm")
    func fuzz() {
        let pieces = [
            "<", ">", "</", "<p", "<h2>", "</h2>", "<!--", "-->", "<!", "\"", "'", "&", "&#", "&#x", ";", "a",
            " ", "\u{0}",
            "<script>", "</script>", "<sealpress-section>", "é", "农", "=", "/", "?>", "<?",
        ]
        var random = SeededGenerator(seed: 3)
        for _ in 0..<20_000 {
            let count = Int.random(in: 0...20, using: &random)
            let html = (0..<count).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
            let page = PageText(html: Array(html.utf8))
            #expect(page.bytes.allSatisfy { $0 >= 0x20 })
            #expect(page.bytes.first != 0x20 && page.bytes.last != 0x20, "\(html)")
            #expect(
                page.headings.allSatisfy {
                    page.bytes.indices.contains($0.lowerBound) && $0.upperBound <= page.bytes.count
                })
        }
    }
}
