import Content
import TestSupport
import Testing

/// Code blocks and what stands behind their fences.
@Suite struct CodeTests {
    /// A colouring that makes every word `let` a keyword and everything else plain.
    private static let colouring: CodeColouring = { code, language, run in
        guard language == "toy" else { return }
        var position = 0
        while position < code.count {
            if code[position...].starts(with: "let".utf8) {
                if position > 0 { run(0, position) }
                run(UInt8(ascii: "k"), position + 3)
                position += 3
            } else {
                position += 1
            }
        }
    }

    private func html(_ text: String, _ colouring: CodeColouring? = CodeTests.colouring) -> String {
        guard let document = read(text).document else { return "not read" }
        return Page(
            MarkdownRenderer(colouring: colouring).render(document.parts(pageTier: nil), resolve: resolve)
        ).open
    }

    @Test func `runs with a class get an element, others none`() {
        #expect(
            html("```toy\nlet a < b\n\"let\"\n```\n")
                == "<pre tabindex=\"0\"><code class=\"language-toy\"><span class=\"k\">let</span> a &lt; b\n"
                + "&quot;<span class=\"k\">let</span>&quot;\n</code></pre>\n")
    }

    @Test func `a language that nobody knows stays plain, and so does code without one`() {
        #expect(
            html("```klingon\nlet\n```\n")
                == "<pre tabindex=\"0\"><code class=\"language-klingon\">let\n</code></pre>\n")
        #expect(html("    let\n") == "<pre tabindex=\"0\"><code>let\n</code></pre>\n")
    }

    @Test func `a title makes a figure`() {
        #expect(
            html("``` toy title=\"A <b> & c\"\nlet\n```\n")
                == "<figure class=\"code\"><figcaption>A &lt;b&gt; &amp; c</figcaption>"
                + "<pre tabindex=\"0\"><code class=\"language-toy\"><span class=\"k\">let</span>\n</code></pre></figure>\n"
        )
    }

    @Test func `numbers and marked lines are elements around whole lines`() {
        #expect(
            html("```toy numbers=9 lines=2-3\nlet a\n\nlet\n```\n")
                == "<pre class=\"lines\" tabindex=\"0\"><code class=\"language-toy\">"
                + "<span class=\"l\" data-n=\" 9\"><span class=\"k\">let</span> a\n</span>"
                + "<mark class=\"l\" data-n=\"10\">\n</mark>"
                + "<mark class=\"l\" data-n=\"11\"><span class=\"k\">let</span>\n</mark></code></pre>\n")
    }

    @Test func `a run over several lines has an element on each`() {
        #expect(
            html("```x numbers\na\n\nb\n```\n") { code, _, run in run(UInt8(ascii: "c"), code.count) }
                == "<pre class=\"lines\" tabindex=\"0\"><code class=\"language-x\">"
                + "<span class=\"l\" data-n=\"1\"><span class=\"c\">a</span>\n</span>"
                + "<span class=\"l\" data-n=\"2\">\n</span>"
                + "<span class=\"l\" data-n=\"3\"><span class=\"c\">b</span>\n</span></code></pre>\n")
    }

    @Test(
        "what other generators write means the same",
        arguments: [
            "toy lines=1,3", "toy {lines=1,3}", "toy,hl_lines=1 3", "toy {hl_lines=[1,\"3-3\"]}", "toy {1,3}",
            "{.toy lines='1 3'}", "toy,ignore,edition2021 lines=1,3", "toy lines=\"1, 3\"",
        ])
    func otherSpellings(info: String) {
        #expect(
            html("~~~\(info)\na\nb\nc\n~~~\n")
                == "<pre class=\"lines\" tabindex=\"0\"><code class=\"language-toy\"><mark class=\"l\">a\n</mark>"
                + "<span class=\"l\">b\n</span><mark class=\"l\">c\n</mark></code></pre>\n")
    }

    @Test(arguments: [
        "toy numbers=20", "toy {linenos=table,linenostart=20}", "toy linenos=inline linenostart=20",
    ])
    func `the first number is the author's`(info: String) {
        #expect(html("```\(info)\na\n```\n").contains("data-n=\"20\""))
    }

    @Test func `what is wrong behind a fence is said with its place`() {
        let text = """
            ```swift titel="x"
            a
            ```

            - ~~~c lines=2-1 numbers=x
              b
              ~~~

            ```c title="x
            ```

            ```c lines=2,7
            a
            b
            ```
            """
        #expect(
            page(text).faults == """
                a.md:1:10: error: code blocks have no attribute 'titel'
                    1 | ```swift titel="x"
                      |          ^^^^^^^^^ did you mean 'title'? there are title="…", lines=3-5,8 and numbers
                a.md:5:8: error: '2-1' names no lines
                    5 | - ~~~c lines=2-1 numbers=x
                      |        ^^^^^^^^^ write lines=3-5,8; the first line is 1
                a.md:5:18: error: 'x' is no line number
                    5 | - ~~~c lines=2-1 numbers=x
                      |                  ^^^^^^^^^ write numbers, or numbers=20 to begin with 20
                a.md:9:6: error: the value of 'title' is not closed
                    9 | ```c title="x
                      |      ^^^^^^^^ end it with the quote or bracket it begins with
                a.md:12:14: error: there is no line 7 to mark
                   12 | ```c lines=2,7
                      |              ^ the code has 2 lines
                """)
    }

    @Test func `code without its tags is the code, whatever stands behind the fence`() {
        var generator = SeededGenerator(seed: 5)
        let pieces = [
            "let", " ", "\t", "<", ">", "&", "\"", "'", "&lt;", "x", "\n", "\n\n", "中", "é", "</code>", "{",
            "`",
        ]
        let infos = [
            "", "toy", "toy numbers", "toy lines=1", "klingon numbers=98", "toy title=\"t\" numbers lines=1",
            "toy ,,{}", "{", "=", "toy =", "toy [", "toy lines=1-99999999999999999999", "toy \"", "toy 1,2-",
            "toy '",
        ]
        for _ in 0..<2000 {
            let code = (0..<Int.random(in: 0...12, using: &generator)).map { _ in
                pieces.randomElement(using: &generator) ?? ""
            }.joined()
            let info = infos.randomElement(using: &generator) ?? ""
            let found = html("~~~~\(info)\n\(code)\n~~~~\n")
            if Self.text(found) != code + "\n" { Issue.record("\(info): \(code)\n\(found)") }
        }
    }

    /// What a browser shows of the block in some HTML.
    private static func text(_ html: String) -> String {
        guard let start = html.firstRange(of: "<code"), let end = html.firstRange(of: "</code></pre>")
        else { return "no code" }
        let inner = String(html[start.lowerBound..<end.lowerBound])
        return inner.replacing(/<[^>]*>/, with: "").replacing("&lt;", with: "<").replacing("&gt;", with: ">")
            .replacing("&quot;", with: "\"").replacing("&amp;", with: "&")
    }
}
