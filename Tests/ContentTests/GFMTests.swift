import Content
import Testing

/// What libcmark-gfm gives for the extensions of GitHub's Markdown, and what is added to it.
@Suite struct GFMTests {
    @Test func `CommonMark renders as the specification says`() {
        #expect(
            page("Some *emphasis*, **strong** and `code`.\n\n> quote\n\n1. one\n2. two\n\n---\n").open == """
                <p>Some <em>emphasis</em>, <strong>strong</strong> and <code>code</code>.</p>
                <blockquote>
                <p>quote</p>
                </blockquote>
                <ol>
                <li>one</li>
                <li>two</li>
                </ol>
                <hr />

                """)
    }

    @Test func `a table scrolls in a frame that has a name`() {
        #expect(
            page("| a | b |\n|---|:-:|\n| 1 | ~~2~~ |\n").open == """
                <div class="table" role="group" tabindex="0" aria-label="Table">
                <table>
                <thead>
                <tr>
                <th>a</th>
                <th class="align-center">b</th>
                </tr>
                </thead>
                <tbody>
                <tr>
                <td>1</td>
                <td class="align-center"><del>2</del></td>
                </tr>
                </tbody>
                </table>
                </div>

                """)
    }

    @Test func `columns are aligned by classes, in sealed tables too, and raw HTML is left as it is`() {
        let raw = "<table><tr><td align=\"right\">x</td></tr></table>"
        let table = "| a | b | c |\n|:--|:-:|--:|\n| 1 | ` align=\"` | <b align=\"left\">3</b> |\n"
        let rendered = page(raw + "\n\n" + table + "\n::: premium\n" + table + ":::\n\n" + raw + "\n")
        #expect(rendered.open.components(separatedBy: raw).count == 3)
        for html in [rendered.open] + rendered.sealed.values {
            for name in ["left", "center", "right"] { #expect(html.contains("<th class=\"align-\(name)\">")) }
            #expect(html.contains("<td class=\"align-left\">1</td>"))
            #expect(html.contains("<td class=\"align-center\"><code> align=&quot;</code></td>"))
            #expect(html.contains("<td class=\"align-right\"><b align=\"left\">3</b></td>"))
        }
    }

    @Test func `pictures and links work in tables, whose cells take few kinds of nodes`() {
        let html = page("| a |\n|---|\n| [x](https://e.org) ![i](c.png) [^1] |\n\n[^1]: n\n").open
        #expect(
            html.contains(
                """
                <td><a href="https://e.org" class="external" rel="noopener external">x</a> \
                <img src="/files/c.png" alt="i" decoding="async" /> \
                <sup class="footnote-ref"><a href="#fn-1" id="fnref-1" role="doc-noteref">1</a></sup></td>
                """))
    }

    @Test func `tasks have boxes that a screen reader can name`() {
        #expect(
            page("- [ ] open\n- [x] done\n- plain\n").open == """
                <ul>
                <li><input type="checkbox" disabled="" aria-label="To do" /> open</li>
                <li><input type="checkbox" disabled="" checked="" aria-label="Done" /> done</li>
                <li>plain</li>
                </ul>

                """)
    }

    @Test(arguments: [
        ("a ~~b~~ c", "<p>a <del>b</del> c</p>\n"),
        ("a ~b~ c", "<p>a <del>b</del> c</p>\n"),
        ("a ~~b c", "<p>a ~~b c</p>\n"),
        ("in ~/home and ~/else", "<p>in ~/home and ~/else</p>\n"),
        ("in ~/home~", "<p>in <del>/home</del></p>\n"),
        ("`~~a~~`", "<p><code>~~a~~</code></p>\n"),
    ])
    func `strikethrough is found wherever cmark finds it`(markdown: String, html: String) {
        #expect(page(markdown).open == html)
    }

    @Test(arguments: [
        "https://example.org/a", "(https://example.org/a)", "see https://example.org/a.",
        "\"https://example.org/a\"",
        "x=https://example.org/a", "[not a link](https://example.org/a b)", "*https://example.org/a*",
        "[x]: no definition https://example.org/a",
    ])
    func `a bare address is a link, whatever stands before it`(markdown: String) {
        #expect(page(markdown).open.contains("<a href=\"https://example.org/a\" class=\"external\""))
    }

    @Test func `www and mail addresses are links`() {
        #expect(page("at www.example.org now").open.contains("<a href=\"http://www.example.org\""))
        #expect(page("to me@example.org").open.contains("<a href=\"mailto:me@example.org\""))
        #expect(page("(www.example.org)").open.contains("<a href=\"http://www.example.org\""))
        #expect(page("a @mention and x@ y").open == "<p>a @mention and x@ y</p>\n")
    }

    @Test func `footnotes link there and back`() {
        #expect(
            page("One[^a] and again[^a], two[^中].\n\n[^中]: 注。\n[^a]: Note *a*.\n\n    More.\n").open == """
                <p>One<sup class="footnote-ref"><a href="#fn-a" id="fnref-a" role="doc-noteref">1</a></sup> and \
                again<sup class="footnote-ref"><a href="#fn-a" id="fnref-a-2" role="doc-noteref">1</a></sup>, \
                two<sup class="footnote-ref"><a href="#fn-%E4%B8%AD" id="fnref-中" role="doc-noteref">2</a></sup>.</p>
                <section class="footnotes" role="doc-endnotes" aria-label="Footnotes">
                <ol>
                <li id="fn-a">
                <p>Note <em>a</em>.</p>
                <p>More. <a href="#fnref-a" class="footnote-backref" role="doc-backlink" \
                aria-label="Back to reference 1">↩︎</a> <a href="#fnref-a-2" class="footnote-backref" \
                role="doc-backlink" aria-label="Back to reference 1-2">↩︎<sup>2</sup></a></p>
                </li>
                <li id="fn-中">
                <p>注。 <a href="#fnref-%E4%B8%AD" class="footnote-backref" role="doc-backlink" \
                aria-label="Back to reference 2">↩︎</a></p>
                </li>
                </ol>
                </section>

                """)
    }

    @Test func `a footnote that ends in code still links back`() {
        let html = page("A[^1]\n\n[^1]: Note:\n\n        code\n").open
        #expect(html.contains("code\n</code></pre>\n <a href=\"#fnref-1\""))
    }

    @Test func `code keeps its language and can be reached by keyboard`() {
        #expect(
            page("```swift\nlet a = \"<b>\" & c\n```\n\n    indented\n").open == """
                <pre tabindex="0"><code class="language-swift">let a = &quot;&lt;b&gt;&quot; &amp; c
                </code></pre>
                <pre tabindex="0"><code>indented
                </code></pre>

                """)
    }

    @Test func `authors may write HTML`() {
        #expect(
            page("<script>a < b</script>\n\nx <b>y</b>\n").open
                == "<script>a < b</script>\n<p>x <b>y</b></p>\n")
    }

    @Test func `call-outs hold blocks and one another`() {
        #expect(
            page("a\n::: tip Do *this*\n- b\n::: warning\nc\n:::\n:::\nd\n").open == """
                <p>a</p>
                <aside class="callout callout-tip" role="note">
                <p class="callout-title">Do *this*</p>
                <ul>
                <li>b</li>
                </ul>
                <aside class="callout callout-warning" role="note">
                <p class="callout-title">Warning</p>
                <p>c</p>
                </aside>
                </aside>
                <p>d</p>

                """)
    }

    @Test func `words of the renderer come from the site's language`() {
        let labels = RenderLabels(
            note: "注意", tip: "提示", warning: "警告", table: "表格", footnotes: "脚注", backToReference: "返回",
            taskDone: "已完成", taskOpen: "未完成")
        let html = page(
            "::: note\nx[^1]\n:::\n\n- [ ] a\n\n|a|\n|-|\n\n[^1]: n\n", options: RenderOptions(labels: labels)
        ).open
        for word in ["注意", "未完成", "表格", "脚注", "返回 1"] { #expect(html.contains(word)) }
        #expect(!html.contains("Note"))
    }

    @Test func `what an author writes in a title cannot break out of it`() {
        #expect(page("::: note <b>\"x\"</b>\n:::\n").open.contains("&lt;b&gt;&quot;x&quot;&lt;/b&gt;"))
    }
}
