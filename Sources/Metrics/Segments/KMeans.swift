import Foundation

/// Groups of points around k centres, minimising the sum of squared distances (inertia).
///
/// k-means++ seeding (Arthur and Vassilvitskii 2007) with restarts, and Lloyd's steps made cheap by Hamerly's
/// bounds (2010): a point whose distance to its own centre is below a lower bound on all others is not looked at.
/// Above 65,536 points the restarts run on a sample and the best of them starts the pass over all points.
public struct KMeans: ModelResult, Equatable {
    /// k × features, in the points' units, by size of the group descending.
    public let centres: Matrix
    /// Group of each point.
    public let labels: [Int]
    public let sizes: [Int]
    /// Σ squared distance of each point to its centre.
    public let inertia: Double
    public let iterations: Int
    /// Mean silhouette, −1 … 1 (Rousseeuw 1987), on at most 2,000 points; nil when there is one group.
    public let silhouette: Double?
    public let warnings: [String]

    /// - Parameters:
    ///   - points: one per row; standardise columns of different units first.
    ///   - k: 1 … number of distinct points, at most 1,024.
    ///   - random: fixes the result.
    ///   - restarts: the best of so many seedings is kept.
    ///   - tolerance: stop when the centres' squared moves sum to less than this share of the mean variance.
    /// - Throws: `tooFewRows`, `outOfRange`, `nonFinite`.
    public static func fit(
        _ points: FeatureTable, k: Int, random: RandomStream, restarts: Int = 10, iterations: Int = 300,
        tolerance: Double = 1e-4, threads: Threads = .one
    ) throws(MetricsError) -> KMeans {
        try require(k >= 1 && k <= 1024, "k", "between 1 and 1,024")
        try require(restarts >= 1 && restarts <= 1000, "restarts", "between 1 and 1,000")
        try require(iterations >= 1, "iterations", "1 or more")
        try require(tolerance >= 0 && tolerance < 1, "tolerance", "between 0 and 1")
        try require(points.columns >= 1, "columns", "1 or more")
        guard points.rows >= k else { throw .tooFewRows(needed: k, got: points.rows) }

        let sampled = points.rows > sampleLimit
        let training = sampled ? sample(points.matrix, random.split(-1)) : points.matrix
        let spread = meanVariance(training)
        guard spread.isFinite else { throw .notRepresentable("the variance of the points") }
        var best: LloydRun?
        for restart in 0..<restarts {
            var stream = random.split(restart)
            let seeds = KMeansSeeding.plusPlus(training, k: k, &stream)
            let run = LloydRun.run(
                training, from: seeds, iterations: iterations, shift: tolerance * spread, threads: threads)
            if best.map({ run.inertia < $0.inertia }) ?? true { best = run }
        }
        guard var run = best else { throw .tooFewRows(needed: k, got: points.rows) }
        if sampled {
            run = LloydRun.run(
                points.matrix, from: run.centres, iterations: iterations, shift: tolerance * spread,
                threads: threads)
        }
        return try KMeans(points.matrix, run, random: random.split(-2))
    }

    /// k from `range` with the highest silhouette, and its fit.
    public static func choosingK(
        _ points: FeatureTable, in range: ClosedRange<Int> = 2...8, random: RandomStream, restarts: Int = 10,
        threads: Threads = .one
    ) throws(MetricsError) -> KMeans {
        try require(range.lowerBound >= 2, "k", "2 or more to be chosen by silhouette")
        guard points.rows > range.lowerBound else {
            throw .tooFewRows(needed: range.lowerBound + 1, got: points.rows)
        }
        var best: KMeans?
        for k in range where k < points.rows {
            let fit = try fit(points, k: k, random: random, restarts: restarts, threads: threads)
            if (fit.silhouette ?? -1) > (best?.silhouette ?? -2) { best = fit }
        }
        guard let best else { throw .tooFewRows(needed: range.lowerBound + 1, got: points.rows) }
        return best
    }

