import CCommonMark
import Foundation

/// The lines of a text that are code or raw HTML, as cmark sees them.
struct LiteralBlocks {
    struct Code {
        /// 1-based lines of the code itself, without its fences.
        var lines: Range<Int>
        /// The line that opens it.
        var opening: Int
        /// Whether it is fenced and its closing fence is missing.
        var isUnclosed = false
        /// A line in it that looks as if it opened another such block: was this one meant to end before?
        var innerOpening: Int?
    }

    private(set) var code: [Code] = []
    /// Lines of raw HTML that a blank line does not end: comments, scripts, `<pre>`.
    private(set) var rawHTML: [Range<Int>] = []

    init(_ bytes: [UInt8], _ range: Range<Int>) {
        // Tables do not change what is code.
        collect(CommonMark.parse(bytes, range, syntax: []), LineStarts(bytes, range))
    }

    private mutating func collect(_ tree: borrowing MarkdownTree, _ lines: LineStarts) {
        var fenced: [(index: Int, length: Int, character: UInt8)] = []
        let iterator = cmark_iter_new(tree.root)
        defer { cmark_iter_free(iterator) }
        while true {
            let event = cmark_iter_next(iterator)
            if event == CMARK_EVENT_DONE { break }
            guard event == CMARK_EVENT_ENTER, let pointer = cmark_iter_get_node(iterator) else { continue }
            let node = MarkdownNode(pointer: pointer)
            switch node.type {
            case CMARK_NODE_CODE_BLOCK:
                var length: Int32 = 0
                var offset: Int32 = 0
                var character: CChar = 0
                let isFenced = cmark_node_get_fenced(pointer, &length, &offset, &character) != 0
                code.append(Self.code(node, isFenced: isFenced))
                if isFenced { fenced.append((code.count - 1, Int(length), UInt8(bitPattern: character))) }
            case CMARK_NODE_HTML_BLOCK:
                let html = node.literal
                if Self.endsByItself(html) {
                    rawHTML.append(node.startLine..<node.startLine + Self.lineCount(html))
                }
            default: break
            }
        }
        let openings = Set(code.map(\.opening))
        for (index, length, character) in fenced {
            let closing = code[index].lines.upperBound
            code[index].isUnclosed =
                openings.contains(closing)
                || !lines.isClosingFence(closing, length: length, character: character)
            code[index].innerOpening = code[index].lines.first {
                lines.isOpeningFence($0, length: length, character: character)
            }
        }
    }

    /// The code block that holds a line.
    func code(at line: Int) -> Code? { code.first { $0.lines.contains(line) } }

    /// The first line of the raw HTML that holds a line and began before it.
    func rawHTML(at line: Int) -> Int? {
        rawHTML.first { $0.contains(line) && $0.lowerBound < line }?.lowerBound
    }

    /// The lines of a code block.
    ///
    /// Counted from its text: the end line that cmark gives is one too many where the block ends
    /// because its list or quote does.
    static func code(_ node: MarkdownNode, isFenced: Bool) -> Code {
        let first = node.startLine + (isFenced ? 1 : 0)
        return Code(
            lines: first..<first + lineCount(node.literal), opening: node.startLine)
    }

    static func lineCount(_ text: UnsafeBufferPointer<UInt8>) -> Int {
        text.reduce(0) { $1 == UInt8(ascii: "\n") ? $0 + 1 : $0 }
    }

    /// Whether the block is one of kinds 1 to 5 of the CommonMark specification.
    private static func endsByItself(_ html: UnsafeBufferPointer<UInt8>) -> Bool {
        let start = html.drop { $0.isBlank }.prefix(8).map { $0.isLetter ? $0 | 0x20 : $0 }
        if start.starts(with: "<!".utf8) || start.starts(with: "<?".utf8) { return true }
        return ["<script", "<pre", "<style", "<textarea"].contains { start.starts(with: $0.utf8.prefix(8)) }
    }
}
