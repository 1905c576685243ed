import Content
import TestSupport
import Testing

/// Lines and blocks that templates write: how they are read, and every sentence about what is wrong.
@Suite struct DirectiveTests {
    /// `video` needs `src` and `title`, `box` a body, `price` takes nothing.
    private static let signatures: [String: DirectiveSignature] = [
        "video": DirectiveSignature([
            .printed("src"), .printed("title"), .asked("poster", inverted: false, uses: [.printed("poster")]),
            .asked("loop", inverted: false, uses: []),
        ]),
        "box": DirectiveSignature([
            .asked("title", inverted: false, uses: [.printed("title")]), .printed("body"),
        ]),
        "link": DirectiveSignature([
            .asked("src", inverted: false, uses: [.printed("src")]),
            .asked("src", inverted: true, uses: [.printed("href")]),
        ]),
        "price": DirectiveSignature([]),
    ]

    private func read(_ text: String) -> DocumentReading {
        Document.parse(
            path: "a.md", bytes: Array(text.utf8), tiers: ["basic", "premium"], directives: Self.signatures)
    }

    private func faults(_ text: String) -> String {
        read(text).diagnostics.map { $0.rendered() }.joined(separator: "\n")
    }

    /// As HTML a directive is `<x-NAME attributes>body</x-NAME>`.
    private static let expansion: DirectiveExpansion = { directive in
        let attributes = directive.attributes.sorted { $0.key < $1.key }.map { name, value in
            value.map { " \(name)=\"\($0)\"" } ?? " \(name)"
        }
        return Array("<x-\(directive.name)\(attributes.joined())>\n".utf8)
            + (directive.hasBody ? DirectiveMark.body : []) + Array("</x-\(directive.name)>".utf8)
    }

    private func page(_ text: String, tier: String? = nil) -> Page {
        guard let document = read(text).document else { return Page(RenderedBody()) }
        return Page(
            MarkdownRenderer().render(
                document.parts(pageTier: tier), directives: Self.expansion, resolve: resolve))
    }

