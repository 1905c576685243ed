import Foundation
import Testing

/// The theme's words by file.
@Suite struct WordsTests {
    /// The theme's English words, as they stand in its file.
    private static let english: String = {
        let root = URL(filePath: #filePath).appending(path: "../../../..").standardized
        let file = root.appending(path: "Sources/Theme/default/strings/en.yml")
        return (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    }()

    private func faults(_ words: String, language: String = "de", config: String = "languages: [de]\n") throws
        -> String
    {
        try TestSite(
            ["content/a.md": "A", "layouts/strings/\(language).yml": words],
            config: TestSite.config + config
        ).faults()
    }

    @Test func `a word that nothing prints is an error with its place`() throws {
        expect(
            try faults(
                "page: {skipToContnet: x}\nreader: {sigOut: y, qwertz: z}\n", language: "en", config: ""),
            is: """
                layouts/strings/en.yml:1:8: error: unknown word 'skipToContnet'
                    1 | page: {skipToContnet: x}
                      |        ^^^^^^^^^^^^^ did you mean 'skipToContent'?
                layouts/strings/en.yml:2:10: error: unknown word 'sigOut'
                    2 | reader: {sigOut: y, qwertz: z}
                      |          ^^^^^^ did you mean 'signOut'?
                layouts/strings/en.yml:2:21: error: unknown word 'qwertz'
                    2 | reader: {sigOut: y, qwertz: z}
                      |                     ^^^^^^ neither the theme nor a layout of yours prints it
                """)
    }

    @Test func `a layout may have words of its own`() throws {
        let site = try TestSite([
            "content/a.md": "A", "layouts/page.mustache": "{{t.greeting}}",
            "layouts/strings/en.yml": "page: {greeting: Good day}\n",
        ])
        try site.build()
        #expect(site.page("/a/") == "Good day")
    }

    @Test func `a language of the site that the theme lacks needs every word`() throws {
        let text = try faults("page: {skipToContent: Zum Inhalt}\n")
        #expect(text.hasPrefix("layouts/strings/de.yml:1:1: error: "))
        #expect(
            text.contains(
                "layouts/strings/de.yml:1:1: error: 'page' lacks the words allTags, archive, articles, atomFeed, authors and "
            ))
        #expect(text.contains("layouts/strings/de.yml:1:1: error: the key 'reader' is missing"))
        #expect(text.contains("a language that the theme does not have needs every word of strings/en.yml"))
    }

    @Test func `counted words have the forms of their language`() throws {
        let words = """
            page:
              oneLesson: "{count} lekcja"
              fewLessons: "{count} lekcje"
              manyLessons: "{count} lekcji"

            """
        for (count, text) in [
            (1, "1 lekcja"), (2, "2 lekcje"), (5, "5 lekcji"), (12, "12 lekcji"), (22, "22 lekcje"),
        ] {
            var files = ["content/courses/c/index.md": "# C", "layouts/strings/pl.yml": words]
            for lesson in 1...count { files["content/courses/c/\(lesson)-l\(lesson).md"] = "# L" }
            let site = try TestSite(
                files, config: "site: {title: T, baseURL: \"https://example.org/\", language: pl}\n")
            try site.build()
            #expect(site.page("/").contains("<span>\(text)</span>"), "\(count)")
        }
    }

    @Test func `a whole file of words makes a language, in pages and in the reader`() throws {
        let german = Self.english.replacing("Skip to content", with: "Zum Inhalt")
            .replacing("languageName: English", with: "languageName: Deutsch")
            .replacing("locale: en_US", with: "locale: de_DE")
            .replacing("{day} {month} {year}", with: "{day}. {month} {year}")
            .replacing("October", with: "Oktober").replacing("Signed out.", with: "Abgemeldet.")
        let site = try TestSite(
            [
                "content/articles/a.md": "---\ndate: 2026-10-03\n---\nA",
                "content/articles/a.de.md": "---\ntitle: A auf Deutsch\n---\nA",
                "layouts/strings/de.yml": german,
            ], config: TestSite.config + "languages: [de]\n")
        #expect(try site.warnings() == "")
        let page = site.page("/de/articles/a/")
        #expect(page.contains("Zum Inhalt") && page.contains("3. Oktober 2026"))
        #expect(page.contains("<meta property=\"og:locale\" content=\"de_DE\">"))
        #expect(site.page("/articles/a/").contains("hreflang=\"de\" rel=\"alternate\">Deutsch</a>"))
        #expect(site.text(site.asset("reader/words-de.js")).contains("Abgemeldet."))
    }
}
