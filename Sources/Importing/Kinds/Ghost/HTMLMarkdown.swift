import Content
import Diagnostics

/// The HTML of a post as Markdown; what Markdown has no form for stays HTML.
struct HTMLMarkdown {
    /// Some Markdown, and where in the HTML it comes from.
    struct Block {
        var text: String
        var offset: Int
    }

    private let source: SourceText
    private(set) var diagnostics: [Diagnostic] = []
    /// Whether a divider says where the part for members begins.
    private(set) var hasDivider = false

    init(_ source: SourceText) {
        self.source = source
    }

    mutating func convert() -> TracedText {
        let blocks = blocks(HTMLTree.parse(source.bytes))
        var text = TracedText("", from: source, offset: 0)
        for (index, block) in blocks.enumerated() {
            let piece = TracedText(
                (index > 0 ? "\n" : "") + block.text + "\n", from: source, offset: block.offset)
            text.append(piece, 0..<piece.bytes.count)
        }
        return text
    }

    // MARK: Blocks

    private static let inline: Set<String> = [
        "a", "strong", "b", "em", "i", "code", "br", "img", "s", "del", "strike", "span", "mark", "sup",
        "sub", "u",
        "kbd", "small", "abbr", "cite", "q", "time", "var", "samp", "ins", "font", "label",
    ]
    private static let frames: Set<String> = [
        "div", "section", "article", "main", "header", "footer", "aside", "body", "html", "center",
    ]

    private mutating func blocks(_ nodes: [HTMLNode]) -> [Block] {
        var blocks: [Block] = []
        var run: [HTMLNode] = []
        func isInline(_ node: HTMLNode) -> Bool {
            switch node.content {
            case .text: true
            case .comment: false
            case .element(let name, _, _): Self.inline.contains(name)
            }
        }
        for node in nodes {
            if isInline(node) {
                run.append(node)
                continue
            }
            flush(&run, into: &blocks)
            blocks += block(node)
        }
        flush(&run, into: &blocks)
        return blocks
    }

    private mutating func flush(_ run: inout [HTMLNode], into blocks: inout [Block]) {
        defer { run = [] }
        guard let first = run.first else { return }
        let text = paragraph(run)
        if !text.isEmpty { blocks.append(Block(text: text, offset: first.range.lowerBound)) }
    }

    private mutating func block(_ node: HTMLNode) -> [Block] {
        let offset = node.range.lowerBound
        func one(_ text: String) -> [Block] { text.isEmpty ? [] : [Block(text: text, offset: offset)] }
        switch node.content {
        case .text: return []
        case .comment(let text):
            guard ["members-only", "more"].contains(text.trimmed), !hasDivider else { return [] }
            hasDivider = true
            return one("<!--more-->")
        case .element(let name, _, let children):
            switch name {
            case "p": return one(paragraph(children))
            case "h1", "h2", "h3", "h4", "h5", "h6":
                let level = name.dropFirst().first?.wholeNumberValue ?? 2
                let text = paragraph(children).replacing("\\\n", with: " ").replacing("\n", with: " ")
                return one(text.isEmpty ? "" : String(repeating: "#", count: level) + " " + text)
            case "hr": return one("---")
            case "ul", "ol": return one(list(node, isNumbered: name == "ol"))
            case "blockquote":
                let inner = blocks(children).map(\.text).joined(separator: "\n\n")
                return one(prefixed(inner, first: "> ", rest: "> "))
            case "pre": return one(code(node))
            case "figure": return figure(node)
            case "script"
            where node.attribute("src") == nil && children.allSatisfy({ $0.plainText.trimmed.isEmpty }):
                return []
            case _ where Self.frames.contains(name): return frame(node)
            default: return one(raw(node))
            }
        }
    }