    @Test func `a line is a directive without a body`() {
        #expect(
            page("One.\n\n::: video src=a.mp4 title=\"A talk\" loop :::\n\nTwo.\n").open == """
                <p>One.</p>
                <x-video loop src="/files/a.mp4" title="A talk">
                </x-video>
                <p>Two.</p>

                """)
    }

    @Test func `what stands between the fences is its body, with directives and call-outs inside`() {
        #expect(
            page(
                "::: box title=Out\n## Head\n::: box\n*in*\n:::\n::: note\nn [r]\n:::\n:::\n\n[r]: https://e.org\n"
            ).open == """
                <x-box title="Out">
                <h2 id="head">Head</h2>
                <x-box>
                <p><em>in</em></p>
                </x-box>
                <aside class="callout callout-note" role="note">
                <p class="callout-title">Note</p>
                <p>n <a href="https://e.org" class="external" rel="noopener external">r</a></p>
                </aside>
                </x-box>

                """)
    }

    @Test func `an empty block is one without a body`() {
        #expect(
            page("::: video src=a.mp4 title=T\n\n:::\n").open == """
                <x-video src="/files/a.mp4" title="T">
                </x-video>

                """)
    }

    @Test func `in a sealed section it is sealed with it`() {
        let page = page(
            "Open.\n\n::: premium\n::: box title=\"Secret title\"\n![p](secret.png)\n:::\n::: video src=secret.mp4 title=S :::\n:::\n"
        )
        #expect(page.open == "<p>Open.</p>\n[[s1]]\n")
        #expect(page.body.open.assets.isEmpty)
        #expect(page.sealed["s1"]?.contains("<x-box title=\"Secret title\">") == true)
        #expect(page.body.sections.first?.assets.map(\.key) == ["secret.mp4", "secret.png"])
    }

    @Test func `on a sealed page it is no teaser, and comes after one`() {
        #expect(page("::: video src=a.mp4 title=T :::\n\nText.\n", tier: "premium").open == "[[s1]]\n")
        #expect(
            page("Text.\n\n::: video src=a.mp4 title=T :::\n", tier: "premium").open
                == "<p>Text.</p>\n[[s1]]\n")
    }

    @Test func `the summary passes over bodies of directives, unless there is nothing else`() {
        #expect(page("::: box\nInside.\n:::\n\nOutside.\n").body.open.summary == "Outside.")
        #expect(page("::: box\nInside.\n:::\n").body.open.summary == "Inside.")
    }

    @Test func `a broken link in an attribute is reported in its column`() {
        #expect(
            page("a\n\n::: video title=T src=missing.mp4 :::\n").faults == """
                a.md:3:23: error: there is no 'missing.mp4'
                    3 | ::: video title=T src=missing.mp4 :::
                      |                       ^^^^^^^^^^^ check the name
                """)
    }

    @Test func `quotes hold spaces, other quotes and escaped ones`() {
        #expect(
            page(#"::: box title="a \"b\" 'c' \\ \d" "# + "\nx\n:::\n").open.hasPrefix(
                #"<x-box title="a "b" 'c' \ \d">"#))
        #expect(page("::: box title='say \"hi\"'\nx\n:::\n").open.hasPrefix("<x-box title=\"say \"hi\"\">"))
    }

    // MARK: Faults

    @Test func `a misspelt directive suggests the right one`() {
        #expect(
            faults("::: vidoe src=a.mp4 :::\n\ntext\n") == """
                a.md:1:5: error: unknown directive 'vidoe'
                    1 | ::: vidoe src=a.mp4 :::
                      |     ^^^^^ did you mean 'video'? directives are: box, link, price, video
                """)
        #expect(
            faults("::: gallery of=\"cats\"\n:::\n") == """
                a.md:1:5: error: unknown directive 'gallery'
                    1 | ::: gallery of="cats"
                      |     ^^^^^^^ directives are: box, link, price, video
                """)
    }

    @Test func `a mistyped tier is still a mistyped tier`() {
        #expect(faults("::: premuim\nx\n:::\n").contains("unknown tier 'premuim'"))
    }

    @Test func `misspelt and missing attributes are named with what there is`() {
        #expect(
            faults("::: video scr=a.mp4 :::\n") == """
                a.md:1:11: error: 'video' has no attribute 'scr'
                    1 | ::: video scr=a.mp4 :::
                      |           ^^^ did you mean 'src'? it takes: loop, poster, src, title
                """)
        #expect(
            faults("x\n\n  ::: video src=a.mp4 :::\n") == """
                a.md:3:7: error: 'video' needs 'title'
                    3 |   ::: video src=a.mp4 :::
                      |       ^^^^^ write title="…"; it also takes loop, poster, src
                """)
        #expect(
            faults("::: price x=1 :::\n") == """
                a.md:1:11: error: 'price' has no attribute 'x'
                    1 | ::: price x=1 :::
                      |           ^ it takes none
                """)
    }

    @Test func `what one attribute makes needless is not asked for`() {
        #expect(faults("::: link src=a :::\n") == "")
        #expect(faults("::: link href=a :::\n") == "")
        #expect(faults("::: link :::\n").contains("'link' needs 'href'"))
        #expect(faults("::: link src=\"\" :::\n").contains("'link' needs 'href'"))
    }

    @Test func `values and flags are not mistaken for one another`() {
        #expect(
            faults("::: video src title=T loop=false :::\n") == """
                a.md:1:11: error: 'src' needs a value
                    1 | ::: video src title=T loop=false :::
                      |           ^^^ write src="…"
                a.md:1:23: error: 'loop' takes no value
                    1 | ::: video src title=T loop=false :::
                      |                       ^^^^^^^^^^ write loop alone, or leave it out
                """)
    }

    @Test func `a body where there is none, and none where there is one`() {
        #expect(
            faults("::: video src=a title=T\nText.\n:::\n") == """
                a.md:1:1: error: 'video' takes no body
                    1 | ::: video src=a title=T
                      | ^^^^^^^^^^^^^^^^^^^^^^^ end its line with ':::', and put the text behind it
                """)
        #expect(
            faults("::: box :::\n") == """
                a.md:1:5: error: 'box' needs a body
                    1 | ::: box :::
                      |     ^^^ write it on the lines below, and ':::' on a line of its own behind it
                """)
    }

    @Test func `unclosed blocks and stray fences are reported where they are`() {
        #expect(
            faults("::: video src=a title=T\n\nText.\n") == """
                a.md:1:1: error: '::: video src=a title=T' is never closed
                    1 | ::: video src=a title=T
                      | ^^^^^^^^^^^^^^^^^^^^^^^ end the line with ':::'
                """)
        #expect(
            faults("::: box\nText.\n") == """
                a.md:1:1: error: '::: box' is never closed
                    1 | ::: box
                      | ^^^^^^^ add a line ':::' after its last block
                """)
        #expect(
            faults("::: price :::\n:::\n") == """
                a.md:2:1: error: this ':::' closes nothing
                    2 | :::
                      | ^^^ delete it, or open a fence before it
                """)
    }

    @Test func `bad quoting is reported in its column`() {
        #expect(
            faults("::: box title=\"A talk :::\nx\n:::\n") == """
                a.md:1:15: error: this quote is never closed
                    1 | ::: box title="A talk :::
                      |               ^ end the value with " on the same line; a " inside it is \\"
                a.md:3:1: error: this ':::' closes nothing
                    3 | :::
                      | ^^^ delete it, or open a fence before it
                """)
        #expect(
            faults("::: box title=“A”\nx\n:::\n") == """
                a.md:1:15: error: typographic quotes do not quote
                    1 | ::: box title=“A”
                      |               ^ write title="…"
                """)
        #expect(
            faults("::: box title=\"A\"b\nx\n:::\n") == """
                a.md:1:18: error: expected a space behind the quote
                    1 | ::: box title="A"b
                      |                  ^ attributes are separated by spaces; a quote inside a value is \\"
                """)
        #expect(
            faults("::: box title=a\"b\nx\n:::\n") == """
                a.md:1:16: error: a quote inside the value of 'title'
                    1 | ::: box title=a"b
                      |                ^ put the whole value in quotes: title='…'
                """)
        #expect(
            faults("::: box title=\nx\n:::\n") == """
                a.md:1:9: error: 'title' has no value
                    1 | ::: box title=
                      |         ^^^^^^ write title="…", right behind the '='
                """)
        #expect(
            faults("::: box title＝a\nx\n:::\n") == """
                a.md:1:14: error: a full-width '＝' gives no value
                    1 | ::: box title＝a
                      |              ^^ write '='
                """)
        #expect(
            faults("::: box title=a title=b\nx\n:::\n") == """
                a.md:1:17: error: the attribute 'title' stands twice
                    1 | ::: box title=a title=b
                      |                 ^^^^^ it is already in column 9
                """)
        #expect(
            faults("::: box {#x}\nx\n:::\n") == """
                a.md:1:9: error: '{#x}' is no attribute
                    1 | ::: box {#x}
                      |         ^^^^ write name=value or name="some words", separated by spaces
                """)
        #expect(
            faults("::: video src=a:::\n:::\n") == """
                a.md:1:16: error: ':::' inside the value of 'src'
                    1 | ::: video src=a:::
                      |                ^^^ put a space before it, or the value in quotes
                """)
        #expect(
            faults("::: price ::: and more\n\nx\n") == """
                a.md:1:15: error: text after the ':::' that closes the directive
                    1 | ::: price ::: and more
                      |               ^^^^^^^^ put it on a line of its own
                """)
    }

    @Test func `a tier fence does not stand inside a directive`() {
        #expect(
            faults("::: box\n::: premium\nx\n:::\n:::\n") == """
                a.md:2:1: error: a tier fence inside '::: box' of line 1
                    2 | ::: premium
                      | ^^^^^^^^^^^ put the directive inside the tier fence instead
                """)
    }

    @Test func `directives nest, but not without end`() {
        let deep = { (depth: Int) in
            String(repeating: "::: box\n", count: depth) + "x\n" + String(repeating: ":::\n", count: depth)
        }
        #expect(faults(deep(16)) == "")
        #expect(
            faults(deep(17)) == """
                a.md:17:1: error: directives are nested too deep
                   17 | ::: box
                      | ^^^^^^^ at most 16 stand inside one another
                """)
    }

    @Test func `a tier goes before a directive of its name`() throws {
        let reading = Document.parse(
            path: "a.md", bytes: Array("::: premium\nx\n:::\n".utf8), tiers: ["premium"],
            directives: ["premium": DirectiveSignature([.printed("body")])])
        let body = try #require(reading.document).parts(pageTier: nil)
        #expect(body.parts.map(\.access) == [.sealed(tier: "premium", id: "s1")])
    }

    @Test func `call-outs take a title as words or as an attribute`() {
        let title = { (line: String) in
            page("\(line)\nx\n:::\n").open.components(separatedBy: "callout-title\">").last?
                .components(separatedBy: "<").first
        }
        #expect(title("::: note Be careful") == "Be careful")
        #expect(title("::: note title=\"Be careful\"") == "Be careful")
        #expect(title("::: tip a=b is no title") == "a=b is no title")
        #expect(title("::: note") == "Note")
    }

    // MARK: Properties

    @Test func `attributes printed and read again are the same`() throws {
        var generator = SeededGenerator(seed: 5)
        let letters = Array("abc-_ \"'\\:=名{}<>&.“　")
        for _ in 0..<1000 {
            var attributes: [String: String] = [:]
            for name in ["a", "b-c", "d_1", "名字"] where Bool.random(using: &generator) {
                attributes[name] = String(
                    (0..<Int.random(in: 0...8, using: &generator)).map { _ in
                        letters.randomElement(using: &generator) ?? "x"
                    })
            }
            let printed = attributes.map { name, value in
                let quote = Bool.random(using: &generator) ? "\"" : "'"
                let text = value.replacing("\\", with: "\\\\").replacing(quote, with: "\\" + quote)
                return "\(name)=\(quote)\(text)\(quote)"
            }
            let line = "::: any \(printed.joined(separator: "  ")) :::"
            let signature = DirectiveSignature(
                ["a", "b-c", "d_1", "名字"].map { .asked($0, inverted: false, uses: [.printed($0)]) })
            let reading = Document.parse(
                path: "a.md", bytes: Array((line + "\n").utf8), tiers: [], directives: ["any": signature])
            let parts = try #require(reading.document, "\(line)").parts(pageTier: nil).parts
            guard case .directive(let directive)? = parts.first?.pieces.first else {
                Issue.record("no directive: \(line)")
                continue
            }
            #expect(directive.attributes == attributes.mapValues { $0 }, "\(line)")
        }
    }

    @Test func `no soup of fences crashes, and what is read keeps sealed text apart`() {
        var generator = SeededGenerator(seed: 23)
        let pieces = [
            "::: ", ":::", "box", "video", "price", "premium", "note", " ", "\n", "\n\n", "title=", "src=",
            "\"", "'",
            "\\", "a", "名", "＝", "“", "loop", "<div>", "```", "<!--more-->", "- ", "::: box\n", "\n:::\n",
            "::: price :::\n", "::: premium\nzqsecret\n:::\n",
        ]
        for _ in 0..<2000 {
            let text = (0..<Int.random(in: 0...24, using: &generator)).map { _ in
                pieces.randomElement(using: &generator) ?? ""
            }.joined()
            guard read(text).document != nil else { continue }
            let fenced = text.contains("\n::: premium\nzqsecret\n:::\n")
            let page = page(text)
            if fenced, page.body.diagnostics.isEmpty, text.components(separatedBy: "zqsecret").count == 2,
                !text.contains("```"), page.open.contains("zqsecret")
            {
                Issue.record("open: \(text)")
            }
        }
    }
}
