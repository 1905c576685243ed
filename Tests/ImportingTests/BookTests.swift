import Importing
import Testing

@Suite("Importing books")
struct BookTests {
    private static let catalogue = [
        "Guide.docc/Book.md": """
        # The Book

        What it is about.

        @Metadata {
          @TechnologyRoot
        }

        @Options(scope: global) {
          @AutomaticSeeAlso(disabled)
        }

        ## Topics

        ### Welcome

        - <doc:AboutIt>

        ### The `Guide`

        - <doc:TheBasics>
        - <doc:MoreThings>
        - <doc:Missing>

        """,
        "Guide.docc/AboutIt.md": """
        # About It

        Begin with <doc:TheBasics>, then <doc:TheBasics#Two-Words>.
        See [the rest](doc:MoreThings) and <doc:Nowhere>.

        <!--
          - test: `hidden`

          ```swifttest
          -> let secret = 1
          ```
        -->

        ![A stack](stack)

        ![Gone](gone)

        """,
        "Guide.docc/Images/stack@2x.png": "png",
        "Guide.docc/Images/stack~dark@2x.png": "dark",
        "Guide.docc/TheBasics.md": """
        # The Basics

        ## Two Words

        > Note: Mind *this*,
        > and <doc:AboutIt> too.

        > Experiment: Try it.

        > Grammar of a thing:
        >
        > *thing* → **`a`**

        - An item

          > Note: In a list.

        ```swift
        @MainActor
        func f() { print("<doc:AboutIt>") } // :::
        ```

        """,
        "Guide.docc/MoreThings.md": """
        # More *Things*

        @Row {
          @Column {
            Left.
          }
          @Column {
            Right.
          }
        }

        @Strange(of: "x")

        The end.

        """,
        "Guide.docc/Loose.md": "# Loose\n\nIn no list.\n",
    ]

