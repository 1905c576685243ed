import TestSupport
import Testing

/// What an author gives to layouts: parameters, data files, menus, layouts of sections.
@Suite struct AuthorDataTests {
    private static let config = "site: {title: Test, baseURL: \"https://example.org/learn/\"}\n"

    private func site(_ files: [String: String], _ more: String = "") throws -> TestSite {
        try TestSite(files, config: Self.config + more)
    }

    @Test func `parameters of pages and of the site are there in layouts, also where a page has none`() throws
    {
        let site = try site(
            [
                "content/articles/a.md":
                    "---\nparams: {level: beginner, hard: true, parts: [one, two], by: {name: Ada, age: 36}}\n---\nA",
                "content/articles/b.md": "B",
                "layouts/article.mustache":
                    "{{page.params.level}}{{#page.params.hard}}!{{/page.params.hard}}{{^page.params.hard}}-{{/page.params.hard}}{{#page.params.parts}}[{{.}}]{{/page.params.parts}}{{#page.params.by}}{{name}} {{age}}{{/page.params.by}}{{site.params.phone}}",
                "layouts/list.mustache": "{{#items}}<{{params.level}}>{{/items}}",
            ], "params: {phone: \"<12>\"}\n")
        try site.build()
        #expect(site.page("/articles/a/") == "beginner![one][two]Ada 36&lt;12&gt;")
        #expect(site.page("/articles/b/") == "-&lt;12&gt;")
        #expect(site.page("/articles/") == "<beginner><>")
    }

    @Test func `a parameter that no page has is an error`() throws {
        expect(
            try site([
                "content/articles/a.md": "---\nparams: {level: x}\n---\nA",
                "layouts/article.mustache": "{{page.params.levle}}{{data.x}}",
            ]).faults(),
            is: """
                layouts/article.mustache:1:3: error: there is no variable 'page.params.levle'
                    1 | {{page.params.levle}}{{data.x}}
                      |   ^^^^^^^^^^^^^^^^^ did you mean 'level'? 'page.params' has: level
                layouts/article.mustache:1:24: error: there is no variable 'data.x'
                    1 | {{page.params.levle}}{{data.x}}
                      |                        ^^^^^^ 'data' has:\u{20}
                """)
    }

    @Test func `a parameter is of one kind wherever it is`() throws {
        expect(
            try site([
                "content/articles/a.md": "---\nparams: {level: x}\n---\nA",
                "content/articles/b.md": "---\nparams:\n  level: [1, 2]\n  a.b: 1\n---\nA",
            ]).faults(),
            is: """
                content/articles/b.md:3:10: error: 'level' is a list here, and text in content/articles/a.md:2
                    3 |   level: [1, 2]
                      |          ^ a name holds text, a list, or a mapping, and the same wherever it is
                content/articles/b.md:4:8: error: 'a.b' cannot be a name in layouts
                    4 |   a.b: 1
                      |        ^ names have letters, digits, '-' and '_'
                """)
    }

    @Test func `data files of every kind are lists and mappings in layouts`() throws {
        let site = try site([
            "content/articles/a.md": "A",
            "data/prices.csv": "name,price\nPen,\"1,50\"\nInk,2\n",
            "data/team/people.yml": "- {name: Ada, url: /a}\n- {name: Bo}\n",
            "data/odd.json": "{\"n\": 1.50, \"on\": true, \"rows\": [[1, 2], [3]], \"none\": null}",
            "layouts/article.mustache":
                "{{#data.prices}}{{name}}={{price}};{{/data.prices}}{{#data.team.people}}{{name}}{{#url}}@{{url}}{{/url}} {{/data.team.people}}{{data.odd.n}}{{#data.odd.on}}+{{/data.odd.on}}{{#data.odd.rows}}({{#.}}{{.}}{{/.}}){{/data.odd.rows}}{{data.odd.none}}",
        ])
        try site.build()
        #expect(site.page("/articles/a/") == "Pen=1,50;Ink=2;Ada@/a Bo 1.50+(12)(3)")
        let first = try site.files()
        try site.build(threads: 1)
        #expect(try site.files() == first)
    }

    @Test func `faults of data files have their place`() throws {
        expect(
            try site([
                "content/about.md": "About", "data/a.json": "{\"é\": 1,\n \"b\": }", "data/b.yml": "a: [1\n",
                "data/c.csv": "a,b c\n1,2\n", "data/d.csv": "a,b\n1\n", "data/e.toml": "x = 1",
                "data/f.yml": "- {a: 1}\n- {a: [2]}\n", "data/g.json": "[1, [2]]", "data/h.yml": "a: 1",
                "data/h.json": "{}", "data/i.j.yml": "a: 1", "data/k.json": "[\"\u{1}\"]",
            ]).faults().components(separatedBy: "\n").filter { $0.contains("error") }.joined(separator: "\n"),
            is: """
                data/a.json:2:7: error: this is no JSON: no value begins like this
                data/b.yml:1:4: error: this list is not closed
                data/c.csv:1:3: error: 'b c' cannot be a name in layouts
                data/d.csv:2:1: error: 1 value where the header has 2
                data/e.toml:1:1: error: data of this kind is not read
                data/f.yml:2:7: error: 'f[1].a' is a list here, and text in data/f.yml:1
                data/g.json:1:1: error: 'g[1]' is a list here, and text in data/g.json:1
                data/h.yml:1:1: error: data.h has two sources: data/h.json and data/h.yml
                data/i.j.yml:1:1: error: data of this kind is not read
                data/k.json:1:3: error: this is no JSON: a control character inside a string
                """)
    }

