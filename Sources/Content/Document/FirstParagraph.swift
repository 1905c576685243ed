import CCommonMark

/// Where the first paragraph of a text ends, with the headings before it.
///
/// When another block comes first – code, a list, an image in HTML – the end is before that block: a
/// sealed page gives away one paragraph, not all that happens to stand above it.
///
/// - Returns: an offset at the start of a line, or the end of `range`.
func firstParagraphEnd(_ bytes: [UInt8], _ range: Range<Int>) -> Int {
    var chunks = 1
    while true {
        var end = range.lowerBound
        for _ in 0..<chunks { end = chunkEnd(bytes, from: end, to: range.upperBound) }
        let head = range.lowerBound..<end
        if let line = lineAfterTeaser(CommonMark.parse(bytes, head, syntax: .table)) {
            return offset(ofLine: line, bytes, range)
        }
        guard end < range.upperBound else { return end }
        chunks *= 4
    }
}

/// The first line behind the first paragraph, or of another block that comes first; nil when there are
/// only headings.
private func lineAfterTeaser(_ tree: borrowing MarkdownTree) -> Int? {
    var node = MarkdownNode(pointer: tree.root).firstChild
    while let current = node {
        switch current.type {
        case CMARK_NODE_HEADING, CMARK_NODE_THEMATIC_BREAK: break
        case CMARK_NODE_PARAGRAPH: return current.endLine + 1
        default: return current.startLine
        }
        node = current.next
    }
    return nil
}

/// The end of the next run of lines that are not blank, with the blank line after it.
private func chunkEnd(_ bytes: [UInt8], from start: Int, to end: Int) -> Int {
    var position = start
    var hasText = false
    while position < end {
        let lineEnd = min(end, bytes.lineEnd(from: position))
        let isBlank = bytes.isBlank(position..<lineEnd)
        position = min(end, lineEnd + 1)
        if isBlank, hasText { return position }
        if !isBlank { hasText = true }
    }
    return end
}

private func offset(ofLine number: Int, _ bytes: [UInt8], _ range: Range<Int>) -> Int {
    var position = range.lowerBound
    for _ in 1..<max(1, number) {
        guard position < range.upperBound else { return range.upperBound }
        position = min(range.upperBound, bytes.lineEnd(from: position) + 1)
    }
    return position
}
