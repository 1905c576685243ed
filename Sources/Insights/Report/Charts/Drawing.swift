/// A picture in user units, as the elements of an SVG.
struct Drawing: Sendable {
    let width: Double
    let height: Double
    private(set) var body = ""

    init(width: Double, height: Double) {
        self.width = width
        self.height = height
    }

    mutating func rectangle(
        x: Double, y: Double, width: Double, height: Double, _ style: String, radius: Double = 0,
        opacity: Double? = nil
    ) {
        let corners = radius > 0 ? " rx=\"\(number(radius))\"" : ""
        let opacity = opacity.map { " fill-opacity=\"\(number($0, places: 2))\"" } ?? ""
        body +=
            "<rect x=\"\(number(x))\" y=\"\(number(y))\" width=\"\(number(max(width, 0)))\" height=\"\(number(max(height, 0)))\""
            + "\(corners)\(opacity) class=\"\(style)\"/>"
    }

    mutating func line(_ from: Point, _ to: Point, _ style: String) {
        body +=
            "<line x1=\"\(number(from.x))\" y1=\"\(number(from.y))\" x2=\"\(number(to.x))\" y2=\"\(number(to.y))\" class=\"\(style)\"/>"
    }

    mutating func circle(_ centre: Point, radius: Double, _ style: String) {
        body +=
            "<circle cx=\"\(number(centre.x))\" cy=\"\(number(centre.y))\" r=\"\(number(radius))\" class=\"\(style)\"/>"
    }

    /// A line through the points; nothing for fewer than two.
    mutating func polyline(_ points: [Point], _ style: String) {
        guard points.count > 1 else { return }
        body += "<path d=\"\(path(points))\" class=\"\(style)\"/>"
    }

    /// A closed shape; nothing for fewer than three points.
    mutating func polygon(_ points: [Point], _ style: String) {
        guard points.count > 2 else { return }
        body += "<path d=\"\(path(points))Z\" class=\"\(style)\"/>"
    }

    enum Anchor: String { case start, middle, end }

    mutating func text(_ text: String, at place: Point, _ style: String = "", anchor: Anchor = .start) {
        let anchor = anchor == .start ? "" : " text-anchor=\"\(anchor.rawValue)\""
        let style = style.isEmpty ? "" : " class=\"\(style)\""
        body +=
            "<text x=\"\(number(place.x))\" y=\"\(number(place.y))\"\(anchor)\(style)>\(escaped(text))</text>"
    }

    private func path(_ points: [Point]) -> String {
        var path = ""
        for (index, point) in points.enumerated() {
            path += "\(index == 0 ? "M" : "L")\(number(point.x)) \(number(point.y))"
        }
        return path
    }

    /// A coordinate in few digits, the same on every machine; what is not finite stands at 0.
    private func number(_ value: Double, places: Int = 1) -> String {
        let scale = places == 1 ? 10.0 : 100
        guard value.isFinite, value.magnitude < 1e9 else { return "0" }
        let rounded = (value * scale).rounded() / scale
        return rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
    }
}

struct Point: Sendable {
    var x: Double
    var y: Double

    init(_ x: Double, _ y: Double) {
        self.x = x
        self.y = y
    }
}

/// Text that may have come from anywhere, for element content and quoted attributes of HTML and XML.
///
/// Control characters, which XML forbids, go.
func escaped(_ text: some StringProtocol) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "&": result += "&amp;"
        case "<": result += "&lt;"
        case ">": result += "&gt;"
        case "\"": result += "&quot;"
        case "'": result += "&#39;"
        case "\n", "\t": result.unicodeScalars.append(scalar)
        case _ where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value): continue
        case "\u{FFFE}", "\u{FFFF}": continue
        default: result.unicodeScalars.append(scalar)
        }
    }
    return result
}

/// About how wide a text is drawn at a size of 12 units.
func textWidth(_ text: String) -> Double {
    text.unicodeScalars.reduce(0) { $0 + ($1.value >= 0x2E80 ? 12 : 6.3) }
}

/// The text with an ellipsis where it is wider than `width` at a size of 12 units.
func shortened(_ text: String, to width: Double) -> String {
    guard textWidth(text) > width else { return text }
    var kept = text
    while !kept.isEmpty, textWidth(kept) > width - 10 { kept.removeLast() }
    return kept.trimmingTrailingSpaces() + "…"
}

extension String {
    fileprivate func trimmingTrailingSpaces() -> String {
        var text = self
        while text.last == " " { text.removeLast() }
        return text
    }
}
