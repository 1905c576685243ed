import Foundation

/// Sums, means and orders that several models need.
enum Summary {
    /// A sum that keeps the digits small terms would lose (Neumaier 1974).
    static func sum(_ values: some Sequence<Double>) -> Double {
        var total = DoubleDouble()
        for value in values { total.add(value) }
        return total.value
    }

    static func mean(_ values: [Double]) -> Double {
        values.isEmpty ? 0 : sum(values) / Double(values.count)
    }

    /// Sample variance, two passes; 0 for fewer than two values.
    static func variance(_ values: [Double]) -> Double {
        guard values.count > 1 else { return 0 }
        let centre = mean(values)
        return sum(values.lazy.map { ($0 - centre) * ($0 - centre) }) / Double(values.count - 1)
    }

    /// The quantile by linear interpolation between order statistics (R's type 7); values ascending, not empty.
    static func quantile(ascending values: [Double], _ share: Double) -> Double {
        guard let first = values.first, let last = values.last else { return 0 }
        let position = share * Double(values.count - 1)
        guard position > 0 else { return first }
        guard position < Double(values.count - 1) else { return last }
        let below = Int(position)
        let fraction = position - Double(below)
        return values[below] + fraction * (values[below + 1] - values[below])
    }

    /// Average ranks from 1, ties sharing their mean.
    static func ranks(_ values: [Double]) -> [Double] {
        let order = values.indices.sorted { values[$0] < values[$1] }
        var ranks = [Double](repeating: 0, count: values.count)
        var start = 0
        while start < order.count {
            var end = start + 1
            while end < order.count && values[order[end]] == values[order[start]] { end += 1 }
            let rank = Double(start + end + 1) / 2
            for position in start..<end { ranks[order[position]] = rank }
            start = end
        }
        return ranks
    }
}
