import Files
import Foundation
import Testing

/// A build that was killed, and the one after it.
@Suite struct InterruptedBuildTests {
    private func site() throws -> TestSite {
        try TestSite(
            ["content/articles/a.md": "First.\n\n::: premium\nSealed.\n:::\n"],
            roster: ["anna,premium,,,,active,1"])
    }

    @Test func `what a killed build had staged is thrown away`() throws {
        let site = try site()
        try site.build()
        let before = try site.files()
        try site.write("site/.sealpress-staging/.sealpress-staging", "")
            .write("site/.sealpress-staging/tree/articles/a/index.html", "half a page")
            .write("site/.sealpress-staging/tree/leftover.html", "half a page")
        try site.build()
        #expect(try site.files() == before)
    }

    @Test func `a build that was killed while it put files in place is completed first`() throws {
        let site = try site()
        try site.build()
        let before = try site.files()
        try site.write("site/.sealpress-staging/.sealpress-staging", "")
            .write("site/.sealpress-staging/.sealpress-commit", "")
            .write("site/.sealpress-staging/tree/articles/a/index.html", "the page of the killed build")
        try site.build()
        #expect(try site.files() == before)
        #expect(!site.has(".sealpress-staging"))
    }

    @Test func `a folder of that name with other things in it is left alone`() throws {
        let site = try site()
        try site.write("site/.sealpress-staging/mine.txt", "mine")
        #expect(throws: (any Error).self) { try site.build() }
        #expect(site.text(".sealpress-staging/mine.txt") == "mine")
    }

    @Test func `a sealed file that was damaged on disk is made anew`() throws {
        let site = try site()
        try site.build()
        let before = try site.files()
        let path = site.keys.sectionID(route: "/articles/a/", section: "s1").path
        var bytes = try #require(before[path])
        bytes[bytes.count - 1] ^= 1
        try site.write("site/" + path, bytes)
        try site.write("site/articles/a/index.html", "vandal")
        #expect(try site.build().written == 2)
        #expect(try site.files() == before)
    }

    @Test func `a lost manifest is made anew`() throws {
        let site = try site()
        try site.build()
        let before = try site.files()
        try site.remove("site/_sealpress/manifest.json").remove("site/_sealpress/manifest.json.minisig")
        try site.build()
        #expect(try site.files() == before)
    }

    @Test func `text that was public and is sealed now is warned of`() throws {
        let paragraph = "This paragraph is long enough to be remembered by the ledger."
        let site = try TestSite(["content/articles/a.md": "First.\n\n\(paragraph)\n"])
        try site.build()
        try site.write("content/articles/a.md", "First.\n\n::: premium\n\(paragraph)\n:::\n")
        expect(
            try site.warnings(),
            is: """
                content/articles/a.md:3:1: warning: text of this section was public until now
                    3 | ::: premium
                      | ^ sealing it now hides it from new readers only: copies, caches and archives remain
                """)
        // It is said once: from now on the text counts as sealed.
        #expect(try site.warnings() == "")
    }

    @Test func `text that is still public elsewhere is not warned of`() throws {
        let paragraph = "This paragraph is long enough to be remembered by the ledger."
        let site = try TestSite(["content/articles/a.md": "First.\n\n\(paragraph)\n"])
        try site.build()
        try site.write("content/articles/a.md", "First.\n\n::: premium\n\(paragraph)\n:::\n")
        try site.write("content/articles/b.md", "Second.\n\n\(paragraph)\n")
        #expect(try site.warnings() == "")
    }
}
