import Foundation

/// One run of Lloyd's algorithm with Hamerly's bounds.
struct LloydRun {
    var centres: Matrix
    var labels: [Int32]
    var sizes: [Int]
    var inertia: Double
    var iterations: Int
    /// Whether the centres came to rest before the limit of iterations.
    var settled: Bool

    private static let pieceRows = 16_384

    static func run(
        _ points: Matrix, from seeds: Matrix, iterations limit: Int, shift: Double, threads: Threads
    ) -> LloydRun {
        let k = seeds.rows
        let columns = points.columns
        let ranges = pieces(of: points.rows, size: pieceRows)
        let state = Pieces(ranges.map { LloydPiece(rows: $0, k: k, columns: columns) })
        var centres = seeds
        var moves = [Double](repeating: 0, count: k)
        var iterations = 0
        var settled = false
        while iterations < limit && !settled {
            iterations += 1
            let table = CentreTable(centres, moves: moves)
            let first = iterations == 1
            _ = state.map(threads: threads) { _, piece in piece.assign(points, table, first: first) }
            let next = updated(centres, state, points)
            var total = 0.0
            for centre in 0..<k {
                var squared = 0.0
                for column in 0..<columns {
                    let move = next[centre, column] - centres[centre, column]
                    squared += move * move
                }
                moves[centre] = squared.squareRoot()
                total += squared
            }
            centres = next
            settled = total <= shift
        }
        return finished(points, centres, state, iterations, settled, threads)
    }

    private static func updated(_ centres: Matrix, _ state: Pieces<LloydPiece>, _ points: Matrix) -> Matrix {
        let k = centres.rows
        var sums = Matrix(zeros: k, centres.columns)
        var counts = [Int](repeating: 0, count: k)
        var farthest: [(distance: Double, row: Int)] = []
        state.forEach { piece in
            for index in sums.values.indices { sums.values[index] += piece.sums[index] }
            for centre in 0..<k { counts[centre] += piece.counts[centre] }
            farthest.append(piece.farthest)
        }
        var spare = farthest.sorted { ($1.distance, $0.row) < ($0.distance, $1.row) }.makeIterator()
        for centre in 0..<k {
            if counts[centre] > 0 {
                for column in 0..<centres.columns { sums[centre, column] /= Double(counts[centre]) }
            } else if let point = spare.next(), point.distance > 0 {
                // An empty group starts anew at the point farthest from its own centre.
                for column in 0..<centres.columns { sums[centre, column] = points[point.row, column] }
            } else {
                for column in 0..<centres.columns { sums[centre, column] = centres[centre, column] }
            }
        }
        return sums
    }

    /// Labels, sizes and inertia for the last centres, computed afresh.
    private static func finished(
        _ points: Matrix, _ centres: Matrix, _ state: Pieces<LloydPiece>, _ iterations: Int,
        _ settled: Bool, _ threads: Threads
    ) -> LloydRun {
        let table = CentreTable(centres, moves: [Double](repeating: 0, count: centres.rows))
        let inertias = state.map(threads: threads) { _, piece in
            piece.assign(points, table, first: true)
            return piece.inertia
        }
        var labels: [Int32] = []
        labels.reserveCapacity(points.rows)
        var sizes = [Int](repeating: 0, count: centres.rows)
        state.forEach { piece in
            labels += piece.labels
            for index in sizes.indices { sizes[index] += piece.counts[index] }
        }
        return LloydRun(
            centres: centres, labels: labels, sizes: sizes, inertia: Summary.sum(inertias),
            iterations: iterations, settled: settled)
    }
}

/// The centres, laid out eight to a vector, with what Hamerly's test needs of them.
struct CentreTable: Sendable {
    let k: Int
    let columns: Int
    let centres: [Double]
    /// `blocks × columns` vectors of one coordinate of eight centres; unused lanes are far away.
    let lanes: [SIMD8<Double>]
    let blocks: Int
    /// Half the distance to the nearest other centre.
    let half: [Double]
    let moves: [Double]
    /// For each centre, the largest move of any other.
    let otherMove: [Double]

    init(_ matrix: Matrix, moves: [Double]) {
        let k = matrix.rows
        let columns = matrix.columns
        self.k = k
        self.columns = columns
        centres = matrix.values
        self.moves = moves
        blocks = (k + 7) / 8
        var lanes = [SIMD8<Double>](repeating: SIMD8(repeating: 1e150), count: blocks * columns)
        for centre in 0..<k {
            for column in 0..<columns {
                lanes[centre / 8 * columns + column][centre % 8] = matrix[centre, column]
            }
        }
        self.lanes = lanes
        var half = [Double](repeating: .infinity, count: k)
        for a in 0..<k {
            for b in 0..<k where a != b {
                var sum = 0.0
                for column in 0..<columns {
                    let difference = matrix[a, column] - matrix[b, column]
                    sum += difference * difference
                }
                half[a] = min(half[a], 0.5 * sum.squareRoot())
            }
        }
        self.half = half
        let order = moves.indices.sorted { moves[$0] > moves[$1] }
        otherMove = moves.indices.map { index in
            guard let first = order.first else { return 0 }
            return index == first ? (order.count > 1 ? moves[order[1]] : 0) : moves[first]
        }
    }
}

