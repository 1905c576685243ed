import CCommonMark

extension DocumentPass {
    /// Writes a block of code.
    mutating func editCode(_ block: MarkdownNode) {
        let code = block.literal
        var info = FenceInfo(block.info)
        var lines: CodeLines?
        if !info.marked.isEmpty || info.firstNumber != nil {
            let count = LiteralBlocks.lineCount(code)
            info.check(lineCount: count)
            lines = CodeLines(info, count: count)
        }
        report(info.faults, at: block)
        block.replaceBlock(html(code, info, lines))
    }

    private func html(
        _ code: UnsafeBufferPointer<UInt8>, _ info: FenceInfo, _ lines: CodeLines?
    ) -> HTMLBuffer {
        var writer = CodeWriter(code, behind: Self.opening(info, lines, length: code.count), lines: lines)
        if !info.language.isEmpty {
            colouring?(code, info.language) { letter, end in writer.run(letter, upTo: end) }
        }
        return writer.finish(info.title == nil ? "</code></pre>" : "</code></pre></figure>")
    }

    private static func opening(_ info: FenceInfo, _ lines: CodeLines?, length: Int) -> HTMLBuffer {
        var html = HTMLBuffer(capacity: 3 * length + 128)
        if let title = info.title {
            html.raw("<figure class=\"code\"><figcaption>")
            html.text(title)
            html.raw("</figcaption>")
        }
        html.raw(lines == nil ? "<pre tabindex=\"0\"><code" : "<pre class=\"lines\" tabindex=\"0\"><code")
        if !info.language.isEmpty {
            html.raw(" class=\"language-")
            html.text(info.language)
            html.raw("\"")
        }
        html.raw(">")
        return html
    }

    private mutating func report(_ faults: [FenceInfo.Fault], at block: MarkdownNode) {
        for fault in faults {
            let start = source.lineOffset(text.lines.source(block.startLine))
            let end = source.bytes.lineEnd(from: start)
            // Escapes and entities are resolved by now; where one was written, the place is the line's.
            let hit = source.bytes.offset(of: fault.text, from: start, to: end)
            diagnostics.append(
                source.error(
                    fault.message, offset: hit ?? start, length: hit == nil ? 1 : fault.text.count,
                    hint: fault.hint))
        }
    }
}