    private mutating func frame(_ node: HTMLNode) -> [Block] {
        func one(_ text: String) -> [Block] { [Block(text: text, offset: node.range.lowerBound)] }
        if node.hasClass("kg-callout-card") {
            let inner = blocks(node.children).map(\.text).joined(separator: "\n\n")
            return one("::: note\n\(inner)\n:::")
        }
        if node.hasClass("kg-button-card"), let link = node.first("a"), let address = link.attribute("href") {
            return one("[\(paragraph(link.children))](\(Paths.encodedURL(address)))")
        }
        if node.hasClass("kg-toggle-card") {
            let title = node.first("h4").map { paragraph($0.children) } ?? ""
            let content = node.children.filter { $0.hasClass("kg-toggle-content") }
            return one("::: note \(title)\n\(blocks(content).map(\.text).joined(separator: "\n\n"))\n:::")
        }
        if let name = node.attribute("class")?.split(separator: " ").first(where: {
            $0.hasPrefix("kg-") && $0.hasSuffix("-card")
        }),
            node.first("iframe") != nil || node.first("video") != nil || node.first("audio") != nil
                || node.first("svg") != nil
        {
            diagnostics.append(warning("the card '\(name)' is kept as HTML", node))
            return one(raw(node))
        }
        return blocks(node.children)
    }

    private mutating func figure(_ node: HTMLNode) -> [Block] {
        let offset = node.range.lowerBound
        let caption = node.first("figcaption").map { $0.plainText.trimmed } ?? ""
        if node.hasClass("kg-bookmark-card"), let link = node.first("a"), let address = link.attribute("href")
        {
            let title = Self.descendant(node, withClass: "kg-bookmark-title")?.plainText.trimmed ?? address
            let text = "[\(Self.escaped(title))](\(Paths.encodedURL(address)))"
            return [
                Block(text: caption.isEmpty ? text : text + "\n\n" + Self.escaped(caption), offset: offset)
            ]
        }
        if node.first("iframe") != nil || node.first("video") != nil || node.first("audio") != nil
            || node.first("table") != nil
        {
            return [Block(text: raw(node), offset: offset)]
        }
        if let pre = node.first("pre") {
            let text = code(pre)
            return [
                Block(text: caption.isEmpty ? text : text + "\n\n*\(Self.escaped(caption))*", offset: offset)
            ]
        }
        let images = Self.all("img", in: node)
        guard !images.isEmpty else { return blocks(node.children) }
        return images.enumerated().map { index, image in
            Block(
                text: picture(image, title: index == images.count - 1 ? caption : ""),
                offset: image.range.lowerBound)
        }
    }

    private static func all(_ name: String, in node: HTMLNode) -> [HTMLNode] {
        node.children.flatMap { ($0.name == name ? [$0] : []) + all(name, in: $0) }
    }

    private static func descendant(_ node: HTMLNode, withClass name: String) -> HTMLNode? {
        for child in node.children {
            if child.hasClass(name) { return child }
            if let found = descendant(child, withClass: name) { return found }
        }
        return nil
    }

    private mutating func list(_ node: HTMLNode, isNumbered: Bool) -> String {
        var number = node.attribute("start").flatMap { Int($0) }.map { min(max(0, $0), 999_999) } ?? 1
        var items: [String] = []
        for item in node.children where item.name != nil {
            let inner = blocks(item.name == "li" ? item.children : [item])
            let isTight =
                inner.count < 2
                || inner.dropFirst().allSatisfy { "-0123456789".contains($0.text.first ?? " ") }
            let text = inner.map(\.text).joined(separator: isTight ? "\n" : "\n\n")
            let mark = isNumbered ? "\(number). " : "- "
            items.append(prefixed(text, first: mark, rest: String(repeating: " ", count: mark.count)))
            number += 1
        }
        return items.joined(separator: "\n")
    }

    private func prefixed(_ text: String, first: String, rest: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().map { index, line in
            let mark = index == 0 ? first : rest
            return line.isEmpty ? (mark.trimmed.isEmpty ? "" : mark.trimmed) : mark + line
        }.joined(separator: "\n")
    }

    private func code(_ node: HTMLNode) -> String {
        let inner = node.first("code") ?? node
        let names = (inner.attribute("class") ?? node.attribute("class") ?? "").split(separator: " ")
        let language = names.first { $0.hasPrefix("language-") }.map { String($0.dropFirst(9)) } ?? ""
        return CodeFence.block(inner.plainText, language: language)
    }

    /// The HTML as it stands, without the blank lines that would end it.
    private mutating func raw(_ node: HTMLNode) -> String {
        let lines = source.bytes.text(node.range).split(separator: "\n").filter { !$0.trimmed.isEmpty }
        let name = node.name ?? ""
        if !["table", "iframe", "script", "form", "style", "embed", "object", "figure"].contains(name) {
            diagnostics.append(warning("<\(name)> is kept as HTML", node))
        }
        return lines.joined(separator: "\n")
    }

