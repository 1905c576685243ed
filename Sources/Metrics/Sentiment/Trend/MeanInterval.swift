import Foundation

/// The mean of scores and how far it may be off.
struct MeanInterval {
    let mean: Double
    /// Mean ± t · s / √n at 95 %, within −1…1; nil for fewer than two scores, or where all are equal and
    /// the spread cannot be told.
    let interval: ClosedRange<Double>?

    /// - Parameter scores: at least one, finite, in −1…1. Their order does not matter to the last digit.
    init(_ scores: [Double]) {
        let sorted = scores.sorted()
        let count = Double(sorted.count)
        let mean = sorted.reduce(0, +) / count
        self.mean = mean
        let squares = sorted.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        guard sorted.count > 1, sorted.first != sorted.last, squares > 0 else {
            interval = nil
            return
        }
        let error = (squares / (count - 1) / count).squareRoot()
        let margin = StudentT.quantile975(degreesOfFreedom: sorted.count - 1) * error
        interval = max(-1, mean - margin)...min(1, mean + margin)
    }
}

/// Student's t at whole degrees of freedom.
enum StudentT {
    /// t with P(|T| ≤ t) = 0.95, to about 1e-12.
    static func quantile975(degreesOfFreedom n: Int) -> Double {
        // Beyond this, the expansion in 1/n (Abramowitz & Stegun 26.7.5) is exact to a Double's precision.
        if n > 1000 { return expansion(Double(n)) }
        var low = 1.0
        var high = 13.0
        for _ in 0..<60 {
            let middle = (low + high) / 2
            if within(middle, n) < 0.95 { low = middle } else { high = middle }
        }
        return (low + high) / 2
    }

    /// P(|T| ≤ t) for n degrees of freedom: the finite series of Abramowitz & Stegun 26.7.3 and 26.7.4.
    static func within(_ t: Double, _ n: Int) -> Double {
        let angle = atan(t / Double(n).squareRoot())
        let cosine2 = cos(angle) * cos(angle)
        var term = n.isMultiple(of: 2) ? 1.0 : cos(angle)
        var sum = n == 1 ? 0 : term
        var k = n.isMultiple(of: 2) ? 2 : 3
        while k < n {
            term *= Double(k - 1) / Double(k) * cosine2
            sum += term
            k += 2
        }
        return n.isMultiple(of: 2) ? sin(angle) * sum : 2 / Double.pi * (angle + sin(angle) * sum)
    }

    private static func expansion(_ n: Double) -> Double {
        let z = 1.959963984540054
        let z2 = z * z
        let g1 = (z2 + 1) * z / 4
        let g2 = ((5 * z2 + 16) * z2 + 3) * z / 96
        let g3 = (((3 * z2 + 19) * z2 + 17) * z2 - 15) * z / 384
        return z + g1 / n + g2 / (n * n) + g3 / (n * n * n)
    }
}
