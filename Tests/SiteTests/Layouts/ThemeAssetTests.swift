import Foundation
import Sealing
import Testing

/// Stylesheets, scripts and pictures of the theme under names with fingerprints.
@Suite struct ThemeAssetTests {
    private static let layout = """
        <link rel="stylesheet" href="{{asset.mine.css}}" integrity="{{integrity.mine.css}}">
        <script type="module" src="{{asset.js/main.js}}" integrity="{{integrity.js/main.js}}"></script>
        <img src="{{asset.img/a.b.svg}}">

        """

    private static let files = [
        "content/a.md": "# A\n", "layouts/page.mustache": layout, "layouts/article.mustache": layout,
        "layouts/assets/mine.css":
            "/* mine */\n@import \"base.css\";\nbody { background: url( 'img/a.b.svg#x' ) }\n",
        "layouts/assets/base.css": "p { margin: 0 }\n",
        "layouts/assets/img/a.b.svg": "<svg xmlns=\"http://www.w3.org/2000/svg\"/>\n",
        "layouts/assets/js/main.js":
            "// mine\nimport { base } from \"../../reader/keyring.js\";\nimport(\"./more.js\");\n",
        "layouts/assets/js/more.js": "export {};\n",
    ]

    @Test func `an author's layout names its own files by their plain names`() throws {
        let site = try TestSite(Self.files)
        #expect(try site.build().warnings.isEmpty)
        let base = site.asset("theme/base.css"), picture = site.asset("theme/img/a.b.svg")
        let style = site.asset("theme/mine.css"), script = site.asset("theme/js/main.js")
        let (keyring, more) = (site.asset("reader/keyring.js"), site.asset("theme/js/more.js"))
        let name = { (path: String) in String(path.split(separator: "/").last ?? "") }
        expect(
            site.page("/a/"),
            is: """
                <link rel="stylesheet" href="/learn/\(style)" integrity="\(integrity(style, site))">
                <script type="module" src="/learn/\(script)" integrity="\(integrity(script, site))"></script>
                <img src="/learn/\(picture)">

                """)
        expect(
            site.text(style),
            is: "@import \"\(name(base))\";body{background:url('img/\(name(picture))#x')}")
        expect(site.text(base), is: "p{margin:0}")
        expect(
            site.text(script),
            is:
                "// mine\nimport { base } from \"../../reader/\(name(keyring))\";\nimport(\"./\(name(more))\");\n"
        )
        for path in [base, picture, style, script, keyring, more] {
            let print = SHA256Digest(of: Array(site.text(path).utf8)).hex.prefix(8)
            #expect(path.contains(".\(print)."), "\(path)")
        }
    }

