import CCommonMark

extension DocumentPass {
    /// Writes footnotes out with ids that are unique on the page.
    ///
    /// cmark has put the definitions that are referred to at the end, in the order of their numbers.
    mutating func editFootnotes(_ tree: borrowing MarkdownTree, _ walk: TreeWalk) {
        guard !walk.footnotes.isEmpty else { return }
        let order = footnoteOrder ?? Array(walk.footnotes.indices)
        // What cmark counted is still there, in its order, but for what was dropped.
        let nodes = Dictionary(zip(order.sorted(), walk.footnotes)) { first, _ in first }
        let names = order.map { index in
            let slug = slugify(nodes[index].map(label) ?? "")
            let prefix = sectionID.map { "fn-\($0)-" } ?? "fn-"
            return ids.claim(prefix + (slug.isEmpty ? "note" : slug))
        }
        var uses = [Int](repeating: 0, count: order.count)
        for reference in walk.footnoteReferences {
            guard let index = Self.index(of: reference), let position = order.firstIndex(of: index) else {
                continue
            }
            uses[position] += 1
            editReference(reference, number: position + 1, name: names[position], use: uses[position])
        }
        var start = HTMLBuffer()
        // The page's own list is a landmark; those of sections that open on it are none, or they would share its name.
        if sectionID == nil {
            start.raw("<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"")
            start.text(options.labels.footnotes)
            start.raw("\">\n<ol>")
        } else {
            start.raw("<section class=\"footnotes\">\n<ol>")
        }
        guard let list = MarkdownNode.customBlock(start, end: "</ol>\n</section>") else { return }
        MarkdownNode(pointer: tree.root).append(list)
        for (position, index) in order.enumerated() {
            guard let footnote = nodes[index] else { continue }
            let name = names[position]
            noted.append(name)
            addBackReferences(to: footnote, number: position + 1, name: name, uses: uses[position])
            var start = HTMLBuffer()
            start.raw("<li id=\"")
            start.text(name)
            start.raw("\">")
            list.append(footnote.replaceBlock(start, end: "</li>"))
        }
    }

    /// Frees the footnotes to which only text referred that was cut off after cmark counted, and notes the
    /// order of the rest.
    mutating func dropFootnotes(_ tree: borrowing MarkdownTree) {
        let walk = TreeWalk(tree, syntax: [], unsure: [])
        let order = referenced(walk)
        footnoteOrder = order
        for (index, footnote) in walk.footnotes.enumerated() where !order.contains(index) { footnote.free() }
    }

    /// The footnotes that the remaining text refers to, in its order; then those that they refer to.
    private func referenced(_ walk: TreeWalk) -> [Int] {
        var inText: [Int] = []
        var inFootnote: [Int: [Int]] = [:]
        for reference in walk.footnoteReferences {
            guard let index = Self.index(of: reference) else { continue }
            var node = reference.parent
            while let current = node, current.type != CMARK_NODE_FOOTNOTE_DEFINITION { node = current.parent }
            if let node, let home = walk.footnotes.firstIndex(where: { $0.pointer == node.pointer }) {
                inFootnote[home, default: []].append(index)
            } else {
                inText.append(index)
            }
        }
        var order: [Int] = []
        var position = 0
        while position < inText.count {
            let index = inText[position]
            position += 1
            guard walk.footnotes.indices.contains(index), !order.contains(index) else { continue }
            order.append(index)
            inText += inFootnote[index] ?? []
        }
        return order
    }

    /// Which definition a reference means: cmark has put its number in the place of the label.
    private static func index(of reference: MarkdownNode) -> Int? {
        Int(String(decoding: reference.literal, as: UTF8.self)).map { $0 - 1 }
    }

    /// The label of a definition, which cmark does not tell.
    private func label(of footnote: MarkdownNode) -> String {
        let bytes = text.bytes
        guard let line = LineStarts(bytes, text.range).line(footnote.startLine),
            let open = bytes.offset(of: "[^", from: line.lowerBound, to: line.upperBound),
            let close = bytes.offset(of: "]:", from: open, to: line.upperBound)
        else { return "" }
        return bytes.text(open + 2..<close)
    }

    private func editReference(_ node: MarkdownNode, number: Int, name: String, use: Int) {
        var html = HTMLBuffer(capacity: 128)
        html.raw("<sup class=\"footnote-ref\"><a href=\"#")
        html.url(name.utf8)
        html.raw("\" id=\"")
        html.text(Self.referenceID(name, use))
        html.raw("\" role=\"doc-noteref\">")
        html.number(number)
        html.raw("</a></sup>")
        node.replaceInline(html)
    }

    private static func referenceID(_ name: String, _ use: Int) -> String {
        "fnref" + name.dropFirst(2) + (use > 1 ? "-\(use)" : "")
    }

    private mutating func addBackReferences(to footnote: MarkdownNode, number: Int, name: String, uses: Int) {
        var html = HTMLBuffer(capacity: 128)
        for use in 1...max(1, uses) {
            let id = Self.referenceID(name, use)
            noted.append(id)
            ids.note(id)
            html.raw(" <a href=\"#")
            html.url(id.utf8)
            html.raw("\" class=\"footnote-backref\" role=\"doc-backlink\" aria-label=\"")
            html.text(options.labels.backToReference)
            html.raw(" ")
            html.number(number)
            if use > 1 {
                html.raw("-")
                html.number(use)
            }
            html.raw("\">\u{21A9}\u{FE0E}")
            if use > 1 {
                html.raw("<sup>")
                html.number(use)
                html.raw("</sup>")
            }
            html.raw("</a>")
        }
        if let last = footnote.lastChild, last.type == CMARK_NODE_PARAGRAPH {
            last.append(MarkdownNode.customInline(html, end: ""))
        } else {
            footnote.append(MarkdownNode.customBlock(html, end: ""))
        }
    }
}
