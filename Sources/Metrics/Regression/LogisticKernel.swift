import Foundation

/// One pass over the rows of a logistic model at given coefficients: loss, gradient and curvature.
///
/// Columns are centred and scaled on the fly, tile by tile, so the features are never copied as a whole.
struct LogisticKernel: Sendable {
    let matrix: Matrix
    let outcome: [Double]
    let weights: [Double]?
    let centre: [Double]
    /// 1 / standard deviation.
    let scale: [Double]

    /// Rows per piece of parallel work; fixed, so that sums do not depend on the number of threads.
    static let pieceRows = 4096
    private static let tile = 64
    private static let lanes = tile / 8

    /// Sums over some rows. The intercept is the last of the `order` coefficients.
    struct Sums: Sendable {
        var loss = 0.0
        var gradient: [Double]
        /// Lower triangle, row by row.
        var curvature: [Double]
        var largestScore = 0.0

        init(order: Int) {
            gradient = [Double](repeating: 0, count: order)
            curvature = [Double](repeating: 0, count: order * (order + 1) / 2)
        }

        mutating func add(_ other: Sums) {
            loss += other.loss
            for index in gradient.indices { gradient[index] += other.gradient[index] }
            for index in curvature.indices { curvature[index] += other.curvature[index] }
            largestScore = max(largestScore, other.largestScore)
        }

        func matrix() -> Matrix {
            var result = Matrix(zeros: gradient.count, gradient.count)
            var index = 0
            for i in gradient.indices {
                for j in 0...i {
                    result[i, j] = curvature[index]
                    result[j, i] = curvature[index]
                    index += 1
                }
            }
            return result
        }
    }

    var order: Int { matrix.columns + 1 }

    /// - Parameter every: use one piece in so many, for a cheap first guess.
    func sums(_ coefficients: [Double], threads: Threads, every: Int = 1) -> Sums {
        let pieces = pieces(of: matrix.rows, size: Self.pieceRows).enumerated()
            .filter { $0.offset % every == 0 }.map(\.element)
        let parts = parallelMap(count: pieces.count, threads: threads) {
            sums(coefficients, rows: pieces[$0])
        }
        var total = Sums(order: order)
        for part in parts { total.add(part) }
        return total
    }

    private func sums(_ coefficients: [Double], rows: Range<Int>) -> Sums {
        var result = Sums(order: order)
        var z = [SIMD8<Double>](repeating: .zero, count: order * Self.lanes)
        var curvature = [SIMD8<Double>](repeating: .zero, count: result.curvature.count)
        var gradient = [SIMD8<Double>](repeating: .zero, count: order)
        let order = order
        let lanes = Self.lanes
        var start = rows.lowerBound
        while start < rows.upperBound {
            let count = min(Self.tile, rows.upperBound - start)
            fill(&z, from: start, count: count)
            z.withUnsafeBufferPointer { z in
                var score = (0..<8).map { _ in SIMD8<Double>.zero }
                for j in 0..<order {
                    for lane in 0..<lanes { score[lane] += coefficients[j] * z[j * lanes + lane] }
                }
                var slope = score
                for lane in 0..<lanes {
                    // ln(1 + e₁) + ln(1 + e₂) + … = ln Π: the factors are between 1 and 2, so one logarithm does for eight.
                    var product = 1.0
                    for k in 0..<8 {
                        let row = lane * 8 + k
                        guard row < count else {
                            score[lane][k] = 0
                            slope[lane][k] = 0
                            continue
                        }
                        let point = point(start + row, score[lane][k])
                        let weight = weights.map { $0[start + row] } ?? 1
                        result.loss += weight * point.loss
                        if weights == nil {
                            product *= 1 + point.e
                        } else {
                            result.loss += weight * log1p(point.e)
                        }
                        result.largestScore = max(result.largestScore, score[lane][k].magnitude)
                        slope[lane][k] = weight * point.slope
                        score[lane][k] = weight * point.curvature
                    }
                    result.loss += log(product)
                }
                accumulate(z, weight: score, slope: slope, &curvature, &gradient)
            }
            start += count
        }
        result.curvature = curvature.map { $0.sum() }
        result.gradient = gradient.map { $0.sum() }
        return result
    }

