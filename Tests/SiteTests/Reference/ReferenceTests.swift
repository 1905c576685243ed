import Site
import Testing

/// The pages of the reference say what the program does.
@Suite struct ReferenceTests {
    /// Names, and rows as cells, of every table of a page.
    private func rows(_ page: String) -> [[String]] {
        page.split(separator: "\n").filter { $0.hasPrefix("| `") }.map { line in
            line.replacing("\\|", with: "¦").split(separator: "|").map {
                String($0.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
            }
        }
    }

    @Test func `every row of the reference has a meaning that is a sentence`() throws {
        for page in [KeyReference.configuration, KeyReference.frontMatter] {
            for row in rows(page) {
                let meaning = try #require(row.last)
                #expect(row.count == 4 && meaning.hasSuffix(".") && meaning.count > 8, "\(row)")
            }
        }
        let layouts = try LayoutReference.page()
        let variables = layouts[..<(try #require(layouts.range(of: "\n## Words"))).lowerBound]
        for row in rows(String(variables)) {
            let meaning = try #require(row.last)
            #expect(row.count == 3 && meaning.hasSuffix(".") && meaning.count > 8, "\(row)")
        }
    }

    @Test func `a key that depends on the kind of its entry is there, too`() {
        let page = KeyReference.configuration
        for key in ["before", "after", "option", "policy", "weight", "every"] {
            #expect(page.contains("| `\(key)` |"), "\(key)")
        }
        #expect(page.contains("### menus MENU\n") && page.contains("### experiments arms\n"))
        #expect(KeyReference.frontMatter.contains("| `TAXONOMY` |"))
    }

    @Test func `a default of the reference is what holds without the key`() throws {
        // Written or not, the built site is the same.
        let tiers = "tiers: [{id: premium, name: premium}]\n"
        let content = [
            "content/articles/a.md": "---\ndate: 2026-10-01\n---\nText\n\n::: premium\nSealed\n:::\n"
        ]
        let short = try TestSite(
            content, config: "site: {title: T, baseURL: \"https://e.org/\"}\n" + tiers,
            roster: ["anna,premium,,2026-01-01,,active,1"])
        let long = try TestSite(
            content,
            config: """
                site: {title: T, baseURL: "https://e.org/", language: en, timeZone: UTC}
                keys: {rotation: monthly, lapse: lock, grace: 0d}
                analytics: {beacon: false, saltDays: 7}
                archive: false
                related: 0
                watermark: false
                search: false
                member: {points: false}

                """ + tiers, roster: ["anna,premium,,2026-01-01,,active,1"])
        try short.build()
        try long.build()
        #expect(try short.files() == long.files())
    }

    @Test func `what must not be absent never is`() throws {
        let checks = try absenceChecks()
        #expect(checks.components(separatedBy: "[absent ").count > 100)
        let site = try TestSite(
            [
                "layouts/partials/footer.mustache": checks + "[checked]",
                "content/index.md": "Home\n",
                "content/about.md": "---\nmenu: footer\n---\nAbout\n",
                "content/articles/a.md":
                    "---\ndate: 2026-10-01\ntags: [x]\nseries: S\nauthors: [Ada]\n---\n## H\n\n### I\n",
                "content/articles/b.md":
                    "---\ndate: 2026-10-02\ntags: [x]\nseries: S\n---\nB\n\n::: basic\nSealed\n:::\n",
                "content/courses/c/index.md": "---\nprice: 5\n---\nCourse\n",
                "content/courses/c/01-one/index.md": "Chapter\n",
                "content/courses/c/01-one/01-first.md": "First\n",
                "content/courses/c/02-last.md": "Last\n",
                "content/recipes/soup.md": "Soup\n",
            ],
            config: TestSite.config
                + "taxonomies: [series, authors]\nsections: [recipes]\nsearch: true\nrelated: 2\npaginate: 1\n"
                + "redirects: {/old/: /about/}\n")
        try site.build()
        let pages = try site.files().filter { $0.key.hasSuffix(".html") }
        #expect(pages.count > 20)
        for (path, bytes) in pages {
            // Old addresses have a page without a footer.
            let text = String(decoding: bytes, as: UTF8.self)
            #expect(text.contains("[checked]") || path == "old/index.html", "\(path)")
            let found = Set(between("[absent ", "]", in: text))
            #expect(found.isEmpty, "\(path)")
        }
    }

    /// A layout that names each text which the reference promises and which is not there.
    private func absenceChecks() throws -> String {
        let page = try LayoutReference.page()
        let start = try #require(page.range(of: "## Every page")).upperBound
        let end = try #require(page.range(of: "## The notice of")).lowerBound
        var optional: Set<String> = []
        var checks = ""
        // In lists texts may be empty, so that a heading or chapter without words is none of ours.
        for row in rows(String(page[start..<end])) where row.count == 3 {
            let path = row[0].replacing("`", with: "")
            if row[1].hasSuffix("may be absent") { optional.insert(path) }
            guard row[1] == "text", path != "page.content", !path.contains("hasTitle"),
                path != "course.chapters › title"
            else { continue }
            var (opening, closing, reached) = ("", "", "")
            for part in path.split(separator: " › ").dropLast() {
                opening += "{{#\(part)}}"
                closing = "{{/\(part)}}" + closing
                reached += (reached.isEmpty ? "" : " › ") + part
            }
            let last = String(path.split(separator: " › ").last ?? "")
            let parts = last.split(separator: ".")
            for count in 1..<max(1, parts.count) {
                let parent = parts.prefix(count).joined(separator: ".")
                if optional.contains(reached.isEmpty ? parent : reached + " › " + parent) {
                    opening += "{{#\(parent)}}"
                    closing = "{{/\(parent)}}" + closing
                }
            }
            checks += opening + "{{^\(last)}}[absent \(path)]{{/\(last)}}" + closing + "\n"
        }
        return checks
    }
}