/// Some of the points with their labels and bounds; changed by one thread at a time.
struct LloydPiece: Sendable {
    let rows: Range<Int>
    var labels: [Int32]
    private var upper: [Double]
    private var lower: [Double]
    /// Σ of the points of each group, and their number.
    var sums: [Double]
    var counts: [Int]
    /// The point with the largest upper bound.
    var farthest: (distance: Double, row: Int) = (0, 0)
    /// Exact after an assignment with `first`.
    var inertia = 0.0

    init(rows: Range<Int>, k: Int, columns: Int) {
        self.rows = rows
        labels = [Int32](repeating: 0, count: rows.count)
        upper = [Double](repeating: 0, count: rows.count)
        lower = upper
        sums = [Double](repeating: 0, count: k * columns)
        counts = [Int](repeating: 0, count: k)
    }

    /// Moves every point to its nearest centre. `first` ignores the bounds and starts the sums afresh.
    mutating func assign(_ points: Matrix, _ table: CentreTable, first: Bool) {
        if first {
            for index in sums.indices { sums[index] = 0 }
            for index in counts.indices { counts[index] = 0 }
            inertia = 0
        }
        farthest = (-1, 0)
        let columns = table.columns
        points.values.withUnsafeBufferPointer { values in
            table.lanes.withUnsafeBufferPointer { lanes in
                for index in 0..<rows.count {
                    let base = (rows.lowerBound + index) * columns
                    let old = Int(labels[index])
                    if !first {
                        upper[index] += table.moves[old]
                        lower[index] -= table.otherMove[old]
                        let bound = max(table.half[old], lower[index])
                        if upper[index] <= bound {
                            remember(index)
                            continue
                        }
                        upper[index] = distance(values, base, table, old).squareRoot()
                        if upper[index] <= bound {
                            remember(index)
                            continue
                        }
                    }
                    let near = nearest(values, base, table, lanes)
                    upper[index] = near.best.squareRoot()
                    lower[index] = near.second.squareRoot()
                    if first {
                        inertia += near.best
                        add(values, base, columns, near.index, 1)
                    } else if near.index != old {
                        add(values, base, columns, old, -1)
                        add(values, base, columns, near.index, 1)
                    }
                    labels[index] = Int32(truncatingIfNeeded: near.index)
                    remember(index)
                }
            }
        }
    }

    @inline(__always)
    private mutating func remember(_ index: Int) {
        if upper[index] > farthest.distance { farthest = (upper[index], rows.lowerBound + index) }
    }

    @inline(__always)
    private mutating func add(
        _ values: UnsafeBufferPointer<Double>, _ base: Int, _ columns: Int, _ centre: Int, _ sign: Double
    ) {
        counts[centre] += sign > 0 ? 1 : -1
        for column in 0..<columns { sums[centre * columns + column] += sign * values[base + column] }
    }

    @inline(__always)
    private func distance(
        _ values: UnsafeBufferPointer<Double>, _ base: Int, _ table: CentreTable, _ centre: Int
    ) -> Double {
        table.centres.withUnsafeBufferPointer { centres in
            var sum = 0.0
            for column in 0..<table.columns {
                let difference = values[base + column] - centres[centre * table.columns + column]
                sum += difference * difference
            }
            return sum
        }
    }

    @inline(__always)
    private func nearest(
        _ values: UnsafeBufferPointer<Double>, _ base: Int, _ table: CentreTable,
        _ lanes: UnsafeBufferPointer<SIMD8<Double>>
    ) -> (index: Int, best: Double, second: Double) {
        var best = Double.infinity
        var second = Double.infinity
        var index = 0
        for block in 0..<table.blocks {
            var sum = SIMD8<Double>.zero
            for column in 0..<table.columns {
                let difference = lanes[block * table.columns + column] - values[base + column]
                sum += difference * difference
            }
            for lane in 0..<min(8, table.k - block * 8) {
                let d = sum[lane]
                if d < best {
                    second = best
                    best = d
                    index = block * 8 + lane
                } else if d < second {
                    second = d
                }
            }
        }
        // With one centre there is no second: any upper bound is below it.
        return (index, best, second)
    }
}
