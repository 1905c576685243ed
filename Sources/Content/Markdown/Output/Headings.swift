import CCommonMark
import Diagnostics

extension DocumentPass {
    /// Gives every heading an id.
    mutating func editHeadings(_ nodes: [MarkdownNode]) {
        for node in nodes {
            let title = node.plainText()
            let slug = slugify(title)
            let id = ids.claim(slug.isEmpty ? "section" : slug)
            let level = Int(cmark_node_get_heading_level(node.pointer))
            let location = SourceLocation(
                file: source.path, line: text.lines.source(node.startLine),
                column: max(1, Int(cmark_node_get_start_column(node.pointer))))
            headings.append(Heading(level: level, id: id, text: title, location: location))
            noted.append(id)
            replace(node, level: level, id: id)
        }
    }

    /// A custom block breaks lines around its own markup, so the element is an inline inside an empty one.
    private func replace(_ node: MarkdownNode, level: Int, id: String) {
        var enter = HTMLBuffer(capacity: 16 + id.utf8.count)
        enter.raw("<h")
        enter.number(level)
        enter.raw(" id=\"")
        enter.text(id)
        enter.raw("\">")
        let exits: [StaticString] = ["</h1>", "</h2>", "</h3>", "</h4>", "</h5>", "</h6>"]
        let exit = exits[min(max(level, 1), 6) - 1]
        guard let element = MarkdownNode.customInline(enter, end: exit) else { return }
        // Until told otherwise, text and addresses in it lie in the heading's own memory.
        cmark_node_own(node.pointer)
        while let child = node.firstChild { element.append(child) }
        node.replaceBlock(HTMLBuffer())?.append(element)
    }
}
