import Foundation
import Metrics
import TestSupport
import Testing

@Suite struct NaiveBayesTests {
    /// Five texts a label, so that the counts can be done by hand.
    static let small: [(text: String, label: SentimentLabel)] = [
        ("good", .positive), ("good fun", .positive), ("good good", .positive), ("fun", .positive),
        ("good clear", .positive),
        ("bad", .negative), ("bad slow", .negative), ("slow", .negative), ("bad bad", .negative),
        ("fun slow bad", .negative),
    ]

    @Test func `the posterior is that of a calculation by hand`() throws {
        let bayes = try NaiveBayesSentiment(Self.small)
        // Positive: good 5, fun 2, clear 1, 8 tokens. Negative: bad 5, slow 3, fun 1, 9 tokens. V = 5.
        #expect(bayes.examples == 10)
        #expect(bayes.vocabulary == 5)
        let positive = 0.5 * (6.0 / 13) * (3.0 / 13)
        let negative = 0.5 * (1.0 / 14) * (2.0 / 14)
        let raw = try #require(bayes.rawProbabilities(of: "Good fun, whatever"))
        #expect(abs(try #require(raw[.positive]) - positive / (positive + negative)) < 1e-12)
        #expect(abs(try #require(raw[.negative]) - negative / (positive + negative)) < 1e-12)
        #expect(raw[.neutral] == nil)
    }

    @Test func `another smoothing constant gives its own posterior`() throws {
        let bayes = try NaiveBayesSentiment(Self.small, smoothing: 0.5)
        let positive = 2.5 / 10.5
        let negative = 1.5 / 11.5
        let raw = try #require(bayes.rawProbabilities(of: "fun"))
        #expect(abs(try #require(raw[.positive]) - positive / (positive + negative)) < 1e-12)
    }

    @Test func `an unequal prior counts`() throws {
        let more = Self.small + [("good", .positive), ("good", .positive)]
        let raw = try #require(try NaiveBayesSentiment(more).rawProbabilities(of: "clear"))
        // Positive: 7 of 12, clear 1 of 10 tokens; negative: 5 of 12, 0 of 9.
        let positive = 7.0 / 12 * 2 / 15
        let negative = 5.0 / 12 * 1 / 14
        #expect(abs(try #require(raw[.positive]) - positive / (positive + negative)) < 1e-12)
    }

    @Test func `Chinese is counted by pairs of characters`() throws {
        let examples: [(text: String, label: SentimentLabel)] = [
            ("很卡顿", .negative), ("卡顿", .negative), ("又卡顿了", .negative), ("卡顿啊", .negative),
            ("真卡顿", .negative),
            ("流畅", .positive), ("很流畅", .positive), ("流畅啊", .positive), ("真流畅", .positive), ("好流畅", .positive),
        ]
        let bayes = try NaiveBayesSentiment(examples)
        #expect(try #require(bayes.score("播放卡顿")) < 0)
        #expect(try #require(bayes.score("播放流畅")) > 0)
        // 很卡 卡顿 又卡 顿了 顿啊 真卡 流畅 很流 畅啊 真流 好流.
        #expect(bayes.vocabulary == 11)
    }

    @Test func `a text of unknown words has no score`() throws {
        let bayes = try NaiveBayesSentiment(Self.small)
        #expect(bayes.score("entirely different") == nil)
        #expect(bayes.probabilities(of: "") == nil)
    }

    @Test func `impossible labels are refused with the reason`() {
        #expect(throws: NaiveBayesError.noExamples) { try NaiveBayesSentiment([]) }
        #expect(throws: NaiveBayesError.oneClassOnly(.positive)) {
            try NaiveBayesSentiment((0..<20).map { ("text \($0)", .positive) })
        }
        #expect(throws: NaiveBayesError.tooFewLabels(.negative, needed: 5, got: 4)) {
            try NaiveBayesSentiment(Self.small.filter { $0.text != "slow" })
        }
        // Copies are not different texts.
        #expect(throws: NaiveBayesError.tooFewLabels(.negative, needed: 5, got: 4)) {
            try NaiveBayesSentiment(
                Self.small.filter { $0.text != "slow" } + [("bad", .negative), ("bad", .negative)])
        }
        #expect(throws: NaiveBayesError.noWords(row: 10)) {
            try NaiveBayesSentiment(Self.small + [("…", .positive)])
        }
        #expect(throws: NaiveBayesError.badSmoothing(0)) { try NaiveBayesSentiment(Self.small, smoothing: 0) }
        // A constant so large that its logarithms overflow, or so small that they vanish.
        for extreme in [Double.infinity, 1e308, 1e-300] {
            #expect(throws: NaiveBayesError.badSmoothing(extreme)) {
                try NaiveBayesSentiment(Self.small, smoothing: extreme)
            }
        }
    }

    @Test func `texts with every label at once teach nothing and do no harm`() {
        let both = Self.small.flatMap { [($0.text, SentimentLabel.positive), ($0.text, .negative)] }
        #expect(throws: Never.self) {
            let bayes = try NaiveBayesSentiment(both)
            #expect(bayes.validation.skill < 0.05)
        }
    }

    @Test(arguments: ["en", "zh"])
    func `calibration makes the probabilities honest`(language: String) throws {
        let bayes = try NaiveBayesSentiment(labelledSentences(language))
        let validation = bayes.validation
        #expect(validation.accuracy > validation.baseline + 0.1)
        #expect(validation.logLoss < validation.rawLogLoss)
        #expect(validation.logLoss < validation.baselineLogLoss)
        #expect(bayes.sharpness < 1)
        for (text, _) in try labelledSentences(language) {
            let p = try #require(bayes.probabilities(of: text))
            #expect(abs(p.values.reduce(0, +) - 1) < 1e-12)
        }
    }

    @Test func `the order of the labels does not matter`() throws {
        var examples = try labelledSentences("en")
        let bayes = try NaiveBayesSentiment(examples)
        var generator = SeededGenerator(seed: 3)
        examples.shuffle(using: &generator)
        #expect(try NaiveBayesSentiment(examples) == bayes)
    }

    @Test func `the author's labels teach the lexicon new words`() throws {
        let subjects = ["lesson", "chapter", "video", "talk", "post", "quiz", "project", "exercise"]
        let words = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
        var examples: [(text: String, label: SentimentLabel)] = []
        for subject in subjects {
            for word in words {
                examples.append(("\(subject) \(word) is spicy", .positive))
                examples.append(("\(subject) \(word) is soggy", .negative))
            }
        }
        let analyzer = SentimentAnalyzer()
        let combined = CombinedSentiment(analyzer, try NaiveBayesSentiment(examples))
        #expect(analyzer.score("The podcast was soggy") == 0)
        #expect(try #require(combined.score("The podcast was soggy")) < -0.3)
        #expect(try #require(combined.score("The podcast was spicy")) > 0.3)
        #expect(combined.weight > 0.3 && combined.weight < 1)
        // What only the lexicon knows is still read.
        #expect(combined.score("Excellent!") == analyzer.score("Excellent!"))
        #expect(combined.score("") == nil)
    }

    @Test func `labels without a pattern leave the lexicon alone`() throws {
        var generator = SeededGenerator(seed: 8)
        let examples = try labelledSentences("en").map { sentence in
            (text: sentence.text, label: Bool.random(using: &generator) ? SentimentLabel.positive : .negative)
        }
        let bayes = try NaiveBayesSentiment(examples)
        #expect(CombinedSentiment(SentimentAnalyzer(), bayes).weight < 0.05)
    }
}
