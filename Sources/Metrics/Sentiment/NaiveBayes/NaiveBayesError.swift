/// Why a classifier could not be trained.
public enum NaiveBayesError: Error, Sendable, Hashable, CustomStringConvertible {
    case noExamples
    /// All examples carry this label; there is nothing to tell apart.
    case oneClassOnly(SentimentLabel)
    /// A label that occurs needs more different texts.
    case tooFewLabels(SentimentLabel, needed: Int, got: Int)
    /// The example at this index, counted from 0, holds no word.
    case noWords(row: Int)
    /// The same texts carry different labels so often that no text can be judged by others.
    case contradictoryLabels
    /// The smoothing constant is not a number from 1e-9 to 1e6.
    case badSmoothing(Double)

    public var description: String {
        switch self {
        case .noExamples: "no labelled comments were given"
        case .oneClassOnly(let label):
            "every comment is labelled \(label.rawValue); at least two labels are needed"
        case .tooFewLabels(let label, let needed, let got):
            "\(SentimentProse.counted(got, "different comment")) labelled \(label.rawValue), at least \(needed) needed"
        case .noWords(let row): "labelled comment \(row + 1) holds no word"
        case .contradictoryLabels: "the same comments carry different labels; give each comment one"
        case .badSmoothing(let alpha):
            "the smoothing constant must be between 1e-9 and a million, not \(alpha)"
        }
    }
}
