import Content
import Diagnostics
import Foundation
import TestSupport
import Testing

@Suite struct SourceTextTests {
    private func fault(_ bytes: [UInt8]) -> String {
        do {
            _ = try SourceText(path: "a.md", bytes: bytes)
            return "no fault"
        } catch {
            return error.diagnostics.map { $0.rendered() }.joined(separator: "\n")
        }
    }

    @Test func `bytes that are no UTF-8 are an error with its place`() {
        #expect(
            fault(Array("Zeile\nGr".utf8) + [0xFC] + Array("n\n".utf8)) == """
                a.md:2:3: error: the file is not UTF-8 text
                    2 | Gr�n
                      |   ^ save it as UTF-8
                """)
        #expect(fault([0xFF, 0xFE, 0x61, 0x00]).contains("it looks like UTF-16"))
    }

    @Test func `a NUL is an error with its place`() {
        #expect(fault(Array("ab\nc\0d".utf8)).hasPrefix("a.md:2:2: error: the file holds a NUL byte"))
    }

    @Test(
        arguments: [
            [0x80], [0xC3], [0xC0, 0x80], [0xC1, 0xBF], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xE4, 0xB8],
            [0xF0, 0x80, 0x80, 0x80],
            [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xF0, 0x9F, 0x98], [0xE4, 0xB8, 0x41],
            [0xFE], [0xFF],
        ] as [[UInt8]])
    func `ill-formed sequences are refused wherever they stand`(sequence: [UInt8]) {
        for padding in 0..<9 {
            let before = [UInt8](repeating: 0x61, count: padding)
            #expect(fault(before + sequence).contains("not UTF-8"))
            #expect(fault(before + sequence + before).contains("not UTF-8"))
        }
    }

    @Test func `all text comes in one form`() throws {
        func bytes(_ text: String) throws -> String {
            String(decoding: try SourceText(path: "a", text: text).bytes, as: UTF8.self)
        }
        #expect(try bytes("\u{FEFF}a\r\nb\rc\n").utf8.elementsEqual("a\nb\nc\n".utf8))
        #expect(try bytes("\r\r\n\r").utf8.elementsEqual("\n\n\n".utf8))
        for text in [
            "e\u{301}", "か\u{3099}", "\u{2126}", "\u{1100}\u{1161}\u{11A8}", "\u{FA10}", "q\u{307}\u{323}",
            "\u{2000}",
        ] {
            #expect(try bytes(text).utf8.elementsEqual(text.precomposedStringWithCanonicalMapping.utf8))
        }
    }

    @Test func `text is composed as Unicode says, in every range`() throws {
        var generator = SeededGenerator(seed: 1)
        for start in stride(from: 0x80, to: 0x30000, by: 64) {
            var text = String.UnicodeScalarView()
            for _ in 0..<12 {
                guard
                    let scalar = Unicode.Scalar(UInt32(start) + UInt32.random(in: 0..<64, using: &generator))
                else { continue }
                text.append(scalar)
                text.append(
                    contentsOf: ["e", "\u{AC00}", "中"].randomElement(using: &generator)?.unicodeScalars
                        ?? "x".unicodeScalars)
            }
            let string = String(text)
            let bytes = try SourceText(path: "a", text: string).bytes
            #expect(
                bytes == Array(string.precomposedStringWithCanonicalMapping.utf8),
                "U+\(String(start, radix: 16))")
        }
    }

    @Test func `lines and places are counted as people count them`() throws {
        let source = try SourceText(path: "a.md", text: "one\n标题 é 👨‍👩‍👧 x\n")
        #expect(source.line(1) == "one")
        #expect(source.line(2) == "标题 é 👨‍👩‍👧 x")
        #expect(source.line(3) == "")
        #expect(source.line(4) == nil)
        #expect(source.line(0) == nil)
        let offset = source.bytes.count - 2
        #expect(source.location(offset: offset) == SourceLocation(file: "a.md", line: 2, column: 8))
        #expect(source.location(offset: 10_000).line == 3)
    }
}

@Suite struct SlugTests {
    @Test(arguments: [
        ("Hello, World!", "hello-world"), ("  a -- b  ", "a-b"), ("你好，世界", "你好-世界"), ("Ärger É", "ärger-é"),
        ("C++ & C#", "c-c"), ("snake_case", "snake_case"), ("Don't", "dont"), ("L’été", "lété"), ("!!!", ""),
        ("", ""),
        ("日本語 カタカナ", "日本語-カタカナ"), ("한국어", "한국어"), ("ИСТИНА", "истина"), ("a\u{301}b", "áb"), ("x²", "x²"),
        ("İ", "i\u{307}"), ("第 1 章、闭包。", "第-1-章-闭包"), ("々〆", "々〆"), ("（注）：Ｘ", "注-ｘ"), ("かな、がな", "かな-がな"),
        ("emoji 😀 x", "emoji-x"),
    ])
    func `slugs keep letters of every script`(text: String, slug: String) {
        #expect(slugify(text).utf8.elementsEqual(slug.precomposedStringWithCanonicalMapping.utf8))
    }

