import Foundation
import Testing

/// Every kind of page is HTML that `tidy` has nothing to say about.
@Suite struct TidyTests {
    private static let program = "/usr/bin/tidy"

    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: program), "tidy is not installed"))
    func `every page of a site is valid HTML`() throws {
        var files = WholeSiteTests.files
        files["content/articles/rich.md"] = """
            ---
            title: Rich
            date: 2026-10-01
            updated: 2026-10-02
            description: All of it
            author: Ann
            tags: [Swift]
            ---
            ## One

            Text with a note[^1], `code`, <kbd>Ctrl</kbd> and ~~struck~~ words.

            - [ ] to do
            - [x] done

            ### Deeper

            | a | b |
            |:--|--:|
            | 1 | 2 |

            ::: tip A title
            A call-out.
            :::

            ::: video src=talk.mp4 title="A talk" poster=/logo.svg captions=talk.vtt loop :::

            ::: video href="https://films.example/a?b=c&d" title='A "talk"' poster=/logo.svg :::

            ::: audio src=talk.mp3 title=Sound :::

            ::: price-table caption="What it costs"
            Prices hold for a year.
            :::

            ::: details title="More & more" open
            ::: figure caption="A table"
            | a | b |
            |---|---|
            | 1 | 2 |
            :::
            :::

            ::: basic
            ## Sealed

            Sealed text.
            :::

            ![Picture](/logo.svg)

            > Quote

            ```swift
            let a: Array<Int> = []
            ```

            1. In a list

               ```js title="a.js" numbers=9 lines=1-2
               /* one
                  two */

               ```

            [^1]: The note.
            """
        for file in ["talk.mp4", "talk.vtt", "talk.mp3"] { files["content/articles/\(file)"] = "x" }
        files["content/courses/swift/index.md"] =
            "---\ntitle: Swift\ntier: basic\nprice: 20\ncurrency: EUR\ncheckout: https://pay.example/\n---\nThe course.\n"
        let site = try TestSite(files)
        try site.build()
        let pages = try site.paths().filter { $0.hasSuffix(".html") }
        #expect(pages.count > 12)
        for page in pages { expect(try complaints(site.output + "/" + page, page), is: "") }
    }

    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: program), "tidy is not installed"))
    func `every page of a site in two languages is valid HTML`() throws {
        let site = try TwoLanguages.site(config: "search: true\n")
        try site.build()
        let pages = try site.paths().filter { $0.hasSuffix(".html") }
        #expect(pages.count > 24)
        for page in pages { expect(try complaints(site.output + "/" + page, page), is: "") }
    }

    /// What tidy says of a file.
    private func complaints(_ file: String, _ name: String) throws -> String {
        let tidy = Process()
        tidy.executableURL = URL(filePath: Self.program)
        tidy.arguments = [
            "-quiet", "-errors", "--custom-tags", "blocklevel", "--drop-empty-elements", "no", file,
        ]
        let output = Pipe()
        tidy.standardError = output
        tidy.standardOutput = FileHandle.nullDevice
        try tidy.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        tidy.waitUntilExit()
        return text.split(separator: "\n").filter { line in !Self.known.contains { line.hasSuffix($0) } }
            .map { "\(name): \($0)" }.joined(separator: "\n")
    }

    /// What tidy says of attributes that are younger than it.
    private static let known =
        [
            "media", "aria-current", "loading", "decoding", "inputmode", "autocapitalize", "autocorrect",
            "enterkeyhint",
        ]
        .map { "proprietary attribute \"\($0)\"" }
}
