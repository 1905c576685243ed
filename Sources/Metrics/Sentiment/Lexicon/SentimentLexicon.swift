/// The words and phrases that carry an opinion in one language, with their weights.
///
/// Weights are whole numbers from −4 to 4 without 0: 1 a hint ("simple"), 2 a plain opinion ("clear",
/// "slow"), 3 a strong one ("delightful", "outdated"), 4 the strongest ("masterpiece", "scam").
/// The lists are this project's own work.
public struct SentimentLexicon: Sendable {
    /// A term as listed: lower case, without its inflected forms.
    public struct Entry: Sendable, Hashable {
        public var term: String
        /// −4…4, never 0.
        public var weight: Int

        public init(term: String, weight: Int) {
            self.term = term
            self.weight = weight
        }
    }

    /// The weights a term may have.
    public static let weights = -4...4

    /// In the order they are written: by block of equal weight, sorted by UTF-8 within a block.
    public let entries: [Entry]
    /// Words that name each topic, as listed.
    public let topicKeywords: [SentimentTopic: [String]]
    /// Negations, degree words, contrasts and the like, and compounds that hide no opinion; as listed.
    public let ruleTerms: [String]

    let sources: [LexiconSource]

    public static let english = SentimentLexicon([englishPraise, englishBlame, englishRules, englishTopics])
    public static let chinese = SentimentLexicon([chinesePraise, chineseBlame, chineseRules, chineseTopics])
    /// Emoji and emoticons, read in either language.
    public static let symbols = SentimentLexicon(sources: [
        LexiconSource(emojiLexicon), LexiconSource(emoticonLexicon, separator: " "),
    ])

    private init(_ literals: [String]) {
        self.init(sources: literals.map { LexiconSource($0) })
    }

    private init(sources: [LexiconSource]) {
        var entries: [Entry] = []
        var keywords: [SentimentTopic: [String]] = [:]
        var rules: [String] = []
        for term in sources.flatMap(\.terms) {
            switch term.header {
            case .weight(let weight): entries.append(Entry(term: term.text, weight: weight))
            case .topic(let topic): keywords[topic, default: []].append(term.text)
            case .role: rules.append(term.text)
            }
        }
        self.sources = sources
        self.entries = entries
        topicKeywords = keywords
        ruleTerms = rules
    }
}
