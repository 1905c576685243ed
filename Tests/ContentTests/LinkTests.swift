import Content
import Diagnostics
import Testing

@Suite struct LinkTests {
    @Test func `links go where the caller says, and keep what follows the path`() {
        #expect(
            page("[a](other.md#part) [b](b.md?x=1&y=2 \"T\") [c](/x y) [d](plain)").open == """
                <p><a href="/site/other/#part">a</a> <a href="/site/b/?x=1&amp;y=2" title="T">b</a> [c](/x y) \
                <a href="plain">d</a></p>

                """)
    }

    @Test func `other sites get no opener and no more`() {
        #expect(
            page("[a](https://e.org/?a=1&b=2 \"T\\\"\") <mailto:a@b.c>").open == """
                <p><a href="https://e.org/?a=1&amp;b=2" class="external" rel="noopener external" title="T&quot;">a</a> \
                <a href="mailto:a@b.c" class="external" rel="noopener external">mailto:a@b.c</a></p>

                """)
    }

    @Test func `the caller learns the destination, its kind, and whether it is sealed`() {
        var queries: [LinkQuery] = []
        let document = read(
            "[a](x%20y.md#f%C3%BC) ![b](b.png?v=2)\n\n::: premium\n<video src=\"m.mp4\"></video>\n:::\n"
        ).document
        guard let document else { return }
        _ = MarkdownRenderer().render(document.parts(pageTier: nil)) { query in
            queries.append(query)
            return .unchanged
        }
        let link = queries.first { $0.kind == .link }
        #expect(link?.path == "x y.md")
        #expect(link?.fragment == "fü")
        #expect(link?.isSealed == false)
        #expect(queries.first { $0.kind == .image }?.suffix == "?v=2")
        #expect(queries.first { $0.kind == .media }?.isSealed == true)
    }

    @Test(arguments: [
        ("https://a.b", true), ("mailto:x", true), ("//cdn.org/x", true), ("a.md", false), ("/a:b", false),
        ("", false),
        ("./a.md#x:y", false), ("web+x:y", true), ("1a:b", false), ("#a:b", false),
    ])
    func `a scheme is told from a path`(destination: String, hasScheme: Bool) {
        #expect(LinkQuery(destination: destination, kind: .link, isSealed: false).hasScheme == hasScheme)
    }

    @Test func `a broken link is shown where it stands`() {
        #expect(
            page(
                "---\ntitle: T\n---\n\nSee 你好 [one](ok.md) and\n[two](missing.md#x).\n\n- ![three](missing.png)\n"
            )
            .faults == """
                a.md:6:7: error: there is no 'missing.md'
                    6 | [two](missing.md#x).
                      |       ^^^^^^^^^^^^ check the name
                a.md:8:12: error: there is no 'missing.png'
                    8 | - ![three](missing.png)
                      |            ^^^^^^^^^^^ check the name
                """)
    }

    @Test func `the same broken link twice is shown twice`() {
        let faults = page("[a](missing) [b](missing)\n\n[c](missing)\n").body.diagnostics
        #expect(faults.compactMap(\.location).map { "\($0.line):\($0.column)" } == ["1:5", "1:18", "3:5"])
    }

    @Test func `a broken link of a definition is shown at the definition`() {
        #expect(
            page("a [b][r]\n\n::: premium\n[c][r]\n:::\n\n[r]: missing.md\n").faults == """
                a.md:7:6: error: there is no 'missing.md'
                    7 | [r]: missing.md
                      |      ^^^^^^^^^^ check the name
                """)
    }

    @Test func `a broken link in a section, a call-out or a table is found there`() {
        let faults = page(
            "a\n\n::: premium\nb\n\n[x](missing1)\n:::\n\n::: tip\n\n[y](missing2)\n:::\n\n|[z](missing3)|\n|-|\n"
        )
        .body.diagnostics
        #expect(faults.compactMap(\.location).map { "\($0.line):\($0.column)" } == ["6:5", "11:5", "14:6"])
    }

    @Test func `a destination that is written otherwise than cmark reads it is shown by its block`() {
        let faults = page("text\n\n[x](<missing a&amp;b>)\n").body.diagnostics
        #expect(faults.first?.location == SourceLocation(file: "a.md", line: 3, column: 1, length: 22))
    }

    @Test func `links to places in pages are recorded for a check`() {
        let body = page(
            "[a](#here) [b](other.md#da%20da) [c](other.md) [d](#) [e](#top)\n\n<a href=\"#raw\">x</a>\n"
        ).body
        #expect(body.open.anchors.map(\.fragment) == ["raw", "here", "da da"])
        #expect(body.open.anchors.map(\.route) == [nil, nil, "/other/"])
        #expect(body.open.anchors.map(\.location.line) == [3, 1, 1])
    }

    // MARK: Assets

    @Test func `an asset's attribute is written when it is known where the asset is`() throws {
        let body = page("![alt *x*](a.png) [get](f.pdf#p2) ![o](https://e.org/o.png)").body
        guard case .html(let html)? = body.open.fragments.first else {
            Issue.record("no HTML")
            return
        }
        let sealed = html.resolvingAssets { ("data-sealed-\($0.attribute)", "/x/\($0.key)?a&b") }
        #expect(
            String(decoding: sealed, as: UTF8.self) == """
                <p><img data-sealed-src="/x/a.png?a&amp;b" alt="alt x" decoding="async" /> \
                <a data-sealed-href="/x/f.pdf?a&amp;b">get</a> \
                <img src="https://e.org/o.png" alt="o" loading="lazy" decoding="async" /></p>

                """)
        #expect(html.assets.map(\.key) == ["a.png", "f.pdf"])
        #expect(Set(body.open.assets) == Set(html.assets))
        #expect(html.assets.map(\.suffix) == ["", "#p2"])
        #expect(html.assets.first?.location == SourceLocation(file: "a.md", line: 1, column: 12, length: 5))
    }

    @Test func `a picture alone with a title is a figure`() {
        #expect(
            page("![a](a.png \"A <title>\")\n\nx ![b](b.png \"B\")\n").open == """
                <figure><img src="/files/a.png" alt="a" decoding="async" /><figcaption>A &lt;title&gt;\
                </figcaption></figure>
                <p>x <img src="/files/b.png" alt="b" title="B" loading="lazy" decoding="async" /></p>

                """)
    }

    @Test func `pictures on lines of their own are a gallery`() {
        #expect(
            page("x\n\ny\n\n![a](a.png)\n![b](b.png \"B & b\")  \n![c](https://e.org/c.png)\n").open == """
                <p>x</p>
                <p>y</p>
                <div class="gallery">
                <img src="/files/a.png" alt="a" loading="lazy" decoding="async" />
                <figure><img src="/files/b.png" alt="b" loading="lazy" decoding="async" /><figcaption>B &amp; b\
                </figcaption></figure>
                <img src="https://e.org/c.png" alt="c" loading="lazy" decoding="async" />
                </div>

                """)
        let gallery = page("- ![a](a.png)\n  ![b](b.png)\n\n::: premium\n![c](c.png)\n![d](d.png)\n:::\n")
        #expect(gallery.open.contains("<li>") && gallery.open.contains("<div class=\"gallery\">\n<img src="))
        #expect(gallery.sealed.values.allSatisfy { $0.hasPrefix("<div class=\"gallery\">\n<img src=") })
        #expect(gallery.body.open.assets.map(\.picture) == [.gallery, .gallery])
    }

    @Test(arguments: [
        "![a](a.png) ![b](b.png)", "![a](a.png)\ntext", "text\n![a](a.png)\n![b](b.png)",
        "[![a](a.png)](https://e.org)\n![b](b.png)", "![a](a.png)", "## ![a](a.png)", "|![a](a.png)|\n|-|\n",
    ])
    func `pictures in a line of text, or beside other things, are no gallery`(_ text: String) {
        let page = page(text)
        #expect(!page.open.contains("gallery"))
        #expect(page.body.open.assets.allSatisfy { $0.picture == .text })
    }

    @Test func `only the first picture, and only near the top of the open text, is loaded at once`() {
        let eager = "alt=\"a\" decoding"
        #expect(page("![a](a.png)").open.contains(eager))
        #expect(page("# T\n\n![a](a.png)\n\n![b](b.png)").open.contains(eager))
        #expect(page("> x ![a](a.png)").open.contains(eager))
        #expect(!page("x\n\ny\n\n![a](a.png)").open.contains(eager))
        #expect(!page("![b](b.png) ![a](a.png)").open.contains(eager))
        #expect(!page("::: premium\n![a](a.png)\n:::").sealed.values.contains { $0.contains(eager) })
    }

    @Test func `a picture gets what is known of it, and raw HTML stays as it is`() {
        let body = page("![a > \"b\"](a.png \"T\")\n\n> <img src=\"r.png\"> ![c](c.png) [d](d.png)\n").body
        guard case .html(let html)? = body.open.fragments.first else {
            Issue.record("no HTML")
            return
        }
        let bytes = html.resolvingAssets({ ($0.attribute, "/" + $0.key) }) { asset in
            PictureMarkup(
                attributes: " width=\"3\" height=\"4\"",
                sources: asset.key == "a.png" ? "<source srcset=\"/a.webp 3w\" />" : "")
        }
        #expect(
            String(decoding: bytes, as: UTF8.self) == """
                <figure><picture><source srcset="/a.webp 3w" /><img src="/a.png" width="3" height="4" \
                alt="a &gt; &quot;b&quot;" decoding="async" /></picture><figcaption>T</figcaption></figure>
                <blockquote>
                <p><img src="/r.png"> <img src="/c.png" width="3" height="4" alt="c" loading="lazy" \
                decoding="async" /> <a href="/d.png">d</a></p>
                </blockquote>

                """)
    }

    @Test func `pictures within what stands for a picture do no harm`() {
        #expect(
            page("![a ![b](b.png) [c](c.md) <i> [^1]](d.png)\n\n[^1]: n\n").open.hasPrefix(
                "<p><img src=\"/files/d.png\" alt=\"a b c "))
        #expect(
            page("[![a](a.png)](https://e.org)").open.contains(
                "rel=\"noopener external\"><img src=\"/files/a.png\""))
    }

    @Test func `assets of raw HTML are found`() {
        let html = """
            <video controls SRC='m.mp4' poster=p.png></video>

            text <img src="a&amp;b.png" alt=x> <a href="f.pdf">f</a> <a href="o.md#x">o</a>

            <!-- <img src="missing.png"> -->
            <script>if (a < b) { "<img src='missing.png'>" }</script>

            """
        let page = page(html)
        #expect(page.faults.isEmpty)
        #expect(
            page.open == """
                <p><video controls src="/files/m.mp4" poster="/files/p.png"></video></p>
                <p>text <img src="/files/a&amp;b.png" alt=x> <a href="/files/f.pdf">f</a> <a href="/site/o/#x">o</a></p>
                <!-- <img src="missing.png"> -->
                <script>if (a < b) { "<img src='missing.png'>" }</script>

                """)
        #expect(page.body.open.assets.map(\.attribute).sorted() == ["href", "poster", "src", "src"])
    }

    @Test func `broken addresses in raw HTML are found`() {
        #expect(
            page("<div>\n<img src=\"missing.png\">\n</div>\n").faults == """
                a.md:2:11: error: there is no 'missing.png'
                    2 | <img src="missing.png">
                      |           ^^^^^^^^^^^ check the name
                """)
    }

    @Test func `srcset cannot be sealed, so it cannot name files of the site`() {
        #expect(page("<img src=\"https://e.org/a\" srcset=\"https://e.org/b 2x\">").faults.isEmpty)
        #expect(
            page("<img src=\"a.png\" srcset=\"b.png 2x\">").faults == """
                a.md:1:26: error: 'srcset' cannot name a file of the site
                    1 | <img src="a.png" srcset="b.png 2x">
                      |                          ^^^^^ use 'src'
                """)
    }

    @Test func `an author cannot write the renderer's marks`() {
        // U+FF, and the bytes FF and FE in every way that Markdown and HTML can name them.
        let page = page("ÿA0þ &#xFF;A0&#xFE; &yuml; ![x](a.png)\n")
        #expect(page.open.hasPrefix("<p>ÿA0þ ÿA0þ ÿ <img src=\"/files/a.png\""))
        #expect(read("a").document != nil)
        #expect(
            Document.parse(path: "a.md", bytes: [0x61, 0xFF, 0x41, 0x30, 0xFE], tiers: []).document == nil)
    }

    @Test func `the first picture of the open text stands for the page`() {
        #expect(
            page("x\n\n::: premium\n![s](s.png)\n:::\n\n![o](https://e.org/o.png)\n").body.open.firstImage?
                .source == .url("https://e.org/o.png"))
        guard case .asset(let asset)? = page("![a](a.png)\n").body.open.firstImage?.source else {
            Issue.record("no asset")
            return
        }
        #expect(asset.key == "a.png")
    }
}