    @Test func `names are split at their order`() {
        #expect(splitOrder("03-closures") == (3, "closures"))
        #expect(splitOrder("10-你好") == (10, "你好"))
        #expect(splitOrder("03_closures") == (3, "closures"))
        #expect(splitOrder("3 closures") == (3, "closures"))
        #expect(splitOrder("123456789-x") == (123_456_789, "x"))
        #expect(splitOrder("2026-10-01-news") == (2026, "10-01-news"))
        for name in [
            "closures", "03", "03-", "-a", "3a-b", "", "12345678901-x", "1234567890-x", "3.x", "_x", " x",
            "٣-x",
        ] {
            #expect(splitOrder(name) == (nil, name))
        }
    }

    @Test func `routes are percent-encoded for attributes`() {
        #expect(attributeURL("/articles/你好/") == "/articles/%E4%BD%A0%E5%A5%BD/")
        #expect(attributeURL("/a b/?x=1&y=\"'#z%20") == "/a%20b/?x=1&amp;y=%22&#x27;#z%20")
    }
}

@Suite struct TextCountTests {
    @Test(arguments: [
        ("One two, three.", 3, 0), ("It's up-to-date", 2, 0), ("你好，世界。", 0, 4), ("用 Swift 写代码", 1, 4),
        ("H<sub>2</sub>O", 1, 0),
        ("a & b &copy; c", 3, 0), ("<!-- not this -->", 0, 0), ("Größe naïve", 2, 0), ("*a*b", 1, 0),
        ("![alt text](a.png)", 0, 0),
        ("— … “x”", 1, 0), ("カタカナ", 0, 4), ("𠀀", 0, 1), ("😀", 0, 0), ("`code()` here", 2, 0), ("", 0, 0),
    ])
    func `words and characters are counted`(markdown: String, words: Int, characters: Int) {
        #expect(page(markdown).body.open.counts == TextCounts(words: words, cjkCharacters: characters))
    }

    @Test func `reading takes at least a minute, and Chinese its own time`() {
        #expect(TextCounts().readingMinutes == 0)
        #expect(TextCounts(words: 1).readingMinutes == 1)
        #expect(TextCounts(words: 2300).readingMinutes == 10)
        #expect(TextCounts(cjkCharacters: 4000).readingMinutes == 10)
        #expect((TextCounts(words: 2300) + TextCounts(cjkCharacters: 4000)).readingMinutes == 20)
    }

    @Test func `open and sealed text are counted apart`() {
        let body = page("one two\n\n::: premium\nthree 四\n:::\n").body
        #expect(body.open.counts == TextCounts(words: 2))
        #expect(body.sections.first?.counts == TextCounts(words: 1, cjkCharacters: 1))
    }
}

@Suite struct SummaryTests {
    private func summary(_ text: String, tier: String? = nil) -> String {
        page(text, tier: tier).body.open.summary
    }

    @Test func `the first paragraph is the summary, without markup`() {
        #expect(
            summary("# T\n\nSome *text*,\nwith `code` and [a link](https://e.org)[^1].\n\nMore.\n\n[^1]: n\n")
                == "Some text, with code and a link.")
        #expect(summary("![a](a.png)\n\n- list\n\nText.\n") == "Text.")
        #expect(summary("# Only a heading\n") == "")
    }

    @Test func `what stands before the mark is the summary`() {
        #expect(summary("a\n\n- b\n\nc\n\n<!--more-->\n\nd\n") == "a c")
    }

    @Test func `a long summary ends at a word or between Chinese characters`() {
        let words = summary(String(repeating: "word ", count: 100))
        #expect(words == String(repeating: "word ", count: 39) + "word…")
        #expect(summary(String(repeating: "word", count: 100)).count == 201)
        #expect(summary(String(repeating: "文", count: 500)) == String(repeating: "文", count: 200) + "…")
        #expect(summary(String(repeating: "文，", count: 300)) == String(repeating: "文，", count: 99) + "文…")
    }

    @Test func `sealed text is never in a summary`() {
        #expect(summary("::: premium\nSECRET\n:::\n\nOpen.\n") == "Open.")
        #expect(summary("# T\n\nOpen.\n\nSECRET\n", tier: "premium") == "Open.")
        #expect(summary("::: premium\nSECRET\n:::\n") == "")
    }
}
