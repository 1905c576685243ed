import Files
import Sealing
import Testing

/// Whole sites with directives: the theme's and the author's own.
@Suite struct DirectiveBuildTests {
    private static let roster = ["anna,premium,,,,active,1", "ben,basic,,,,active,1"]

    /// A layout that is the content and nothing else, so that pages can be compared as a whole.
    private static let bare = ["layouts/article.mustache": "{{{page.content}}}"]

    private func site(_ files: [String: String], config: String? = nil) throws -> TestSite {
        try TestSite(
            Self.bare.merging(files) { $1 }, config: config ?? TestSite.config, roster: Self.roster)
    }

    /// The content of `content/articles/a.md`, built.
    private func html(_ text: String, _ files: [String: String] = [:], config: String? = nil) throws -> String
    {
        let site = try site(files.merging(["content/articles/a.md": text]) { $1 }, config: config)
        try site.build()
        return site.page("/articles/a/")
    }

    // MARK: The theme's

    @Test func `a film of the site's own`() throws {
        expect(
            try html(
                "Text.\n\n::: video src=talk.mp4 title=\"A <talk>\" poster=talk.jpg captions=talk.vtt :::\n",
                [
                    "content/articles/talk.mp4": "film", "content/articles/talk.jpg": "picture",
                    "content/articles/talk.vtt": "words",
                ]),
            is: """
                <p>Text.</p>
                <figure class="film">
                <video controls preload="metadata" src="/learn/articles/talk.mp4" aria-label="A &lt;talk&gt;" poster="/learn/articles/talk.jpg"><track kind="captions" src="/learn/articles/talk.vtt" srclang="en" label="en" default></video>
                <figcaption>A &lt;talk&gt;</figcaption>
                </figure>

                """)
    }

    @Test func `a film elsewhere is a link, and nothing is loaded from there`() throws {
        expect(
            try html("::: video href=\"https://films.example/watch?v=abc&t=1\" title=\"A talk\" :::\n"),
            is: """
                <figure class="film">
                <a class="film-link" href="https://films.example/watch?v=abc&amp;t=1" rel="noopener external"><span>A talk</span></a>
                <figcaption>The film is on another site.</figcaption>
                </figure>

                """)
    }

    @Test func `the price table is that of sealpress.yml`() throws {
        expect(
            try html("::: price-table caption=\"What it costs\" :::\n"),
            is: """
                <div class="table" role="group" tabindex="0" aria-label="Memberships and prices">
                <table class="prices">
                <caption>What it costs</caption>
                <thead><tr><th scope="col">Membership</th><th scope="col">Price</th><th scope="col"><span class="sr">Become a member</span></th></tr></thead>
                <tbody>
                <tr><th scope="row">Basic</th><td>5 EUR / month</td><td><a class="button" href="https://pay.example/basic">Become a member<span class="sr"> – Basic</span></a></td></tr>
                <tr><th scope="row">Premium</th><td>–</td><td></td></tr>
                </tbody>
                </table>
                </div>

                """)
    }

    @Test func `details, figures and sound`() throws {
        expect(
            try html(
                "::: details title=Solution\nIt is **42**.\n:::\n\n::: figure caption=\"Two cats\"\n![a](a.svg) ![b](b.svg)\n:::\n\n::: audio src=a.mp3 title=Purring :::\n",
                [
                    "content/articles/a.svg": "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
                    "content/articles/b.svg": "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
                    "content/articles/a.mp3": "a",
                ]),
            is: """
                <details>
                <summary>Solution</summary>
                <p>It is <strong>42</strong>.</p>
                </details>
                <figure>
                <p><img src="/learn/articles/a.svg" alt="a" loading="lazy" decoding="async" /> <img src="/learn/articles/b.svg" alt="b" loading="lazy" decoding="async" /></p>
                <figcaption>Two cats</figcaption>
                </figure>
                <figure class="film">
                <audio controls preload="metadata" src="/learn/articles/a.mp3" aria-label="Purring"></audio>
                <figcaption>Purring</figcaption>
                </figure>

                """)
    }

    @Test func `on a Chinese page they speak Chinese`() throws {
        let page = try html("---\nlanguage: zh\n---\n::: price-table :::\n")
        #expect(page.contains("<th scope=\"col\">会员等级</th>"))
    }

    // MARK: The author's own

    @Test func `a template sees its attributes, its body, the page, the site, data and words`() throws {
        expect(
            try html(
                "---\ntitle: Page & all\nparams: {level: easy}\n---\n::: card name=\"<Ann>\" 颜色=红\nHello *you*.\n:::\n",
                [
                    "layouts/directives/card.mustache": """
                    <div class="{{颜色}}">{{> partials/name}} on {{page.title}} ({{page.params.level}}), <a href="{{page.url}}#x">{{site.title}}</a>,
                    <a href="{{site.homeURL}}">{{t.goHome}}</a>{{#data.people}} {{name}}={{role}}{{/data.people}}
                    {{{body}}}
                    </div>
                    """,
                    "layouts/partials/name.mustache": "<b>{{name}}</b>{{#big}}!{{/big}}",
                    "data/people.yml": "- {name: Bob, role: r1}\n- {name: Cy, role: r2}\n",
                ]),
            is: """
                <div class="红"><b>&lt;Ann&gt;</b> on Page &amp; all (easy), <a href="/learn/articles/a/#x">Test</a>,
                <a href="/learn/">Go to the start page</a> Bob=r1 Cy=r2
                <p>Hello <em>you</em>.</p>
                </div>

                """)
    }

