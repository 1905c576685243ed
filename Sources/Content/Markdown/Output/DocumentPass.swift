import CCommonMark
import Diagnostics
import Foundation

/// One cmark document on its way to HTML: the open text of a page, or one sealed section.
struct DocumentPass {
    let source: SourceText
    let options: RenderOptions
    let colouring: CodeColouring?
    let directives: DirectiveExpansion?
    /// Nil for the open text.
    let sectionID: String?
    let text: ComposedMarkdown
    let body: PageBody
    /// Shared by the documents of a page, one after the other.
    var ids: IDRegistry

    var headings: [Heading] = []
    var noted: [String] = []
    var anchors: [AnchorReference] = []
    var assets: [AssetReference] = []
    var diagnostics: [Diagnostic] = []
    var notes = BodyNotes()
    var summary = ""
    var firstImage: BodyImage?
    var hasCode = false
    /// Nodes that a directive's template wrote.
    var directiveNodes: Set<OpaquePointer> = []
    /// What goes behind the bodies of the directives that are open.
    var directiveEnds: [[UInt8]] = []
    /// Source lines that are code.
    var codeLines: [Range<Int>] = []
    /// Composed lines that are code or raw HTML.
    var literals: [Range<Int>] = []
    /// Which of the footnotes that cmark counted are left, in their new order; nil for all.
    var footnoteOrder: [Int]?
    /// The lines of `source`, once someone asks.
    lazy var sourceLines = LineStarts(source.bytes, 0..<source.bytes.count)
    /// Where the last search for a destination in the source ended.
    var searched: (line: Int, offset: Int) = (0, 0)

    init(
        _ text: ComposedMarkdown, of body: PageBody, sectionID: String?, options: RenderOptions,
        colouring: CodeColouring?, directives: DirectiveExpansion?, ids: IDRegistry
    ) {
        self.text = text
        self.body = body
        self.source = body.source
        self.sectionID = sectionID
        self.options = options
        self.colouring = colouring
        self.directives = directives
        self.ids = ids
    }

    /// Parses, edits and renders the text.
    ///
    /// - Parameter definitions: whether the text ends in definitions from elsewhere.
    /// - Returns: HTML with marks in it; nil when definitions were asked for and the text before them
    ///   swallowed them.
    mutating func render(
        definitions: Bool = false, resolve: (LinkQuery) -> LinkResolution
    ) -> [UInt8]? {
        let scan = SyntaxScan(text.bytes, text.range)
        let tree = CommonMark.parse(text.bytes, text.range, syntax: scan.syntax)
        guard !definitions || dropDefinitions(tree) else { return nil }
        let walk = TreeWalk(tree, syntax: scan.syntax, unsure: scan.unsure)
        guard walk.missed.isEmpty else {
            let syntax = scan.syntax.union(walk.missed)
            let again = CommonMark.parse(text.bytes, text.range, syntax: syntax)
            guard !definitions || dropDefinitions(again) else { return nil }
            let walk = TreeWalk(again, syntax: syntax, unsure: [])
            edit(again, walk, resolve)
            return html(again, hasTables: !walk.tables.isEmpty)
        }
        edit(tree, walk, resolve)
        return html(tree, hasTables: !walk.tables.isEmpty)
    }

    /// The order matters: names of public text come before those of sealed text, ids that authors wrote
    /// before those of headings, headings before footnotes; and text is read before nodes are replaced.
    private mutating func edit(
        _ tree: borrowing MarkdownTree, _ walk: TreeWalk, _ resolve: (LinkQuery) -> LinkResolution
    ) {
        if sectionID == nil { summarise(walk) }
        noteLiterals(walk)
        let markers = placeMarkers(tree)
        editRawHTML(walk, except: markers, resolve)
        editHeadings(walk.headings)
        editImages(walk.images, of: tree, resolve)
        editLinks(walk.links, resolve)
        editFootnotes(tree, walk)
        for table in walk.tables { wrapTable(table) }
        for task in walk.tasks { editTask(task) }
        hasCode = !walk.codeBlocks.isEmpty
        for block in walk.codeBlocks { editCode(block) }
    }

    private func html(_ tree: borrowing MarkdownTree, hasTables: Bool) -> [UInt8] {
        guard let rendered = cmark_render_html(tree.root, CommonMark.parseOptions, nil) else { return [] }
        defer { free(rendered) }
        let count = strlen(rendered)
        let html = [UInt8](UnsafeRawBufferPointer(start: rendered, count: count))
        return hasTables ? TableCells.alignedByClass(html) : html
    }

