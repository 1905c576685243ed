import Foundation
import Testing

/// The examples of the documentation do what it says: blocks of code with a file's name for a title are files.
@Suite struct DocumentExampleTests {
    /// A file that a document shows, and the heading that it stands under.
    private struct Example {
        var heading: String
        var path: String
        var text: String
    }

    private func examples(in document: String) throws -> [Example] {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(
            path: "../../../docs/content/")
        let text = try String(contentsOf: root.appending(path: document), encoding: .utf8)
        var examples: [Example] = []
        var heading = ""
        var fence: String?
        var open: Example?
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if let end = fence {
                if line == end {
                    if let open { examples.append(open) }
                    (fence, open) = (nil, nil)
                } else {
                    open?.text += line + "\n"
                }
            } else if line.hasPrefix("```"), !line.drop(while: { $0 == "`" }).contains("`") {
                fence = String(line.prefix { $0 == "`" })
                open = between("title=\"", "\"", in: String(line)).first.map {
                    Example(heading: heading, path: $0, text: "")
                }
            } else if line.hasPrefix("## ") {
                heading = String(line.dropFirst(3))
            }
        }
        return examples
    }

    /// What a page shows after a step of the tutorial.
    private static let steps: [(heading: String, page: String, shows: [String])] = [
        ("A site to begin with", "/articles/first/", ["Everything begins with water.", "© 2026 Ada"]),
        ("A partial of your own", "/articles/first/", ["<p>© 2026 Ada. Cook and share.</p>"]),
        ("Colours and type", "/", ["<link rel=\"stylesheet\" href=\"/own.css\">"]),
        (
            "A kind of page", "/recipes/borscht/",
            ["<article class=\"recipe\">", "Takes 90 minutes.", "<li>cabbage</li>", "Simmer the beef first."]
        ),
        (
            "A data file", "/recipes/",
            ["<li><a href=\"https://mill.example/\">The Mill</a>, by post</li>", "/recipes/borscht/"]
        ),
        (
            "A menu", "/articles/first/",
            [
                "<li><a href=\"/articles/\" aria-current=\"page\">Notes</a></li>",
                "<li><a href=\"https://shop.example/\">The shop</a></li>",
            ]
        ),
        ("Words of your own", "/articles/first/", ["<p>Thank you for cooking.</p>", "1 October 2026"]),
    ]

    @Test func `every step of the theming tutorial builds, and shows what it is about`() throws {
        let examples = try examples(in: "guide/theming.md")
        #expect(examples.map(\.heading).removingRepetitions == Self.steps.map(\.heading))
        let site = try TestSite(config: nil)
        for step in Self.steps {
            for example in examples where example.heading == step.heading {
                try site.write(example.path, example.text)
            }
            #expect(try site.warnings() == "", "\(step.heading)")
            let page = site.page(step.page)
            for text in step.shows { #expect(page.contains(text), "\(step.heading): \(text)") }
        }
    }

    /// A PNG of one red pixel.
    private static let image =
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC"

    @Test func `the examples of the authoring guide are a site`() throws {
        let examples = try examples(in: "guide/authoring.md")
        #expect(examples.count >= 13)
        #expect(Set(examples.map(\.path)).count == examples.count)
        let site = try TestSite(config: nil, roster: ["anna,premium,,2026-01-01,,active,1"])
        for example in examples { try site.write(example.path, example.text) }
        let image = try #require(Data(base64Encoded: Self.image))
        try site.write("content/articles/stack/stack.png", Array(image))
        try site.write("content/articles/stack/exercises.zip", "exercises")
        let summary = try site.build()
        #expect(site.render(summary.warnings) == "")
        #expect(summary.sealedSections >= 6)
        #expect(site.page("/articles/code/").contains("Stack.swift"))
        #expect(site.page("/articles/call-outs/").contains("Try it"))
        #expect(
            site.page("/articles/stack/").contains("<figcaption>A caption makes it a figure</figcaption>"))
        #expect(site.page("/articles/links/").contains("/courses/swift-basics/types/values/#copies"))
        #expect(site.page("/articles/zones-1/").contains("Part 1 of 1"))
        #expect(site.has("articles/stack/stack.png") && !site.has("articles/stack/exercises.zip"))
        #expect(!site.page("/courses/swift-basics/types/references/").contains("What members read."))
        #expect(site.page("/courses/swift-basics/types/values/").contains("the copy alone"))
    }

    @Test func `the settings of the configuration guide are read`() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(
            path: "../../../docs/content/")
        let text = try String(contentsOf: root.appending(path: "guide/configuration.md"), encoding: .utf8)
        let settings = try #require(between("```yaml\n", "```", in: text).first { $0.hasPrefix("site:") })
        let site = try TestSite(
            [
                "content/courses/swift-basics/index.md": "---\nprice: 5\n---\nA\n",
                "content/courses/crypto/index.md": "B\n", "content/articles/a.md": "C\n",
                "content/about.md": "D\n", "content/recipes/soup.md": "E\n",
                "layouts/recipe.mustache": "{{{page.content}}}",
                "passphrases.txt": "autumn-2026: orchid lantern gravel compass\n",
            ], config: settings)
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o600], ofItemAtPath: site.root + "/passphrases.txt")
        #expect(site.faults() == "(no fault)")
    }
}

extension [String] {
    /// Without those that are like the one before.
    fileprivate var removingRepetitions: [String] {
        reduce(into: []) { if $0.last != $1 { $0.append($1) } }
    }
}