    @Test func `an address in an attribute is a link as links in the text are`() throws {
        let files = [
            "layouts/directives/more.mustache": "<a href=\"{{to}}\">{{to}}</a>",
            "content/articles/b.md": "# B",
        ]
        expect(
            try html("::: more to=b.md :::\n", files),
            is: "<a href=\"/learn/articles/b/\">b.md</a>\n")
        expect(
            try site(files.merging(["content/articles/a.md": "A\n\n::: more to=c.md :::\n"]) { $1 }).faults(),
            is: """
                content/articles/a.md:3:13: error: there is no page or file 'c.md'
                    3 | ::: more to=c.md :::
                      |             ^^^^ did you mean 'a.md'?
                """)
    }

    @Test func `a call-out can be the author's`() throws {
        expect(
            try html(
                "::: note Mind the gap\nx\n:::\n\n::: tip\ny\n:::\n",
                [
                    "layouts/directives/note.mustache":
                        "<div class=mine>{{#title}}<b>{{title}}</b>{{/title}}\n{{{body}}}</div>"
                ]),
            is: """
                <div class=mine><b>Mind the gap</b>
                <p>x</p>
                </div>
                <aside class="callout callout-tip" role="note">
                <p class="callout-title">Tip</p>
                <p>y</p>
                </aside>

                """)
    }

    @Test func `a template can be made of another, and takes only what comes to be printed`() throws {
        let files = [
            "layouts/directives/box.mustache": "<div>{{$head}}<b>{{title}}</b>{{/head}}{{{body}}}</div>",
            "layouts/directives/plain.mustache":
                "{{<directives/box}}{{$head}}<i>{{sign}}</i>{{/head}}{{/directives/box}}",
        ]
        expect(
            try html("::: plain sign=x\nText.\n:::\n", files),
            is: """
                <div><i>x</i>
                <p>Text.</p>
                </div>

                """)
        let text = "::: plain sign=x title=T\nText.\n:::\n\n::: box\nText.\n:::\n"
        expect(
            try site(files.merging(["content/articles/a.md": text]) { $1 }).faults(),
            is: """
                content/articles/a.md:1:18: error: 'plain' has no attribute 'title'
                    1 | ::: plain sign=x title=T
                      |                  ^^^^^ it takes: sign
                content/articles/a.md:5:5: error: 'box' needs 'title'
                    5 | ::: box
                      |     ^^^ write title="…"
                """)
    }

    // MARK: Sealed

