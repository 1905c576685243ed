import Highlighting
import TestSupport
import Testing

/// SeededGenerator and bounded; a failing input is printed.
@Suite struct PropertyTests {
    /// Pieces that mean something in some language, and much that does not belong.
    private static let pieces = [
        "\"", "'", "`", "\"\"\"", "'''", "\\", "\\(", "${", "$(", "#{", "{", "}", "(", ")", "[", "]", "[[",
        "]]",
        "/*", "*/", "//", "#", "<!--", "-->", "<", ">", "</", "/>", "&", ";", ":", "=", "==", "@", "$", "!",
        "|",
        "- ", "---", "+++", "@@", "+", "-", "<<E", "<<-'E'", "E", "\n", "\n\n", "\t", " ", "   ", "\r",
        "\u{0}",
        "<script", "</script", "<style>", "</style>", "let", "func", "true", "SELECT", "abc", "X", "ABC",
        "12",
        "0x1F", "1e-5", "1.", "3月", "朔望", "é", "👩‍👩‍👧", "\u{301}", "R\"(", ")\"", "r#\"", "\"#", "f\"", "rf'",
        "```", "~~~", "**", "](", "http", "'a'", "'\\u{1F600}'", "% ", "? ", "&a", "*a", "!!", "key: ", "k=",
    ]

    private static func code(_ generator: inout SeededGenerator) -> [UInt8] {
        var code: [UInt8] = []
        for _ in 0..<Int.random(in: 0...60, using: &generator) {
            // Any bytes at all now and then: nothing may depend on their being text.
            if Int.random(in: 0..<12, using: &generator) == 0 {
                code.append(UInt8.random(in: 0...255, using: &generator))
            } else {
                code += (pieces.randomElement(using: &generator) ?? "").utf8
            }
        }
        return code
    }

    @Test(
        "the runs of any code cover it from start to end, none of them empty, and never cut a word",
        arguments: Highlighter.languages.compactMap(\.first))
    func runs(language: String) {
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<400 {
            let code = Self.code(&generator)
            let ends = (Highlighter.tokens(of: code, language: language) ?? []).map(\.end)
            var isRight = (ends.last ?? 0) == code.count
            for (before, end) in zip([0] + ends, ends) {
                isRight = isRight && end > before && end <= code.count
                if end < code.count, end > 0 {
                    isRight = isRight && !(Self.isLetter(code[end - 1]) && Self.isLetter(code[end]))
                    isRight = isRight && !(code[end - 1] >= 0x80 && code[end] >= 0x80)
                }
            }
            if !isRight { Issue.record("\(language): \(String(decoding: code, as: UTF8.self)) \(ends)") }
        }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        byte < 0x80 && (Character(UnicodeScalar(byte)).isLetter || Character(UnicodeScalar(byte)).isNumber)
    }

    @Test(
        "two runs that follow one another are of different kinds",
        arguments: Highlighter.languages.compactMap(\.first))
    func merged(language: String) {
        var generator = SeededGenerator(seed: 8)
        for _ in 0..<100 {
            let kinds = (Highlighter.tokens(of: Self.code(&generator), language: language) ?? []).map(\.kind)
            #expect(zip(kinds, kinds.dropFirst()).allSatisfy { $0 != $1 })
        }
    }

    /// What makes scanners slow that go back: in quadratic time this would run for many minutes.
    @Test(
        "what never ends is scanned to its end",
        arguments: Highlighter.languages.compactMap(\.first))
    func hostile(language: String) {
        let seeds = [
            "\"", "'", "`", "(", "[", "{", "<", "/", "*", "\\", "\"\\(", "`${", "/*", "<!--", "a ", "<a ",
            "'a",
            "** ", "](", "[[", "#[", "<<E", " : ", " ", "f'{", "$(", "&", "\n- ", "1e", "a.", "\\\n",
        ]
        for seed in seeds {
            let code = Array(repeatElement(Array(seed.utf8), count: 20_000).joined())
            let tokens = Highlighter.tokens(of: code, language: language)
            #expect(tokens?.last?.end == code.count)
        }
    }
}