    /// The loss of a row is `loss` + ln(1 + e).
    @inline(__always)
    private func point(
        _ row: Int, _ score: Double
    ) -> (loss: Double, e: Double, slope: Double, curvature: Double) {
        let y = outcome[row]
        let e = exp(-score.magnitude)
        let inverse = 1 / (1 + e)
        let probability = score >= 0 ? inverse : e * inverse
        return (max(score, 0) - y * score, e, probability - y, e * inverse * inverse)
    }

    /// Standardised rows, column by column, padded with zeros.
    private func fill(_ z: inout [SIMD8<Double>], from start: Int, count: Int) {
        let columns = matrix.columns
        let tile = Self.tile
        z.withUnsafeMutableBytes { bytes in
            let z = bytes.bindMemory(to: Double.self)
            matrix.values.withUnsafeBufferPointer { values in
                for row in 0..<count {
                    let base = (start + row) * columns
                    for column in 0..<columns {
                        z[column * tile + row] = (values[base + column] - centre[column]) * scale[column]
                    }
                    z[columns * tile + row] = 1
                }
            }
            if count < tile {
                for column in 0...columns {
                    for row in count..<tile { z[column * tile + row] = 0 }
                }
            }
        }
    }

    @inline(__always)
    private func accumulate(
        _ z: UnsafeBufferPointer<SIMD8<Double>>, weight: [SIMD8<Double>], slope: [SIMD8<Double>],
        _ curvature: inout [SIMD8<Double>], _ gradient: inout [SIMD8<Double>]
    ) {
        let order = order
        let w = (weight[0], weight[1], weight[2], weight[3], weight[4], weight[5], weight[6], weight[7])
        curvature.withUnsafeMutableBufferPointer { curvature in
            var index = 0
            for i in 0..<order {
                let a = i * 8
                var g = slope[0] * z[a]
                for lane in 1..<8 { g += slope[lane] * z[a + lane] }
                gradient[i] += g
                let w0 = w.0 * z[a]
                let w1 = w.1 * z[a + 1]
                let w2 = w.2 * z[a + 2]
                let w3 = w.3 * z[a + 3]
                let w4 = w.4 * z[a + 4]
                let w5 = w.5 * z[a + 5]
                let w6 = w.6 * z[a + 6]
                let w7 = w.7 * z[a + 7]
                for j in 0...i {
                    let b = j * 8
                    var sum = w0 * z[b]
                    sum += w1 * z[b + 1]
                    sum += w2 * z[b + 2]
                    sum += w3 * z[b + 3]
                    sum += w4 * z[b + 4]
                    sum += w5 * z[b + 5]
                    sum += w6 * z[b + 6]
                    sum += w7 * z[b + 7]
                    curvature[index] += sum
                    index += 1
                }
            }
        }
    }

    /// b₀ + Σ bⱼ zⱼ of every row.
    func scores(_ coefficients: [Double], threads: Threads) -> [Double] {
        let columns = matrix.columns
        let ranges = pieces(of: matrix.rows, size: 65_536)
        let parts = parallelMap(count: ranges.count, threads: threads) { piece in
            matrix.values.withUnsafeBufferPointer { values in
                ranges[piece].map { row in
                    var score = coefficients[columns]
                    for column in 0..<columns {
                        score +=
                            coefficients[column]
                            * ((values[row * columns + column] - centre[column]) * scale[column])
                    }
                    return score
                }
            }
        }
        return Array(parts.joined())
    }

    /// True when moving along `direction` never lowers any row's likelihood and raises some: then the likelihood
    /// has no maximum (Albert and Anderson 1984).
    func separates(_ direction: [Double], threads: Threads) -> Bool {
        let scores = scores(direction, threads: threads)
        let largest = scores.reduce(0) { max($0, $1.magnitude) }
        guard largest > 0, largest.isFinite else { return false }
        let slack = 1e-6 * largest
        return zip(scores, outcome).allSatisfy { score, y in
            y >= 1 ? score >= -slack : y <= 0 ? score <= slack : score.magnitude <= slack
        }
    }
}
