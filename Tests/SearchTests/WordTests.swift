import Foundation
import Search
import TestSupport
import Testing

@Suite("Words of texts")
struct WordTests {
    struct Case: Decodable {
        var text: String
        var words: [String]
    }

    private static func cases() throws -> [Case] {
        try JSONDecoder().decode([Case].self, from: Data(contentsOf: vectorFile("words.json")))
    }

    @Test("texts are cut into the known words")
    func knownWords() throws {
        let cases = try Self.cases()
        #expect(cases.count > 20)
        for each in cases {
            #expect(WordScanner.words(of: each.text) == each.words, "\(each.text)")
            #expect(scanned(each.text) == each.words, "\(each.text)")
        }
    }

    @Test("the fast way gives the words that the slow one gives")
    func fastAsSlow() throws {
        let pieces =
            [
                "a", "Z", "9", " ", ".", "-", "'", "é", "e\u{301}", "ß", "İ", "Σ", "ς", "Å", "ﬁ", "²", "½",
                "\u{AD}",
                "\u{200B}", "\u{2060}", "\u{301}", "·", "«", "°", "´", "…", "–", "“", "\u{3000}", "，", "。",
                "・", "（", "Ａ",
                "７", "农", "历", "𠮷", "々", "〇", "か", "\u{3099}", "が", "ー", "ガ", "ｶ", "ﾞ", "한", "\u{1112}", "ภ",
                "า",
                "א", "\u{5B4}", "😀", "①", "㍿", "\u{F900}", "\u{0}", "\u{E000}", "aaaaaaaaaaaaaaaaaaaaaaaaa",
            ] + (try Self.cases()).map(\.text)
        var random = SeededGenerator(seed: 1)
        for _ in 0..<20_000 {
            let count = Int.random(in: 1...12, using: &random)
            let text = (0..<count).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
            let slow = WordScanner.words(of: text)
            #expect(scanned(text) == slow, "\(text.debugDescription)")
            #expect(slow.allSatisfy { !$0.isEmpty && $0.unicodeScalars.count <= WordScanner.longest })
        }
    }

    @Test("words are found again when they are searched for as they stand in the index")
    func foldingIsStable() throws {
        for each in try Self.cases() {
            for word in each.words { #expect(Folding.fold(word) == word, "\(word)") }
        }
    }

    @Test("bytes that are no text do no harm")
    func brokenText() {
        var random = SeededGenerator(seed: 2)
        for _ in 0..<5_000 {
            let bytes = (0..<24).map { _ in UInt8.random(in: 0...255, using: &random) }
            var scanner = WordScanner()
            var sink = Collected()
            scanner.scan(bytes, into: &sink)
            #expect(sink.words.allSatisfy { !$0.isEmpty })
        }
    }
}
