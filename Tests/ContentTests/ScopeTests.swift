import Content
import Testing

/// What may be used where: definitions of open text everywhere, those of sealed text in their section only.
@Suite struct ScopeTests {
    @Test func `open definitions work in sealed sections`() {
        let page = page(
            """
            ::: premium
            [r], [multi], [quoted], [listed], note[^n], [other *text*][r]
            :::

            [r]: https://r.org "R"
            [multi]:
              https://multi.org
              'a
              title'

            > [quoted]: https://quoted.org

            - x

              [listed]: https://listed.org

            [^n]: The note,
            lazily on.

                And more.

            Text that is not in the section[^n].
            """)
        #expect(page.faults.isEmpty)
        let html = page.sealed["s1"] ?? ""
        for host in ["r", "multi", "quoted", "listed"] {
            #expect(html.contains("<a href=\"https://\(host).org\""))
        }
        #expect(html.contains("title=\"a\ntitle\""))
        #expect(html.contains(">other <em>text</em></a>"))
        #expect(html.contains("<li id=\"fn-s1-n\">\n<p>The note,\nlazily on.</p>\n<p>And more."))
        #expect(!html.contains("not in the section"))
        #expect(!html.contains("<blockquote>"))
        #expect(page.open.contains("<li id=\"fn-n\">"))
    }

    @Test func `an open definition that a section does not use leaves nothing in it`() {
        let open = "\n\nUsed[^a] and [r].\n\n[^a]: ![i](i.png) [x](missing)\n\n[r]: https://r.org\n"
        let page = page("::: premium\nSome [brackets].\n:::" + open)
        #expect(page.sealed["s1"] == "<p>Some [brackets].</p>\n")
        #expect(page.body.sections.first?.assets.isEmpty == true)
        #expect(page.body.sections.first?.ids.isEmpty == true)
        #expect(page.body.diagnostics.count == 1)
    }

    @Test func `a section's own definition wins`() {
        let page = page(
            "::: premium\n[r] x[^n]\n\n[r]: https://own.org\n[^n]: own\n:::\n\n[r] y[^n]\n\n[r]: https://open.org\n[^n]: open\n"
        )
        #expect(page.sealed["s1"]?.contains("https://own.org") == true)
        #expect(page.sealed["s1"]?.contains("<p>own ") == true)
        #expect(page.sealed["s1"]?.contains("open.org") == false)
        #expect(page.sealed["s1"]?.contains("<p>open") == false)
        #expect(page.open.contains("https://open.org"))
        #expect(!page.open.contains("own"))
    }

    @Test func `sealed definitions are of no use outside`() {
        let page = page(
            "[r] a[^n] https://x.org\n\n::: premium\n[r]: https://SECRET.org\n[^n]: SECRET\n\nb[^n]\n:::\n\n::: premium\n[r] c[^n]\n:::\n"
        )
        #expect(!page.open.contains("SECRET"))
        #expect(page.open.contains("[r] a[^n]"))
        #expect(page.sealed["s2"]?.contains("[r] c[^n]") == true)
        #expect(page.sealed["s1"]?.contains("SECRET") == true)
    }

    @Test func `definitions in code are no definitions`() {
        let page = page(
            "::: premium\n[r] [s]\n:::\n\n```\n[r]: https://r.org\n```\n\n<!--\n[s]: https://s.org\n-->\n")
        #expect(page.sealed["s1"] == "<p>[r] [s]</p>\n")
    }

    @Test func `text that swallows what follows it still renders`() {
        let page = page("a [r]\n\n<!--more-->\n\nb [r]\n\n```\nnever closed\n", tier: "premium")
        #expect(page.sealed["s1"]?.hasSuffix("never closed\n</code></pre>\n") == true)
        let html = DefinitionsBehindOpenCode.page
        #expect(html.sealed["s1"]?.contains("never closed") == true)
        #expect(html.sealed["s1"]?.contains("<!--:-->") == false)
        #expect(html.sealed["s1"]?.contains("r.org") == false)
    }

    private enum DefinitionsBehindOpenCode {
        static let page = ContentTests.page(
            "a [r]\n\n[r]: https://r.org\n\n<!--more-->\n\nb [x]\n\n```\nnever closed\n", tier: "premium")
    }

