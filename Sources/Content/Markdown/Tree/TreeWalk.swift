import CCommonMark
import Foundation

/// The nodes of a tree that rendering has something to do with, in the order of the text.
struct TreeWalk {
    /// An inline node and the composed lines of the block that it stands in.
    struct Inline {
        var node: MarkdownNode
        var lines: ClosedRange<Int>
    }

    private(set) var headings: [MarkdownNode] = []
    private(set) var links: [Inline] = []
    private(set) var images: [Inline] = []
    private(set) var inlineHTML: [Inline] = []
    private(set) var blockHTML: [MarkdownNode] = []
    private(set) var codeBlocks: [MarkdownNode] = []
    private(set) var tables: [MarkdownNode] = []
    private(set) var tasks: [MarkdownNode] = []
    private(set) var paragraphs: [MarkdownNode] = []
    private(set) var footnoteReferences: [MarkdownNode] = []
    private(set) var footnotes: [MarkdownNode] = []
    /// Syntax of which the running text has signs, so that it must be parsed again with it attached.
    private(set) var missed: MarkdownSyntax = []

    /// - Parameters:
    ///   - syntax: what the tree was parsed with.
    ///   - unsure: what it was parsed without, and may have needed.
    init(_ tree: borrowing MarkdownTree, syntax: MarkdownSyntax, unsure: MarkdownSyntax) {
        let iterator = cmark_iter_new(tree.root)
        defer { cmark_iter_free(iterator) }
        var lines = 1...1
        var linkDepth = 0
        // What stands for a picture is rendered as plain text: nothing in it matters.
        var imageDepth = 0
        while true {
            let event = cmark_iter_next(iterator)
            if event == CMARK_EVENT_DONE { break }
            guard let pointer = cmark_iter_get_node(iterator) else { continue }
            let node = MarkdownNode(pointer: pointer)
            let type = node.type
            guard event == CMARK_EVENT_ENTER else {
                if type == CMARK_NODE_LINK { linkDepth -= 1 }
                if type == CMARK_NODE_IMAGE { imageDepth -= 1 }
                continue
            }
            switch type {
            case CMARK_NODE_TEXT:
                if !unsure.isEmpty, linkDepth == 0 { missed.formUnion(Self.signs(in: node.literal)) }
            case CMARK_NODE_SOFTBREAK, CMARK_NODE_CODE, CMARK_NODE_EMPH, CMARK_NODE_STRONG: break
            case CMARK_NODE_PARAGRAPH:
                lines = Self.lines(of: node)
                paragraphs.append(node)
            case CMARK_NODE_HEADING:
                lines = Self.lines(of: node)
                headings.append(node)
            case CMARK_NODE_LINK:
                linkDepth += 1
                if imageDepth == 0 { links.append(Inline(node: node, lines: lines)) }
            case CMARK_NODE_IMAGE:
                if imageDepth == 0 { images.append(Inline(node: node, lines: lines)) }
                imageDepth += 1
            case CMARK_NODE_HTML_INLINE:
                if imageDepth == 0 { inlineHTML.append(Inline(node: node, lines: lines)) }
            case CMARK_NODE_HTML_BLOCK: blockHTML.append(node)
            case CMARK_NODE_CODE_BLOCK: codeBlocks.append(node)
            case CMARK_NODE_FOOTNOTE_REFERENCE:
                if imageDepth == 0 { footnoteReferences.append(node) }
            case CMARK_NODE_FOOTNOTE_DEFINITION: footnotes.append(node)
            case CMARK_NODE_ITEM:
                if syntax.contains(.tasklist), cmark_node_get_syntax_extension(pointer) != nil {
                    tasks.append(node)
                }
            default:
                guard syntax.contains(.table), cmark_node_get_syntax_extension(pointer) != nil,
                    type.rawValue & UInt32(CMARK_NODE_TYPE_MASK) == UInt32(CMARK_NODE_TYPE_BLOCK)
                else { continue }
                lines = Self.lines(of: node)
                if node.isNamed("table") { tables.append(node) }
            }
        }
        missed.formIntersection(unsure)
    }

    private static func lines(of node: MarkdownNode) -> ClosedRange<Int> {
        let start = max(1, node.startLine)
        return start...max(start, node.endLine)
    }

    private static func signs(in text: UnsafeBufferPointer<UInt8>) -> MarkdownSyntax {
        var signs: MarkdownSyntax = []
        if text.holds("~") { signs.insert(.strikethrough) }
        let hasLink =
            text.first(where: ":") { offset in
                offset + 2 < text.count && text[offset + 1] == UInt8(ascii: "/")
                    && text[offset + 2] == UInt8(ascii: "/")
            }
            || text.first(where: "@") { offset in
                offset > 0 && !text[offset - 1].isSpace && offset + 1 < text.count
                    && !text[offset + 1].isSpace
            }
            || text.first(where: "w") { offset in
                offset + 3 < text.count && text[offset + 1] == UInt8(ascii: "w")
                    && text[offset + 2] == UInt8(ascii: "w") && text[offset + 3] == UInt8(ascii: ".")
            }
        if hasLink { signs.insert(.autolink) }
        return signs
    }
}
