import Content

/// What the bytes of a Markdown text are: prose, code, raw HTML, or a comment.
struct MarkdownView {
    enum Part: UInt8 { case prose, code, codeSpan, comment, html }

    let bytes: [UInt8]
    private(set) var parts: [Part]
    private let starts: [Int]
    let blocks: [MarkdownBlocks.Block]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        parts = Array(repeating: .prose, count: bytes.count)
        var starts = [0]
        for (offset, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
            starts.append(offset + 1)
        }
        self.starts = starts
        blocks = MarkdownBlocks(bytes).blocks
        for block in blocks {
            let part: Part =
                switch block.kind {
                case .fencedCode, .indentedCode: .code
                case .comment: .comment
                case .html: .html
                }
            for offset in range(ofLines: block.lines) { parts[offset] = part }
        }
        markCodeSpans()
        markInlineComments()
    }

    var lineCount: Int { starts.count }

    /// A line without its end; 1-based.
    func line(_ number: Int) -> Range<Int> {
        guard number >= 1, number <= starts.count else { return bytes.count..<bytes.count }
        let start = starts[number - 1]
        return start..<(number < starts.count ? starts[number] - 1 : bytes.count)
    }

    /// Lines with their ends.
    func range(ofLines lines: Range<Int>) -> Range<Int> {
        let start = lines.lowerBound <= starts.count ? starts[max(0, lines.lowerBound - 1)] : bytes.count
        let end = lines.upperBound <= starts.count ? starts[max(0, lines.upperBound - 1)] : bytes.count
        return start..<max(start, end)
    }

    func isProse(_ offset: Int) -> Bool { offset < parts.count && parts[offset] == .prose }

    /// Numbers of the lines that begin as prose.
    var proseLines: some Sequence<Int> {
        (1...starts.count).lazy.filter { [self] in
            let line = line($0)
            return line.isEmpty || parts[line.lowerBound] == .prose
        }
    }

    func isBlank(_ number: Int) -> Bool { bytes.trimmed(line(number)).isEmpty }

    /// Stretches of prose lines between blank lines and blocks of code.
    private func paragraphs() -> [Range<Int>] {
        var found: [Range<Int>] = []
        var start: Int?
        for number in 1...starts.count {
            let line = line(number)
            let isText = !line.isEmpty && parts[line.lowerBound] == .prose && !isBlank(number)
            if isText {
                start = start ?? line.lowerBound
            } else if let first = start {
                found.append(first..<line.lowerBound)
                start = nil
            }
        }
        if let first = start { found.append(first..<bytes.count) }
        return found
    }

    private mutating func markCodeSpans() {
        let tick = UInt8(ascii: "`")
        for paragraph in paragraphs() {
            var position = paragraph.lowerBound
            // Lengths of runs that have no partner further on: no text takes quadratic time.
            var hopeless: Set<Int> = []
            while position < paragraph.upperBound {
                if bytes[position] == UInt8(ascii: "\\") {
                    position += 2
                    continue
                }
                guard bytes[position] == tick else {
                    position += 1
                    continue
                }
                let start = position
                while position < paragraph.upperBound, bytes[position] == tick { position += 1 }
                let length = position - start
                guard !hopeless.contains(length) else { continue }
                guard let end = closing(length, from: position, to: paragraph.upperBound) else {
                    hopeless.insert(length)
                    continue
                }
                for offset in start..<end { parts[offset] = .codeSpan }
                position = end
            }
        }
    }

    private func closing(_ length: Int, from start: Int, to end: Int) -> Int? {
        var position = start
        while position < end {
            guard bytes[position] == UInt8(ascii: "`") else {
                position += 1
                continue
            }
            let run = position
            while position < end, bytes[position] == UInt8(ascii: "`") { position += 1 }
            if position - run == length { return position }
        }
        return nil
    }

    private mutating func markInlineComments() {
        var position = 0
        while let open = bytes.find("<!--", from: position) {
            position = open + 4
            guard parts[open] == .prose || parts[open] == .html else { continue }
            guard let close = bytes.find("-->", from: position) else { return }
            for offset in open..<close + 3 where parts[offset] != .code { parts[offset] = .comment }
            position = close + 3
        }
    }
}
