/// Members as dots in a grid of two scores: where there are more of them, the crowd is larger.
struct Crowd: Sendable {
    struct Cell: Sendable {
        /// From 0, left to right and from below.
        var column: Int
        var row: Int
        /// How many members of each style, in the order they are drawn.
        var members: [(style: String, count: Int)]
    }

    var cells: [Cell]
    var columns: [String]
    var rows: [String]
    var columnTitle: String
    var rowTitle: String
    /// Members that one dot stands for.
    var perDot: Int

    func draw(_ width: Double) -> Drawing {
        let left = (rows.map(textWidth).max() ?? 0) + 10
        let size = (width - left) / Double(max(columns.count, 1))
        let height = min(size, 86)
        let top = 20.0
        var drawing = Drawing(width: width, height: top + Double(rows.count) * height + 42)
        drawing.text(rowTitle, at: Point(0, 12), "label")
        for (index, row) in rows.enumerated() {
            let y = top + (Double(rows.count - 1 - index) + 0.5) * height
            drawing.text(row, at: Point(left - 8, y + 4), "label", anchor: .end)
        }
        let bottom = top + Double(rows.count) * height
        for (index, column) in columns.enumerated() {
            drawing.text(
                column, at: Point(left + (Double(index) + 0.5) * size, bottom + 17), "label", anchor: .middle)
        }
        drawing.text(
            columnTitle, at: Point(left + (width - left) / 2, bottom + 35), "label", anchor: .middle)
        for row in rows.indices {
            for column in columns.indices {
                drawing.rectangle(
                    x: left + Double(column) * size + 1.5, y: top + Double(row) * height + 1.5,
                    width: size - 3, height: height - 3, "track", radius: 6)
            }
        }
        let most = cells.map { dots($0).count }.max() ?? 0
        // A sunflower fills its disc evenly: the n-th seed stands √n from the middle, a golden angle on.
        let room = min(size, height) / 2 - 5
        let spacing = most > 0 ? min(room / Double(most).squareRoot(), 5) : 0
        let radius = max(spacing * 0.72, 1)
        for cell in cells {
            let centre = Point(
                left + (Double(cell.column) + 0.5) * size,
                top + (Double(rows.count - 1 - cell.row) + 0.5) * height)
            for (index, style) in dots(cell).enumerated() {
                let (sine, cosine) = Self.goldenAngle(index)
                let distance = spacing * (Double(index) + 0.35).squareRoot()
                drawing.circle(
                    Point(centre.x + distance * cosine, centre.y + distance * sine), radius: radius, style)
            }
        }
        return drawing
    }

    private func dots(_ cell: Cell) -> [String] {
        cell.members.flatMap { style, count in
            Array(repeating: style, count: (count + perDot / 2) / max(perDot, 1))
        }
    }

    /// Sine and cosine of n times the golden angle, by rotating step for step; no library's rounding enters.
    private static func goldenAngle(_ n: Int) -> (sine: Double, cosine: Double) {
        let (stepSine, stepCosine) = (0.675490294261524, -0.737368878078320)
        var (sine, cosine) = (0.0, 1.0)
        for _ in 0..<n {
            (sine, cosine) = (
                sine * stepCosine + cosine * stepSine, cosine * stepCosine - sine * stepSine
            )
        }
        return (sine, cosine)
    }
}
