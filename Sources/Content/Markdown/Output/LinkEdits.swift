import CCommonMark
import Diagnostics

extension DocumentPass {
    /// Sends links where the caller says they lead.
    mutating func editLinks(_ links: [TreeWalk.Inline], _ resolve: (LinkQuery) -> LinkResolution) {
        for link in links {
            let destination = String(decoding: link.node.url, as: UTF8.self)
            if noteOwnFragment(destination, link.lines) { continue }
            let query = LinkQuery(destination: destination, kind: .link, isSealed: sectionID != nil)
            switch resolve(query) {
            case .unchanged: break
            case .page(let url, let route):
                note(fragment: query.fragment, route: route, destination, link.lines)
                _ = (url + query.suffix).withCString { cmark_node_set_url(link.node.pointer, $0) }
            case .external:
                note(external: destination, link.lines)
                var enter = HTMLBuffer()
                enter.raw("<a href=\"")
                enter.url(link.node.url)
                enter.raw("\" class=\"external\" rel=\"noopener external\"")
                replace(link.node, enter)
            case .asset(let key):
                var enter = HTMLBuffer()
                enter.raw("<a ")
                enter.raw(mark(key, query, attribute: "href", link.lines))
                replace(link.node, enter)
            case .broken(let message, let hint):
                report(message, hint, destination, link.lines)
            }
        }
    }

    private func replace(_ node: MarkdownNode, _ start: HTMLBuffer) {
        var enter = start
        let title = node.title
        if !title.isEmpty {
            enter.raw(" title=\"")
            enter.text(title)
            enter.raw("\"")
        }
        enter.raw(">")
        node.replaceInline(enter, end: "</a>")
    }

    // MARK: Raw HTML

    /// The same for elements that authors wrote as HTML, and notes the ids in them.
    ///
    /// - Parameter ours: nodes that the renderer made itself.
    mutating func editRawHTML(
        _ walk: TreeWalk, except ours: Set<OpaquePointer>, _ resolve: (LinkQuery) -> LinkResolution
    ) {
        for node in walk.blockHTML {
            if directiveNodes.contains(node.pointer) { editDirective(node, resolve) }
            guard !ours.contains(node.pointer) else { continue }
            let start = max(1, node.startLine)
            let lines = start...start + max(0, LiteralBlocks.lineCount(node.literal) - 1)
            edit(TreeWalk.Inline(node: node, lines: lines), resolve)
        }
        for inline in walk.inlineHTML { edit(inline, resolve) }
    }

    mutating func edit(_ html: TreeWalk.Inline, _ resolve: (LinkQuery) -> LinkResolution) {
        let bytes = Array(html.node.literal)
        var edited = HTMLBuffer()
        var copied = 0
        let attributes = RawHTMLScanner.attributes(in: bytes)
        for attribute in attributes {
            // Marked as finished by a directive's template.
            if bytes[attribute.range].contains(OutputMark.start) { continue }
            switch attribute.name {
            case "alt": break
            case "id": note(id: attribute.value)
            case "name":
                if attribute.tag == "a" { note(id: attribute.value) }
            case "srcset": checkSourceSet(attribute, html.lines, resolve)
            default:
                let count = (assets.count, notes.external.count)
                let replacement = replacement(for: attribute, html.lines, resolve)
                note(image: attribute, among: attributes, after: count)
                guard let replacement else { continue }
                edited.raw(bytes[copied..<attribute.range.lowerBound])
                edited.raw(replacement)
                copied = attribute.range.upperBound
            }
        }
        guard copied > 0 else { return }
        edited.raw(bytes[copied...])
        html.node.setLiteral(edited)
    }

    private mutating func note(id: String) {
        guard !id.isEmpty else { return }
        ids.note(id)
        noted.append(id)
    }

    /// What to write in the place of an attribute; nil to leave it.
    private mutating func replacement(
        for attribute: RawHTMLScanner.Attribute, _ lines: ClosedRange<Int>,
        _ resolve: (LinkQuery) -> LinkResolution
    ) -> [UInt8]? {
        let destination = attribute.value
        if noteOwnFragment(destination, lines) { return nil }
        let query = LinkQuery(
            destination: destination, kind: kind(of: attribute), isSealed: sectionID != nil)
        switch resolve(query) {
        case .unchanged: return nil
        case .external:
            note(external: destination, lines)
            return nil
        case .page(let url, let route):
            note(fragment: query.fragment, route: route, destination, lines)
            var html = HTMLBuffer()
            html.raw(attribute.name)
            html.raw("=\"")
            html.url((url + query.suffix).utf8)
            html.raw("\"")
            return html.bytes
        case .asset(let key): return mark(key, query, attribute: attribute.name, lines)
        case .broken(let message, let hint):
            report(message, hint, destination, lines, about: query.kind == .image ? .image : .linkInternal)
            return nil
        }
    }

    private func kind(of attribute: RawHTMLScanner.Attribute) -> LinkQuery.Kind {
        switch (attribute.tag, attribute.name) {
        case ("a", _), ("area", _): .link
        case ("img", _), (_, "poster"): .image
        default: .media
        }
    }

    /// Files named in `srcset` would be neither copied nor sealed.
    private mutating func checkSourceSet(
        _ attribute: RawHTMLScanner.Attribute, _ lines: ClosedRange<Int>,
        _ resolve: (LinkQuery) -> LinkResolution
    ) {
        for candidate in attribute.value.split(separator: ",") {
            guard let url = candidate.split(whereSeparator: \.isWhitespace).first else { continue }
            let query = LinkQuery(destination: String(url), kind: .image, isSealed: sectionID != nil)
            guard case .asset = resolve(query) else { continue }
            report("'srcset' cannot name a file of the site", "use 'src'", String(url), lines)
            return
        }
    }
}