    private func warning(_ message: String, _ node: HTMLNode) -> Diagnostic {
        source.warning(message, at: source.location(offset: node.range.lowerBound))
    }

    // MARK: Inline

    private mutating func paragraph(_ nodes: [HTMLNode]) -> String {
        var text = inline(nodes).trimmed
        while text.hasSuffix("\\") { text = text.dropLast().trimmed }
        return text.split(separator: "\n", omittingEmptySubsequences: false).map {
            Self.escapedStart(String($0))
        }
        .joined(separator: "\n")
    }

    private mutating func inline(_ nodes: [HTMLNode]) -> String {
        nodes.map { inline($0) }.joined()
    }

    private mutating func inline(_ node: HTMLNode) -> String {
        switch node.content {
        case .text(let text): return Self.escaped(Self.collapsed(text))
        case .comment: return ""
        case .element(let name, _, let children):
            switch name {
            case "br": return "\\\n"
            case "strong", "b": return wrapped(inline(children), "**")
            case "em", "i": return wrapped(inline(children), "*")
            case "s", "del", "strike": return wrapped(inline(children), "~~")
            case "code": return codeSpan(node.plainText)
            case "img": return picture(node, title: "")
            case "a":
                let text = inline(children)
                guard let address = node.attribute("href"), !text.trimmed.isEmpty else { return text }
                return "[\(text)](\(Paths.encodedURL(address.trimmed)))"
            case "mark", "sup", "sub", "u", "kbd", "small", "ins", "abbr", "cite", "var", "samp":
                return "<\(name)>\(inline(children))</\(name)>"
            case "span", "q", "time", "font", "label": return inline(children)
            default: return inline(children)
            }
        }
    }

    private func picture(_ node: HTMLNode, title: String) -> String {
        let alt = Self.escaped(node.attribute("alt") ?? "").replacing("\n", with: " ")
        let address = Paths.encodedURL(node.attribute("src") ?? "")
        let written = title.replacing("\\", with: "").replacing("\"", with: "\\\"").replacing("\n", with: " ")
        return "![\(alt)](\(address)\(written.isEmpty ? "" : " \"\(written)\""))"
    }

    /// Marks around words, with the spaces at their ends outside: inside they would be no marks.
    private func wrapped(_ text: String, _ mark: String) -> String {
        let inner = text.trimmed
        guard !inner.isEmpty, inner != "\\" else { return text }
        let start = text.prefix { $0.isWhitespace }
        let end = text.reversed().prefix { $0.isWhitespace }
        return start + mark + inner + mark + String(end.reversed())
    }

    private func codeSpan(_ text: String) -> String {
        guard !text.isEmpty else { return "" }
        var longest = 0
        var run = 0
        for character in text {
            run = character == "`" ? run + 1 : 0
            longest = max(longest, run)
        }
        let ticks = String(repeating: "`", count: longest + 1)
        let needsSpace = text.hasPrefix("`") || text.hasSuffix("`")
        let inner = text.replacing("\n", with: " ")
        return ticks + (needsSpace ? " " : "") + inner + (needsSpace ? " " : "") + ticks
    }

    private static func collapsed(_ text: String) -> String {
        var result = ""
        var isSpace = false
        for character in text {
            if character == " " || character == "\n" || character == "\t" || character == "\r" {
                if !isSpace { result.append(" ") }
                isSpace = true
            } else {
                result.append(character)
                isSpace = false
            }
        }
        return result
    }

    /// Text in which nothing is markup; entities stay, since Markdown has them too.
    static func escaped(_ text: String) -> String {
        var result = ""
        for character in text {
            if "\\`*_[]<~".contains(character) { result += "\\" }
            result.append(character)
        }
        return result
    }

    /// A line that would begin a block of another kind.
    private static func escapedStart(_ line: String) -> String {
        let words = line.drop { $0 == " " }
        guard let first = words.first else { return line }
        if "#+-=|".contains(first) || words.hasPrefix(":::") || (first == ">") { return "\\" + words }
        let digits = words.prefix { $0.isASCII && $0.isNumber }
        if (1...9).contains(digits.count), let next = words.dropFirst(digits.count).first,
            next == "." || next == ")"
        {
            return digits + "\\" + words.dropFirst(digits.count)
        }
        return String(words)
    }
}
