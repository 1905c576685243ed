import Metrics
import TestSupport
import Testing

@Suite struct AnalyzerTests {
    let analyzer = SentimentAnalyzer()

    func score(_ text: String) throws -> Double { try #require(analyzer.score(text), "\(text)") }

    @Test(arguments: [
        "", " ", "\n\t", "...", "!!!", "123 456", "https://example.org/great", "`great`", "Спасибо", "すばらしい",
    ])
    func `without anything to read there is no score`(text: String) {
        #expect(analyzer.score(text) == nil)
        #expect(analyzer.analyze(text).label == nil)
        #expect(analyzer.analyze(text).reading.contains("nothing to read"))
    }

    @Test(arguments: ["Chapter two.", "第二章", "The file has ten lines."])
    func `a text without an opinion scores zero`(text: String) {
        #expect(analyzer.score(text) == 0)
    }

    @Test(arguments: [
        (
            "The course is %@.", "The course is not %@.",
            ["good", "helpful", "bad", "boring", "excellent", "awful"]
        ),
        ("It was %@.", "It wasn't %@.", ["great", "fun", "confusing", "terrible"]),
        ("课程%@。", "课程不%@。", ["好", "实用", "清晰", "枯燥", "贵", "卡"]),
        ("讲得很%@。", "讲得并不%@。", ["清楚", "生动", "敷衍", "啰嗦"]),
    ])
    func `negating a simple sentence flips the sign`(plain: String, negated: String, words: [String]) throws {
        for word in words {
            let without = try score(plain.replacing("%@", with: word))
            let with = try score(negated.replacing("%@", with: word))
            #expect(without * with < 0, "\(word): \(without), \(with)")
            #expect(abs(with) <= abs(without), "\(word): \(without), \(with)")
        }
    }

    @Test func `degree words order the score`() throws {
        let english = try ["slightly good", "good", "very good", "extremely good"].map {
            try score("It is \($0).")
        }
        #expect(english == english.sorted() && Set(english).count == 4)
        let blame = try ["有点卡", "卡", "很卡", "极其卡"].map { try score("视频\($0)。") }
        #expect(blame == blame.sorted(by: >) && Set(blame).count == 4)
        #expect(try score("好极了") > score("好"))
    }

    @Test func `exclamation marks and capitals raise the voice, not the sign`() throws {
        #expect(try score("It is good!!!") > score("It is good!"))
        #expect(try score("It is good!") > score("It is good."))
        #expect(try score("It is good!!!!!!") == score("It is good!!!"))
        #expect(try score("It is bad!") < score("It is bad."))
        #expect(try score("It is GOOD.") > score("It is good."))
        #expect(try score("IT IS GOOD.") == score("it is good."))
        #expect(try score("This is sooooo baaaad") < score("This is bad"))
    }

    @Test func `what follows but weighs more than what came before`() throws {
        #expect(try score("Nice videos, but bad audio.") < 0)
        #expect(try score("Bad audio, but nice videos.") > score("Nice videos, but bad audio."))
        #expect(try score("便宜,但是差。") < score("差,但是便宜。"))
    }

    @Test func `questions and suppositions judge less than statements`() throws {
        #expect(try abs(score("Is it good?")) < score("It is good."))
        #expect(try abs(score("难不难?")) < 0.1)
        #expect(try abs(score("请问老师好吗?")) < score("老师好。"))
        #expect(try score("If it is good, I will stay.") < score("It is good, I will stay."))
    }

    @Test func `marks of sarcasm turn praise`() throws {
        #expect(try score("Great update.") > 0)
        #expect(try score("Great update. /s") < 0)
        #expect(try score("真好,呵呵。") < 0)
        #expect(try score("The “great” update") < 0)
        #expect(try score("“真好”") < 0)
    }

    @Test func `sarcasm stays in its sentence`() throws {
        #expect(try score("I love this course. It is excellent and helpful. Great update. /s") > 0)
    }

    @Test func `titles, links and code are not opinions`() throws {
        for text in [
            "我在看《完美代码》第三章", "see https://example.org/awful-terrible.html there", "call `crash()` twice",
            "www.excellent.example is the address",
        ] { #expect(analyzer.score(text) == 0, "\(text)") }
    }

    @Test(arguments: [("乾貨滿滿,講得清楚", "干货满满,讲得清楚"), ("太貴了,客服態度惡劣", "太贵了,客服态度恶劣"), ("ＧＯＯＤ！", "good!")])
    func `traditional characters and full width are read alike`(text: String, same: String) throws {
        #expect(try score(text) == score(same))
    }

    @Test(arguments: [
        ("The course is fine", SentimentLanguage.english), ("这门课用 Swift 讲泛型", .chinese), ("bug太多", .chinese),
        ("Читаю", .other), ("読みやすいです", .other), ("한국어 문장", .other), ("", .other), ("🎉", .other),
    ])
    func `the script tells the language`(text: String, language: SentimentLanguage) {
        #expect(analyzer.analyze(text).language == language)
    }

    @Test func `Chinese comments may hold English words`() throws {
        #expect(try score("这个app总是crash,bug太多") < 0)
        #expect(try score("讲解很nice") > 0)
    }

    @Test func `the reading names what weighed`() {
        let reading = analyzer.analyze("The app is not good, it crashes. Fair price.").reading
        #expect(reading.hasPrefix("negative (−"))
        #expect(reading.contains("“crashes”"))
        #expect(reading.contains("“good” negated"))
        #expect(reading.contains("about price +"))
        #expect(analyzer.analyze("第三章").reading == "neutral (0.00): 3 words, no opinion")
    }

    @Test func `one by one, in bulk and explained give the same scores`() throws {
        let texts = try labelledSentences("en").map(\.text) + labelledSentences("zh").map(\.text) + ["", "🎉"]
        let bulk = analyzer.scores(texts)
        #expect(bulk == texts.map { analyzer.score($0) })
        #expect(bulk == texts.map { analyzer.analyze($0).score })
        #expect(bulk == texts.map { analyzer.analyze(utf8: Array($0.utf8)).score })
    }

    @Test func `the order of comments does not matter`() throws {
        var texts = try labelledSentences("en").map(\.text) + labelledSentences("zh").map(\.text)
        let scores = Dictionary(uniqueKeysWithValues: zip(texts, analyzer.scores(texts)))
        var generator = SeededGenerator(seed: 11)
        texts.shuffle(using: &generator)
        for (text, score) in zip(texts, analyzer.scores(texts)) { #expect(score == scores[text]) }
    }

    @Test func `contributions add up to the score`() throws {
        for (text, _) in try labelledSentences("en") {
            let sentiment = analyzer.analyze(text)
            let sum = sentiment.contributions.reduce(0) { $0 + $1.value }
            let score = try #require(sentiment.score)
            #expect(abs(sum / (sum * sum + 16).squareRoot() - score) < 1e-12, "\(text)")
        }
    }
}
