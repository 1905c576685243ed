/// Whether a text praises, blames, or does neither.
public enum SentimentLabel: String, Sendable, Hashable, CaseIterable, Codable {
    case negative, neutral, positive

    /// The score from which on a text counts as positive; its negative is the limit for negative.
    public static let threshold = 0.1

    /// The label of a score in [−1, 1].
    public init(score: Double) {
        self = score >= Self.threshold ? .positive : score <= -Self.threshold ? .negative : .neutral
    }
}

/// What one text says, as ``SentimentAnalyzer`` reads it.
public struct Sentiment: ModelResult, Hashable {
    /// What the text says of one topic.
    public struct Topic: Sendable, Hashable {
        public var topic: SentimentTopic
        /// How often the topic is named.
        public var mentions: Int
        /// How many opinions belong to it.
        public var opinions: Int
        /// In [−1, 1]; nil where the topic is named without any opinion.
        public var score: Double?
    }

    /// One word or phrase that moved the score.
    public struct Contribution: Sendable, Hashable {
        /// As matched: lower case, simplified characters. Empty for the mark of sarcasm itself.
        public var term: String
        /// Signed, after negation, degree, contrast and the like; weights of the lexicon are −4…4.
        public var value: Double
        public var isNegated: Bool
    }

    /// From −1, blame, to 1, praise; nil where there was nothing to read: no words of English or Chinese
    /// and no emoji. A text that was read and holds no opinion has 0.
    public var score: Double?
    public var language: SentimentLanguage
    /// Words and Chinese characters read.
    public var words: Int
    /// Opinions found; a score from few opinions in many words says little.
    public var opinions: Int
    /// The topics named, in the order of ``SentimentTopic``.
    public var topics: [Topic]
    /// In the order of the text.
    public var contributions: [Contribution]

    /// nil where `score` is.
    public var label: SentimentLabel? { score.map(SentimentLabel.init(score:)) }

    /// What the text says of `topic`, or nil where it does not name it.
    public subscript(topic: SentimentTopic) -> Topic? { topics.first { $0.topic == topic } }

    /// Reasons to doubt the score; empty when none were found.
    public var warnings: [String] {
        guard score != nil else { return ["nothing to read"] }
        return opinions <= 1 && words > 30
            ? ["\(SentimentProse.counted(opinions, "opinion")) in \(words) words"] : []
    }

    /// The result in a sentence: label, score, the words that weighed most, the topics.
    public var reading: String {
        guard let score, let label else { return "nothing to read: no words of English or Chinese" }
        guard opinions > 0 else {
            return
                "neutral (\(SentimentProse.signed(0))): \(SentimentProse.counted(words, "word")), no opinion"
        }
        var text = "\(label.rawValue) (\(SentimentProse.signed(score)))"
        let strongest = contributions.filter { !$0.term.isEmpty }
            .enumerated().sorted { (abs($0.element.value), -$0.offset) > (abs($1.element.value), -$1.offset) }
            .prefix(3).map {
                "“\($0.element.term)”\($0.element.isNegated ? " negated" : "") \(SentimentProse.signed($0.element.value))"
            }
        if !strongest.isEmpty { text += ": " + strongest.joined(separator: ", ") }
        let about = topics.compactMap { topic in
            topic.score.map { "\(topic.topic.name) \(SentimentProse.signed($0))" }
        }
        if !about.isEmpty { text += "; about " + about.joined(separator: ", ") }
        return text
    }
}
