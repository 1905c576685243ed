import Diagnostics

extension ComposedMarkdown.Marker {
    var isDirective: Bool {
        switch self {
        case .directive, .closeDirective: true
        default: false
        }
    }
}

extension DocumentPass {
    /// What the template writes before the body; what it writes behind it is kept until there.
    mutating func expanded(_ directive: Directive) -> [UInt8] {
        let html = directives?(directive) ?? (directive.hasBody ? DirectiveMark.body : [])
        var places: [Range<Int>] = []
        var position = 0
        while let hit = html.offset(of: DirectiveMark.body, from: position) {
            position = hit + DirectiveMark.body.count
            places.append(hit..<position)
        }
        guard directive.hasBody else { return html }
        guard places.count == 1 else {
            diagnostics.append(
                source.error(
                    places.isEmpty
                        ? "with these attributes '\(directive.name)' does not show its body"
                        : "with these attributes '\(directive.name)' shows its body \(places.count) times",
                    at: directive.location,
                    hint: "layouts/directives/\(directive.name).mustache has to print {{{body}}} once"))
            directiveEnds.append([])
            return []
        }
        directiveEnds.append(Array(html[places[0].upperBound...].drop { $0.isSpace }))
        return Array(html[..<places[0].lowerBound])
    }

    /// Sends links of a template where links in the text lead, and takes out the marks of those that are finished.
    mutating func editDirective(_ node: MarkdownNode, _ resolve: (LinkQuery) -> LinkResolution) {
        edit(TreeWalk.Inline(node: node, lines: node.startLine...node.startLine), resolve)
        let html = Array(node.literal)
        guard html.offset(of: DirectiveMark.finishedAddress, from: 0) != nil else { return }
        var clean = HTMLBuffer(capacity: html.count)
        var position = 0
        while let hit = html.offset(of: DirectiveMark.finishedAddress, from: position) {
            clean.raw(html[position..<hit])
            position = hit + DirectiveMark.finishedAddress.count
        }
        clean.raw(html[position...])
        node.setLiteral(clean)
    }

    /// The composed lines inside of directives.
    var directiveBodies: [Range<Int>] {
        var bodies: [Range<Int>] = []
        var starts: [Int] = []
        for (line, marker) in text.markers {
            switch marker {
            case .directive(let directive): if directive.hasBody { starts.append(line) }
            case .closeDirective: if let start = starts.popLast() { bodies.append(start..<line) }
            default: break
            }
        }
        return bodies
    }
}
