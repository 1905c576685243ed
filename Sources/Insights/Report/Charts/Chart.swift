/// A picture with its alternative in words, drawn once for wide screens and paper and once for phones.
struct Chart: Sendable {
    /// The name that a screen reader says.
    var title: String
    /// What is to be seen, for those who do not see it.
    var description: String
    /// By the width in user units.
    var draw: @Sendable (Double) -> Drawing

    static let wide = 900.0
    static let half = 440.0
    static let narrow = 330.0

    /// - Parameter id: unlike all others of the page.
    func svg(_ id: String, isWide: Bool) -> String {
        svg("\(id)-w", draw(isWide ? Self.wide : Self.half), "wide")
            + svg("\(id)-n", draw(Self.narrow), "narrow")
    }

    private func svg(_ id: String, _ drawing: Drawing, _ style: String) -> String {
        let size = "0 0 \(Int(drawing.width.rounded())) \(Int(drawing.height.rounded()))"
        return """
            <svg class="\(style)" viewBox="\(size)" role="img" aria-label="\(escaped(title))" \
            aria-describedby="\(id)-d" xmlns="http://www.w3.org/2000/svg"><title>\(escaped(title))</title>\
            <desc id="\(id)-d">\(escaped(description))</desc>\(drawing.body)</svg>

            """
    }
}

/// A colour with what it stands for.
struct LegendItem: Sendable {
    var style: String
    var text: String

    init(_ style: String, _ text: String) {
        self.style = style
        self.text = text
    }
}
