import Metrics
import Testing

@Suite struct AccuracyTests {
    @Test(arguments: ["en", "zh"])
    func `labelled sentences are many and of every label`(language: String) throws {
        let sentences = try labelledSentences(language)
        #expect(sentences.count >= 400)
        #expect(Set(sentences.map(\.text)).count == sentences.count)
        for label in SentimentLabel.allCases {
            #expect(sentences.count { $0.label == label } >= 120)
        }
    }

    @Test(arguments: ["en", "zh"], [0, 1])
    func `at least four of five labelled sentences are read rightly, in either half`(
        language: String, half: Int
    ) throws {
        let analyzer = SentimentAnalyzer()
        let sentences = try labelledSentences(language).enumerated().filter { $0.offset % 2 == half }.map(
            \.element)
        let right = sentences.count { analyzer.analyze($0.text).label == $0.label }
        #expect(Double(right) >= 0.8 * Double(sentences.count), "\(right) of \(sentences.count)")
    }

    @Test(arguments: [0, 1])
    func `English sentences are read better than by VADER, in either half`(half: Int) throws {
        struct Vader: Decodable { let labels: String }
        let vader = Array(try Fixture.load("vader", as: Vader.self).labels)
        let letters: [SentimentLabel: Character] = [.negative: "n", .neutral: "u", .positive: "p"]
        let sentences = try labelledSentences("en")
        try #require(vader.count == sentences.count)
        let analyzer = SentimentAnalyzer()
        var right = (ours: 0, theirs: 0)
        for (row, sentence) in sentences.enumerated() where row % 2 == half {
            if analyzer.analyze(sentence.text).label == sentence.label { right.ours += 1 }
            if vader[row] == letters[sentence.label] { right.theirs += 1 }
        }
        #expect(right.ours > right.theirs + sentences.count / 20, "\(right)")
    }

    @Test(arguments: ["negation", "contrast", "sarcasm", "emoji", "case", "intensity"])
    func `each phenomenon is read rightly in nine of ten cases`(phenomenon: String) throws {
        let analyzer = SentimentAnalyzer()
        let cases = try fixtureRows("phenomena.tsv", columns: 4).filter { $0[1] == phenomenon }
        try #require(!cases.isEmpty)
        let wrong = cases.filter { analyzer.analyze($0[3]).label?.rawValue != $0[2] }
        #expect(wrong.count * 10 <= cases.count, "\(wrong.map { $0[3] })")
    }

    @Test func `opinions are put to the topic they are about`() throws {
        let analyzer = SentimentAnalyzer()
        for row in try fixtureRows("topics.tsv", columns: 4) {
            let topic = try #require(SentimentTopic(rawValue: row[1]))
            let score = analyzer.analyze(row[3])[topic]?.score
            #expect(score.map { SentimentLabel(score: $0).rawValue } == row[2], "\(row[3])")
        }
    }

    @Test func `each topic of a comment has its own score`() throws {
        let sentiment = SentimentAnalyzer().analyze("The price is fair, but support never replied. 更新")
        #expect(try #require(sentiment[.price]?.score) > 0)
        #expect(try #require(sentiment[.service]?.score) < 0)
        #expect(sentiment[.difficulty] == nil)
        let chinese = SentimentAnalyzer().analyze("价格便宜,可是客服态度差。更新时间是周五。")
        #expect(try #require(chinese[.price]?.score) > 0)
        #expect(try #require(chinese[.service]?.score) < 0)
    }

    @Test func `a topic named without an opinion has no score`() throws {
        let topic = try #require(SentimentAnalyzer().analyze("Where is the price list?")[.price])
        #expect(topic.mentions >= 1)
        #expect(topic.opinions == 0)
        #expect(topic.score == nil)
    }
}
