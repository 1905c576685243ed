import Sealing
import Site
import Testing

/// Nothing of a sealed section stands in any public file.
@Suite struct SecrecyTests {
    /// Each secret is one word that occurs nowhere else.
    private static let article = """
        ---
        title: Open title
        tags: [open]
        ---
        ![open alt](open.png) Open words with a [ref] and a note[^open].

        [ref]: https://open.example/

        [^open]: An open note.

        ::: premium {#deep}
        ## secretheading and its `secretcode`

        Secretparagraph with ![secretalt](secretimage.png "secrettitle"), [secretlink](https://secrethost.example/secretpath),
        [a file](secretfile.pdf) and a note[^hidden]. <b class="secretclass">secrethtml</b> <!-- secretcomment -->

        | secrethead | b |
        |---|---|
        | secretcell | d |

        - [ ] secrettask
        - ~~secretstrike~~ https://secretauto.example/

        ```secretinfo
        let secretblock = 1
        ```

        ::: tip secretcallout
        secrettip
        :::

        [reflink][hiddenref]

        [hiddenref]: https://secretref.example/ "secretreftitle"
        [^hidden]: secretnote
        :::

        After.

        """

    private static let words = [
        "secretheading", "secretcode", "ecretparagraph", "secretalt", "secretimage", "secrettitle",
        "secretlink",
        "secrethost", "secretpath", "secretfile", "secretclass", "secrethtml", "secretcomment", "secrethead",
        "secretcell", "secrettask", "secretstrike", "secretauto", "secretinfo", "secretblock",
        "secretcallout",
        "secrettip", "secretref", "secretnote",
    ]

    private func built(_ text: String = article) throws -> TestSite {
        let site = try TestSite(
            [
                "content/articles/a/index.md": text, "content/articles/a/open.png": picture("open"),
                "content/articles/a/secretimage.png": picture("secretpixels"),
                "content/articles/a/secretfile.pdf": "secretpages",
            ], roster: ["anna,premium,,,,active,1", "ben,basic,,,,active,1"])
        try site.build()
        return site
    }

    @Test func `no word of a sealed section is anywhere in the output`() throws {
        let site = try built()
        let files = try site.files()
        #expect(files.count > 20)
        for (path, bytes) in files {
            for word in Self.words + ["secretpixels", "secretpages"] {
                #expect(!bytes.contains(text: word), "\(word) stands in \(path)")
                #expect(!path.contains(word))
            }
        }
        #expect(
            site.page("/articles/a/").contains("Open words") && site.page("/articles/a/").contains("After."))
    }

    @Test func `all of it is readable for those who paid`() throws {
        let site = try built()
        let sealed = try #require(try site.sections("/articles/a/", as: "anna").first ?? nil)
        // Names of sealed files are in no member's HTML: it holds their addresses only.
        for word in Self.words where !["secretimage", "secretfile"].contains(word) {
            #expect(sealed.contains(word), "\(word) is missing")
        }
        #expect(try site.sections("/articles/a/", as: "ben") == [nil])
    }

    @Test func `a page sealed as a whole keeps its words too`() throws {
        let body =
            "Open teaser.\n\n"
            + (Self.article.components(separatedBy: "{#deep}\n").last ?? "")
            .replacing("\n:::\n\nAfter.", with: "\n").replacing(
                "::: tip secretcallout\nsecrettip\n:::\n", with: "secretcallout secrettip\n")
        let site = try built("---\ntier: premium\n---\n![](open.png) " + body)
        for (path, bytes) in try site.files() {
            for word in Self.words { #expect(!bytes.contains(text: word), "\(word) stands in \(path)") }
        }
    }

    @Test func `the manifest and the ledger of the site say no more than the pages`() throws {
        let site = try built()
        let manifest = site.text("_sealpress/manifest.json")
        #expect(!manifest.contains("bundles/") && !manifest.contains("secret"))
        #expect(manifest.contains("articles/a/open.png"))
    }

    @Test func `equal text on two pages is sealed in two ways`() throws {
        let site = try TestSite([
            "content/articles/a.md": "A\n\n::: premium\nThe same.\n:::\n",
            "content/articles/b.md": "B\n\n::: premium\nThe same.\n:::\n",
        ])
        try site.build()
        let files = try site.files(below: "_sealpress/sealed/").values.map { Array($0.suffix(1000)) }
        #expect(files.count == 2)
        #expect(Set(files).count == 2)
    }

    @Test func `the length of a short section does not show`() throws {
        let site = try TestSite([
            "content/articles/a.md": "A\n\n::: premium\nYes.\n:::\n",
            "content/articles/b.md":
                "B\n\n::: premium\nNo, and for many reasons that take their time to tell.\n:::\n",
        ])
        try site.build()
        #expect(Set(try site.files(below: "_sealpress/sealed/").values.map(\.count)).count == 1)
    }
}
