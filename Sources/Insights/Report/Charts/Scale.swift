/// From values to places on a picture, in a straight line.
struct Scale: Sendable {
    let low: Double
    let high: Double
    let from: Double
    let to: Double

    /// - Parameters:
    ///   - values: what must have a place; values that are not finite have none.
    ///   - from: the place of the lowest value.
    ///   - isZeroBased: whether zero must have a place, too.
    init(_ values: some Sequence<Double>, from: Double, to: Double, isZeroBased: Bool = false) {
        let finite = values.filter { $0.isFinite && $0.magnitude < 1e15 } + (isZeroBased ? [0] : [])
        var low = finite.min() ?? 0
        var high = finite.max() ?? 1
        if high - low < 1e-12 * max(1, high.magnitude) {
            let half = max(low.magnitude / 2, 0.5)
            (low, high) = isZeroBased && low >= 0 ? (0, max(high, 1)) : (low - half, high + half)
        }
        self.init(low: low, high: high, from: from, to: to)
    }

    init(low: Double, high: Double, from: Double, to: Double) {
        self.low = low
        self.high = high
        self.from = from
        self.to = to
    }

    /// The place of a value, at an end for what lies beyond.
    func callAsFunction(_ value: Double) -> Double {
        guard value.isFinite else { return from }
        let share = (min(max(value, low), high) - low) / (high - low)
        return from + share * (to - from)
    }

    /// Round values within the scale, about `count` of them.
    func ticks(_ count: Int) -> [Double] {
        let step = Self.step(high - low, count)
        guard step > 0, step.isFinite else { return [] }
        var ticks: [Double] = []
        var index = (low / step).rounded(.up)
        while index * step <= high + step * 1e-9, ticks.count < 30 {
            ticks.append(index * step)
            index += 1
        }
        return ticks
    }

    /// The same scale from a round value, and to one where it is near.
    func rounded(_ count: Int) -> Scale {
        let step = Self.step(high - low, count)
        guard step > 0, step.isFinite else { return self }
        let above = (high / step).rounded(.up) * step
        return Scale(
            low: (low / step).rounded(.down) * step, high: above - high <= step / 2 ? above : high + step / 4,
            from: from, to: to)
    }

    private static func step(_ span: Double, _ count: Int) -> Double {
        let rough = span / Double(max(count, 1))
        guard rough > 0, rough.isFinite else { return 0 }
        var power = 1.0
        while power * 10 <= rough { power *= 10 }
        while power > rough { power /= 10 }
        for factor in [1, 2, 2.5, 5] where rough <= power * factor * 1.000001 { return power * factor }
        return power * 10
    }
}
