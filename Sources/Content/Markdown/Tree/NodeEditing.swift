import CCommonMark
import Foundation

extension MarkdownNode {
    /// Whether cmark calls the node's type so; for types of extensions, which have no constant.
    func isNamed(_ name: StaticString) -> Bool {
        guard let text = cmark_node_get_type_string(pointer) else { return false }
        return name.utf8Start.withMemoryRebound(to: CChar.self, capacity: name.utf8CodeUnitCount + 1) {
            strcmp(text, $0) == 0
        }
    }

    /// The node's text without markup; for pictures what stands for them.
    func plainText() -> String {
        var text = ""
        appendPlainText(to: &text, depth: 0)
        return text
    }

    private func appendPlainText(to text: inout String, depth: Int) {
        switch type {
        case CMARK_NODE_TEXT, CMARK_NODE_CODE:
            text += String(decoding: literal, as: UTF8.self)
        case CMARK_NODE_SOFTBREAK, CMARK_NODE_LINEBREAK:
            text += " "
        case CMARK_NODE_HTML_INLINE, CMARK_NODE_FOOTNOTE_REFERENCE: break
        default:
            // cmark nests inlines as deeply as an author does; no real text comes near.
            guard depth < 200 else { return }
            var child = firstChild
            while let current = child {
                current.appendPlainText(to: &text, depth: depth + 1)
                child = current.next
            }
        }
    }

    /// Puts HTML in the place of an inline node, around its children where `end` is given.
    ///
    /// As raw HTML and not as custom nodes, since cells of tables refuse those.
    func replaceInline(_ start: consuming HTMLBuffer, end: StaticString? = nil) {
        guard let opening = Self.inlineHTML(start) else { return }
        guard cmark_node_insert_before(pointer, opening.pointer) == 1 else {
            cmark_node_free(opening.pointer)
            return
        }
        if let end {
            while let child = firstChild {
                cmark_node_unlink(child.pointer)
                guard cmark_node_insert_before(pointer, child.pointer) == 1 else {
                    cmark_node_free(child.pointer)
                    continue
                }
            }
            var markup = HTMLBuffer()
            markup.raw(end)
            if let closing = Self.inlineHTML(markup) { cmark_node_insert_before(pointer, closing.pointer) }
        }
        free()
    }

    private static func inlineHTML(_ html: consuming HTMLBuffer) -> MarkdownNode? {
        guard let pointer = cmark_node_new(CMARK_NODE_HTML_INLINE) else { return nil }
        let node = MarkdownNode(pointer: pointer)
        node.setLiteral(html)
        return node
    }

    /// Puts HTML in the place of a block, around its children where `end` is given.
    @discardableResult
    func replaceBlock(_ start: consuming HTMLBuffer, end: StaticString? = nil) -> MarkdownNode? {
        guard let custom = Self.customBlock(start, end: end ?? "") else { return nil }
        guard cmark_node_insert_before(pointer, custom.pointer) == 1 else {
            cmark_node_free(custom.pointer)
            return nil
        }
        if end != nil {
            while let child = firstChild { custom.append(child) }
        }
        free()
        return custom
    }

    /// A block that renders as the given HTML around its children.
    static func customBlock(_ start: consuming HTMLBuffer, end: StaticString) -> MarkdownNode? {
        custom(CMARK_NODE_CUSTOM_BLOCK, start, end)
    }

    /// An inline that renders as the given HTML around its children.
    static func customInline(_ start: consuming HTMLBuffer, end: StaticString) -> MarkdownNode? {
        custom(CMARK_NODE_CUSTOM_INLINE, start, end)
    }

    private static func custom(_ type: cmark_node_type, _ start: consuming HTMLBuffer, _ end: StaticString)
        -> MarkdownNode?
    {
        guard let pointer = cmark_node_new(type) else { return nil }
        _ = start.withCString { cmark_node_set_on_enter(pointer, $0) }
        if end.utf8CodeUnitCount > 0 {
            end.utf8Start.withMemoryRebound(to: CChar.self, capacity: end.utf8CodeUnitCount + 1) {
                _ = cmark_node_set_on_exit(pointer, $0)
            }
        }
        return MarkdownNode(pointer: pointer)
    }

    /// Moves a node to the end of this one's children.
    func append(_ child: MarkdownNode?) {
        guard let child else { return }
        cmark_node_unlink(child.pointer)
        if cmark_node_append_child(pointer, child.pointer) != 1 { cmark_node_free(child.pointer) }
    }

    func setLiteral(_ html: consuming HTMLBuffer) {
        _ = html.withCString { cmark_node_set_literal(pointer, $0) }
    }

    func free() {
        cmark_node_unlink(pointer)
        cmark_node_free(pointer)
    }
}
