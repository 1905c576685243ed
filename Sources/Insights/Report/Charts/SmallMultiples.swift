/// The same plot for several subjects side by side, all on one scale.
struct SmallMultiples: Sendable {
    struct Panel: Sendable {
        var name: String
        /// Beside the name.
        var text: String
        var points: [(x: Double, y: Double)]
        /// A straight line through them.
        var trend: (from: (x: Double, y: Double), to: (x: Double, y: Double))?
        var style = "s0"
    }

    var panels: [Panel]
    var x: (low: Double, high: Double)
    /// Of all panels; the middle has a line.
    var y: (low: Double, high: Double)
    var firstLabel: String
    var lastLabel: String

    func draw(_ width: Double) -> Drawing {
        let columns = width > 500 ? 3 : 1
        let gap = 28.0
        let panelWidth = (width - gap * Double(columns - 1)) / Double(columns)
        let height = width > 500 ? 130.0 : 112
        let lines = max(1, (panels.count + columns - 1) / columns)
        var drawing = Drawing(width: width, height: Double(lines) * (height + 16))
        for (index, panel) in panels.enumerated() {
            let left = Double(index % columns) * (panelWidth + gap)
            let top = Double(index / columns) * (height + 16)
            let across = Scale(
                low: x.low, high: max(x.high, x.low + 1), from: left + 4, to: left + panelWidth - 4)
            let up = Scale(low: y.low, high: max(y.high, y.low + 1e-9), from: top + height - 20, to: top + 26)
            drawing.text(panel.name, at: Point(left, top + 14), "strong")
            drawing.text(panel.text, at: Point(left + panelWidth, top + 14), "label", anchor: .end)
            let middle = up((y.low + y.high) / 2)
            drawing.rectangle(
                x: left, y: up.to, width: panelWidth, height: up.from - up.to, "track", radius: 5)
            drawing.line(Point(left, middle), Point(left + panelWidth, middle), "axis")
            let points = panel.points.map { Point(across($0.x), up($0.y)) }
            drawing.polyline(points, panel.style + " thin")
            for point in points {
                drawing.circle(point, radius: 2, panel.style.replacing("s", with: "f", maxReplacements: 1))
            }
            if let trend = panel.trend {
                drawing.line(
                    Point(across(trend.from.x), up(trend.from.y)), Point(across(trend.to.x), up(trend.to.y)),
                    "dash")
            }
            drawing.text(firstLabel, at: Point(left, top + height - 4), "label")
            drawing.text(lastLabel, at: Point(left + panelWidth, top + height - 4), "label", anchor: .end)
        }
        return drawing
    }
}