    @Test("A DocC catalogue becomes a course in the order of its topics")
    func docc() throws {
        let made = try Import(nil, Self.catalogue)
        #expect(made.plan.kind == .docc)
        #expect(
            made.paths == [
                "courses/the-book/01-welcome/01-about-it.md", "courses/the-book/01-welcome/index.md",
                "courses/the-book/02-the-guide/01-the-basics.md",
                "courses/the-book/02-the-guide/02-more-things.md",
                "courses/the-book/02-the-guide/index.md", "courses/the-book/03-loose/01-loose.md",
                "courses/the-book/03-loose/index.md", "courses/the-book/Guide.docc/Images/stack@2x.png",
                "courses/the-book/index.md",
            ])
        expect(
            made.text("courses/the-book/index.md"), is: "# The Book\n\nWhat it is about.\n")
        expect(
            made.text("courses/the-book/01-welcome/01-about-it.md"),
            is: """
                # About It

                Begin with [The Basics](../02-the-guide/01-the-basics.md), then [Two Words](../02-the-guide/01-the-basics.md#two-words).
                See [the rest](../02-the-guide/02-more-things.md) and Nowhere.


                ![A stack](../Guide.docc/Images/stack@2x.png)

                Gone

                """)
        expect(
            made.text("courses/the-book/02-the-guide/01-the-basics.md"),
            is: """
                # The Basics

                ## Two Words

                ::: note
                Mind *this*,
                and [About It](../01-welcome/01-about-it.md) too.
                :::

                ::: tip Experiment
                Try it.
                :::

                ::: note Grammar of a thing

                *thing* → **`a`**
                :::

                - An item

                  > Note: In a list.

                ```swift
                @MainActor
                func f() { print("<doc:AboutIt>") } // :::
                ```

                """)
        #expect(
            made.faults == [
                "Guide.docc/AboutIt.md:4:36: 'doc:Nowhere' is no article of the source: its name is kept",
                "Guide.docc/AboutIt.md:16:9: there is no picture 'gone' in the source: its text is kept",
                "Guide.docc/Book.md:9:1: '@Options' says how DocC shows the page: it is left out",
                "Guide.docc/Book.md:23:1: 'doc:Missing' is no article of the source: it is left out",
                "Guide.docc/Loose.md:1:1: this page is in no list: it comes behind the others",
                "Guide.docc/MoreThings.md:12:1: '@Strange' is no directive that is known: what is in it is kept, itself it is left out",
            ])
        #expect(
            made.plan.notes == [
                "1 comment left out: DocC does not publish them",
                "1 file that no page uses is left out: Guide.docc/Images/stack~dark@2x.png",
            ])
        try made.build()
        let page = made.page("courses/the-book/the-guide/the-basics/")
        #expect(page.contains("Mind <em>this</em>"))
        #expect(page.contains("/courses/the-book/welcome/about-it/"))
        #expect(page.contains("/courses/the-book/the-guide/more-things/"))
    }

    @Test("An mdBook becomes a course in the order of SUMMARY.md, with what its pages include")
    func mdBook() throws {
        let made = try Import(
            nil,
            [
                "book.toml": """
                [book]
                title = "Learn It"
                authors = ["Ada", "Bo"]
                language = "en"

                [preprocessor.mermaid]
                command = "mdbook-mermaid"

                [output.html]
                site-url = "/book/"
                """,
                "src/SUMMARY.md": """
                # Summary

                [Introduction](README.md)

                # First Part

                - [Start](start/README.md)
                  - [Deeper](start/deeper.md)
                - [Draft]()

                # Second Part

                - [End](end.md)
                - [Gone](gone.md)

                ---

                [Words](words.md)
                """,
                "src/README.md":
                    "# Introduction\n\nGo to [the end](end.md#last-words) or [there](start/index.html).\n",
                "src/start/README.md": """
                # Start

                ```rust,editable
                # fn main() {
                let a = 1;
                ## not hidden
                #[derive(Debug)]
                # }
                ```

                {{#include ../../listings/text.md}}

                ```rust
                {{#rustdoc_include ../../listings/main.rs:here}}
                ```

                \\{{#include kept.rs}} and {{#include nothing.rs}}

                """,
                "src/start/deeper.md": "# Deeper\n\n> [!WARNING]\n> Careful.\n\n![](../img/a.png)\n",
                "src/img/a.png": "png",
                "src/img/unused.png": "png",
                "src/end.md":
                    "# End\n\n## Last Words {#last}\n\n[up](start/deeper.md) [bad](#nope) [away](https://example.org)\n",
                "src/words.md": "# Words\n\nSome.\n",
                "src/left.md": "# Left\n",
                "listings/text.md": "An *included* line.\n",
                "listings/main.rs":
                    "fn main() {\n    // ANCHOR: here\n    let b = 2;\n    // ANCHOR_END: here\n}\n",
            ])
        #expect(made.plan.kind == .mdbook)
        #expect(
            made.paths == [
                "courses/learn-it/01-first-part/01-start.md", "courses/learn-it/01-first-part/02-deeper.md",
                "courses/learn-it/01-first-part/index.md", "courses/learn-it/01-readme.md",
                "courses/learn-it/02-second-part/01-end.md", "courses/learn-it/02-second-part/02-words.md",
                "courses/learn-it/02-second-part/index.md", "courses/learn-it/img/a.png",
                "courses/learn-it/index.md",
            ])
        expect(
            made.text("courses/learn-it/01-readme.md"),
            is: """
                ---
                aliases: [/book/]
                ---
                # Introduction

                Go to [the end](02-second-part/01-end.md#last-words) or [there](01-first-part/01-start.md).

                """)
        expect(
            made.text("courses/learn-it/01-first-part/01-start.md"),
            is: """
                ---
                aliases: [/book/start/]
                ---
                # Start

                ```rust,editable
                let a = 1;
                # not hidden
                #[derive(Debug)]
                ```

                An *included* line.

                ```rust
                    let b = 2;
                ```

                {{#include kept.rs}} and {{#include nothing.rs}}

                """)
        #expect(
            made.faults == [
                "book.toml:6:15: the preprocessor 'mermaid' is not run: what it changes stays as it is written",
                "src/SUMMARY.md:9:1: 'Draft' is a draft without a page: it is left out",
                "src/SUMMARY.md:14:1: there is no 'gone.md': the line is left out",
                "src/end.md:5:29: there is no heading '#nope' on 'src/end.md'",
                "src/left.md:1:1: this page is not in SUMMARY.md, so not in the book: it is left out",
                "src/start/README.md:17:27: there is no 'src/start/nothing.rs' to take in",
            ])
        #expect(made.plan.notes == ["1 file that no page uses is left out: src/img/unused.png"])
        try made.build()
        #expect(made.page("courses/learn-it/second-part/end/").contains("bad"))
        #expect(made.page("book/end.html/").isEmpty)
    }

    @Test("A sidebar gives the order of a docsify site, by hash links too")
    func docsify() throws {
        let made = try Import(
            nil,
            [
                "sidebar.md": """
                # [The Book]()

                ## Contents
                1. [前言](#README)
                1. [Two](#docs/two)
                1. [One](#docs/one)
                1. [Code](http://example.org/code)
                """,
                "README.md": "# 前言\n\nWords.\n",
                "docs/one.md": "# One\n\n?> A tip.\n\n[two](#docs/two) [two](two.md?id=x)\n",
                "docs/two.md": "Without a heading: a[0](1) `x](y)`.\n",
                "docs/three.md": "# Three\n",
            ]
        ) { $0.course = "book" }
        #expect(made.plan.kind == .docsify)
        #expect(
            made.paths.filter { !$0.hasSuffix("index.md") } == [
                "courses/book/01-contents/01-readme.md", "courses/book/01-contents/02-two.md",
                "courses/book/01-contents/03-one.md", "courses/book/02-three/01-three.md",
            ])
        #expect(made.text("courses/book/01-contents/02-two.md").hasPrefix("---\ntitle: Two\n---\n"))
        #expect(made.text("courses/book/01-contents/03-one.md").contains("::: tip\nA tip.\n:::"))
        try made.build()
        let page = made.page("courses/book/contents/two/")
        #expect(page.contains("/courses/book/contents/readme/"))
        #expect(page.contains("/courses/book/contents/one/"))
    }

    @Test("A folder of Markdown becomes a course in the order of weights and numbers")
    func folder() throws {
        let made = try Import(
            .markdown,
            [
                "index.md": "# Top\n", "10-last.md": "Ten.\n", "2-second.md": "Two.\n",
                "1-part/b.md": "---\nweight: 1\n---\nB.\n", "1-part/a.md": "---\nweight: 2\n---\nA.\n",
            ]
        ) { $0.course = "c" }
        #expect(
            made.paths == [
                "courses/c/01-part/01-b.md", "courses/c/01-part/02-a.md", "courses/c/01-part/index.md",
                "courses/c/02-second/01-second.md", "courses/c/02-second/index.md",
                "courses/c/03-last/01-last.md",
                "courses/c/03-last/index.md", "courses/c/index.md",
            ])
        try made.build()
    }
}