    @Test func `everything that the default theme refers to is there under its new name`() throws {
        let site = try TestSite(
            ["content/articles/a.md": "---\ntitle: A\n---\n```js\n1\n```\n"],
            config: TestSite.config + "search: true\n")
        try site.build()
        let paths = Set(try site.paths(below: "_sealpress/"))
        let modules = paths.filter { $0.hasSuffix(".js") }
        #expect(modules.count > 25)
        var named: Set<String> = []
        for path in modules.sorted() {
            let folder = path.split(separator: "/").dropLast()
            for match in site.text(path).matches(of: #/(?:from ?|import\()"(\.[^"]+)"/#) {
                var parts = folder
                for part in match.1.split(separator: "/") where part != "." {
                    if part == ".." { parts.removeLast() } else { parts.append(part) }
                }
                named.insert(parts.joined(separator: "/"))
            }
        }
        #expect(named.subtracting(paths) == [] && named.count > 15)
        for file in try site.paths() where file.hasSuffix(".html") {
            let page = site.text(file)
            let tags = page.matches(
                of: #/<(?:link|script|img)[^>]*?(?:href|src)="\/learn\/(_sealpress\/[^"]+)"([^>]*)>/#)
            #expect(tags.count > 4)
            for tag in tags {
                #expect(paths.contains(String(tag.1)), "\(file): \(tag.1)")
                let needsIntegrity = tag.1.hasSuffix(".css") || tag.1.hasSuffix(".js")
                #expect(
                    !needsIntegrity || tag.2.contains(integrity(String(tag.1), site)), "\(file): \(tag.1)")
            }
        }
        let fixed = paths.filter { $0.contains("/reader/") || $0.contains("/theme/") }.filter {
            $0.firstMatch(of: #/\.[0-9a-f]{8}\.[a-z]+$/#) == nil
        }
        #expect(fixed == ["_sealpress/reader/config.js", "_sealpress/reader/courses.js"])
    }

    @Test func `an unknown file is an error with its place`() throws {
        let site = try TestSite([
            "layouts/page.mustache": "<p>\n<img src=\"{{asset.icno.svg}}\">{{integrity.zzz}}"
        ])
        expect(
            site.faults(),
            is: """
                layouts/page.mustache:2:13: error: there is no asset 'icno.svg'
                    2 | <img src="{{asset.icno.svg}}">{{integrity.zzz}}
                      |             ^^^^^^^^^^^^^^ did you mean 'icon.svg'? there are: icon.svg, reader.css, style.css
                layouts/page.mustache:2:33: error: there is no asset 'zzz'
                    2 | <img src="{{asset.icno.svg}}">{{integrity.zzz}}
                      |                                 ^^^^^^^^^^^^^ there are: icon.svg, reader.css, style.css
                """)
    }

    @Test func `what a stylesheet or script of the author's names, and is not there, is told`() throws {
        let site = try TestSite([
            "layouts/assets/a.css": "p {\n  background: url(img/one.png);\n}\n",
            "layouts/assets/img/on.png": "",
            "layouts/assets/b.css": "p {}\n}\n", "layouts/assets/c.js": "import './nowhere.js';\n",
            "layouts/assets/d.css": "@import url(https://e.org/x.css); p { b: url(../../images/x.png) }",
        ])
        expect(
            try site.warnings(),
            is: """
                layouts/assets/a.css:2:19: warning: 'img/one.png' leads to no file of the theme
                    2 |   background: url(img/one.png);
                      |                   ^^^^^^^^^^^ did you mean 'img/on.png'?
                layouts/assets/b.css:2:1: warning: this closes nothing
                    2 | }
                      | ^ browsers skip what they do not understand; the stylesheet is published as it is
                layouts/assets/c.js:1:9: warning: './nowhere.js' leads to no file of the theme
                    1 | import './nowhere.js';
                      |         ^^^^^^^^^^^^ put 'nowhere.js' into layouts/assets/
                """)
        expect(site.text(site.asset("theme/b.css")), is: "p {}\n}\n")
    }

    @Test func `a page's HTML changes with a stylesheet, and a course's title changes no page of others`()
        throws
    {
        let site = try TestSite([
            "content/articles/a.md": "---\ntitle: A\n---\nText.\n",
            "content/courses/c/index.md": "---\ntitle: C\ntier: basic\n---\nText.\n",
            "content/courses/c/01-one.md": "---\ntitle: One\n---\nText.\n",
        ])
        try site.build()
        let before = try site.files()
        try site.write("content/courses/c/01-one.md", "---\ntitle: Two\n---\nText.\n")
        try site.build()
        let after = try site.files()
        let isTheme = { (path: String) in
            path.hasPrefix("_sealpress/reader/") || path.hasPrefix("_sealpress/theme/")
        }
        #expect(
            Set(after.filter { before[$0.key] != $0.value }.keys.filter(isTheme)) == [
                "_sealpress/reader/courses.js"
            ])
        #expect(before["articles/a/index.html"] == after["articles/a/index.html"])

        let old = site.asset("theme/style.css")
        try site.write("layouts/assets/style.css", "p{}")
        try site.build()
        #expect(!site.has(old) && site.page("/articles/a/").contains(site.asset("theme/style.css")))
        try site.remove("layouts/assets/style.css")
        try site.build()
        #expect(site.has(old))
        #expect(try site.files() == after)
    }

    @Test func `files in the static folder stay as they are`() throws {
        let css = "p { margin: 0 }  /* as it is */\n"
        let site = try TestSite(["content/static/css/plain.css": css, "content/static/a.js": "// b\n"])
        try site.build()
        #expect(site.text("css/plain.css") == css && site.text("a.js") == "// b\n")
    }

    private func integrity(_ path: String, _ site: TestSite) -> String {
        "sha256-" + Data(SHA256Digest(of: Array(site.text(path).utf8)).bytes).base64EncodedString()
    }
}
