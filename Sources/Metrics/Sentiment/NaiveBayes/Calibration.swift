import Foundation

/// Temperature scaling of a classifier's log probabilities (Guo et al. 2017).
///
/// Naive Bayes counts dependent words as if each were fresh evidence and so is far too sure of itself. One
/// number β, fitted on texts the counts have not seen, shrinks the log probabilities until they are honest.
enum Calibration {
    /// A text held out of the counts: its log probabilities and the index of its true label.
    struct Row: Sendable {
        var logJoint: [Double]
        var label: Int
    }

    static let sharpest = 4.0
    static let flattest = 1e-4

    /// The β in 1e-4…4 with the least log loss Σ log Σ exp(β z) − β z(true). The loss is convex in β, so
    /// its slope is bisected.
    static func sharpness(_ rows: [Row]) -> Double {
        var low = flattest
        var high = sharpest
        if slope(rows, low) >= 0 { return low }
        if slope(rows, high) <= 0 { return high }
        // 60 halvings exhaust the precision of a Double here.
        for _ in 0..<60 {
            let middle = (low + high) / 2
            if slope(rows, middle) < 0 { low = middle } else { high = middle }
        }
        return (low + high) / 2
    }

    /// Mean −log P(true label).
    static func logLoss(_ rows: [Row], sharpness: Double) -> Double {
        let sum = rows.reduce(0) { sum, row in
            let top = row.logJoint.max() ?? 0
            let total = row.logJoint.reduce(0) { $0 + exp(sharpness * ($1 - top)) }
            return sum + log(total) - sharpness * (row.logJoint[row.label] - top)
        }
        return sum / Double(max(1, rows.count))
    }

    private static func slope(_ rows: [Row], _ sharpness: Double) -> Double {
        rows.reduce(0) { sum, row in
            let p = softmax(row.logJoint, sharpness: sharpness)
            return sum + zip(p, row.logJoint).reduce(0) { $0 + $1.0 * $1.1 } - row.logJoint[row.label]
        }
    }
}
