/// How the columns of tables are aligned.
enum TableCells {
    /// `<td align="right">`, as cmark writes it, to `<td class="align-right">`: HTML has dropped the attribute, and the
    /// pages' policy allows no style in its place.
    ///
    /// Looks at Markdown's own tables only, which stand in the frame that `wrapTable` puts around them.
    static func alignedByClass(_ html: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var copied = 0
        var position = 0
        while let table = html.offset(of: frame, from: position) {
            let end = html.offset(of: "</table>", from: table) ?? html.count
            position = table
            while let cell = html.offset(of: attribute, from: position, to: end) {
                position = cell + attribute.utf8CodeUnitCount
                // A cell's tag has nothing before it: `<td` or `<th`.
                guard html.has("<td", at: cell - 3) || html.has("<th", at: cell - 3) else { continue }
                if result.isEmpty { result.reserveCapacity(html.count + 512) }
                result += html[copied..<cell]
                result += #" class="align-"#.utf8
                copied = position
            }
            position = end
        }
        guard copied > 0 else { return html }
        result += html[copied...]
        return result
    }

    private static let frame: StaticString = #"<div class="table" "#
    private static let attribute: StaticString = #" align=""#
}
