import Testing

@Suite("The command import")
struct ContentImportTests {
    @Test("A source becomes a project that builds, with a list of what could not be mapped")
    func imports() throws {
        let box = try Sandbox()
        try box.write("book/_sidebar.md", "- [One](one.md)\n- [Two](two.md)\n")
        try box.write("book/one.md", "# One\n\n[gone](gone.md) and [two](two.md)\n")
        try box.write("book/two.md", "# Two\n")
        let dry = try box.run("import", "book", "--root", "site", "--course", "c", "--dry-run")
        #expect(dry.status == 0)
        #expect(dry.output.contains("3 files would be written"))
        #expect(throws: (any Error).self) { try box.text("site/sealpress.yml") }

        let run = try box.run("import", "docsify", "book", "--root", "site", "--course", "c")
        #expect(run.status == 0)
        #expect(
            run.errors == """
                one.md:3:8: warning: 'gone.md' leads to nothing in the source: its text is kept, without the link
                    3 | [gone](gone.md) and [two](two.md)
                      |        ^^^^^^^

                """)
        #expect(
            run.output == """
                3 pages of docsify → content/courses/c
                3 files written, 0 as they were, 0 kept
                note: sealpress.yml is new: look it over, then sealpress keys init and sealpress build
                1 place could not be mapped as it was: listed above

                """)
        #expect(try box.run("keys", "init", "--root", "site").status == 0)
        #expect(try box.run("build", "--root", "site", "--quiet").status == 0)

        try box.write("site/content/courses/c/01-one.md", "mine")
        let again = try box.run("import", "book", "--root", "site", "--course", "c", "--json")
        #expect(again.output.contains("\"kept\":[\"content/courses/c/01-one.md\"]"))
        #expect(again.output.contains("\"unmapped\":[{\"file\":\"one.md\",\"line\":3,\"column\":8,"))
        #expect(try box.text("site/content/courses/c/01-one.md") == "mine")
        #expect(
            try box.run("import", "book", "--root", "site", "--course", "c", "--force", "--quiet").output
                .isEmpty)
        #expect(try box.text("site/content/courses/c/01-one.md").hasPrefix("# One"))
    }

    @Test("Wrong arguments are told with what to write instead")
    func usage() throws {
        let box = try Sandbox()
        try box.write("a/a.md", "# A\n")
        try box.write(
            "sealpress.yml", "site: {title: T, baseURL: \"https://e.org/\"}\ntiers: [{id: premium}]\n")
        let kind = try box.run("import", "hugp", "a")
        #expect(kind.status == 2)
        #expect(kind.errors.contains("there is no kind 'hugp'; did you mean 'hugo'?"))
        #expect(try box.run("import", "hugo").errors.contains("name the source too"))
        #expect(try box.run("import", "a", "--into", "x", "--course", "y").status == 2)
        #expect(try box.run("import", "a", "--old-address", "here").status == 2)
        let tier = try box.run("import", "a", "--tier", "premuim")
        #expect(tier.status == 1)
        #expect(tier.errors.contains("did you mean 'premium'?"))
        #expect(try box.run("import", "nowhere").errors.contains("there is no 'nowhere'"))
    }
}
