import CCommonMark
import Diagnostics

extension DocumentPass {
    /// Writes pictures out, with what a page needs of them. One alone in a paragraph and with a title is a
    /// figure; several of which each has a line of its own, and nothing else in their paragraph, are a gallery.
    mutating func editImages(
        _ images: [TreeWalk.Inline], of tree: borrowing MarkdownTree, _ resolve: (LinkQuery) -> LinkResolution
    ) {
        var gallery: HTMLBuffer?
        for image in images {
            let title = String(decoding: image.node.title, as: UTF8.self)
            let paragraph = image.node.parent.flatMap { $0.type == CMARK_NODE_PARAGRAPH ? $0 : nil }
            if gallery == nil, let paragraph, isGallery(paragraph) { gallery = HTMLBuffer(capacity: 1024) }
            let isAlone = paragraph?.firstChild?.pointer == image.node.pointer && image.node.next == nil
            let hasCaption = !title.isEmpty && (isAlone || gallery != nil)
            let isEager = firstImage == nil && sectionID == nil && isNearTop(image.node, of: tree)
            var html = HTMLBuffer(capacity: 256)
            if hasCaption { html.raw("<figure>") }
            write(
                image, title: hasCaption ? "" : title, isIn: gallery == nil ? .text : .gallery,
                isEager: isEager, to: &html, resolve)
            if hasCaption {
                html.raw("<figcaption>")
                html.text(title)
                html.raw("</figcaption></figure>")
            }
            if var items = gallery {
                items.raw(html.bytes)
                items.raw("\n")
                gallery = items
                guard !hasImage(after: image.node) else { continue }
                gallery = nil
                html = HTMLBuffer(capacity: items.bytes.count + 64)
                html.raw("<div class=\"gallery\">\n")
                html.raw(items.bytes)
                html.raw("</div>")
                paragraph?.replaceBlock(html)
            } else if hasCaption {
                paragraph?.replaceBlock(html)
            } else {
                image.node.replaceInline(html)
            }
        }
    }

    private mutating func write(
        _ image: TreeWalk.Inline, title: String, isIn place: AssetReference.Picture, isEager: Bool,
        to html: inout HTMLBuffer, _ resolve: (LinkQuery) -> LinkResolution
    ) {
        let destination = String(decoding: image.node.url, as: UTF8.self)
        let alt = image.node.plainText()
        html.raw("<img ")
        var address = destination
        var asset: AssetReference?
        let query = LinkQuery(destination: destination, kind: .image, isSealed: sectionID != nil)
        var outside: SourceLocation?
        switch resolve(query) {
        case .unchanged: break
        case .external: outside = note(external: destination, image.lines)
        case .page(let url, _): address = url + query.suffix
        case .asset(let key):
            html.raw(mark(key, query, attribute: "src", picture: place, image.lines))
            asset = assets.last
        case .broken(let message, let hint):
            report(message, hint, destination, image.lines, about: .image)
        }
        note(image: destination, alt: alt, at: asset?.location ?? outside, image.lines)
        if asset == nil {
            html.raw("src=\"")
            html.url(address.utf8)
            html.raw("\"")
        }
        html.raw(" alt=\"")
        html.text(alt)
        html.raw("\"")
        if !title.isEmpty {
            html.raw(" title=\"")
            html.text(title)
            html.raw("\"")
        }
        // What is seen first should not wait until the page has been laid out.
        if !isEager { html.raw(" loading=\"lazy\"") }
        html.raw(" decoding=\"async\" />")
        if firstImage == nil, sectionID == nil {
            firstImage = BodyImage(source: asset.map { .asset($0) } ?? .url(address), alt: alt)
        }
    }

    /// Whether there are several pictures, a line break between each two, and nothing else.
    private func isGallery(_ paragraph: MarkdownNode) -> Bool {
        var isImageNext = true
        var count = 0
        var node = paragraph.firstChild
        while let current = node {
            node = current.next
            switch current.type {
            case CMARK_NODE_IMAGE where isImageNext:
                isImageNext = false
                count += 1
            case CMARK_NODE_SOFTBREAK, CMARK_NODE_LINEBREAK: isImageNext = true
            // What is left of spaces at the end of a line.
            case CMARK_NODE_TEXT where current.literal.isEmpty: break
            default: return false
            }
        }
        return count > 1
    }

    private func hasImage(after image: MarkdownNode) -> Bool {
        var node = image.next
        while let current = node, current.type != CMARK_NODE_IMAGE { node = current.next }
        return node != nil
    }

    /// Whether a node stands in the first two blocks of the text.
    private func isNearTop(_ node: MarkdownNode, of tree: borrowing MarkdownTree) -> Bool {
        var block = node
        while let parent = block.parent, parent.pointer != tree.root { block = parent }
        let first = MarkdownNode(pointer: tree.root).firstChild
        return block.pointer == first?.pointer || block.pointer == first?.next?.pointer
    }
}
