import Testing

/// Links that lead nowhere.
@Suite struct LinkFaultTests {
    private func faults(_ body: String, _ others: [String: String] = [:]) throws -> String {
        var files = ["content/articles/one.md": "---\ntitle: One\n---\n" + body + "\n"]
        files.merge(others) { $1 }
        return try TestSite(files).faults()
    }

    @Test func `a link to a page that is not there suggests the one that is`() throws {
        expect(
            try faults("See [two](tow.md).", ["content/articles/two.md": "Two"]),
            is: """
                content/articles/one.md:4:11: error: there is no page or file 'tow.md'
                    4 | See [two](tow.md).
                      |           ^^^^^^ did you mean 'two.md'?
                """)
    }

    @Test func `a link with nothing like it says how links work`() throws {
        expect(
            try faults("See [that](/courses/haskell/index.md)."),
            is: """
                content/articles/one.md:4:12: error: there is no page or file '/courses/haskell/index.md'
                    4 | See [that](/courses/haskell/index.md).
                      |            ^^^^^^^^^^^^^^^^^^^^^^^^^ links are relative to the file they stand in, or begin with / at content/
                """)
    }

    @Test func `a missing image is an error at its place`() throws {
        expect(
            try faults("Text\n\n![A cat](cat.png)"),
            is: """
                content/articles/one.md:6:10: error: there is no page or file 'cat.png'
                    6 | ![A cat](cat.png)
                      |          ^^^^^^^ links are relative to the file they stand in, or begin with / at content/
                """)
    }

    @Test func `a missing picture of the front matter is one`() throws {
        let site = try TestSite([
            "content/articles/one.md": "---\nimage: cta.png\n---\n![](cat.png)",
            "content/articles/cat.png": picture(), "content/static/logo.png": picture(),
            "content/articles/two.md": "---\nimage: /logo.jpg\n---\nText",
            "content/articles/three.md": "---\nimage: pics.example/a.png\n---\nText",
            "content/articles/fine.md": "---\nimage: https://pics.example/a.png\n---\nText",
            "content/articles/good.md": "---\nimage: cat.png\n---\nText",
        ])
        expect(
            site.faults(),
            is: """
                content/articles/one.md:2:8: error: there is no file 'cta.png'
                    2 | image: cta.png
                      |        ^^^^^^^ did you mean 'cat.png'?
                content/articles/three.md:2:8: error: there is no file 'pics.example/a.png'
                    2 | image: pics.example/a.png
                      |        ^^^^^^^^^^^^^^^^^^ did you mean 'cat.png'?
                content/articles/two.md:2:8: error: there is no file '/logo.jpg'
                    2 | image: /logo.jpg
                      |        ^^^^^^^^^ did you mean 'logo.png'?
                """)
    }

    @Test func `a picture with nothing like it says how pictures are named`() throws {
        let site = try TestSite(["content/articles/one.md": "---\nimage: cta.png\n---\nText"])
        expect(
            site.faults(),
            is: """
                content/articles/one.md:2:8: error: there is no file 'cta.png'
                    2 | image: cta.png
                      |        ^^^^^^^ name a file beside the page, one from / at content/ on, or a whole address
                """)
    }

    @Test func `a missing image of a sealed section is one too`() throws {
        expect(
            try faults("Text\n\n::: premium\n![A cat](cat.png)\n:::"),
            is: """
                content/articles/one.md:7:10: error: there is no page or file 'cat.png'
                    7 | ![A cat](cat.png)
                      |          ^^^^^^^ links are relative to the file they stand in, or begin with / at content/
                """)
    }

    @Test func `a link may not leave the site`() throws {
        expect(
            try faults("[out](../../../etc/passwd)"),
            is: """
                content/articles/one.md:4:7: error: '../../../etc/passwd' leads out of the site
                    4 | [out](../../../etc/passwd)
                      |       ^^^^^^^^^^^^^^^^^^^ links stay below content/
                """)
    }

    @Test func `a link to a draft says that it is not out`() throws {
        expect(
            try faults(
                "[later](draft.md) and [dated](later.md)",
                [
                    "content/articles/draft.md": "---\ndraft: true\n---\nDraft",
                    "content/articles/later.md": "---\ndate: 2027-01-01\n---\nLater",
                ]),
            is: """
                content/articles/one.md:4:9: error: 'articles/draft.md' is not out yet: it is a draft or dated later
                    4 | [later](draft.md) and [dated](later.md)
                      |         ^^^^^^^^ link to it once it is published, or build with --drafts
                content/articles/one.md:4:31: error: 'articles/later.md' is not out yet: it is a draft or dated later
                    4 | [later](draft.md) and [dated](later.md)
                      |                               ^^^^^^^^ link to it once it is published, or build with --drafts
                """)
    }

    @Test func `an anchor that is not there suggests the nearest`() throws {
        expect(
            try faults(
                "## Value types\n\n[up](#value-typs) and [over](two.md#nowhere)",
                [
                    "content/articles/two.md": "## Somewhere"
                ]),
            is: """
                content/articles/one.md:6:6: error: there is no place '#value-typs' in /articles/one/
                    6 | [up](#value-typs) and [over](two.md#nowhere)
                      |      ^^^^^^^^^^^ did you mean '#value-types'?
                content/articles/one.md:6:30: error: there is no place '#nowhere' in /articles/two/
                    6 | [up](#value-typs) and [over](two.md#nowhere)
                      |                              ^^^^^^^^^^^^^^ did you mean '#somewhere'?
                """)
    }

    @Test func `an anchor with nothing like it says how ids are made`() throws {
        expect(
            try faults("[up](#something-else)\n\n## One"),
            is: """
                content/articles/one.md:4:6: error: there is no place '#something-else' in /articles/one/
                    4 | [up](#something-else)
                      |      ^^^^^^^^^^^^^^^ a heading's id is its text in lower case, words joined by '-'
                """)
    }

    @Test func `an anchor may stand in a sealed section`() throws {
        #expect(
            try faults("[down](#secret-part)\n\n::: premium\n## Secret part\n:::") == "(no fault)")
    }
}
