import Content
import TestSupport
import Testing

/// SeededGenerator, and bounded in time; a failing input is printed.
@Suite struct FuzzTests {
    /// Lines with which authors open, close and confuse every kind of block.
    private static let soup = [
        "", "", "text", "- a", "  - b", "1. x", "> q", ">", "    code", "\tx", "<div>", "</div>", "<p>",
        "# H", "===", "---", "***",
        "|a|b|", "|-|-|", "[^1]: x", "[r]: /u", "[r]", "x[^1]", "`", "``", "\\", "*", "**", "[", "](", "![",
        "&", "<a", "~~", "   ",
        "* [ ] t", "+", "[x]:", "</pre>", "]]>", "?>", "-->", "![i](i.png)", "[l](l.md#x)", "<b id=\"i\">",
        "https://e.org", "中文，a",
        "<!-- c -->", "&#xFF;", "10. ", "- - -", "> - > a", "-\t- x",
    ]
    private static let fences = [
        "```", "~~~", "````", "```swift", "- ```", "> ~~~", "  ```", "     ```", "<!--", "<script>", "<pre>",
        "<![CDATA[", "<?", "<textarea>",
    ]
    private static let colons = [
        "::: tip", ":::", ":::: note x", "::: public", "   :::", "    ::: premium", "- ::: premium", "> :::",
        "::: nope", "<!--more-->",
        "::: basic {#x}",
    ]

    private static func lines(_ choices: [String], _ most: Int, _ generator: inout SeededGenerator) -> String
    {
        (0..<Int.random(in: 0...most, using: &generator)).map { _ in
            (choices.randomElement(using: &generator) ?? "") + "\n"
        }.joined()
    }

    /// Calls `body` with new random numbers until time is up.
    private static func repeatedly(
        seed: UInt64, seconds: Double = 1.5, _ body: (inout SeededGenerator) -> Void
    ) {
        var generator = SeededGenerator(seed: seed)
        let clock = ContinuousClock()
        let end = clock.now + .seconds(seconds)
        while clock.now < end { body(&generator) }
    }

    private static func withoutCode(_ html: String) -> String {
        var rest = html[...]
        var result = ""
        while let start = rest.firstRange(of: "<pre tabindex") {
            result += rest[..<start.lowerBound]
            rest = rest[start.upperBound...]
            guard let end = rest.firstRange(of: "</code></pre>") else { return result + rest }
            rest = rest[end.upperBound...]
        }
        return result + rest
    }

    @Test func `what a tier fence holds is never open, whatever surrounds it`() {
        Self.repeatedly(seed: 11) { generator in
            let choices = Self.soup + (Bool.random(using: &generator) ? Self.colons : [])
            let before = Self.lines(choices, 6, &generator)
            let isNested = Bool.random(using: &generator)
            let inside = Self.lines(Self.soup, 2, &generator) + (isNested ? "::: tip\n" : "")
            let rest = (isNested ? ":::\n" : "") + ":::\n"
            let text =
                before + "::: premium\n" + inside + "\nSECRET\n\n" + rest + Self.lines(choices, 6, &generator)
            let page = page(text)
            if page.open.contains("SECRET"), page.faults.isEmpty {
                Issue.record("leak:\n\(text)\n--\n\(page.open)")
            }
        }
    }

    @Test func `what a tier fence holds is open only where it is code to the author too`() {
        Self.repeatedly(seed: 12) { generator in
            let choices = Self.soup + Self.fences
            let text =
                Self.lines(choices, 6, &generator) + "::: premium\n\nSECRET\n\n:::\n"
                + Self.lines(choices, 6, &generator)
            let page = page(text)
            if Self.withoutCode(page.open).contains("SECRET"), page.faults.isEmpty {
                Issue.record("leak:\n\(text)\n--\n\(page.open)")
            }
        }
    }

    @Test func `what follows the teaser of a sealed page is never open`() {
        Self.repeatedly(seed: 13) { generator in
            let choices = Self.soup + Self.fences
            let text =
                Self.lines(choices, 5, &generator) + "\n<!--more-->\n\nSECRET\n"
                + Self.lines(choices, 4, &generator)
            let page = page(text, tier: "premium")
            if page.open.contains("SECRET"), page.faults.isEmpty {
                Issue.record("leak:\n\(text)\n--\n\(page.open)")
            }
        }
    }

    @Test func `any text is read and rendered without a crash`() {
        Self.repeatedly(seed: 14) { generator in
            let text = Self.lines(Self.soup + Self.fences + Self.colons, 14, &generator)
            for tier in [nil, "premium"] {
                let page = page(text, tier: tier)
                if page.open == "not UTF-8" { Issue.record("not UTF-8:\n\(text)") }
            }
        }
    }