    @Test func `in a sealed section its words and files are sealed with it`() throws {
        let site = try site([
            "content/articles/a.md": """
            Open words.

            ::: premium
            ## Inside
            ::: box title="zqtitle"
            zqbody text
            :::
            ::: video src=talk.mp4 title=zqfilm poster=talk.jpg :::
            :::
            """,
            "content/articles/talk.mp4": "film", "content/articles/talk.jpg": "still",
            "layouts/directives/box.mustache": "<section data-t=\"{{title}}\">{{{body}}}</section>",
        ])
        try site.build()
        for (path, bytes) in try site.publicFiles() {
            for word in ["zqtitle", "zqbody", "zqfilm"] where bytes.contains(text: word) {
                Issue.record("\(word) in \(path)")
            }
        }
        #expect(!site.has("articles/talk.mp4") && !site.has("articles/talk.jpg"))
        let film = site.keys.assetID(path: "articles/talk.mp4")
        let still = site.keys.assetID(path: "articles/talk.jpg")
        expect(
            try site.sections("/articles/a/", as: "anna").first.flatMap(\.self) ?? "shut",
            is: """
                <h2 id="inside">Inside</h2>
                <section data-t="zqtitle">
                <p>zqbody text</p>
                </section>
                <figure class="film">
                <video controls preload="metadata" data-sealed-src="/learn/\(film.path)" aria-label="zqfilm" data-sealed-poster="/learn/\(still.path)"></video>
                <figcaption>zqfilm</figcaption>
                </figure>

                """)
        let bytes = try FileSystem.read(site.output + "/" + film.path)
        #expect(
            try SealedFile.open(bytes, id: film, with: site.view("anna").bundle.grants).plaintext
                == Array("film".utf8))
        #expect(throws: OpeningError.self) {
            try SealedFile.open(bytes, id: film, with: site.view("ben").bundle.grants)
        }
    }

    @Test func `words of a template in sealed and in open text are no leak`() throws {
        try site([
            "content/articles/a.md":
                "A\n\n::: premium\n::: terms who=you\n:::\n:::\n\n::: terms who=you :::\n",
            "layouts/directives/terms.mustache":
                "<p>Whoever reads this agrees that {{who}} may not copy any of it for anyone else.</p>",
        ]).build()
    }

    // MARK: Faults of templates

    @Test func `a misspelt variable with parts is an error of the template`() throws {
        let site = try site([
            "content/articles/a.md": "A",
            "layouts/directives/x.mustache":
                "<p>{{sit.title}} {{site.titel}} {{#data}}{{colour}}{{/data}}</p>",
        ])
        expect(
            site.faults(),
            is: """
                layouts/directives/x.mustache:1:6: error: there is no variable 'sit' here
                    1 | <p>{{sit.title}} {{site.titel}} {{#data}}{{colour}}{{/data}}</p>
                      |      ^^^^^^^^^ did you mean 'site'? there are: body, data, page, site, t, tiers
                layouts/directives/x.mustache:1:20: error: there is no variable 'site.titel'
                    1 | <p>{{sit.title}} {{site.titel}} {{#data}}{{colour}}{{/data}}</p>
                      |                    ^^^^^^^^^^ did you mean 'title'? 'site' has: author, baseURL, description, hasMembers, homeURL, language, memberURL, params, searchURL, tagsURL, title, unlockURL
                layouts/directives/x.mustache:1:44: error: there is no variable 'colour' here
                    1 | <p>{{sit.title}} {{site.titel}} {{#data}}{{colour}}{{/data}}</p>
                      |                                            ^^^^^^ there are: body, data, page, site, t, tiers
                """)
    }

    @Test func `a template that cannot be read is the only fault, also where pages use it`() throws {
        let site = try site([
            "content/articles/a.md": "::: x anything=goes :::\n\n::: x\nbody\n:::\n",
            "layouts/directives/x.mustache": "<p>{{#open}}</p>",
        ])
        expect(
            site.faults(),
            is: """
                layouts/directives/x.mustache:1:7: error: 'open' is never closed
                    1 | <p>{{#open}}</p>
                      |       ^^^^ end it with {{/open}}
                """)
    }

    @Test func `a template has a name of its own, and is text`() throws {
        let site = try site(["content/articles/a.md": "A"])
        for name in ["premium", "arm", "Big", "a/b"] {
            try site.write("layouts/directives/\(name).mustache", "<p></p>")
        }
        try site.write("layouts/directives/latin.mustache", [0x3C, 0xE9, 0x3E])
        expect(
            site.faults(),
            is: """
                layouts/directives/Big.mustache:1:1: error: 'Big' cannot be a directive
                      names are lower-case letters, digits and '-', and the file is in layouts/directives/ itself
                layouts/directives/a/b.mustache:1:1: error: 'a/b' cannot be a directive
                      names are lower-case letters, digits and '-', and the file is in layouts/directives/ itself
                layouts/directives/arm.mustache:1:1: error: 'arm' cannot be a directive
                      '::: arm' has a meaning already: give the file another name
                layouts/directives/latin.mustache:1:2: error: the file is not UTF-8 text
                    1 | <�>
                      |  ^ save it as UTF-8
                layouts/directives/premium.mustache:1:1: error: 'premium' is a tier, so cannot be a directive
                      '::: premium' seals what is in it: give the file another name
                """)
    }

    @Test func `a tier takes the name of a directive of the theme`() throws {
        let config = "site: {title: T, baseURL: \"https://e.org/\"}\ntiers: [{id: video, name: Video}]\n"
        let page = try html(
            "A\n\n::: video\nSealed.\n:::\n", ["members.csv": TestSite.roster([])], config: config)
        #expect(page.contains("tier=\"video\"") && !page.contains("Sealed."))
    }

    @Test func `a body that goes nowhere with these attributes is an error of the page`() throws {
        let site = try site([
            "content/articles/a.md": "A\n\n::: x\nbody\n:::\n\n::: x twice\nbody\n:::\n",
            "layouts/directives/x.mustache":
                "{{#twice}}{{{body}}}{{{body}}}{{/twice}}{{#once}}{{{body}}}{{/once}}",
        ])
        expect(
            site.faults(),
            is: """
                content/articles/a.md:3:1: error: with these attributes 'x' does not show its body
                    3 | ::: x
                      | ^^^^^ layouts/directives/x.mustache has to print {{{body}}} once
                content/articles/a.md:7:1: error: with these attributes 'x' shows its body 2 times
                    7 | ::: x twice
                      | ^^^^^^^^^^^ layouts/directives/x.mustache has to print {{{body}}} once
                """)
    }

    @Test func `a page cannot ask for a directive as its layout`() throws {
        let site = try site(["content/articles/a.md": "---\nlayout: directives/video\n---\nA"])
        #expect(site.faults().contains("there is no layout 'directives/video'"))
    }

    @Test func `any number of threads writes the same site`() throws {
        var files: [String: String] = [:]
        for number in 0..<40 {
            files["content/articles/p\(number).md"] =
                "Open.\n\n::: details title=\"T\(number)\"\nBody \(number)\n:::\n\n::: premium\n::: price-table :::\n:::\n"
        }
        let site = try site(files)
        try site.build(threads: 1)
        let one = try site.files()
        let other = try self.site(files)
        try other.build(threads: 8)
        #expect(try other.files() == one)
    }
}
