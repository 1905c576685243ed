/// A line without axes, beside a number.
enum Sparkline {
    /// - Returns: an SVG that screen readers pass over; empty for fewer than two values.
    static func svg(_ values: [Double?]) -> String {
        let known = values.enumerated().compactMap { index, value in
            value.flatMap { $0.isFinite ? (index, $0) : nil }
        }
        guard known.count > 1 else { return "" }
        var drawing = Drawing(width: 160, height: 36)
        let x = Scale(low: 0, high: Double(max(values.count - 1, 1)), from: 0, to: 160)
        let y = Scale(known.map(\.1), from: 32, to: 4)
        let points = known.map { Point(x(Double($0.0)), y($0.1)) }
        let (first, end) = (points.first?.x ?? 0, points.last?.x ?? 0)
        drawing.polygon([Point(first, 36)] + points + [Point(end, 36)], "a0")
        drawing.polyline(points, "s0")
        return """
            <svg class="spark" viewBox="0 0 160 36" preserveAspectRatio="none" aria-hidden="true" \
            xmlns="http://www.w3.org/2000/svg">\(drawing.body)</svg>
            """
    }

    /// The same in letters: `▁▂▅█`.
    static func text(_ values: [Double?]) -> String {
        let blocks = Array("▁▂▃▄▅▆▇█")
        let known = values.compactMap(\.self).filter(\.isFinite)
        guard let low = known.min(), let high = known.max() else { return "" }
        return String(
            values.map { value -> Character in
                guard let value, value.isFinite else { return " " }
                guard high > low else { return blocks[3] }
                let share = (value - low) / (high - low)
                return blocks[min(max(Int((share.isFinite ? share : 0) * 8), 0), 7)]
            })
    }
}
