import Foundation

/// The counts of multinomial naive Bayes and the probabilities they give.
struct TokenCounts: Sendable, Hashable {
    /// Per label index, examples and tokens.
    var examples: [Int]
    var tokens: [Int]
    /// Per token, how often it occurs under each label.
    var occurrences: [String: [Int]] = [:]

    init(labels: Int) {
        examples = Array(repeating: 0, count: labels)
        tokens = Array(repeating: 0, count: labels)
    }

    mutating func add(_ words: [String], label: Int) {
        examples[label] += 1
        tokens[label] += words.count
        for word in words {
            occurrences[word, default: Array(repeating: 0, count: tokens.count)][label] += 1
        }
    }

    /// log P(c) + Σ log P(w | c) per label, with P(w | c) = (n(w, c) + α) / (n(c) + α V) over the V different
    /// tokens of the training texts; tokens it has never seen are left out. nil when none is left.
    func logJoint(_ words: [String], smoothing: Double) -> [Double]? {
        let total = Double(examples.reduce(0, +))
        let vocabulary = Double(occurrences.count)
        var joint = examples.map { log(Double($0) / total) }
        let denominators = tokens.map { log(Double($0) + smoothing * vocabulary) }
        var known = false
        for word in words {
            guard let counts = occurrences[word] else { continue }
            known = true
            for label in joint.indices {
                joint[label] += log(Double(counts[label]) + smoothing) - denominators[label]
            }
        }
        return known ? joint : nil
    }
}

/// exp(β z) normalised to sum 1, without overflow.
func softmax(_ z: [Double], sharpness: Double) -> [Double] {
    let top = z.max() ?? 0
    let powers = z.map { exp(sharpness * ($0 - top)) }
    let sum = powers.reduce(0, +)
    return powers.map { $0 / sum }
}
