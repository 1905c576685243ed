import Content
import Testing

/// Every sentence about fences, with its place, as an author reads it.
@Suite struct FenceTests {
    @Test func `a mistyped tier is an error that suggests the right one`() {
        #expect(
            faults("Everyone.\n\n::: premuim\nSecret.\n:::\n") == """
                a.md:3:5: error: unknown tier 'premuim'
                    3 | ::: premuim
                      |     ^^^^^^^ did you mean 'premium'? sealpress.yml has: public, basic, premium, vip
                """)
    }

    @Test func `a mistyped call-out suggests call-outs`() {
        #expect(
            faults(":::  nota\nx\n:::\n") == """
                a.md:1:6: error: unknown call-out 'nota'
                    1 | :::  nota
                      |      ^^^^ did you mean 'note'? call-outs: note, tip, warning
                """)
    }

    @Test func `a word like nothing lists the tiers`() {
        #expect(
            faults("::: 会员\nx\n:::\n") == """
                a.md:1:5: error: unknown tier '会员'
                    1 | ::: 会员
                      |     ^^^^ sealpress.yml has: public, basic, premium, vip
                """)
    }

    @Test func `a fence needs a name`() {
        #expect(
            faults("::: {#x}\nx\n:::\n") == """
                a.md:1:5: error: expected a tier or a call-out after ':::'
                    1 | ::: {#x}
                      |     ^^^^ tiers: public, basic, premium, vip; call-outs: note, tip, warning
                """)
    }

    @Test func `two colons before a tier are a mistyped fence, and elsewhere text`() {
        #expect(
            faults("Open.\n\n:: premium\nSecret.\n::\n") == """
                a.md:3:1: error: two colons make no fence
                    3 | :: premium
                      | ^^^^^^^^^^ write ':::', here and where it ends
                """)
        #expect(faults("::vip {#x}\n").contains("two colons make no fence"))
        for text in [
            "::before\n", ":: premium is a word\n", "`a\n:: b`\n", "```\n:: premium\n```\n",
            "<pre>\n:: premium\n</pre>\n",
            "::: premium\nx\n:::\n",
        ] {
            #expect(faults(text).isEmpty)
        }
    }

    @Test func `an unclosed fence is reported where it opens`() {
        #expect(
            faults("---\ntitle: T\n---\na\n\n::: premium {#x}\nb\n") == """
                a.md:6:1: error: '::: premium {#x}' is never closed
                    6 | ::: premium {#x}
                      | ^^^^^^^^^^^^^^^^ add a line ':::' after its last block
                """)
    }

    @Test func `a close without an opening is an error`() {
        #expect(
            faults("a\n\n   ::::\n") == """
                a.md:3:4: error: this ':::' closes nothing
                    3 |    ::::
                      |    ^^^^ delete it, or open a fence before it
                """)
    }

    @Test func `tiers do not nest`() {
        #expect(
            faults("::: premium\na\n::: vip\nb\n:::\n:::\n") == """
                a.md:3:1: error: a tier fence inside '::: premium' of line 1
                    3 | ::: vip
                      | ^^^^^^^ close that one with ':::' first
                """)
    }

    @Test func `a tier does not stand in a call-out`() {
        #expect(
            faults("::: tip\n::: premium\nb\n:::\n:::\n") == """
                a.md:2:1: error: a tier fence inside '::: tip' of line 1
                    2 | ::: premium
                      | ^^^^^^^^^^^ put the call-out inside the tier fence instead
                """)
    }

    @Test func `only an id may follow a tier`() {
        #expect(
            faults("::: premium for all\nb\n:::\n") == """
                a.md:1:13: error: unexpected text after '::: premium'
                    1 | ::: premium for all
                      |             ^^^^^^^ only an id may follow: ::: premium {#my-id}
                """)
    }

    @Test func `ids of sections are checked`() {
        #expect(
            faults(
                "::: premium {#Big}\nb\n:::\n::: premium {#s2}\nb\n:::\n::: public {#p}\n:::\n::: tip {#t}\n:::\n"
            ) == """
                a.md:1:15: error: 'Big' cannot be a section id
                    1 | ::: premium {#Big}
                      |               ^^^ ids are lower-case letters, digits and '-'
                a.md:4:15: error: the section id 's2' is taken
                    4 | ::: premium {#s2}
                      |               ^^ s1, s2 … are for sections without an id of their own
                a.md:7:12: error: a public run has no id
                    7 | ::: public {#p}
                      |            ^^^^ only sealed sections have one
                a.md:9:9: error: a call-out has no id
                    9 | ::: tip {#t}
                      |         ^^^^ only tier fences have one
                """)
    }

    @Test func `an id stands once on a page`() {
        #expect(
            faults("::: premium {#x}\na\n:::\n\n::: basic {#x}\nb\n:::\n") == """
                a.md:5:13: error: the section id 'x' stands twice
                    5 | ::: basic {#x}
                      |             ^ it is already on line 1
                """)
    }

    @Test func `a fence in a list or a quote would publish its text`() {
        #expect(
            faults("- a\n\n    ::: premium\n    b\n\n> ::: premium\n> c\n") == """
                a.md:3:5: error: this fence is not at the left margin
                    3 |     ::: premium
                      |     ^^^^^^^^^^^ no list, no quote and at most three spaces may be before it
                a.md:6:1: error: this fence is not at the left margin
                    6 | > ::: premium
                      | ^^^^^^^^^^^^^ no list, no quote and at most three spaces may be before it
                """)
    }

    @Test func `a fence typed with a Chinese input method would publish its text`() {
        #expect(
            faults("：：： premium\nb\n\u{3000}::: premium\nc\n") == """
                a.md:1:1: error: full-width colons make no fence
                    1 | ：：： premium
                      | ^^^^^^^^^^^^^^ write ':::'
                a.md:3:1: error: this fence is not at the left margin
                    3 | \u{3000}::: premium
                      | ^^^^^^^^^^^^^ there is a wide or an invisible space before it: delete it
                """)
        for text in [
            ":：：premium\n", "\u{200B}::: premium\n", "\u{A0}:::\n", "- ：：：\n", "：:: premium\n", "：::: a\n",
        ] {
            #expect(read(text).document == nil, "\(text)")
        }
        for text in ["注意：：两个\n", "：：\n", "    ：：：\n", "```\n：：：\n```\n", "见：::: 下文\n"] {
            #expect(read(text).document != nil, "\(text)")
        }
    }

    @Test func `a fence in a comment would publish its text`() {
        #expect(
            faults("<!--\n\n::: premium\nb\n-->\n") == """
                a.md:3:1: error: a fence inside the raw HTML of line 1
                    3 | ::: premium
                      | ^^^^^^^^^^^ end the HTML before it; to hide a section, delete it
                """)
    }

    @Test func `code that is never closed must not take in a fence`() {
        #expect(
            faults("```swift\nlet a = 1\n\n::: premium\nb\n:::\n") == """
                a.md:1:1: error: this code fence is never closed and takes in the fence of line 4
                    1 | ```swift
                      | ^^^^^^^^ close the code before it
                """)
    }

    @Test func `a forgotten end of code is found when the code after it turns inside out`() {
        #expect(
            faults("```\nlet a\n\n::: premium\nb\n:::\n\n```\nlet c\n```\n") == """
                a.md:10:1: error: this code fence is never closed
                   10 | ```
                      | ^^^ or one before it: line 4 is a fence inside code
                """)
        #expect(
            faults("```swift\nlet a\n\n::: premium\nb\n:::\n\n```swift\nlet c\n```\n") == """
                a.md:1:1: error: this code fence takes in the fence of line 4
                    1 | ```swift
                      | ^^^^^^^^ was it to end before line 8? to show fences in code, use more characters for the outer one
                """)
    }

    @Test func `a teaser's mark stands once and outside of fences`() {
        #expect(
            faults("a\n\n<!--more-->\n\n::: premium\n<!-- more -->\n:::\n\n<!--more-->\n") == """
                a.md:6:1: error: '<!--more-->' inside '::: premium' of line 5
                    6 | <!-- more -->
                      | ^^^^^^^^^^^^^ put it before or after the fence
                a.md:9:1: error: a second '<!--more-->'
                    9 | <!--more-->
                      | ^^^^^^^^^^^ it is already on line 3
                """)
    }

    @Test func `all faults of a file are reported at once`() {
        let text = "---\nteir: premium\ndate: 2026-13-01\n---\n::: premuim\n:::\n\n:::\n\n::: vip\n"
        let reading = read(text)
        #expect(reading.document == nil)
        #expect(reading.diagnostics.compactMap { $0.location?.line } == [2, 3, 5, 8, 10])
    }

    // MARK: What is no fence

    @Test(arguments: [
        "```\n::: premium\n:::\n```\n", "~~~~\n:::\n~~~~\n", "    ::: premium\n", "\t:::\n",
        "- a\n\n  ```\n  ::: premium\n  ```\n", "> ~~~\n> ::: x\n> ~~~\n", "1. a\n   ```md\n   :::\n   ```\n",
        "- a\n\n      ::: in indented code\n", "Text ::: premium\n", ":: premium words\n", "::\n", "`:::`\n",
        "> - ```\n>   ::: premium\n>   ```\n", "[^1]: n\n\n    ```\n    ::: premium\n    ```\n\nx[^1]\n",
    ])
    func `colons in code and in running text are text`(body: String) {
        let reading = read(body)
        #expect(reading.diagnostics.isEmpty)
        let page = page(body)
        #expect(page.body.sections.isEmpty)
        #expect(page.faults.isEmpty)
        #expect(page.open.contains("::"))
    }

    @Test(arguments: [
        "- a\n  ```\n  code\n::: premium\nSECRET\n:::\n", "> ```\n> code\n::: premium\nSECRET\n:::\n",
        "- a\n::: premium\nSECRET\n:::\n", "> a\n::: premium\nSECRET\n:::\n",
        "a\n::: premium\nSECRET\n:::\nb\n",
        "|a|\n|-|\n|b|\n::: premium\nSECRET\n:::\n", "<div>\n::: premium\nSECRET\n:::\n</div>\n",
        "[^1]: n\n::: premium\nSECRET\n:::\nx[^1]\n", "   ::: premium\nSECRET\n   :::\n",
        ":::premium\nSECRET\n:::\n",
        "::::: premium\nSECRET\n:::\n", "::: premium\t\nSECRET\n:::  \n",
        "a\r\n::: premium\r\nSECRET\r\n:::\r\n",
        "- a\n\n  ::: premium\n  SECRET\n  :::\n", "<p>\n::: premium\nSECRET\n:::\n",
        "a\r::: premium\rSECRET\r:::\r",
        "\u{FEFF}::: premium\nSECRET\n:::", "`a\n::: premium\nSECRET\n:::\n`\n",
    ])
    func `a fence seals whatever block stands open before it`(text: String) {
        let page = page(text)
        #expect(page.faults.isEmpty)
        #expect(page.body.sections.count == 1)
        #expect(page.sealed["s1"]?.contains("SECRET") == true)
        #expect(!page.open.contains("SECRET"))
        #expect(!page.open.contains(":::"))
    }

    @Test func `a fence that code swallows once the HTML before it is cut is refused by the renderer`() {
        let text = "<div>\n::: tip\n```\n\nSECRET\n\n :::\n"
        #expect(read(text).diagnostics.isEmpty)
        #expect(
            page(text).faults == """
                a.md:7:2: error: this fence is inside another block
                    7 |  :::
                      |  ^^^ close the code or the HTML above it
                """)
    }

    @Test func `code that only a cut list makes code is refused by the renderer`() {
        // Before the call-out is cut out of it, the list holds the code.
        let text = "- a\n::: tip\n:::\n     ```\n  ::: premium\n  SECRET\n  :::\n     ```\n"
        #expect(read(text).diagnostics.isEmpty)
        #expect(
            page(text).faults.hasPrefix(
                """
                a.md:5:1: error: this fence is no longer inside code once the fences before it are cut out
                    5 |   ::: premium
                      | ^ begin the code at the left margin
                """))
    }
}