    private init(_ points: Matrix, _ run: LloydRun, random: RandomStream) throws(MetricsError) {
        let k = run.centres.rows
        // Names do not depend on the order in which the seeds were drawn.
        let order = (0..<k).sorted {
            if run.sizes[$0] != run.sizes[$1] { return run.sizes[$0] > run.sizes[$1] }
            return run.centres.row($0).lexicographicallyPrecedes(run.centres.row($1))
        }
        var position = [Int](repeating: 0, count: k)
        for (new, old) in order.enumerated() { position[old] = new }
        centres = Matrix(shape: k, points.columns, order.flatMap { Array(run.centres.row($0)) })
        labels = run.labels.map { position[Int($0)] }
        sizes = order.map { run.sizes[$0] }
        guard run.inertia.isFinite else { throw .notRepresentable("inertia") }
        inertia = run.inertia
        iterations = run.iterations
        silhouette = k > 1 ? Silhouette.mean(points, labels: labels, k: k, random: random) : nil
        var warnings: [String] = []
        if let silhouette, silhouette < 0.25 {
            warnings.append("the split is weak, silhouette \(Prose.fixed(silhouette, decimals: 2))")
        }
        if sizes.contains(0) { warnings.append("there are fewer distinct points than groups") }
        if !run.settled { warnings.append("the centres still moved after \(iterations) steps") }
        self.warnings = warnings
    }

    public var reading: String {
        guard let silhouette else {
            return "\(sizes.count == 1 ? "1 group" : "\(sizes.count) groups"); no split to judge"
        }
        let strength =
            switch silhouette {
            case ..<0.25: "the split is weak"
            case ..<0.5: "the split is fair"
            default: "the split is clear"
            }
        return "\(sizes.count) groups; \(strength), silhouette \(Prose.fixed(silhouette, decimals: 2))"
    }

    static let sampleLimit = 65_536

    private static func sample(_ points: Matrix, _ random: RandomStream) -> Matrix {
        var stream = random
        var rows: [Double] = []
        rows.reserveCapacity(sampleLimit * points.columns)
        // One point from each of as many equal stretches: spread over the table, whatever its order.
        for stretch in 0..<sampleLimit {
            let start = stretch * points.rows / sampleLimit
            let end = (stretch + 1) * points.rows / sampleLimit
            rows += points.row(start + stream.index(below: end - start))
        }
        return Matrix(shape: sampleLimit, points.columns, rows)
    }

    private static func meanVariance(_ points: Matrix) -> Double {
        var total = 0.0
        for column in 0..<points.columns {
            let values = points.column(column)
            total += Summary.variance(values) * Double(values.count - 1) / Double(max(values.count, 1))
        }
        return total / Double(points.columns)
    }
}

enum KMeansSeeding {
    /// Greedy k-means++: each new seed is the best of a few candidates drawn by squared distance.
    static func plusPlus(_ points: Matrix, k: Int, _ random: inout RandomStream) -> Matrix {
        let n = points.rows
        let trials = 2 + Int(log(Double(k)))
        var chosen = [random.index(below: n)]
        var nearest = squaredDistances(points, to: chosen[0])
        while chosen.count < k {
            let total = nearest.reduce(0, +)
            var best: (potential: Double, index: Int, nearest: [Double])?
            for _ in 0..<trials {
                let candidate = total > 0 ? draw(nearest, random.uniform() * total) : random.index(below: n)
                var distances = squaredDistances(points, to: candidate)
                var potential = 0.0
                for index in 0..<n {
                    distances[index] = min(distances[index], nearest[index])
                    potential += distances[index]
                }
                if best.map({ potential < $0.potential }) ?? true { best = (potential, candidate, distances) }
            }
            guard let best else { break }
            chosen.append(best.index)
            nearest = best.nearest
        }
        return Matrix(shape: k, points.columns, chosen.flatMap { Array(points.row($0)) })
    }

    private static func draw(_ weights: [Double], _ target: Double) -> Int {
        var left = target
        for (index, weight) in weights.enumerated() {
            left -= weight
            if left < 0 { return index }
        }
        return weights.lastIndex { $0 > 0 } ?? 0
    }

    private static func squaredDistances(_ points: Matrix, to index: Int) -> [Double] {
        let columns = points.columns
        return points.values.withUnsafeBufferPointer { values in
            (0..<points.rows).map { row in
                var sum = 0.0
                for column in 0..<columns {
                    let difference = values[row * columns + column] - values[index * columns + column]
                    sum += difference * difference
                }
                return sum
            }
        }
    }
}
