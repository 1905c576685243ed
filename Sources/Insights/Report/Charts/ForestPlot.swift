/// Groups with what was counted of each, and their difference to the first as a point with its interval against zero.
struct ForestPlot: Sendable {
    struct Row: Sendable {
        var name: String
        /// Below the name.
        var detail: String
        /// Nil for the group that the others are compared with, and where there is none yet.
        var difference: (value: Double, lower: Double, upper: Double)?
        /// Behind the interval.
        var text: String
        var style = "f5"
    }

    var rows: [Row]
    /// How a difference is written below the axis.
    var tickText: @Sendable (Double) -> String

    func draw(_ width: Double) -> Drawing {
        // On a phone the interval stands below the words, over the whole width.
        let isNarrow = width < 500
        let hasAxis = rows.contains { $0.difference != nil }
        let heights = rows.map { isNarrow ? ($0.difference == nil ? 44.0 : 70) : 48 }
        var drawing = Drawing(width: width, height: heights.reduce(hasAxis ? 26 : 4, +))
        let texts = (rows.map { textWidth($0.text) }.max() ?? 0) + 14
        let widest = rows.map { max(textWidth($0.name), textWidth($0.detail)) }.max() ?? 0
        let names = isNarrow ? width : min(widest + 16, width * 0.44)
        let left = isNarrow ? 20 : names + 8
        let scale = Scale(
            rows.compactMap(\.difference).flatMap { [$0.lower, $0.value, $0.upper] }, from: left,
            to: isNarrow ? width - 20 : max(width - texts, left + 20), isZeroBased: true)
        let ticks = scale.ticks(isNarrow ? 4 : 6)
        var top = 0.0
        for (row, height) in zip(rows, heights) {
            let strip = (from: isNarrow ? top + 42 : top, to: isNarrow ? top + 66 : top + height)
            if hasAxis, !isNarrow || row.difference != nil {
                for tick in ticks {
                    drawing.line(Point(scale(tick), strip.from), Point(scale(tick), strip.to), "grid")
                }
                drawing.line(Point(scale(0), strip.from), Point(scale(0), strip.to), "axis")
            }
            let middle = isNarrow ? top + 22 : top + height / 2
            let room = isNarrow ? width - textWidth(row.text) - 8 : names - 10
            drawing.text(shortened(row.name, to: room), at: Point(0, middle - 3), "name strong")
            drawing.text(shortened(row.detail, to: names - 10), at: Point(0, middle + 14), "label")
            drawing.text(
                row.text, at: Point(width, isNarrow ? middle - 3 : middle + 4),
                row.difference == nil ? "label" : "value", anchor: .end)
            if let difference = row.difference {
                let y = (strip.from + strip.to) / 2
                drawing.line(
                    Point(scale(difference.lower), y), Point(scale(difference.upper), y),
                    row.style.replacing("f", with: "s", maxReplacements: 1) + " thick")
                drawing.circle(Point(scale(difference.value), y), radius: 6, row.style + " dot")
            }
            top += height
        }
        guard hasAxis else { return drawing }
        var end = -Double.infinity
        for tick in ticks {
            let text = tickText(tick)
            let half = textWidth(text) / 2
            guard scale(tick) - half > end + 6 else { continue }
            drawing.text(text, at: Point(scale(tick), top + 18), "label", anchor: .middle)
            end = scale(tick) + half
        }
        return drawing
    }
}
