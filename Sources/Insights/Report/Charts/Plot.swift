/// Two axes, and what is drawn between them.
struct Plot {
    var drawing: Drawing
    let x: Scale
    let y: Scale
    let bottom: Double
    let top: Double
    let left: Double
    let right: Double

    /// The axes' values and how they are printed.
    struct Axes {
        var x: [Double]
        var y: [Double]
        var isZeroBased = true
        var yText: @Sendable (Double) -> String
        /// Places on the x axis with their text; else round numbers.
        var xLabels: [(at: Double, text: String)]?
        var xText: @Sendable (Double) -> String = { "\(Int($0.rounded()))" }
        var xTitle = ""
        /// Values of the y axis above which nothing is shown.
        var yLimit = Double.infinity
    }

    init(width: Double, height: Double, _ axes: Axes) {
        let count = 5
        let rough = Scale(
            axes.y.map { min($0, axes.yLimit) }, from: 0, to: 1, isZeroBased: axes.isZeroBased
        ).rounded(count)
        let labels = rough.ticks(count).map { ($0, axes.yText($0)) }
        left = (labels.map { textWidth($0.1) }.max() ?? 0) + 10
        right = width - 10
        top = 10
        bottom = height - (axes.xTitle.isEmpty ? 24 : 40)
        y = Scale(low: rough.low, high: rough.high, from: bottom, to: top)
        x = Scale(axes.x, from: left, to: right)
        drawing = Drawing(width: width, height: height)
        for (value, text) in labels {
            drawing.line(Point(left, y(value)), Point(right, y(value)), value == 0 ? "axis" : "grid")
            drawing.text(text, at: Point(left - 8, y(value) + 4), "label", anchor: .end)
        }
        let places = axes.xLabels ?? x.ticks(width > 500 ? 10 : 6).map { ($0, axes.xText($0)) }
        printed(places)
        if !axes.xTitle.isEmpty {
            drawing.text(
                axes.xTitle, at: Point((left + right) / 2, height - 4), "label", anchor: .middle)
        }
    }

    /// As many of the labels as have room.
    private mutating func printed(_ labels: [(at: Double, text: String)]) {
        let widest = (labels.map { textWidth($0.text) }.max() ?? 0) + 14
        let room = max(1, Int((right - left) / max(widest, 1)))
        let step = max(1, (labels.count + room - 1) / room)
        // The last is always there: it is now.
        for (index, label) in labels.enumerated() where (labels.count - 1 - index) % step == 0 {
            let half = textWidth(label.text) / 2
            let place = min(max(x(label.at), half), drawing.width - half)
            drawing.text(label.text, at: Point(place, bottom + 18), "label", anchor: .middle)
        }
    }

    mutating func line(_ points: [(x: Double, y: Double)], _ style: String) {
        drawing.polyline(points.filter { $0.y.isFinite }.map { Point(x($0.x), y($0.y)) }, style)
    }

    mutating func band(_ points: [(x: Double, lower: Double, upper: Double)], _ style: String) {
        let upper = points.map { Point(x($0.x), y($0.upper)) }
        let lower = points.reversed().map { Point(x($0.x), y($0.lower)) }
        drawing.polygon(upper + lower, style)
    }

    mutating func area(_ points: [(x: Double, y: Double)], _ style: String) {
        band(points.map { ($0.x, y.low, $0.y) }, style)
    }

    mutating func dots(_ points: [(x: Double, y: Double)], radius: Double, _ style: String) {
        for point in points where point.y.isFinite {
            drawing.circle(Point(x(point.x), y(point.y)), radius: radius, style)
        }
    }

    mutating func whisker(at place: Double, _ lower: Double, _ upper: Double, _ style: String) {
        drawing.line(Point(x(place), y(lower)), Point(x(place), y(upper)), style)
    }

    /// A line across the plot at a value of x, with a text at its head.
    mutating func rule(at place: Double, _ text: String, _ style: String) {
        let at = x(place)
        drawing.line(Point(at, top), Point(at, bottom), style)
        let isLeft = at + textWidth(text) + 8 > right
        drawing.text(
            text, at: Point(at + (isLeft ? -6 : 6), top + 12), "strong", anchor: isLeft ? .end : .start)
    }

    /// The same at a value of y.
    mutating func level(at value: Double, _ text: String, _ style: String) {
        drawing.line(Point(left, y(value)), Point(right, y(value)), style)
        drawing.text(text, at: Point(left + 6, y(value) - 5), "label")
    }

    /// A text at a point, within the plot.
    mutating func note(_ text: String, at place: (x: Double, y: Double), _ style: String = "strong") {
        let (px, py) = (x(place.x), y(place.y))
        let half = textWidth(text) / 2
        drawing.text(
            text, at: Point(min(max(px, left + half), right - half), max(py - 9, top + 10)), style,
            anchor: .middle)
    }
}