    // MARK: Markers

    /// Cuts off what follows the marker of definitions, but for footnotes.
    private mutating func dropDefinitions(_ tree: borrowing MarkdownTree) -> Bool {
        let line = text.markers.last { if case .definitions = $0.marker { true } else { false } }?.line
        var node = MarkdownNode(pointer: tree.root).firstChild
        while let current = node, !(current.type == CMARK_NODE_HTML_BLOCK && current.startLine == line) {
            node = current.next
        }
        guard node != nil else { return false }
        while let current = node {
            node = current.next
            if current.type != CMARK_NODE_FOOTNOTE_DEFINITION { current.free() }
        }
        dropFootnotes(tree)
        return true
    }

    /// Turns markers to HTML, and notes those that some block swallowed.
    ///
    /// - Returns: the nodes that are now ours.
    private mutating func placeMarkers(_ tree: borrowing MarkdownTree) -> Set<OpaquePointer> {
        var placed: Set<OpaquePointer> = []
        guard !text.markers.isEmpty else { return placed }
        var node = MarkdownNode(pointer: tree.root).firstChild
        for (line, marker) in text.markers {
            if case .definitions = marker { continue }
            let html = html(of: marker)
            while let current = node, current.startLine < line { node = current.next }
            guard let current = node, current.type == CMARK_NODE_HTML_BLOCK, current.startLine == line else {
                reportSwallowed(marker)
                continue
            }
            current.setLiteral(html)
            placed.insert(current.pointer)
            if marker.isDirective { directiveNodes.insert(current.pointer) }
            node = current.next
        }
        return placed
    }

    private mutating func html(of marker: ComposedMarkdown.Marker) -> HTMLBuffer {
        var html = HTMLBuffer()
        switch marker {
        case .openCallout(let callout):
            html.raw("<aside class=\"callout callout-")
            html.raw(callout.kind.rawValue)
            html.raw("\" role=\"note\">\n<p class=\"callout-title\">")
            html.text(options.labels.title(of: callout))
            html.raw("</p>\n")
        case .closeCallout: html.raw("</aside>\n")
        case .directive(let directive): html.raw(expanded(directive))
        case .closeDirective: html.raw(directiveEnds.popLast() ?? [])
        case .section(let index): html.raw(OutputMark.bytes(OutputMark.section, index))
        case .definitions: break
        }
        return html
    }

    /// A fence that stands in code or raw HTML only once the fences before it are cut out: then what it
    /// seals would be published.
    private mutating func reportSwallowed(_ marker: ComposedMarkdown.Marker) {
        let number: Int
        switch marker {
        case .openCallout(let callout): number = callout.line
        case .closeCallout(let line): number = line
        case .directive(let directive): number = directive.location.line
        case .closeDirective(let line, _): number = line
        case .section(let index):
            let sealed = body.parts.filter { $0.access != .open }
            guard sealed.indices.contains(index) else { return }
            number = sealed[index].line
        case .definitions: return
        }
        let line = source.line(number) ?? ""
        let indent = line.prefix { $0 == " " }.count
        diagnostics.append(
            source.error(
                "this fence is inside another block",
                at: SourceLocation(
                    file: source.path, line: number, column: indent + 1, length: line.count - indent),
                hint: "close the code or the HTML above it"))
    }

    // MARK: Code and raw HTML

    private mutating func noteLiterals(_ walk: TreeWalk) {
        guard !body.codeLines.isEmpty || (sectionID == nil && body.parts.contains { $0.access != .open })
        else {
            return
        }
        for block in walk.codeBlocks {
            var length: Int32 = 0
            var offset: Int32 = 0
            var character: CChar = 0
            let isFenced = cmark_node_get_fenced(block.pointer, &length, &offset, &character) != 0
            let code = LiteralBlocks.code(block, isFenced: isFenced)
            literals.append(code.opening..<code.lines.upperBound + (isFenced ? 1 : 0))
            if !code.lines.isEmpty {
                codeLines.append(
                    text.lines.source(code.lines.lowerBound)..<text.lines.source(code.lines.upperBound - 1)
                        + 1)
            }
        }
        for block in walk.blockHTML {
            literals.append(block.startLine..<block.startLine + LiteralBlocks.lineCount(block.literal))
        }
    }
}
