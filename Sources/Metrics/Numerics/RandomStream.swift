import Foundation

/// A seeded random generator (xoshiro256**, Blackman and Vigna 2018) that splits into independent streams.
///
/// A stream is a function of its seed and of the labels it was split by, never of threads or of the order of
/// use elsewhere: give piece `i` of some parallel work `stream.split(i)`.
public struct RandomStream: RandomNumberGenerator, Sendable, Equatable {
    private let key: UInt64
    private var s0: UInt64
    private var s1: UInt64
    private var s2: UInt64
    private var s3: UInt64

    public init(seed: UInt64) {
        key = seed
        var state = seed
        s0 = RandomStream.splitMix(&state)
        s1 = RandomStream.splitMix(&state)
        s2 = RandomStream.splitMix(&state)
        s3 = RandomStream.splitMix(&state)
    }

    /// The stream with this label under the stream's own seed; does not depend on how many numbers were drawn.
    public func split(_ label: Int) -> RandomStream {
        var state = key ^ 0x6a09_e667_f3bc_c909
        let first = RandomStream.splitMix(&state)
        state = first &+ UInt64(bitPattern: Int64(label)) &* 0x9fb2_1c65_1e98_df25
        return RandomStream(seed: RandomStream.splitMix(&state))
    }

    public mutating func next() -> UInt64 {
        let result = rotate(s1 &* 5, 7) &* 9
        let shifted = s1 << 17
        s2 ^= s0
        s3 ^= s1
        s1 ^= s2
        s0 ^= s3
        s2 ^= shifted
        s3 = rotate(s3, 45)
        return result
    }

    private func rotate(_ value: UInt64, _ by: UInt64) -> UInt64 {
        (value << by) | (value >> (64 - by))
    }

    private static func splitMix(_ state: inout UInt64) -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }
}

extension RandomStream {
    /// Uniform on [0, 1), 53 bits.
    public mutating func uniform() -> Double {
        Double(next() >> 11) * 0x1p-53
    }

    /// Uniform on 0 ..< bound; 0 for a bound of 1 or less.
    public mutating func index(below bound: Int) -> Int {
        bound > 1 ? Int.random(in: 0..<bound, using: &self) : 0
    }

    /// Standard normal (polar method; the second number of each pair is not kept, so that a stream has no
    /// hidden state).
    public mutating func normal() -> Double {
        while true {
            let u = 2 * uniform() - 1
            let v = 2 * uniform() - 1
            let s = u * u + v * v
            if s > 0 && s < 1 { return u * (-2 * log(s) / s).squareRoot() }
        }
    }

    public mutating func bernoulli(_ probability: Double) -> Bool {
        uniform() < probability
    }

    /// Exponential with mean 1.
    public mutating func exponential() -> Double {
        -log(1 - uniform())
    }

    /// Gamma with the given shape and scale 1 (Marsaglia and Tsang 2000).
    public mutating func gamma(shape: Double) -> Double {
        guard shape >= 1 else {
            return gamma(shape: shape + 1) * pow(1 - uniform(), 1 / max(shape, 1e-300))
        }
        let d = shape - 1.0 / 3
        let c = 1 / (9 * d).squareRoot()
        while true {
            let x = normal()
            let t = 1 + c * x
            guard t > 0 else { continue }
            let v = t * t * t
            if log(1 - uniform()) < 0.5 * x * x + d - d * v + d * log(v) { return d * v }
        }
    }

    /// Beta(a, b), through two gammas; for tiny shapes through their logarithms so that 0/0 cannot arise.
    public mutating func beta(_ a: Double, _ b: Double) -> Double {
        if a < 0.1 && b < 0.1 {
            let logX = log(gamma(shape: a + 1)) + log(1 - uniform()) / a
            let logY = log(gamma(shape: b + 1)) + log(1 - uniform()) / b
            return 1 / (1 + exp(logY - logX))
        }
        let x = gamma(shape: a)
        let y = gamma(shape: b)
        return x + y > 0 ? x / (x + y) : 0.5
    }

    /// Poisson by counting exponential gaps; large means are split, so the cost grows with the mean.
    public mutating func poisson(_ mean: Double) -> Int {
        var left = mean
        var total = 0
        while left > 0 {
            let part = min(left, 30)
            left -= part
            let limit = exp(-part)
            var product = 1 - uniform()
            while product > limit {
                total += 1
                product *= 1 - uniform()
            }
        }
        return total
    }

    /// Number of successes in `trials` draws; linear in the trials.
    public mutating func binomial(_ trials: Int, _ probability: Double) -> Int {
        var successes = 0
        for _ in 0..<max(0, trials) where bernoulli(probability) { successes += 1 }
        return successes
    }

    /// An index drawn with the given weights (all ≥ 0); the last one when rounding leaves a remainder.
    public mutating func choice(weights: [Double]) -> Int {
        var left = uniform() * weights.reduce(0, +)
        for (index, weight) in weights.enumerated() {
            left -= weight
            if left < 0 { return index }
        }
        return weights.lastIndex { $0 > 0 } ?? 0
    }
}
