import Diagnostics

extension Document {
    /// This front matter over all text of a file that could not be read: its fences are cut out, and nothing is sealed.
    ///
    /// It is there so that the links of a file with errors can be judged in the same run, and must never be published.
    ///
    /// - Returns: nil where it cannot be told where the text begins.
    public func withUnfencedText(of file: SourceText) -> Document? {
        guard let split = try? FrontMatterSplit(file) else { return nil }
        let heading =
            frontMatter.title == nil
            ? OpeningHeading(file.bytes, from: split.bodyStart, line: split.bodyLine) : nil
        let body = (heading?.end ?? split.bodyStart)..<file.bytes.count
        let bodyLine = heading?.nextLine ?? split.bodyLine
        var items: [BodyItem] = []
        var (start, line) = (body.lowerBound, bodyLine)
        for fence in FenceLines(file.bytes, body, firstLine: bodyLine).lines where fence.form != .short {
            if start < fence.range.lowerBound {
                items.append(.text(TextRun(range: start..<fence.range.lowerBound, line: line)))
            }
            start = min(body.upperBound, fence.range.upperBound + 1)
            line = fence.number + 1
        }
        if start < body.upperBound {
            items.append(.text(TextRun(range: start..<body.upperBound, line: line)))
        }
        return Document(
            source: file, frontMatter: frontMatter, headingTitle: heading?.title, body: body,
            bodyLine: bodyLine, items: items, codeLines: [])
    }
}
