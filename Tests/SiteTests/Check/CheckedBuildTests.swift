import Diagnostics
import Files
import Foundation
import Site
import TestSupport
import Testing

/// A check says what a build would say, and leaves everything as it is.
@Suite struct CheckedBuildTests {
    @Test func `a page with a fence that is wrong has its links judged in the same run`() throws {
        let site = try TestSite([
            "content/articles/a.md": """
            # A

            ::: premuim
            [b](b.md) and [c](gone.md), [d](#part), [e](#parts) ![f](f.png)

            ## Part

            ```
            ::: premium
            ```

            """,
            "content/articles/b.md": "---\ntitel: B\ndate: someday\n---\n[a](a.md#part) [a](a.md#here)\n",
        ])
        expect(
            try site.findings(),
            is: """
                fence content/articles/a.md:3:1: error: '::: premuim' is never closed
                    3 | ::: premuim
                      | ^^^^^^^^^^^ add a line ':::' after its last block
                tier-spelling content/articles/a.md:3:5: error: unknown tier 'premuim'
                    3 | ::: premuim
                      |     ^^^^^^^ did you mean 'premium'? sealpress.yml has: public, basic, premium
                link-internal content/articles/a.md:4:19: error: there is no page or file 'gone.md'
                    4 | [b](b.md) and [c](gone.md), [d](#part), [e](#parts) ![f](f.png)
                      |                   ^^^^^^^ links are relative to the file they stand in, or begin with / at content/
                anchor content/articles/a.md:4:45: error: there is no place '#parts' in /articles/a/
                    4 | [b](b.md) and [c](gone.md), [d](#part), [e](#parts) ![f](f.png)
                      |                                             ^^^^^^ did you mean '#part'?
                image content/articles/a.md:4:58: error: there is no page or file 'f.png'
                    4 | [b](b.md) and [c](gone.md), [d](#part), [e](#parts) ![f](f.png)
                      |                                                          ^^^^^ links are relative to the file they stand in, or begin with / at content/
                front-matter content/articles/b.md:2:1: error: unknown key 'titel'
                    2 | titel: B
                      | ^^^^^ did you mean 'title'? fields of your own go under 'params:'
                front-matter content/articles/b.md:3:7: error: there is no date 'someday'
                    3 | date: someday
                      |       ^^^^^^^ write it as 2026-10-01 or 2026-10-01 09:30
                anchor content/articles/b.md:5:20: error: there is no place '#here' in /articles/a/
                    5 | [a](a.md#part) [a](a.md#here)
                      |                    ^^^^^^^^^ a heading's id is its text in lower case, words joined by '-'
                """)
        #expect(try !site.check().isComplete)
    }

    @Test func `a broken link does not hide a leak, nor a file that nobody uses`() throws {
        let secret = "eight words that only those who pay may read"
        let site = try TestSite([
            "content/articles/a.md": "[broken](b.md)\n\n::: premium\n\(secret)\n:::\n",
            "content/static/notes.txt": secret, "content/articles/lost.png": "",
        ])
        let report = try site.check()
        #expect(report.isComplete)
        #expect(report.findings.map(\.rule) == [.linkInternal, .leak, .unusedAsset])
    }

    @Test func `a site without configuration is a finding like any other`() throws {
        let site = try TestSite(["content/articles/a.md": "Text"], config: nil)
        let report = try site.check()
        #expect(report.findings.map(\.rule) == [.build])
        #expect((report.pages, report.errors, report.warnings) == (0, 1, 0))
    }

    @Test func `what is about no rule of its own goes by its file`() throws {
        let site = try TestSite(
            [
                "content/articles/a.md": "Text", "layouts/article.mustache": "{{page.titel}}",
                "data/list.json": "{", "epochs.yml": "vip: 1\n",
            ], roster: ["Anna,premium,,,,active,1"])
        #expect(try site.check().findings.map(\.rule) == [.data, .build, .layout, .roster])
        try site.write("sealpress.yml", TestSite.config + "\nseerch: true\n")
        #expect(try site.check().findings.map(\.rule) == [.build, .configuration])
    }

    @Test func `rules are left out by the configuration, by name, and asked for by name`() throws {
        let site = try TestSite(
            ["content/articles/a.md": "![](a.png) [b](b.md)", "content/articles/a.png": ""],
            config: TestSite.config + "\ncheck: {skip: [alt-text, image]}\n")
        #expect(try site.check().findings.map(\.rule) == [.linkInternal])
        #expect(try site.check(skip: [.linkInternal]).findings == [])
        #expect(try site.check(only: [.altText]).findings.map(\.rule) == [.altText])
        #expect(try site.check(only: [.altText], skip: [.altText]).findings == [])
    }

