/// Rows of bars with their names before and their values behind them.
struct Bars: Sendable {
    struct Row: Sendable {
        var name: String
        var value: Double
        /// Printed behind the bar.
        var text: String
        var interval: (lower: Double, upper: Double)?
        var style = "f0"
        /// A part of the bar that is drawn darker, from its beginning.
        var part: Double?
    }

    var rows: [Row]
    /// The value of a full bar; else the largest.
    var full: Double?

    func draw(_ width: Double) -> Drawing {
        let rowHeight = 30.0
        var drawing = Drawing(width: width, height: Double(max(rows.count, 1)) * rowHeight + 6)
        let widestText = (rows.map { textWidth($0.text) }.max() ?? 0) + 12
        let names = min((rows.map { textWidth($0.name) }.max() ?? 0) + 12, width * 0.42)
        let scale = Scale(
            rows.map { $0.interval?.upper ?? $0.value } + [full ?? 0], from: names,
            to: max(width - widestText, names + 20), isZeroBased: true)
        for (index, row) in rows.enumerated() {
            let y = Double(index) * rowHeight + 4
            drawing.text(shortened(row.name, to: names - 8), at: Point(0, y + 17), "name")
            drawing.rectangle(
                x: scale(0), y: y + 3, width: scale.to - scale(0), height: 20, "track", radius: 4)
            drawing.rectangle(
                x: scale(0), y: y + 3, width: max(scale(row.value) - scale(0), row.value > 0 ? 2 : 0),
                height: 20, row.style, radius: 4)
            if let part = row.part {
                drawing.rectangle(
                    x: scale(0), y: y + 3, width: scale(part) - scale(0), height: 20, "part", radius: 4)
            }
            if let interval = row.interval {
                drawing.line(
                    Point(scale(interval.lower), y + 13), Point(scale(interval.upper), y + 13), "whisker")
            }
            drawing.text(row.text, at: Point(width, y + 17), "value", anchor: .end)
        }
        return drawing
    }
}

/// Estimates as points with their intervals, on one scale with a line where nothing changes.
struct Whiskers: Sendable {
    struct Row: Sendable {
        var name: String
        var value: Double
        var lower: Double
        var upper: Double
        var text: String
        var style = "f0"
    }

    var rows: [Row]
    /// The value of no effect, where there is one.
    var neutral: Double?

    func draw(_ width: Double) -> Drawing {
        let rowHeight = 34.0
        var drawing = Drawing(width: width, height: Double(max(rows.count, 1)) * rowHeight + 8)
        let widestText = (rows.map { textWidth($0.text) }.max() ?? 0) + 14
        let names = min((rows.map { textWidth($0.name) }.max() ?? 0) + 14, width * 0.42)
        let scale = Scale(
            rows.flatMap { [$0.lower, $0.upper, $0.value] } + (neutral.map { [$0] } ?? []), from: names + 6,
            to: max(width - widestText, names + 26))
        let height = drawing.height
        if let neutral {
            drawing.line(Point(scale(neutral), 2), Point(scale(neutral), height - 4), "axis")
        }
        for (index, row) in rows.enumerated() {
            let y = Double(index) * rowHeight + rowHeight / 2 + 2
            drawing.line(Point(names, y), Point(scale.to, y), "grid")
            drawing.text(shortened(row.name, to: names - 10), at: Point(0, y + 4), "name")
            drawing.line(
                Point(scale(row.lower), y), Point(scale(row.upper), y),
                row.style.replacing("f", with: "s", maxReplacements: 1) + " thick")
            drawing.circle(Point(scale(row.value), y), radius: 6, row.style + " dot")
            drawing.text(row.text, at: Point(width, y + 4), "value", anchor: .end)
        }
        return drawing
    }
}
