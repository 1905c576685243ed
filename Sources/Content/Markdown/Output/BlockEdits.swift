import CCommonMark

extension DocumentPass {
    /// Puts a table in a frame that scrolls where the screen is narrow, by keyboard too.
    func wrapTable(_ table: MarkdownNode) {
        var enter = HTMLBuffer()
        enter.raw("<div class=\"table\" role=\"group\" tabindex=\"0\" aria-label=\"")
        enter.text(options.labels.table)
        enter.raw("\">")
        guard let frame = MarkdownNode.customBlock(enter, end: "</div>"),
            cmark_node_insert_before(table.pointer, frame.pointer) == 1
        else { return }
        frame.append(table)
    }

    /// Writes the box of a task, with a name for those who cannot see it.
    func editTask(_ item: MarkdownNode) {
        let isDone = cmark_gfm_extensions_get_tasklist_item_checked(item.pointer)
        guard let first = item.firstChild else { return }
        var html = HTMLBuffer()
        html.raw("<input type=\"checkbox\" disabled=\"\"")
        if isDone { html.raw(" checked=\"\"") }
        html.raw(" aria-label=\"")
        html.text(isDone ? options.labels.taskDone : options.labels.taskOpen)
        html.raw("\" /> ")
        let isText = first.type == CMARK_NODE_PARAGRAPH
        guard
            let box = isText
                ? MarkdownNode.customInline(html, end: "") : MarkdownNode.customBlock(html, end: "")
        else { return }
        let inserted =
            isText
            ? cmark_node_prepend_child(first.pointer, box.pointer)
            : cmark_node_insert_before(first.pointer, box.pointer)
        if inserted == 1 { cmark_node_set_syntax_extension(item.pointer, nil) } else { box.free() }
    }

    /// Writes a block of code.
    func editCode(_ block: MarkdownNode) {
        let html = Self.code(block.literal, info: block.info)
        block.replaceBlock(html)
    }

    /// The HTML of some code.
    ///
    /// - Parameter info: what follows the opening fence; its first word is the language.
    private static func code(
        _ code: UnsafeBufferPointer<UInt8>, info: UnsafeBufferPointer<UInt8>
    ) -> HTMLBuffer {
        var html = HTMLBuffer(capacity: code.count + code.count / 8 + 96)
        let language = info.prefix { !$0.isSpace && $0 != UInt8(ascii: ",") && $0 != UInt8(ascii: "{") }
        html.raw("<pre tabindex=\"0\"><code")
        if !language.isEmpty {
            html.raw(" class=\"language-")
            html.text(language)
            html.raw("\"")
        }
        html.raw(">")
        html.text(code)
        html.raw("</code></pre>")
        return html
    }
}
