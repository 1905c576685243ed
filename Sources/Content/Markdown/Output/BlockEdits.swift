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
}
