import Files
import Importing
import Testing

/// What sources in the wild have beside the usual.
@Suite("Importing from the wild")
struct WildTests {
    @Test("A post without a date in its name is named, since Jekyll leaves it out without a word")
    func undatedPosts() throws {
        let made = try Import(
            .jekyll,
            [
                "_config.yml": "title: T\n", "_posts/2026-01-02-good.md": "Good.\n",
                "_posts/2026-13-45-bad.md": "Bad.\n", "_posts/notes.md": "Notes.\n",
            ])
        #expect(made.paths == ["articles/good.md"])
        let words = "no date begins the name of this post, so Jekyll does not publish it: it is left out"
        #expect(
            made.faults == ["_posts/2026-13-45-bad.md:1:1: \(words)", "_posts/notes.md:1:1: \(words)"])
    }

    @Test("Defaults of Jekyll's settings hold for the pages of their place that do not say it themselves")
    func jekyllDefaults() throws {
        let made = try Import(
            .jekyll,
            [
                "_config.yml": """
                title: T
                collections: [recipes]
                defaults:
                  - scope: {path: "", type: posts}
                    values: {layout: post, author: Ada, tags: [news], sidebar: left}
                  - scope: {path: "_posts/old"}
                    values: {author: Bob}
                  - scope: {path: "_recipes"}
                    values: {lang: de}
                """,
                "_posts/2026-01-02-new.md": "New.\n",
                "_posts/old/2020-01-02-old.md": "---\ntags: [own]\n---\nOld.\n",
                "_recipes/soup.md": "---\ntitle: Soup\n---\nSoup.\n", "about.md": "---\n---\nAbout.\n",
            ])
        #expect(
            made.text("articles/new.md").hasPrefix("---\ndate: 2026-01-02\ntags: [news]\nauthors: [Ada]\n"))
        #expect(made.text("articles/old.md").contains("tags: [own]\nauthors: [Bob]\n"))
        #expect(made.text("recipes/soup.md").contains("language: de"))
        #expect(!made.text("about.md").contains("authors"))
        #expect(made.faults == ["_config.yml:5:55: 'sidebar' as a default of pages is not imported"])
    }

    @Test("What hides code from Liquid is no part of the code")
    func rawInHighlight() throws {
        let made = try Import(
            .jekyll,
            [
                "_config.yml": "title: T\n",
                "_posts/2026-01-02-a.md": """
                {% highlight liquid %}
                {% raw %}{{ page.title }}{% endraw %}
                {% endhighlight %}
                """,
            ])
        #expect(made.text("articles/a.md").contains("```liquid\n{{ page.title }}\n```"))
    }

    @Test("References of Hugo are found beside the page, from the top, and by a name that one page has")
    func hugoReferences() throws {
        let made = try Import(
            .hugo,
            [
                "hugo.toml": "title = 'T'\n",
                "content/posts/a.md": """
                [1]({{< ref "b.md" >}}) [2]({{< ref "docs/page" >}}) [3]({{< relref "page#part" >}})
                [4]({{< ref "bundle" >}}) [5]({{< ref "twice" >}}) [6]({{< ref "/docs/page.md" >}})
                """,
                "content/posts/b.md": "B.\n", "content/posts/bundle/index.md": "Bundle.\n",
                "content/docs/page.md": "## Part\n", "content/docs/twice.md": "1\n",
                "content/other/twice.md": "2\n",
            ])
        expect(
            made.text("articles/a.md"),
            is: """
                ---
                aliases: [/posts/a/]
                ---
                [1](b.md) [2](../docs/page.md) [3](../docs/page.md#part)
                [4](bundle/index.md) 5 [6](../docs/page.md)

                """)
        #expect(made.faults.count == 1)
        try made.build()
    }

    @Test("Numbers and marked lines of Hugo's code stay")
    func hugoCode() throws {
        let made = try Import(
            .hugo,
            [
                "hugo.toml": "title = 'T'\n",
                "content/posts/a.md": """
                {{< highlight go "linenos=table,hl_lines=2 4-5,linenostart=199,style=emacs" >}}
                1
                2
                3
                4
                5
                {{< /highlight >}}
                """,
            ])
        #expect(
            made.text("articles/a.md")
                .contains("```go {linenos=table,hl_lines=[2,\"4-5\"],linenostart=199}\n1\n"))
        try made.build()
        #expect(made.page("articles/a/").contains("199"))
    }

    @Test("Links to the source's own address lead inside, also without being asked for")
    func ownAddress() throws {
        let made = try Import(
            .hugo,
            [
                "hugo.toml": "baseURL = 'https://old.example/blog/'\n",
                "content/posts/a.md": """
                [b](https://old.example/blog/posts/b/) ![p](https://old.example/blog/p.png)
                [away](https://old.example/other/) [gone](/gone/)
                """,
                "content/posts/b.md": "B.\n", "static/p.png": "",
            ])
        expect(
            made.text("articles/a.md"),
            is: """
                ---
                aliases: [/posts/a/]
                ---
                [b](b.md) ![p](/p.png)
                [away](https://old.example/other/) gone

                """)
        #expect(!made.plan.notes.contains { $0.contains("csp") })
        try made.build()
    }

    @Test(
        "Dashes and dots that a tool makes of signs become characters, outside of code, rules, tables and addresses"
    )
    func typography() throws {
        let text = """
            # A -- b

            One --- two... `a -- b` <b title="x--y">c</b> [d--e](f--g.md) \\-- 1----
            $a--b$

            ```sh
            ls --all
            ```

            | a -- b |
            |---|

            ---

            """
        let made = try Import(
            .hugo,
            ["hugo.toml": "title = 'T'\n", "content/posts/a.md": text, "content/posts/f--g.md": "F.\n"])
        expect(
            made.text("articles/a.md"),
            is: """
                ---
                aliases: [/posts/a/]
                ---
                # A – b

                One — two… `a -- b` <b title="x--y">c</b> [d–e](f-g.md) \\-- 1----
                $a--b$

                ```sh
                ls --all
                ```

                | a – b |
                |---|

                ---

                """)
        let plain = try Import(
            .hugo,
            [
                "hugo.toml": "[markup.goldmark.extensions]\ntypographer = false\n",
                "content/posts/a.md": "One -- two\n", "content/posts/b.md": "x\n",
            ])
        #expect(plain.text("articles/a.md").hasSuffix("\nOne -- two\n"))
    }

    @Test("What stands in a tab or a column of DocC on one line stays, and columns are paragraphs")
    func docCLayout() throws {
        let made = try Import(
            .docc,
            [
                "G.docc/G.md": """
                # G

                @Metadata {
                  @TechnologyRoot
                }

                @TabNavigator {
                  @Tab("One") { Inline --- text }
                }

                @Row {
                  @Column {
                    Left
                  }
                  @Column {
                    Right
                  }
                }
                """
            ])
        try made.build()
        let page = made.page("courses/g/")
        #expect(page.contains("<strong>One</strong></p>\n<p>Inline — text</p>"))
        #expect(page.contains("<p>Left</p>\n<p>Right</p>"))
    }

    @Test("Warnings of mdBook are call-outs, and old addresses of its settings lead on")
    func mdBook() throws {
        let made = try Import(
            .mdbook,
            [
                "book.toml": """
                [book]
                title = "B"
                [output.html]
                site-url = "/book/"
                smart-punctuation = true
                [output.html.redirect]
                "/old/a.html" = "../one.html"
                "/away.html" = "https://example.org/"
                """,
                "src/SUMMARY.md": "- [One](one.md)\n",
                "src/one.md": "# One\n\n<div class=\"warning\">\n\nMind -- this.\n\n</div>\n",
            ])
        let text = made.text("courses/b/01-one.md")
        #expect(text.contains("aliases: [/book/one.html, /book/old/a.html]"))
        #expect(text.contains("::: warning\n\nMind – this.\n\n:::"))
        #expect(
            made.faults == [
                "book.toml:8:1: the old address '/away.html' does not lead to a page of the book: it is left out"
            ])
        try made.build()
    }

    @Test("Of two files whose names read alike one is imported, and the other is named")
    func namesAlike() throws {
        let made = try Import(.markdown, ["\u{E9}.md": "One.\n"]) {
            try? FileSystem.write(Array("Two.\n".utf8), to: $0.source + "/e\u{301}.md")
        }
        #expect(made.paths.count == 1)
        #expect(
            made.plan.diagnostics.map(\.message) == [
                "another file has this name, written in other code points: this one is left out"
            ])
    }

    @Test("What is on the author's computer alone is named, and allowed by no policy")
    func filesOfTheComputer() throws {
        let made = try Import(
            .markdown,
            [
                "a.md":
                    "![a](file:///home/me/a.png) [b](C:\\b.md) [c](mailto:c@example.org) ![d](//cdn.example/d.png?x)\n"
            ])
        #expect(made.text("articles/a.md") == "a b [c](mailto:c@example.org) ![d](//cdn.example/d.png?x)\n")
        #expect(made.faults.count == 2)
        #expect(made.plan.notes.contains { $0.contains("allow: [\"https://cdn.example\"]") })
        try made.build()
    }

    @Test("A post of Ghost for certain tiers is sealed for the same, and never for one below")
    func ghostTiers() throws {
        func post(_ id: Int, _ visibility: String) -> String {
            """
            {"id": "\(id)", "title": "P\(id)", "slug": "p\(id)", "html": "<p>Text \(id).</p>", "type": "post",
             "status": "published", "visibility": "\(visibility)", "published_at": "2026-01-02T00:00:00.000Z"}
            """
        }
        let export = """
            {"db": [{"meta": {}, "data": {
              "posts": [\(post(1, "paid")), \(post(2, "tiers")), \(post(3, "tiers")), \(post(4, "public"))],
              "products": [{"id": "a", "name": "Gold Tier"}, {"id": "b", "name": "Patrons"}, {"id": "c", "name": "VIP"}],
              "posts_products": [{"post_id": "2", "product_id": "c"}, {"post_id": "2", "product_id": "a"},
                                 {"post_id": "3", "product_id": "b"}]}}]}
            """
        let made = try Import(
            .ghost, ["export.json": export],
            config: """
                site: {title: T, baseURL: "https://example.org/"}
                tiers: [{id: basic}, {id: gold-tier}, {id: vip}]

                """)
        #expect(made.text("articles/p1.md").contains("tier: basic\n"))
        #expect(made.text("articles/p2.md").contains("tier: gold-tier\n"))
        #expect(made.text("articles/p3.md").contains("tier: vip\n"))
        #expect(!made.text("articles/p4.md").contains("tier:"))
        #expect(
            made.faults == ["posts/p3.html:1:1: this is for 'Patrons' in Ghost: it is sealed for 'vip'"])
        try made.build()
    }
}