    @Test func `hostile data is refused or read, and never crashes`() throws {
        var random = SeededGenerator(seed: 11)
        let seeds = ["a,b\n\"1\",2\n", "{\"a\": [1, {\"b\": null}]}", "- {a: 1}\n- [x, {y: z}]\n"]
        let site = try site(["content/about.md": "About"])
        for round in 0..<60 {
            var bytes = Array(seeds[round % 3].utf8)
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(
                    in: 0...255, using: &random)
            }
            try site.write("data/x." + ["csv", "json", "yml"][round % 3], bytes)
            let faults = site.faults()
            #expect(faults == "(no fault)" || faults.contains("data/x."))
            try site.remove("data/x." + ["csv", "json", "yml"][round % 3])
        }
    }

    @Test func `a menu of the configuration takes the navigation's place, and pages add themselves`() throws {
        let site = try site(
            [
                "content/articles/a.md":
                    "---\ntitle: First\nmenu: {main: {title: Start, weight: -1}}\n---\nA",
                "content/about.md": "---\ntitle: About us\nmenu: [footer]\n---\nAbout",
                "layouts/default.mustache":
                    "{{#site.nav}}{{#current}}*{{/current}}{{title}}={{url}} {{/site.nav}}| {{#site.menus.footer}}{{title}} {{/site.menus.footer}}",
                "layouts/article.mustache": "{{<default}}{{/default}}",
            ],
            "menus:\n  main:\n    - /articles/\n    - {title: Shop, url: \"https://shop.example/\"}\n")
        try site.build()
        #expect(
            site.page("/articles/a/")
                == "*Start=/learn/articles/a/ Articles=/learn/articles/ Shop=https://shop.example/ | About us "
        )
    }

    @Test func `menus lead to pages that are there, and have known names`() throws {
        expect(
            try site(
                ["content/about.md": "---\nmenu: foter\n---\nAbout"],
                "menus: {main: [/abuot/], aside: []}\n"
            ).faults(),
            is: """
                content/about.md:2:7: error: there is no menu 'foter'
                    2 | menu: foter
                      |       ^^^^^ did you mean 'footer'? menus are: aside, footer, main
                sealpress.yml:2:16: error: there is no page '/abuot/' for the menu
                    2 | menus: {main: [/abuot/], aside: []}
                      |                ^^^^^^^ did you mean '/about/'? write an address of this site such as /courses/, or a whole one
                """)
        expect(
            try site([:], "menus: {aside: [{title: X}]}\n").faults(),
            is: """
                sealpress.yml:2:17: error: the key 'url' is missing
                    2 | menus: {aside: [{title: X}]}
                      |                 ^ a page such as /courses/, or a whole address
                """)
    }

    @Test func `a section has a list, a layout of its own, and pages`() throws {
        let site = try site(
            [
                "content/recipes/soup.md": "---\ntitle: Soup\ndate: 2026-01-01\n---\nHot.",
                "content/recipes/tea.md": "---\ntitle: Tea\ndate: 2026-02-01\nlayout: plain\n---\nHot.",
                "content/talks/one.md": "---\ntitle: Talk\n---\nWords.",
                "layouts/recipe.mustache": "R {{page.section}} {{page.title}}",
                "layouts/plain.mustache": "P {{page.title}}",
                "layouts/talks.mustache": "T {{page.title}}",
                "layouts/talks/list.mustache": "L{{#items}} {{title}}{{/items}}",
            ], "sections: [{id: recipes, name: Kitchen, layout: recipe, paginate: 1}, talks]\n")
        try site.build()
        #expect(site.page("/recipes/soup/") == "R recipes Soup")
        #expect(site.page("/recipes/tea/") == "P Tea")
        #expect(site.page("/talks/one/") == "T Talk")
        #expect(site.page("/talks/") == "L Talk")
        #expect(site.page("/recipes/").contains("<h1>Kitchen</h1>"))
        #expect(site.page("/recipes/").contains("<h2><a href=\"/learn/recipes/tea/\">Tea</a></h2>"))
        #expect(site.page("/recipes/page/2/").contains("/learn/recipes/soup/"))
        #expect(
            site.page("/recipes/").contains("<a href=\"/learn/recipes/\" aria-current=\"page\">Kitchen</a>"))
    }

    @Test func `layouts that are asked for are there, and sections have free names`() throws {
        expect(
            try site(
                [
                    "content/recipes/soup.md": "---\nlayout: recip\n---\nHot.",
                    "layouts/recipe.mustache": "R",
                ], "sections: [{id: recipes, layout: recpie}]\n"
            ).faults().components(separatedBy: ". ").map {
                $0.components(separatedBy: " layouts are").first ?? ""
            }
            .joined(),
            is: """
                content/recipes/soup.md:2:9: error: there is no layout 'recip'
                    2 | layout: recip
                      |         ^^^^^ did you mean 'recipe'?
                """)
        expect(
            try site([:], "sections: [home, tags, Talks]\n").faults().components(separatedBy: "\n")
                .filter { $0.contains("error") }.joined(separator: "\n"),
            is: """
                sealpress.yml:2:12: error: 'home' cannot be a section: the name is taken
                sealpress.yml:2:18: error: 'tags' cannot be a section: the name is taken
                sealpress.yml:2:24: error: bad section id 'Talks'
                """)
    }

    @Test func `private files are not data`() throws {
        let site = try site(["content/about.md": "About", "data/members.csv": "id\na\n"])
        #expect(site.faults().contains("'ROOT/data/members.csv' would be published"))
    }
}
