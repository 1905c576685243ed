import CCommonMark
import Foundation
import Synchronization

/// A parsed document of cmark, freed with this value.
struct MarkdownTree: ~Copyable {
    let root: OpaquePointer

    deinit { cmark_node_free(root) }
}

/// Syntax beyond CommonMark that a document may use, one bit each.
struct MarkdownSyntax: OptionSet {
    let rawValue: UInt8

    static let table = MarkdownSyntax(rawValue: 1)
    static let tasklist = MarkdownSyntax(rawValue: 2)
    static let strikethrough = MarkdownSyntax(rawValue: 4)
    static let autolink = MarkdownSyntax(rawValue: 8)

    /// What changes the table of special characters that all parsers of the process share.
    static let shared: MarkdownSyntax = [.strikethrough, .autolink]
}

/// The door to cmark: the one place that creates parsers.
enum CommonMark {
    static let parseOptions = CMARK_OPT_UNSAFE | CMARK_OPT_FOOTNOTES

    private static let registered: Void = cmark_gfm_core_extensions_ensure_registered()

    /// Held while a parser finishes that has strikethrough or autolinks attached.
    ///
    /// libcmark-gfm keeps its table of special characters in a global, which `finish` sets from the
    /// attached extensions and clears again. Two such calls at once spoil one another.
    private static let finishing = Mutex(())

    /// Parses some bytes.
    ///
    /// - Parameter range: inside `bytes`, which are valid UTF-8 without NUL.
    static func parse(
        _ bytes: [UInt8], _ range: Range<Int>, syntax: MarkdownSyntax
    ) -> MarkdownTree {
        _ = registered
        let parser = cmark_parser_new(parseOptions)
        defer { cmark_parser_free(parser) }
        if syntax.contains(.table) { attach("table", to: parser) }
        if syntax.contains(.tasklist) { attach("tasklist", to: parser) }
        if syntax.contains(.strikethrough) { attach("strikethrough", to: parser) }
        if syntax.contains(.autolink) { attach("autolink", to: parser) }
        bytes[range].withUnsafeBytes { buffer in
            // cmark looks at the byte behind the pointer even when there are none.
            guard let start = buffer.baseAddress, !buffer.isEmpty else { return }
            cmark_parser_feed(parser, start.assumingMemoryBound(to: CChar.self), buffer.count)
        }
        guard !syntax.isDisjoint(with: .shared) else {
            return MarkdownTree(root: finish(parser))
        }
        // As an integer, since a pointer may not cross into the lock's closure.
        let address = UInt(bitPattern: parser)
        let root = finishing.withLock { _ in
            UInt(bitPattern: finish(OpaquePointer(bitPattern: address)))
        }
        return MarkdownTree(root: OpaquePointer(bitPattern: root) ?? cmark_node_new(CMARK_NODE_DOCUMENT))
    }

    private static func finish(_ parser: OpaquePointer?) -> OpaquePointer {
        // cmark aborts when memory runs out, so there is always a document.
        cmark_parser_finish(parser) ?? cmark_node_new(CMARK_NODE_DOCUMENT)
    }

    private static func attach(_ name: StaticString, to parser: OpaquePointer?) {
        name.utf8Start.withMemoryRebound(to: CChar.self, capacity: name.utf8CodeUnitCount + 1) {
            if let found = cmark_find_syntax_extension($0) {
                cmark_parser_attach_syntax_extension(parser, found)
            }
        }
    }
}

/// One node of a tree; valid as long as its tree.
struct MarkdownNode {
    let pointer: OpaquePointer

    var type: cmark_node_type { cmark_node_get_type(pointer) }
    /// 1-based lines of the parsed text.
    var startLine: Int { Int(cmark_node_get_start_line(pointer)) }
    var endLine: Int { Int(cmark_node_get_end_line(pointer)) }
    var parent: MarkdownNode? { cmark_node_parent(pointer).map(MarkdownNode.init) }
    var firstChild: MarkdownNode? { cmark_node_first_child(pointer).map(MarkdownNode.init) }
    var lastChild: MarkdownNode? { cmark_node_last_child(pointer).map(MarkdownNode.init) }
    var next: MarkdownNode? { cmark_node_next(pointer).map(MarkdownNode.init) }

    /// The node's text as cmark holds it, without its NUL; lives until the node changes.
    var literal: UnsafeBufferPointer<UInt8> { bytes(cmark_node_get_literal(pointer)) }
    var url: UnsafeBufferPointer<UInt8> { bytes(cmark_node_get_url(pointer)) }
    var title: UnsafeBufferPointer<UInt8> { bytes(cmark_node_get_title(pointer)) }
    var info: UnsafeBufferPointer<UInt8> { bytes(cmark_node_get_fence_info(pointer)) }
}

private func bytes(_ string: UnsafePointer<CChar>?) -> UnsafeBufferPointer<UInt8> {
    guard let string else { return UnsafeBufferPointer(start: nil, count: 0) }
    return UnsafeRawBufferPointer(start: string, count: strlen(string)).assumingMemoryBound(to: UInt8.self)
}
