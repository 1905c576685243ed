import Assets
import TestSupport
import Testing

/// Names that change with what is in a file, and the places where they are written.
@Suite struct FingerprintTests {
    /// A stand-in for a cryptographic digest: FNV-1a.
    private static func digest(_ bytes: [UInt8]) -> [UInt8] {
        let hash = bytes.reduce(UInt64(0xCBF2_9CE4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        return (0..<8).map { UInt8(truncatingIfNeeded: hash >> (8 * $0)) }
    }

    private func publish(
        _ files: KeyValuePairs<String, String>
    ) -> (files: [Fingerprints.Published], problems: [Fingerprints.Problem]) {
        Fingerprints.publish(
            files.map { Fingerprints.File(path: $0.key, bytes: Array($0.value.utf8)) },
            fixed: ["r/config.js"],
            folders: ["t/", "r/"], base: "/learn/", digest: Self.digest)
    }

    /// The texts with each fingerprint as `#`, by plain path.
    private func texts(_ files: KeyValuePairs<String, String>) -> [String: String] {
        Dictionary(
            uniqueKeysWithValues: publish(files).files.map { file in
                (
                    file.plainPath,
                    String(decoding: file.bytes, as: UTF8.self).replacing(
                        #/\.[0-9a-f]{8}(?![0-9a-z])/#, with: ".#")
                )
            })
    }

    @Test func `the fingerprint stands before the extension and is that of the content`() {
        let files = publish(["t/a.css": "a{}", "t/fonts/b.min.js": "1", "t/LICENSE": "x", "t/.c": ""]).files
        #expect(files.map(\.plainPath) == ["t/a.css", "t/fonts/b.min.js", "t/LICENSE", "t/.c"])
        for file in files {
            let print = Self.digest(file.bytes).prefix(4).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
                .joined()
            #expect(file.digest == Self.digest(file.bytes))
            #expect(
                file.path
                    == [
                        "t/a.css": "t/a.\(print).css", "t/fonts/b.min.js": "t/fonts/b.min.\(print).js",
                        "t/LICENSE": "t/LICENSE.\(print)", "t/.c": "t/.c.\(print)",
                    ][file.plainPath])
        }
    }

    @Test func `stylesheets name what they refer to by its new name`() {
        let css = """
            @import "b.css";
            @import url('./b.css') screen;
            a { b: url(img/i.png#x), url( "img/i.png?v=1" ), url(/learn/t/img/i.png) }
            c { d: url(data:image/png;base64,AA==); e: url(https://e.org/t/b.css); f: url(#g); h: "b.css" }
            i { j: image-set("img/i.png" 1x, url(b.css) 2x); k: url(../other/l.png); m: url(/elsewhere/b.css) }
            """
        #expect(
            texts(["t/a.css": css, "t/b.css": "", "t/img/i.png": "PNG"])["t/a.css"]
                == "@import \"b.#.css\";@import url('./b.#.css') screen;"
                + "a{b:url(img/i.#.png#x),url(\"img/i.#.png?v=1\"),url(/learn/t/img/i.#.png)}"
                + "c{d:url(data:image/png;base64,AA==);e:url(https://e.org/t/b.css);f:url(#g);h:\"b.css\"}"
                + "i{j:image-set(\"img/i.#.png\" 1x,url(b.#.css) 2x);k:url(../other/l.png);m:url(/elsewhere/b.css)}"
        )
    }

    @Test func `scripts name what they import by its new name, and nothing else in them changes`() {
        let js = #"""
            // import "./b.js"
            /* import "./b.js" */
            import b, { c as d } from "./b.js"; import * as e from '../r/b.js'
            import "./b.js";
            export { f } from "./b.js"; export * from "./b.js"; export { g };
            const text = 'import "./b.js"', template = `import("./b.js") ${await import("./b.js")}`;
            const expression = /import("\.\/b.js")['"`]/, half = total / 2 / import("./b.js");
            if (x) /import "[/"]/.test(y); a = b / c; z = { import: 1 }; z.import("./b.js");
            const address = new URL("i.png", import.meta.url), page = new URL("./i.png", base);
            import(`./b.js`); import(name); import("./b.js" + name); import config from "./config.js"; import "b.js";
            const list = [...import("./b.js")];
            """#
        let expected = js.replacing("b, { c as d } from \"./b.js\"", with: "b, { c as d } from \"./b.#.js\"")
            .replacing(
                "e from '../r/b.js'\nimport \"./b.js\"", with: "e from '../r/b.#.js'\nimport \"./b.#.js\""
            )
            .replacing(
                "f } from \"./b.js\"; export * from \"./b.js\"",
                with: "f } from \"./b.#.js\"; export * from \"./b.#.js\""
            )
            .replacing("await import(\"./b.js\")", with: "await import(\"./b.#.js\")")
            .replacing("2 / import(\"./b.js\")", with: "2 / import(\"./b.#.js\")")
            .replacing("URL(\"i.png\"", with: "URL(\"i.#.png\"")
            .replacing("import(`./b.js`)", with: "import(`./b.#.js`)")
            .replacing("...import(\"./b.js\")", with: "...import(\"./b.#.js\")")
        #expect(texts(["r/a.js": js, "r/b.js": "", "r/i.png": ""])["r/a.js"] == expected)
    }

    @Test func `a name changes with all that it depends on, and with nothing else`() {
        func names(c: String) -> [String] {
            publish(["r/a.js": "import './b.js'", "r/b.js": "import './c.js'", "r/c.js": c, "r/d.js": "1"])
                .files.map(\.path)
        }
        let (one, two) = (names(c: "1"), names(c: "2"))
        #expect(zip(one, two).map(==) == [false, false, false, true])
        #expect(one == names(c: "1"))
    }

    @Test func `files that name each other share a fingerprint of all of them`() {
        func files(b: String) -> [Fingerprints.Published] {
            publish([
                "r/a.js": "import './b.js'", "r/b.js": b, "r/c.js": "import './a.js'",
                "t/d.css": "@import 'd.css';",
            ]).files
        }
        let one = files(b: "import './a.js'; 1"), two = files(b: "import './a.js'; 2")
        let prints = one.map { $0.path.split(separator: ".")[1] }
        #expect(prints[0] == prints[1] && prints[2] != prints[0])
        #expect(zip(one, two).map { $0.path == $1.path } == [false, false, false, true])
        #expect(String(decoding: one[0].bytes, as: UTF8.self) == "import './b.\(prints[1]).js'")
        #expect(String(decoding: one[1].bytes, as: UTF8.self) == "import './a.\(prints[0]).js'; 1")
        #expect(one.allSatisfy { $0.digest == Self.digest($0.bytes) })
    }

    @Test func `an import whose name is put together finds all that it may mean`() {
        let files = publish([
            "r/a.js":
                "import(`./${name}-${language}.js`); import(`./x/${name}`); import(`./none-${name}.js`)",
            "r/words-en.js": "1", "r/more-words-en.js": "2", "r/b.js": "3", "r/x/words-en.js": "4",
        ]).files
        let prints = files.map { $0.path.split(separator: ".")[1] }
        #expect(prints[1] == prints[2] && prints[4] != prints[1])
        #expect(
            String(decoding: files[0].bytes, as: UTF8.self)
                == "import(`./${name}-${language}.\(prints[1]).js`); import(`./x/${name}`); import(`./none-${name}.js`)"
        )
    }

    @Test func `an address that leads to no file is told with its place`() {
        let files: KeyValuePairs = [
            "t/a.css": "a{b:url(c.png) url(../other.png) url(d.woff2#x)}", "t/c.png": "",
            "r/a.js": "import './b.js'; import './config.js'; import 'react'; fetch('./e.js')",
        ]
        #expect(
            publish(files).problems == [
                problem("t/a.css", 37..<46, .missing("d.woff2#x", path: "t/d.woff2")),
                problem("r/a.js", 8..<14, .missing("./b.js", path: "r/b.js")),
            ])
    }

    @Test func `a stylesheet with an error is published as it is, with the new names in it`() {
        let files: KeyValuePairs = ["t/a.css": "a { b: url(c.png) } }", "t/c.png": ""]
        #expect(texts(files)["t/a.css"] == "a { b: url(c.#.png) } }")
        #expect(publish(files).problems == [problem("t/a.css", 20..<21, .stylesheet("this closes nothing"))])
    }

    @Test func `whatever a script holds, nothing in it changes but names`() {
        var random = SeededGenerator(seed: 22)
        for _ in 0..<3000 {
            let js = random.script()
            let file = publish(["r/a.js": js, "r/b.js": ""]).files.first
            let text = String(decoding: file?.bytes ?? [], as: UTF8.self)
            #expect(text.replacing(#/b\.[0-9a-f]{8}\.js/#, with: "b.js") == js)
        }
    }

    private func problem(
        _ path: String, _ range: Range<Int>, _ kind: Fingerprints.Problem.Kind
    ) -> Fingerprints.Problem {
        var problem = Fingerprints.Problem.none
        problem.path = path
        problem.range = range
        problem.kind = kind
        return problem
    }
}

extension Fingerprints.Problem {
    /// One to fill in; only the module makes them.
    fileprivate static var none: Self {
        Fingerprints.publish(
            [Fingerprints.File(path: "a.css", bytes: Array("}".utf8))], fixed: [], folders: [], base: "/"
        ) { _ in [0, 0, 0, 0] }.problems[0]
    }
}

extension SeededGenerator {
    /// Pieces of JavaScript in any order.
    fileprivate mutating func script() -> String {
        (0..<Int.random(in: 1...12, using: &self)).map { _ in
            pick([
                "import", "export", "from", " ", "\n", "\"./b.js\"", "'./b.js'", "`./b.js`", "(", ")", "{",
                "}", "*", ",", "/", "//",
                "/*", "*/", "`", "${", "\\", "\"", "'", "new URL(", ", import.meta.url)", "a", "1", ".",
                "...", "=", "if", "return", "[", "]",
                "é", ";", "++",
            ])
        }.joined()
    }
}
