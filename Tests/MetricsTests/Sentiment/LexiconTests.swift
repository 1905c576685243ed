import Metrics
import Testing

@Suite struct LexiconTests {
    static let lexicons: [(name: String, lexicon: SentimentLexicon, fewest: Int)] = [
        ("English", .english, 1500), ("Chinese", .chinese, 1500), ("symbols", .symbols, 100),
    ]

    @Test(arguments: lexicons.map(\.name))
    func `a lexicon is large, without duplicates, and its weights are in range`(name: String) throws {
        let (_, lexicon, fewest) = try #require(Self.lexicons.first { $0.name == name })
        #expect(lexicon.entries.count >= fewest)
        let terms = lexicon.entries.map(\.term) + lexicon.ruleTerms
        let twice = Dictionary(grouping: terms, by: { $0 }).filter { $0.value.count > 1 }.keys.sorted()
        #expect(twice == [])
        for entry in lexicon.entries {
            #expect(SentimentLexicon.weights.contains(entry.weight) && entry.weight != 0, "\(entry.term)")
        }
    }

    @Test(arguments: lexicons.map(\.name))
    func `terms of equal weight stand together and are sorted`(name: String) throws {
        let (_, lexicon, _) = try #require(Self.lexicons.first { $0.name == name })
        for (entry, next) in zip(lexicon.entries, lexicon.entries.dropFirst())
        where entry.weight == next.weight {
            let isSorted = entry.term.utf8.lexicographicallyPrecedes(next.term.utf8)
            // Emoji and emoticons are two lists.
            #expect(isSorted || name == "symbols", "\(entry.term), \(next.term)")
        }
        let blocks = lexicon.entries.map(\.weight).reduce(into: [Int]()) {
            if $0.last != $1 { $0.append($1) }
        }
        #expect(blocks.count <= (name == "symbols" ? 12 : 8))
    }

    @Test(arguments: lexicons.map(\.name))
    func `every topic has its own sorted words`(name: String) throws {
        guard name != "symbols" else { return }
        let (_, lexicon, _) = try #require(Self.lexicons.first { $0.name == name })
        for topic in SentimentTopic.allCases {
            let words = try #require(lexicon.topicKeywords[topic])
            #expect(words.count >= 30)
            #expect(words == words.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }, "\(topic)")
            #expect(Set(words).count == words.count)
        }
    }

    /// A term the analyzer cannot find is dead weight, or spelled in a way that folding changes.
    @Test(arguments: lexicons.map(\.name))
    func `every entry is found in a text, with its sign`(name: String) throws {
        let (_, lexicon, _) = try #require(Self.lexicons.first { $0.name == name })
        let analyzer = SentimentAnalyzer()
        for entry in lexicon.entries {
            // Chinese lists hold terms such as "yyds" that are read in Chinese comments only.
            let text = name == "Chinese" ? "同学们说:" + entry.term : entry.term
            let value = analyzer.analyze(text).contributions.first?.value ?? 0
            #expect(value * Double(entry.weight) > 0, "\(entry.term): \(value)")
        }
    }

    @Test(arguments: [
        "crash", "crashes", "crashed", "crashing", "lagged", "lagging", "bugs", "terribly slow", "annoys",
        "ripped off",
    ])
    func `English inflections are read`(term: String) throws {
        #expect(try #require(SentimentAnalyzer().score("It \(term).")) < -0.1)
    }

    @Test(arguments: [
        "The chapter on error handling is next.", "Swift uses no garbage collection.",
        "This is a crash course.",
        "See the section on weak references.", "It looks like this.", "Where is the bug tracker?",
        "他的水平是中级。", "请打卡第三天。", "麻烦老师发一下链接。", "贵宾等级在哪里?", "讲垃圾回收的那一章。", "差不多两百页。",
    ])
    func `compounds shield the words inside them`(text: String) {
        #expect(SentimentAnalyzer().analyze(text).label == .neutral)
    }

    @Test func `the author's own words join or replace the lexicon's`() throws {
        let analyzer = try SentimentAnalyzer(adding: ["awful truth": 0, "spicy": 3, "下饭": 3])
        #expect(analyzer.score("The Awful Truth, part two.") == 0)
        #expect(analyzer.analyze("Spicy lesson").label == .positive)
        #expect(analyzer.analyze("这课真下饭").label == .positive)
        #expect(SentimentAnalyzer().score("Spicy lesson") == 0)
    }

    @Test(arguments: [
        ("good", 4.5), ("good", -Double.infinity), ("good", .nan), (" ", 1), ("", 1), ("\u{200B}", 1),
    ])
    func `an impossible word of the author's is refused by name`(term: String, weight: Double) {
        #expect(throws: SentimentError.badWeight(term: term)) {
            try SentimentAnalyzer(adding: [term: weight])
        }
    }
}