    @Test func `settings that are wrong are pointed at`() throws {
        let site = try TestSite(
            ["content/articles/a.md": "Text"],
            config: TestSite.config + """

                check:
                  skip: [alt-texts]
                  budget: {page: 0, pages: 5}
                  external: {skip: ["example.org/*"]}

                """)
        expect(
            site.faults(),
            is: """
                sealpress.yml:7:10: error: there is no rule 'alt-texts'
                    7 |   skip: [alt-texts]
                      |          ^^^^^^^^^ did you mean 'alt-text'? rules are: link-internal, link-external, anchor, image, alt-text, front-matter, fence, tier-spelling, tag-spelling, duplicate-title, unused-asset, size-budget, address, leak, layout, data, configuration, roster, build
                sealpress.yml:8:18: error: a budget is a number of bytes above zero
                    8 |   budget: {page: 0, pages: 5}
                      |                  ^
                sealpress.yml:8:21: error: unknown key 'pages'
                    8 |   budget: {page: 0, pages: 5}
                      |                     ^^^^^ did you mean 'page'? keys here: page, image, site
                sealpress.yml:9:21: error: 'example.org/*' is no pattern of addresses
                    9 |   external: {skip: ["example.org/*"]}
                      |                     ^^^^^^^^^^^^^^^ write it as "https://example.org/*": '*' stands for anything
                """)
    }

    @Test func `without the root key all is checked that needs none`() throws {
        let site = try TestSite(
            ["content/articles/a.md": "Open\n\n::: premium\n[gone](b.md)\n:::\n"],
            roster: ["anna,premium,,,,active,1"])
        try site.write("content/articles/b.md", "B")
        try site.build()
        try site.remove("content/articles/b.md")
        site.keys = try TestSite.keys(8)
        #expect(try site.check().findings.map(\.rule) == [.build, .linkInternal])
        var inputs = site.inputs()
        inputs.hasRootKey = false
        #expect(try Site.check(CheckInputs(inputs)).findings.map(\.rule) == [.linkInternal])
    }

    /// Rules that no build knows.
    private static let own: Set<DiagnosticRule> = [.altText, .duplicateTitle, .tagSpelling, .sizeBudget]

    @Test(arguments: UInt64(1)...12)
    func `a check finds what a build finds, with any number of threads, and writes nothing`(seed: UInt64)
        throws
    {
        var random = SeededGenerator(seed: seed)
        let site = try TestSite(RandomSite(seed: seed).files)
        try site.build()
        let pages = try FileSystem.list(site.root + "/content").filter { $0.path.hasSuffix(".md") }.map(
            \.path)
        let faults = [
            "\n::: premuim\n", "\n[x](nowhere.md)\n", "\n![x](nowhere.png)\n", "\n[x](#nowhere)\n", "\n:::\n",
            "\n    code\n\n<!--more-->\n",
        ]
        for _ in 0..<Int.random(in: 0...3, using: &random) {
            let page = "content/" + pages[Int.random(in: 0..<pages.count, using: &random)]
            let text = try FileSystem.readText(site.root + "/" + page, limit: 1 << 20)
            try site.write(page, text + faults[Int.random(in: 0..<faults.count, using: &random)])
        }
        let before = try site.everything()
        let report = try site.check(skip: Self.own)
        var inputs = site.inputs(threads: 1)
        inputs.date = site.date
        #expect(try Site.check(CheckInputs(inputs, skip: Self.own)).findings == report.findings)
        #expect(try site.everything() == before)
        let found = Set(report.findings.map { site.render([$0]) })
        do {
            let warnings = try site.build().warnings
            #expect(Set(warnings.map { site.render([$0]) }) == found)
        } catch let failure as BuildFailure {
            for finding in report.findings {
                let isBuilds = failure.text.contains(site.render([finding]))
                #expect(isBuilds || report.errors > 1, "\(finding)")
            }
            for line in failure.text.split(separator: "\n") where line.contains(": error: ") {
                #expect(found.contains { $0.hasPrefix(line) }, "\(line)")
            }
        }
    }
}

extension TestSite {
    /// Every file of the project but the lock, with its bytes.
    fileprivate func everything() throws -> [String: [UInt8]] {
        try FileSystem.list(root, enteringHidden: true).filter { $0.kind == .file }
            .reduce(into: [:]) { files, entry in
                guard !entry.path.hasSuffix("build.lock") else { return }
                files[entry.path] = try FileSystem.read(root + "/" + entry.path)
            }
    }
}
