import Foundation

/// How well predicted probabilities match what happened.
public struct ClassifierEvaluation: ModelResult, Equatable {
    /// Predicted and observed share in one tenth of the rows, by predicted probability.
    public struct Decile: Sendable, Equatable {
        public let rows: Int
        public let predicted: Double
        public let observed: Double
    }

    /// The chance that a row with the event is ranked above one without; ties count half. 0.5 is guessing.
    public let auc: Double
    /// Mean squared difference between probability and outcome; 0 is perfect.
    public let brier: Double
    /// Lowest predictions first; ten, or as many as there are rows.
    public let calibration: [Decile]
    public let warnings: [String]

    /// - Parameters:
    ///   - predicted: probabilities.
    ///   - happened: one per prediction.
    /// - Throws: `singleOutcome` when every row has the same outcome.
    public init(predicted: [Double], happened: [Bool]) throws(MetricsError) {
        try check(predicted, "predicted", count: happened.count)
        for (row, p) in predicted.enumerated() {
            try require(p >= 0 && p <= 1, "predicted", "between 0 and 1", row: row)
        }
        // A non-negative double's bits order as it does; the outcome rides in the lowest bit.
        var keys = zip(predicted, happened).map { ($0 + 0).bitPattern << 1 | ($1 ? 1 : 0) }
        radixSort(&keys)
        try self.init(sorted: keys, weights: nil)
    }

    private init(sorted keys: [UInt64], weights: [Double]?) throws(MetricsError) {
        let positives = keys.reduce(0) { $0 + Int($1 & 1) }
        guard positives > 0, positives < keys.count else { throw .singleOutcome("outcome") }
        var rankSum = 0.0
        var brier = 0.0
        var start = 0
        while start < keys.count {
            let bits = keys[start] >> 1
            var end = start
            var ones = 0
            while end < keys.count && keys[end] >> 1 == bits {
                ones += Int(keys[end] & 1)
                end += 1
            }
            rankSum += Double(ones) * Double(start + end + 1) / 2
            let p = Double(bitPattern: bits)
            brier += Double(ones) * (1 - p) * (1 - p) + Double(end - start - ones) * p * p
            start = end
        }
        let n1 = Double(positives)
        auc = (rankSum - n1 * (n1 + 1) / 2) / (n1 * Double(keys.count - positives))
        self.brier = brier / Double(keys.count)
        let groups = min(10, keys.count)
        calibration = (0..<groups).map { group in
            let range = (keys.count * group / groups)..<(keys.count * (group + 1) / groups)
            let sum = keys[range].reduce((0.0, 0.0)) {
                ($0.0 + Double(bitPattern: $1 >> 1), $0.1 + Double($1 & 1))
            }
            let count = Double(range.count)
            return Decile(rows: range.count, predicted: sum.0 / count, observed: sum.1 / count)
        }
        warnings =
            positives < 10 || keys.count - positives < 10
            ? ["fewer than ten rows have one of the outcomes"] : []
    }

    public var reading: String {
        let quality =
            switch auc {
            case ..<0.6: "hardly better than guessing"
            case ..<0.7: "weak"
            case ..<0.8: "fair"
            case ..<0.9: "good"
            default: "strong; check that no column gives the outcome away"
            }
        return
            "AUC \(Prose.fixed(auc, decimals: 2)) (\(quality)), Brier score \(Prose.fixed(brier, decimals: 3))"
    }
}

/// Sorts in eight passes of a byte each, skipping bytes that are all alike.
func radixSort(_ keys: inout [UInt64]) {
    var buffer = [UInt64](repeating: 0, count: keys.count)
    for shift in stride(from: UInt64(0), to: 64, by: 8) {
        var counts = [Int](repeating: 0, count: 257)
        for key in keys { counts[Int((key >> shift) & 255) + 1] += 1 }
        if counts.contains(keys.count) { continue }
        for digit in 1...256 { counts[digit] += counts[digit - 1] }
        for key in keys {
            let digit = Int((key >> shift) & 255)
            buffer[counts[digit]] = key
            counts[digit] += 1
        }
        swap(&keys, &buffer)
    }
}
