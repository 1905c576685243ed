/// A table of shares as colours, darker for more.
struct HeatMap: Sendable {
    struct Row: Sendable {
        var name: String
        /// Beside the name, such as how many it speaks of.
        var size: String
        /// 0 … 1; nil is left blank.
        var cells: [Double?]
        /// Within the cells, where they have room for it.
        var texts: [String] = []
    }

    var rows: [Row]
    var columns: [String]
    /// The value of the darkest colour.
    var full = 1.0

    func draw(_ width: Double) -> Drawing {
        let isNarrow = width < 500
        let names = (rows.map { textWidth($0.name) }.max() ?? 0) + 10
        let sizes = isNarrow ? 0 : (rows.map { textWidth($0.size) }.max() ?? 0) + 10
        let left = names + sizes
        let cell = (width - left) / Double(max(columns.count, 1))
        let height = max(min(cell, 26), isNarrow ? 14 : 20)
        var drawing = Drawing(width: width, height: Double(rows.count) * height + 22)
        let widest = (columns.map(textWidth).max() ?? 0) + 4
        let step = max(1, Int((widest / max(cell, 1)).rounded(.up)))
        for (index, column) in columns.enumerated() where index % step == 0 {
            drawing.text(
                column, at: Point(left + (Double(index) + 0.5) * cell, 13), "label", anchor: .middle)
        }
        for (line, row) in rows.enumerated() {
            let y = 20 + Double(line) * height
            drawing.text(row.name, at: Point(0, y + height / 2 + 4), "name")
            if !isNarrow {
                drawing.text(row.size, at: Point(left - 10, y + height / 2 + 4), "label", anchor: .end)
            }
            for (index, value) in row.cells.enumerated() {
                guard let value else { continue }
                let x = left + Double(index) * cell
                let share = min(max(value / max(full, 1e-12), 0), 1)
                drawing.rectangle(
                    x: x + 0.75, y: y + 0.75, width: cell - 1.5, height: height - 1.5, "heat", radius: 3,
                    opacity: 0.05 + 0.57 * (share.isFinite ? share : 0))
                if index < row.texts.count, textWidth(row.texts[index]) * 0.85 < cell - 4 {
                    drawing.text(
                        row.texts[index], at: Point(x + cell / 2, y + height / 2 + 3.5), "cell",
                        anchor: .middle)
                }
            }
        }
        return drawing
    }
}
