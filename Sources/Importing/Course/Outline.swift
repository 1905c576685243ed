import Content

/// The table of contents of a book.
struct Outline: Sendable {
    var entries: [Entry] = []

    struct Entry: Sendable {
        var title: String
        /// The page's path in the source; nil for a part that is only a title.
        var page: String?
        var children: [Entry] = []

        /// Its page and those below it, in order.
        var pages: [(path: String, title: String)] {
            (page.map { [($0, title)] } ?? []) + children.flatMap(\.pages)
        }
    }

    var pages: [(path: String, title: String)] { entries.flatMap(\.pages) }
}

/// A line of a table of contents that is written in Markdown.
struct OutlineLine {
    enum Form { case part(level: Int), entry(depth: Int) }

    var form: Form
    var title: String
    /// As written; nil without a link, empty for a link that leads nowhere.
    var destination: String?
    /// Where the line stands in its text.
    var range: Range<Int>
}

enum OutlineText {
    /// Reads headings and links of a Markdown text, lists as deep as they are indented.
    ///
    /// - Parameter documentLinks: whether `<doc:Name>` counts as a link.
    static func lines(_ text: TracedText, documentLinks: Bool = false) -> [OutlineLine] {
        let view = MarkdownView(text.bytes)
        let links = LinkScanner(view).links
        var lines: [OutlineLine] = []
        /// Indents of the lists that are open.
        var indents: [Int] = []
        var next = 0
        for number in view.proseLines {
            let line = view.line(number)
            let content = view.bytes.trimmed(line)
            guard !content.isEmpty else { continue }
            while next < links.count, links[next].whole.lowerBound < line.lowerBound { next += 1 }
            let link =
                next < links.count && links[next].whole.upperBound <= line.upperBound ? links[next] : nil
            let words = view.bytes.text(content)
            if words.hasPrefix("#") {
                let level = words.prefix { $0 == "#" }.count
                let title = words.drop { $0 == "#" }.trimmed
                let plain = link.map { view.bytes.text($0.text) } ?? title
                lines.append(
                    OutlineLine(
                        form: .part(level: level), title: Self.plain(plain), destination: nil, range: content)
                )
                indents = []
                continue
            }
            let marker = listMarker(words)
            let body = words.dropFirst(marker).trimmed
            if marker == 0, link == nil, !(documentLinks && body.hasPrefix("<doc:")) { continue }
            let indent = view.bytes[line.lowerBound..<content.lowerBound].reduce(0) {
                $0 + ($1 == 0x09 ? 4 : 1)
            }
            while let last = indents.last, last >= indent { indents.removeLast() }
            let depth = marker == 0 ? 0 : indents.count
            if marker > 0 { indents.append(indent) } else { indents = [] }
            var title = body
            var destination: String?
            if documentLinks, body.hasPrefix("<doc:"), let close = body.firstIndex(of: ">") {
                destination = String(body[body.index(body.startIndex, offsetBy: 1)..<close])
                title = ""
            } else if let link {
                destination = view.bytes.text(link.destination)
                title = view.bytes.text(link.text)
            }
            lines.append(
                OutlineLine(
                    form: .entry(depth: depth), title: plain(title), destination: destination, range: content)
            )
        }
        return lines
    }

    /// How many characters mark an item of a list.
    private static func listMarker(_ line: String) -> Int {
        if ["- ", "* ", "+ "].contains(where: line.hasPrefix) { return 2 }
        let digits = line.prefix { $0.isASCII && $0.isNumber }.count
        guard (1...9).contains(digits) else { return 0 }
        let rest = line.dropFirst(digits)
        return rest.hasPrefix(". ") || rest.hasPrefix(") ") ? digits + 2 : 0
    }

    /// A title without the marks of emphasis and code.
    static func plain(_ title: String) -> String {
        var result = ""
        var isEscaped = false
        for character in title {
            if character == "\\", !isEscaped {
                isEscaped = true
                continue
            }
            if isEscaped || !"*`".contains(character) { result.append(character) }
            isEscaped = false
        }
        return result.trimmed
    }

    /// Lines with links to pages as a tree; deeper ones belong to the one before them.
    ///
    /// - Parameter page: the path of the page that a line leads to; nil leaves the line out, with what is below it
    ///   at its place.
    static func outline(_ lines: [OutlineLine], page: (OutlineLine) -> String?) -> Outline {
        var parts: [(title: String?, entries: [Outline.Entry])] = [(nil, [])]
        for line in lines {
            switch line.form {
            case .part: parts.append((line.title, []))
            case .entry(let depth):
                let found = line.destination.flatMap { _ in page(line) }
                if line.destination != nil, found == nil { continue }
                let entry = Outline.Entry(title: line.title, page: found)
                insert(entry, depth: depth, into: &parts[parts.count - 1].entries)
            }
        }
        var outline = Outline()
        for part in parts {
            if let title = part.title, !title.isEmpty {
                guard !part.entries.flatMap(\.pages).isEmpty else { continue }
                outline.entries.append(Outline.Entry(title: title, children: part.entries))
            } else {
                outline.entries += part.entries.filter { !$0.pages.isEmpty }
            }
        }
        return outline
    }

    private static func insert(_ entry: Outline.Entry, depth: Int, into entries: inout [Outline.Entry]) {
        guard depth > 0, !entries.isEmpty else {
            entries.append(entry)
            return
        }
        insert(entry, depth: depth - 1, into: &entries[entries.count - 1].children)
    }
}
