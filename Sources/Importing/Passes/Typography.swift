import Content

/// Dashes and dots that other tools make of `--`, `---` and `...` in prose, as characters.
enum Typography {
    static func run(_ text: inout TracedText) {
        let bytes = text.bytes
        guard bytes.find("--", from: 0) != nil || bytes.find("...", from: 0) != nil else { return }
        let view = MarkdownView(bytes)
        // Addresses stay as they are.
        let fixed = LinkScanner(view).links.map(\.enclosed)
        var next = 0
        var edits: [TracedText.Edit] = []
        for number in view.proseLines {
            let line = view.line(number)
            guard isProse(bytes, line) else { continue }
            var position = line.lowerBound
            while position < line.upperBound {
                while next < fixed.count, fixed[next].upperBound <= position { next += 1 }
                if next < fixed.count, fixed[next].contains(position) {
                    position = fixed[next].upperBound
                    continue
                }
                let byte = bytes[position]
                if byte == UInt8(ascii: "\\") || byte == UInt8(ascii: "<") {
                    position += byte == UInt8(ascii: "<") ? tagLength(bytes, position, line) : 2
                    continue
                }
                guard byte == UInt8(ascii: "-") || byte == UInt8(ascii: "."), view.isProse(position) else {
                    position += 1
                    continue
                }
                let run =
                    position..<(bytes[position..<line.upperBound].firstIndex { $0 != byte } ?? line.upperBound)
                position = run.upperBound
                if let character = character(byte, run.count) {
                    edits.append(.init(run, in: text, with: character))
                }
            }
        }
        text.apply(edits)
    }

    private static func character(_ byte: UInt8, _ count: Int) -> String? {
        switch (byte, count) {
        case (UInt8(ascii: "-"), 2): "–"
        case (UInt8(ascii: "-"), 3): "—"
        case (UInt8(ascii: "."), 3): "…"
        default: nil
        }
    }

    /// Rules, underlined headings and the second lines of tables are made of dashes; a line that begins with `{` or
    /// holds a formula is no prose.
    private static func isProse(_ bytes: [UInt8], _ line: Range<Int>) -> Bool {
        bytes[line].contains { !$0.isSpace && !"-.|:=*_ >+".utf8.contains($0) }
            && !bytes[line].contains(UInt8(ascii: "$")) && !bytes.has(":::", at: line.lowerBound)
    }

    /// How long raw HTML or an address in pointed brackets is; 1 for a bracket alone.
    private static func tagLength(_ bytes: [UInt8], _ start: Int, _ line: Range<Int>) -> Int {
        guard start + 1 < line.upperBound,
            bytes[start + 1].isLetter || "/!?".utf8.contains(bytes[start + 1]),
            let end = bytes[start..<line.upperBound].firstIndex(of: UInt8(ascii: ">"))
        else { return 1 }
        return end - start + 1
    }
}