    @Test func `references work across sealed sections of the open text`() {
        let page = page("a [r]\n\n::: premium\nx\n:::\n\n- b\n\n[r]: https://r.org\n")
        #expect(page.open.hasPrefix("<p>a <a href=\"https://r.org\""))
        #expect(page.open.hasSuffix("[[s1]]\n<ul>\n<li>b</li>\n</ul>\n"))
    }

    @Test func `open HTML does not change with what is sealed`() {
        func open(_ secret: String) -> String {
            page("# A\n\na[^1] [r]\n\n::: premium\n\(secret)\n:::\n\n## A\n\n[^1]: n\n").open
        }
        let plain = open("x")
        for secret in [
            "# A", "## A\n\n## A", "[r]: https://s.org", "b[^1]\n\n[^1]: own", "- a", "> q", "<div>",
            "    code", "```\na\n```",
            "<a id=\"a\"></a>", "|a|\n|-|", "![x](x.png)", "***", "~~a~~ https://e.org", "::: tip\n:::",
            "[x](missing)", "\\", "`",
        ] {
            #expect(open(secret) == plain, "\(secret)")
        }
    }

    @Test func `a section does not change with what is in another`() {
        func second(_ first: String) -> String? {
            page("a\n\n::: premium\n\(first)\n:::\n\n::: premium\nb[^1] [r]\n\n[^1]: n\n:::\n").sealed["s2"]
        }
        let plain = second("x")
        for first in ["x[^1]\n\n[^1]: other", "[r]: https://s.org", "<div>", "- a", "~~a~~ https://e.org"] {
            #expect(second(first) == plain, "\(first)")
        }
    }
}

@Suite struct HeadingTests {
    @Test func `headings have ids that say what they are about`() {
        let text = """
            ---
            title: Headings
            ---
            # Hello, *World*!
            ## Don't `panic()`
            ## 第一章：闭包 Closures
            ## Café déjà-vu
            Setext
            ------
            ## !!!
            ## Größe ÀÉ
            """
        let body = page(text).body
        #expect(
            body.open.headings.map(\.id) == [
                "hello-world", "dont-panic", "第一章-闭包-closures", "café-déjà-vu", "setext", "section",
                "größe-àé",
            ])
        #expect(body.open.headings.map(\.level) == [1, 2, 2, 2, 2, 2, 2])
        #expect(body.open.headings[1].text == "Don't panic()")
        #expect(body.open.headings.map(\.location.line) == [4, 5, 6, 7, 8, 10, 11])
        #expect(
            page(text).open.hasPrefix(
                "<h1 id=\"hello-world\">Hello, <em>World</em>!</h1>\n<h2 id=\"dont-panic\">"))
    }

    @Test func `ids are unique on a page, and open headings take names first`() {
        let page = page("::: premium\n## A\n:::\n\n## A\n\n## A\n\n::: vip\n## A\n\n## A-2\n:::\n")
        #expect(page.body.open.headings.map(\.id) == ["a", "a-2"])
        #expect(page.body.sections.map { $0.headings.map(\.id) } == [["a-3"], ["a-4", "a-2-2"]])
    }

    @Test func `ids that authors wrote and that the layout uses are left to them`() {
        let page = page(
            "## Intro\n\n## Main\n\n<a id=\"intro\"></a>\n", options: RenderOptions(reservedIDs: ["main"]))
        #expect(page.body.open.headings.map(\.id) == ["intro-2", "main-2"])
        #expect(page.body.open.ids.contains("intro"))
    }

    @Test func `decomposed and composed text give the same id`() {
        #expect(
            page("## Cafe\u{301}").body.open.headings.first?.id.utf8.elementsEqual("caf\u{E9}".utf8) == true)
    }

    @Test func `a heading may hold anything that is inline`() {
        let page = page("## [a](b.md) ![c](c.png) ~~d~~ <b>e</b> x[^1]\n\n[^1]: n\n")
        #expect(page.body.open.headings.first?.id == "a-c-d-e-x")
        #expect(
            page.open.hasPrefix("<h2 id=\"a-c-d-e-x\"><a href=\"/site/b/\">a</a> <img src=\"/files/c.png\""))
    }
}
