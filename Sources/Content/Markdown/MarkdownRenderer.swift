import Diagnostics

/// Turns the parts of a body to HTML. Has no state: any number of threads may use one.
public struct MarkdownRenderer: Sendable {
    public let options: RenderOptions
    private let colouring: CodeColouring?

    /// - Parameter colouring: what gives code its colours; without it code is plain.
    public init(options: RenderOptions = RenderOptions(), colouring: CodeColouring? = nil) {
        self.options = options
        self.colouring = colouring
    }

    /// Renders a body.
    ///
    /// The open parts are one document, so that references work across sealed sections; every sealed
    /// section is its own, in which the definitions of the open text may be used, but not the other way
    /// round, nor from one section to another. The bytes of the open HTML depend on open text alone.
    ///
    /// - Parameters:
    ///   - body: see ``Document/parts(pageTier:)``.
    ///   - directives: writes directives; without it they are their bodies alone.
    ///   - resolve: says where a destination leads; called in no particular order, more than once for
    ///     equal destinations.
    public func render(
        _ body: PageBody, directives: DirectiveExpansion? = nil,
        resolve: (LinkQuery) -> LinkResolution
    ) -> RenderedBody {
        var result = RenderedBody()
        var pass = DocumentPass(
            openText(of: body), of: body, sectionID: nil, options: options, colouring: colouring,
            directives: directives, ids: IDRegistry(reserved: options.reservedIDs))
        let html = pass.render(resolve: resolve) ?? []
        result.open = openBody(pass, html)
        result.diagnostics = pass.diagnostics
        result.notes = pass.notes
        var code = pass.codeLines
        var definitions: PublicDefinitions?
        for part in body.parts {
            guard case .sealed(let tier, let id) = part.access else { continue }
            let text = ComposedMarkdown(source: body.source, pieces: part.pieces)
            if definitions == nil,
                text.bytes.offset(
                    of: UInt8(ascii: "["), from: text.range.lowerBound, to: text.range.upperBound) != nil
            {
                definitions = PublicDefinitions(pass.text, literals: pass.literals)
            }
            var section = DocumentPass(
                text, of: body, sectionID: id, options: options, colouring: colouring,
                directives: directives, ids: pass.ids)
            let html = section.render(using: definitions, resolve: resolve)
            pass.ids = section.ids
            code += section.codeLines
            result.diagnostics += section.diagnostics
            if options.takesNotes { result.notes = result.notes + section.notes }
            result.sections.append(
                SealedBody(
                    id: id, tier: tier, location: SourceLocation(file: body.source.path, line: part.line),
                    html: RenderedHTML(marked: html, assets: section.assets), headings: section.headings,
                    ids: section.noted, anchors: section.anchors, assets: section.assets,
                    counts: TextCounts(html: html)))
        }
        for line in body.codeLines where !code.contains(where: { $0.contains(line) }) {
            result.diagnostics.append(
                body.source.error(
                    "this fence is no longer inside code once the fences before it are cut out",
                    at: SourceLocation(file: body.source.path, line: line),
                    hint: "begin the code at the left margin"))
        }
        // Definitions of the open text are read once more in each section that uses them.
        var seen: Set<Diagnostic> = []
        result.diagnostics = result.diagnostics.filter { seen.insert($0).inserted }.sorted()
        return result
    }

    /// The text of all open parts, with markers where sealed sections stand.
    private func openText(of body: PageBody) -> ComposedMarkdown {
        if body.parts.count == 1, body.parts[0].access == .open {
            return ComposedMarkdown(source: body.source, pieces: body.parts[0].pieces)
        }
        var text = ComposedMarkdown(capacity: 4096)
        var sections = 0
        for part in body.parts {
            switch part.access {
            case .open:
                for piece in part.pieces { text.add(piece, source: body.source) }
            case .sealed:
                text.add(.section(sections))
                sections += 1
            }
        }
        return text
    }

    private func openBody(_ pass: DocumentPass, _ html: [UInt8]) -> OpenBody {
        var open = OpenBody()
        open.headings = pass.headings
        open.ids = pass.noted
        open.anchors = pass.anchors
        open.assets = pass.assets
        open.summary = pass.summary
        open.firstImage = pass.firstImage
        open.hasCode = pass.hasCode
        open.counts = TextCounts(html: html)
        var start = 0
        var position = 0
        while !pass.text.markers.isEmpty, let hit = html.offset(of: OutputMark.start, from: position) {
            guard let (kind, index, end) = OutputMark.read(html, at: hit) else { break }
            position = end
            guard kind == OutputMark.section else { continue }
            if start < hit {
                open.fragments.append(
                    .html(RenderedHTML(marked: Array(html[start..<hit]), assets: pass.assets)))
            }
            open.fragments.append(.section(index))
            // The line end behind the marker belongs to it.
            start = html.has("\n", at: end) ? end + 1 : end
        }
        if start == 0 {
            if !html.isEmpty { open.fragments.append(.html(RenderedHTML(marked: html, assets: pass.assets))) }
        } else if start < html.count {
            open.fragments.append(.html(RenderedHTML(marked: Array(html[start...]), assets: pass.assets)))
        }
        return open
    }
}

extension DocumentPass {
    /// Renders a sealed section, with the definitions of the open text where it could use them.
    fileprivate mutating func render(
        using definitions: PublicDefinitions?, resolve: (LinkQuery) -> LinkResolution
    ) -> [UInt8] {
        if let definitions, !definitions.isEmpty,
            text.bytes.offset(of: UInt8(ascii: "["), from: text.range.lowerBound, to: text.range.upperBound)
                != nil
        {
            var extended = text.detached()
            definitions.append(to: &extended)
            var pass = DocumentPass(
                extended, of: body, sectionID: sectionID, options: options, colouring: colouring,
                directives: directives, ids: ids)
            if let html = pass.render(definitions: true, resolve: resolve) {
                self = pass
                return html
            }
        }
        return render(resolve: resolve) ?? []
    }
}
