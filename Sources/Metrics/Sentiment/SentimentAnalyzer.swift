/// Scores English and Chinese comments by lexicon and rules.
///
/// The sum S of the opinions' values, each changed by negation, degree words, contrast, question, exclamation
/// and sarcasm, becomes a score S / √(S² + 16) in [−1, 1]; the form is that of Hutto & Gilbert, "VADER"
/// (2014), with a constant by which a single strongest word scores 0.71. Language is told by script, and
/// Chinese is segmented by longest match over the lexicon. `docs/content/insights/sentiment.md` gives the rules and limits.
public struct SentimentAnalyzer: Sendable {
    private let english: SentimentDictionary
    private let chinese: SentimentDictionary

    /// An analyzer with the lexicons as they are.
    public init() {
        english = .english
        chinese = .chinese
    }

    /// An analyzer that also knows the author's own words.
    ///
    /// - Parameter additions: words or phrases to weights, finite and in −4…4. They replace the lexicon's own
    ///   entry of the same spelling; 0 makes a term neutral, such as a course called "Wicked Cool Swift".
    /// - Throws: ``SentimentError/badWeight(term:)`` naming the term at fault, the first in sorted order.
    public init(adding additions: [String: Double]) throws(SentimentError) {
        for (term, weight) in additions.sorted(by: { $0.key < $1.key }) {
            let allowed =
                Double(SentimentLexicon.weights.lowerBound)...Double(SentimentLexicon.weights.upperBound)
            guard weight.isFinite, allowed.contains(weight),
                FoldedText(term.utf8).bytes.contains(where: { $0 > 0x20 })
            else { throw .badWeight(term: term) }
        }
        english = SentimentDictionary.english.adding(additions)
        chinese = SentimentDictionary.chinese.adding(additions)
    }

    /// Everything the text says.
    public func analyze(_ text: String) -> Sentiment {
        analyze(utf8: Array(text.utf8))
    }

    /// Everything the text says; bytes that are no UTF-8 read as spaces.
    public func analyze(utf8 bytes: [UInt8]) -> Sentiment {
        var scanner = TextScanner(explains: true)
        scanner.scan(bytes.span, english: english, chinese: chinese)
        return Sentiment(scanner)
    }

    /// The score alone, in [−1, 1], or nil where there is nothing to read.
    public func score(_ text: String) -> Double? {
        scores([text]).first ?? nil
    }

    /// The score of each text, in order; the way to read many comments quickly.
    public func scores(_ texts: some Sequence<String>) -> [Double?] {
        var scanner = TextScanner()
        return texts.map { text in
            var text = text
            return text.withUTF8 { buffer in
                scanner.scan(buffer.span, english: english, chinese: chinese)
                return scanner.score
            }
        }
    }
}

/// Why the author's own words were refused.
public enum SentimentError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The weight of this term is not a finite number in −4…4, or the term is blank.
    case badWeight(term: String)

    public var description: String {
        switch self {
        case .badWeight(let term):
            "the weight of '\(term)' must be a number from −4 to 4, and the term must not be blank"
        }
    }
}

extension TextScanner {
    /// How fast the score approaches 1: a sum of 4 scores 0.71.
    private static let half = 16.0

    static func squash(_ sum: Double) -> Double { sum / (sum * sum + half).squareRoot() }

    var score: Double? {
        let hasWords = language != .other && wordCount > 0
        return hasWords || reader.opinionCount > 0 ? Self.squash(reader.total) : nil
    }
}

extension Sentiment {
    fileprivate init(_ scanner: TextScanner) {
        let reader = scanner.reader
        score = scanner.score
        language = scanner.language
        words = scanner.wordCount
        opinions = reader.opinionCount
        topics = SentimentTopic.allCases.compactMap { topic in
            let index = topic.index
            guard reader.topicMentions[index] > 0 else { return nil }
            let opinions = Int(reader.topicOpinions[index])
            return Topic(
                topic: topic, mentions: Int(reader.topicMentions[index]), opinions: opinions,
                score: opinions > 0 ? TextScanner.squash(reader.topicTotals[index]) : nil)
        }
        contributions = reader.explained.map { hit in
            let range = Int(hit.start)..<Int(hit.end)
            return Contribution(
                term: String(decoding: scanner.text.bytes[range], as: UTF8.self), value: hit.value,
                isNegated: hit.negated)
        }
    }
}