    @Test func `parts of a body without faults hold all of its text, in order`() {
        Self.repeatedly(seed: 15) { generator in
            var text = ""
            var expected: [String] = []
            for number in 0..<Int.random(in: 0...8, using: &generator) {
                let line = "word\(number)"
                expected.append(line)
                switch Int.random(in: 0..<5, using: &generator) {
                case 0: text += "::: premium\n\(line)\n:::\n"
                case 1: text += "::: public\n\n\(line)\n\n:::\n"
                case 2: text += ":::: vip\n::: note T\n\(line)\n:::\n:::\n"
                case 3: text += "```\n::: premium\n```\n\n\(line)\n"
                default: text += "\(line)\n\n"
                }
            }
            guard let document = read(text).document else {
                Issue.record("faults:\n\(text)")
                return
            }
            for tier in [nil, "premium", "vip"] {
                let body = document.parts(pageTier: tier)
                let words = body.parts.flatMap(\.pieces).flatMap { piece -> [Substring] in
                    guard case .text(let run) = piece else { return [] }
                    return String(decoding: body.source.bytes[run.range], as: UTF8.self)
                        .split(whereSeparator: \.isWhitespace).filter { $0.hasPrefix("word") }
                }
                if words.map(String.init) != expected { Issue.record("lost or moved:\n\(text)") }
            }
        }
    }

    @Test func `any front matter is read without a crash`() {
        let pieces = [
            "title", "tier", "tags", "date", ":", ": ", "\n", "\n  ", "- ", "[", "]", "{", "}", "\"", "'",
            "|", ">", "&a ", "*a", "!t ",
            "#", "%", "@", "`", ",", "?", " ", "\t", "~", "true", "2026-10-01", "中", "\\", "---", "...",
            "\u{1}", "<<", "=", "\u{85}", "\u{2028}",
            "\u{FFFE}", "\u{7F}",
        ]
        Self.repeatedly(seed: 16) { generator in
            let yaml = (0..<Int.random(in: 0...24, using: &generator)).map { _ in
                pieces.randomElement(using: &generator) ?? ""
            }.joined()
            let reading = read("---\n" + yaml + "\n---\nBody\n")
            for diagnostic in reading.diagnostics {
                if diagnostic.location == nil || diagnostic.rendered().isEmpty {
                    Issue.record("no place:\n\(yaml)")
                }
                if (diagnostic.location?.line ?? 0) > yaml.split(
                    separator: "\n", omittingEmptySubsequences: false
                ).count + 3 {
                    Issue.record("a line that is not there:\n\(yaml)\n\(diagnostic)")
                }
            }
        }
    }

    @Test func `plain front matter is read just as with a whole YAML parser`() {
        let words = [
            "swift", "a b", "C#", "x: y", "x:y", "https://e.org/#a", "it's", "\"q\"", "'q'", "\"a\\n\"",
            "'it''s'", "[a, b]", "[ a ,\"b c\"]",
            "[a, [b]]", "[]", "[a,]", "[a b, 中]", "{a: 1}", "- a", "-a", "5", "1.5", "true", "2026-10-01",
            "2026-10-01 09:30", "~", "",
            "中文：甲", "“é”", "a # c", "a#c", "a ", " a", "a\tb", "|", "> x", "&a b", "*a", "!x y", "%a", "@a",
            "`a`", "a, b", "a]", "a}", "?a",
            "a ? b", "[a: b]", "[a:b]", "[http://x]", "[a#b]", "[a #b]", "[a?]", "['a', \"b\"]", "\"a\" b",
            "'a' # c", "a:", "a\u{2028}b", "—",
            "a\\b", "[1, 2]", "a\n b", "a\n\n", "a\n# c", "[\"a\"b]", "\"\"", "''", "a--- b", "---", "...",
            "a''b", "\"a''b\"", "'a\"b'", "[a\n, b]",
        ]
        let keys = ["title", "tags", "a_b", "a-b", "date", "中", "\"k\"", " a", "tags ", "9a", "x"]
        Self.repeatedly(seed: 18) { generator in
            let yaml = (0..<Int.random(in: 1...4, using: &generator)).map { _ in
                let key =
                    Int.random(in: 0..<4, using: &generator) > 0
                    ? keys[0...4].randomElement(using: &generator) : keys.randomElement(using: &generator)
                let space = [": ", ":  ", ":"][max(0, Int.random(in: -6...2, using: &generator))]
                return (key ?? "") + space + (words.randomElement(using: &generator) ?? "")
            }.joined(separator: "\n")
            // The comment is what no quick reading gets past.
            let quick = Result { try YAML.parse(SourceText(path: "a", text: yaml + "\n")) }
            let whole = Result { try YAML.parse(SourceText(path: "a", text: yaml + "\n# comment\n")) }
            switch (quick, whole) {
            case (.success(let quick), .success(let whole)) where quick == whole: break
            case (.failure, .failure): break
            default: Issue.record("reads otherwise:\n\(yaml)\n\(quick)\n\(whole)")
            }
        }
    }

    @Test func `any bytes are read without a crash`() {
        Self.repeatedly(seed: 17, seconds: 1) { generator in
            let bytes = (0..<Int.random(in: 0...60, using: &generator)).map { _ in
                Bool.random(using: &generator)
                    ? UInt8.random(in: 0...255, using: &generator)
                    : [0x0A, 0x3A, 0x2D, 0xE4, 0xB8, 0xAD].randomElement(using: &generator) ?? 0
            }
            let reading = Document.parse(path: "a.md", bytes: bytes, tiers: ["premium"])
            let isText = String(validating: bytes, as: UTF8.self) != nil && !bytes.contains(0)
            if !isText, reading.document != nil { Issue.record("read what is no text: \(bytes)") }
        }
    }
}
