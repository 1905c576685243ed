import Foundation

/// A multinomial naive Bayes classifier trained on the author's own labels.
///
/// Tokens are words, pairs of Chinese characters and emoji; P(w | c) has Laplace smoothing. The reported
/// probabilities are calibrated on five folds: each text is judged by counts it took no part in. The result
/// does not depend on the order of the examples.
///
/// Source: Manning, Raghavan & Schütze, "Introduction to Information Retrieval" (2008), chapter 13;
/// calibration by temperature, Guo et al. (2017).
public struct NaiveBayesSentiment: ModelResult, Hashable {
    /// Different texts that each label that occurs must have.
    public static let fewestTexts = 5

    /// How well the classifier judges texts it has not seen, from five folds.
    public struct Validation: Sendable, Hashable, Codable {
        /// Texts judged; those without any known word are left out.
        public var texts: Int
        /// Share of them given their true label.
        public var accuracy: Double
        /// Share that the commonest label alone would get right.
        public var baseline: Double
        /// Mean −log P(true label) of the calibrated probabilities, in nats.
        public var logLoss: Double
        /// The same before calibration.
        public var rawLogLoss: Double
        /// The same for the labels' shares alone.
        public var baselineLogLoss: Double

        /// The part of the baseline's log loss that the classifier saves: 0 no better, 1 perfect.
        public var skill: Double {
            baselineLogLoss > 0 ? min(1, max(0, 1 - logLoss / baselineLogLoss)) : 0
        }
    }

    /// The labels that occurred, in the order negative, neutral, positive.
    public let labels: [SentimentLabel]
    /// Examples trained on.
    public var examples: Int { counts.examples.reduce(0, +) }
    /// Different tokens.
    public var vocabulary: Int { counts.occurrences.count }
    /// The smoothing constant α.
    public let smoothing: Double
    /// β by which log probabilities are multiplied; below 1 where raw naive Bayes is too sure.
    public let sharpness: Double
    public let validation: Validation

    private let counts: TokenCounts

    /// Trains on `examples`.
    ///
    /// - Parameter smoothing: α added to every count, 1e-9 … 1e6; 1 is Laplace's.
    /// - Throws: ``NaiveBayesError`` when there are no examples, one label only, fewer than ``fewestTexts``
    ///   different texts for a label, a text without words, or labels that contradict each other throughout.
    public init(
        _ examples: [(text: String, label: SentimentLabel)], smoothing: Double = 1
    ) throws(NaiveBayesError) {
        guard smoothing >= 1e-9, smoothing <= 1e6 else { throw .badSmoothing(smoothing) }
        let labels = SentimentLabel.allCases.filter { label in examples.contains { $0.label == label } }
        guard let first = labels.first else { throw .noExamples }
        guard labels.count > 1 else { throw .oneClassOnly(first) }
        let rows = try TrainingRow.rows(examples, labels: labels)
        for (index, label) in labels.enumerated() {
            let different = Set(rows.lazy.filter { $0.label == index }.map(\.words)).count
            guard different >= Self.fewestTexts else {
                throw .tooFewLabels(label, needed: Self.fewestTexts, got: different)
            }
        }
        var counts = TokenCounts(labels: labels.count)
        for row in rows { counts.add(row.words, label: row.label) }
        let held = TrainingRow.heldOut(rows, labels: labels.count, smoothing: smoothing)
        guard !held.isEmpty else { throw .contradictoryLabels }
        self.labels = labels
        self.smoothing = smoothing
        self.counts = counts
        sharpness = Calibration.sharpness(held)
        validation = Validation(held, sharpness: sharpness, counts: counts)
    }

    /// P(label | text) straight from Bayes' rule, over ``labels``; nil when no token of the text is known.
    public func rawProbabilities(of text: String) -> [SentimentLabel: Double]? {
        probabilities(of: text, sharpness: 1)
    }

    /// Calibrated P(label | text) over ``labels``; nil when no token of the text is known.
    public func probabilities(of text: String) -> [SentimentLabel: Double]? {
        probabilities(of: text, sharpness: sharpness)
    }

    /// P(positive) − P(negative), calibrated, in [−1, 1]; nil when no token of the text is known.
    public func score(_ text: String) -> Double? {
        probabilities(of: text).map { ($0[.positive] ?? 0) - ($0[.negative] ?? 0) }
    }

    private func probabilities(of text: String, sharpness: Double) -> [SentimentLabel: Double]? {
        guard let joint = counts.logJoint(SentimentTokens.tokens(of: text), smoothing: smoothing) else {
            return nil
        }
        return Dictionary(uniqueKeysWithValues: zip(labels, softmax(joint, sharpness: sharpness)))
    }

    /// Reasons to doubt the result; empty when none were found.
    public var warnings: [String] {
        var warnings: [String] = []
        if validation.skill == 0 {
            warnings.append("it judges unseen comments no better than the labels' shares do")
        }
        for (label, count) in zip(labels, counts.examples) where count < 30 {
            warnings.append("only \(count) comments are labelled \(label.rawValue)")
        }
        return warnings
    }

    /// The result in a sentence.
    public var reading: String {
        "trained on \(examples) comments; \(SentimentProse.percent(validation.accuracy)) of unseen ones right, "
            + "where the commonest label alone gets \(SentimentProse.percent(validation.baseline))"
    }
}

extension NaiveBayesSentiment.Validation {
    fileprivate init(_ held: [Calibration.Row], sharpness: Double, counts: TokenCounts) {
        let total = Double(counts.examples.reduce(0, +))
        let shares = counts.examples.map { Double($0) / total }
        let right = held.count { row in
            row.logJoint.indices.allSatisfy { row.logJoint[$0] <= row.logJoint[row.label] }
        }
        texts = held.count
        accuracy = Double(right) / Double(held.count)
        baseline = shares.max() ?? 0
        logLoss = Calibration.logLoss(held, sharpness: sharpness)
        rawLogLoss = Calibration.logLoss(held, sharpness: 1)
        baselineLogLoss = -shares.reduce(0) { $0 + $1 * log($1) }
    }
}
