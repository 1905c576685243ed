/// What tells groups apart: for each feature a bar of each group, on a scale of its own.
struct Profiles: Sendable {
    struct Panel: Sendable {
        var name: String
        var bars: [(value: Double, text: String, style: String)]
    }

    var panels: [Panel]

    func draw(_ width: Double) -> Drawing {
        // Few groups leave room for one column with thicker bars.
        let isRoomy = (panels.map(\.bars.count).max() ?? 0) <= 3
        let bar = isRoomy ? 20.0 : 15.0
        let heights = panels.map { 22 + Double($0.bars.count) * bar + 10 }
        let columns = width > 400 && !isRoomy ? 2 : 1
        let columnWidth = (width - Double(columns - 1) * 24) / Double(columns)
        let perColumn = max(1, (panels.count + columns - 1) / columns)
        let tallest = heights.max() ?? 30
        var drawing = Drawing(width: width, height: Double(perColumn) * tallest + 4)
        for (index, panel) in panels.enumerated() {
            let left = Double(index / perColumn) * (columnWidth + 24)
            let top = Double(index % perColumn) * tallest
            drawing.text(panel.name, at: Point(left, top + 14), "name")
            let texts = (panel.bars.map { textWidth($0.text) }.max() ?? 0) + 8
            let scale = Scale(
                panel.bars.map(\.value), from: left, to: max(left + columnWidth - texts, left + 10),
                isZeroBased: true)
            for (line, one) in panel.bars.enumerated() {
                let y = top + 22 + Double(line) * bar
                drawing.rectangle(
                    x: left, y: y, width: max(scale(one.value) - left, 2), height: bar - 4, one.style,
                    radius: 3)
                drawing.text(
                    one.text, at: Point(max(scale(one.value), left + 2) + 6, y + (bar - 4) / 2 + 4), "small")
            }
        }
        return drawing
    }
}
