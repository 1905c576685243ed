import Foundation

/// How much nearer points are to their own group than to the next (Rousseeuw 1987).
enum Silhouette {
    private static let limit = 2000

    /// The mean over at most 2,000 points drawn evenly; groups of one count 0. Nil when they are all in one group.
    static func mean(_ points: Matrix, labels: [Int], k: Int, random: RandomStream) -> Double? {
        var stream = random
        let n = min(points.rows, limit)
        let rows = (0..<n).map { piece in
            let start = piece * points.rows / n
            return start + stream.index(below: (piece + 1) * points.rows / n - start)
        }
        var sizes = [Double](repeating: 0, count: k)
        for row in rows { sizes[labels[row]] += 1 }
        guard sizes.count(where: { $0 > 0 }) > 1 else { return nil }
        var sums = [Double](repeating: 0, count: n * k)
        for a in 0..<n {
            for b in 0..<a {
                var squared = 0.0
                for column in 0..<points.columns {
                    let difference = points[rows[a], column] - points[rows[b], column]
                    squared += difference * difference
                }
                let distance = squared.squareRoot()
                sums[a * k + labels[rows[b]]] += distance
                sums[b * k + labels[rows[a]]] += distance
            }
        }
        var total = 0.0
        for a in 0..<n {
            let own = labels[rows[a]]
            guard sizes[own] > 1 else { continue }
            let inside = sums[a * k + own] / (sizes[own] - 1)
            var outside = Double.infinity
            for other in 0..<k where other != own && sizes[other] > 0 {
                outside = min(outside, sums[a * k + other] / sizes[other])
            }
            let larger = max(inside, outside)
            if larger > 0 { total += (outside - inside) / larger }
        }
        return total / Double(n)
    }
}
