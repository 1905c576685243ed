/// A labelled text as tokens.
struct TrainingRow: Sendable {
    var words: [String]
    var label: Int

    static let folds = 5

    /// The examples as tokens, in an order that depends on their content only, so that sums come out the same
    /// to the last digit whatever the order given.
    static func rows(
        _ examples: [(text: String, label: SentimentLabel)], labels: [SentimentLabel]
    ) throws(NaiveBayesError) -> [TrainingRow] {
        var rows: [TrainingRow] = []
        for (index, example) in examples.enumerated() {
            let words = SentimentTokens.tokens(of: example.text)
            guard !words.isEmpty else { throw .noWords(row: index) }
            rows.append(TrainingRow(words: words, label: labels.firstIndex(of: example.label) ?? 0))
        }
        return rows.sorted { a, b in
            a.label != b.label ? a.label < b.label : a.words.lexicographicallyPrecedes(b.words)
        }
    }

    /// Each row judged by the counts of the other folds; rows without a known word are left out.
    ///
    /// Equal texts share a fold, else a text would be judged by its own copy. Texts are dealt out in turn
    /// per label, so every fold leaves some of each label to count.
    static func heldOut(_ rows: [TrainingRow], labels: Int, smoothing: Double) -> [Calibration.Row] {
        var foldOf: [[String]: Int] = [:]
        var dealt = Array(repeating: 0, count: labels)
        for row in rows where foldOf[row.words] == nil {
            foldOf[row.words] = dealt[row.label] % folds
            dealt[row.label] += 1
        }
        var held: [Calibration.Row] = []
        for fold in 0..<folds {
            var counts = TokenCounts(labels: labels)
            for row in rows where foldOf[row.words] != fold { counts.add(row.words, label: row.label) }
            guard counts.examples.allSatisfy({ $0 > 0 }) else { continue }
            for row in rows where foldOf[row.words] == fold {
                guard let joint = counts.logJoint(row.words, smoothing: smoothing) else { continue }
                held.append(Calibration.Row(logJoint: joint, label: row.label))
            }
        }
        return held
    }
}
