import CCommonMark

/// Which lines of a Markdown text are code or raw HTML, as the renderer sees them: for tools that change text and
/// must leave the rest alone.
public struct MarkdownBlocks: Sendable {
    public enum Kind: Sendable, Hashable {
        /// Between fences; its lines include the fences.
        case fencedCode
        case indentedCode
        /// A block that is an HTML comment.
        case comment
        /// Any other raw HTML.
        case html
    }

    public struct Block: Sendable, Hashable {
        public var kind: Kind
        /// 1-based lines.
        public var lines: Range<Int>
        /// What stands behind the opening fence.
        public var info: String
        /// The code, or the HTML, without fences and without the marks of lists and quotes around it.
        public var literal: String
    }

    /// In the order of the text.
    public private(set) var blocks: [Block] = []

    /// - Parameter bytes: UTF-8 without NUL and without carriage returns, as those of a ``SourceText``.
    public init(_ bytes: [UInt8]) {
        let tree = CommonMark.parse(bytes, 0..<bytes.count, syntax: [])
        let iterator = cmark_iter_new(tree.root)
        defer { cmark_iter_free(iterator) }
        while true {
            let event = cmark_iter_next(iterator)
            if event == CMARK_EVENT_DONE { break }
            guard event == CMARK_EVENT_ENTER, let pointer = cmark_iter_get_node(iterator) else { continue }
            let node = MarkdownNode(pointer: pointer)
            switch node.type {
            case CMARK_NODE_CODE_BLOCK: blocks.append(Self.code(node))
            case CMARK_NODE_HTML_BLOCK: blocks.append(Self.html(node))
            default: break
            }
        }
        closeFences(LineStarts(bytes, 0..<bytes.count))
    }

    private static func code(_ node: MarkdownNode) -> Block {
        var (length, offset, character) = (Int32(0), Int32(0), CChar(0))
        let isFenced = cmark_node_get_fenced(node.pointer, &length, &offset, &character) != 0
        let first = node.startLine
        let count = LiteralBlocks.lineCount(node.literal)
        return Block(
            kind: isFenced ? .fencedCode : .indentedCode, lines: first..<first + count + (isFenced ? 1 : 0),
            info: String(decoding: node.info, as: UTF8.self),
            literal: String(decoding: node.literal, as: UTF8.self))
    }

    /// Takes in the closing fence, where there is one.
    private mutating func closeFences(_ lines: LineStarts) {
        for index in blocks.indices where blocks[index].kind == .fencedCode {
            let closing = blocks[index].lines.upperBound
            let isClosed = ["`", "~"].contains { (character: Unicode.Scalar) in
                lines.isClosingFence(closing, length: 3, character: UInt8(ascii: character))
            }
            if isClosed { blocks[index].lines = blocks[index].lines.lowerBound..<closing + 1 }
        }
    }

    private static func html(_ node: MarkdownNode) -> Block {
        let literal = String(decoding: node.literal, as: UTF8.self)
        let isComment = literal.utf8.drop { $0.isBlank }.starts(with: "<!--".utf8)
        let first = node.startLine
        return Block(
            kind: isComment ? .comment : .html,
            lines: first..<first + max(1, LiteralBlocks.lineCount(node.literal)), info: "", literal: literal)
    }
}
