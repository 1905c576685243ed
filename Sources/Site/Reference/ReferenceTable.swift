/// A table of the reference, as Markdown.
struct ReferenceTable {
    private(set) var markdown: String
    private let columnCount: Int

    init(_ columns: String...) {
        columnCount = columns.count
        markdown = ""
        add(columns)
        markdown += "|" + String(repeating: "---|", count: columnCount) + "\n"
    }

    mutating func add(_ cells: [String]) {
        let escaped = cells.map { $0.replacing("|", with: "\\|").replacing("\n", with: " ") }
        markdown += "| " + escaped.joined(separator: " | ") + " |\n"
    }
}
