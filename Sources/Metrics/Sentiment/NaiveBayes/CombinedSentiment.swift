/// The lexicon and the author's own labels together.
///
/// score = (1 − w) · lexicon + w · naive Bayes, with w = skill · n / (n + 100): the classifier's share
/// grows with the number n of labelled comments and with how much of the baseline's log loss it saves on
/// comments it has not seen. A classifier that has learnt nothing leaves the lexicon alone.
public struct CombinedSentiment: ModelResult {
    /// Labelled comments at which the classifier, were it perfect, would weigh as much as the lexicon.
    public static let halfWeight = 100.0

    public let analyzer: SentimentAnalyzer
    public let classifier: NaiveBayesSentiment
    /// The share w of the classifier, in [0, 1).
    public let weight: Double

    public init(_ analyzer: SentimentAnalyzer, _ classifier: NaiveBayesSentiment) {
        self.analyzer = analyzer
        self.classifier = classifier
        let count = Double(classifier.examples)
        weight = classifier.validation.skill * count / (count + Self.halfWeight)
    }

    /// In [−1, 1]. Where only one of the two can read the text, its score; nil where neither can.
    public func score(_ text: String) -> Double? {
        guard let lexicon = analyzer.score(text) else { return classifier.score(text) }
        guard let learnt = classifier.score(text) else { return lexicon }
        return (1 - weight) * lexicon + weight * learnt
    }

    public var warnings: [String] { classifier.warnings }
    public var reading: String {
        "the author's labels weigh \(SentimentProse.percent(weight)), the lexicon "
            + "\(SentimentProse.percent(1 - weight)); \(classifier.reading)"
    }
}
