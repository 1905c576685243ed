import Metrics
import TestSupport
import Testing

@Suite struct HostileTextTests {
    let analyzer = SentimentAnalyzer()

    func check(_ bytes: [UInt8]) {
        let sentiment = analyzer.analyze(utf8: bytes)
        if let score = sentiment.score { #expect(score >= -1 && score <= 1, "\(bytes.prefix(200))") }
        for topic in sentiment.topics {
            if let score = topic.score { #expect(score >= -1 && score <= 1, "\(bytes.prefix(200))") }
        }
        #expect(!sentiment.reading.isEmpty)
    }

    @Test func `any bytes are read without harm`() {
        var generator = SeededGenerator(seed: 2026)
        for _ in 0..<3000 {
            check(
                (0..<Int.random(in: 0...80, using: &generator)).map { _ in
                    UInt8.random(in: 0...255, using: &generator)
                })
        }
    }

    @Test func `cut and spoiled comments are read without harm`() throws {
        var generator = SeededGenerator(seed: 5)
        let texts = try labelledSentences("en").map(\.text) + labelledSentences("zh").map(\.text)
        for _ in 0..<3000 {
            guard let text = texts.randomElement(using: &generator) else { return }
            var bytes = Array(text.utf8)
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let at = Int.random(in: 0..<bytes.count, using: &generator)
                switch Int.random(in: 0...3, using: &generator) {
                case 0: bytes[at] = UInt8.random(in: 0...255, using: &generator)
                case 1: bytes = Array(bytes[..<max(1, at)])
                case 2: bytes.insert(contentsOf: Array("“(🎉!?呵呵/s《不".utf8), at: at)
                default: bytes = Array(bytes[at...])
                }
            }
            check(bytes)
        }
    }

    @Test func `overlong and surrogate forms are not characters`() {
        // U+0000 in two bytes, U+D800 in three, beyond U+10FFFF in four, a lone continuation, a cut character.
        for bytes: [UInt8] in [
            [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0x80], [0xE5, 0xA5], [0xFF, 0xFE],
        ] {
            #expect(analyzer.analyze(utf8: bytes).score == nil)
            #expect(analyzer.analyze(utf8: Array("good ".utf8) + bytes + Array(" good".utf8)).opinions == 2)
        }
    }

    @Test(arguments: [
        "好", "不", "价格好", "good ", "\"", "`", "《", "but ", "!", "?", "A", "难不难", "http://", ":)",
    ])
    func `many of one thing take time in proportion`(unit: String) {
        let bytes = Array(String(repeating: unit, count: 100_000 / unit.utf8.count).utf8)
        let clock = ContinuousClock()
        let time = clock.measure { check(bytes) }
        // A debug build needs a tenth of a second; what is quadratic would need minutes.
        #expect(time < .seconds(20))
    }

    @Test func `a megabyte of emoji is read and scores at most one`() throws {
        let score = try #require(analyzer.score(String(repeating: "😀", count: 250_000)))
        #expect(score > 0.99 && score <= 1)
    }
}
