/// HTML as a tree, as far as posts have it: forgiving, bounded, and with the place of every element.
struct HTMLNode {
    indirect enum Content {
        case text(String)
        case comment(String)
        /// Names in lower case.
        case element(String, attributes: [(name: String, value: String)], children: [HTMLNode])
    }

    var content: Content
    /// Its bytes in the source, tags included.
    var range: Range<Int>

    var name: String? { if case .element(let name, _, _) = content { name } else { nil } }

    var children: [HTMLNode] { if case .element(_, _, let children) = content { children } else { [] } }

    func attribute(_ name: String) -> String? {
        guard case .element(_, let attributes, _) = content else { return nil }
        return attributes.first { $0.name == name }?.value
    }

    func hasClass(_ name: String) -> Bool {
        attribute("class")?.split(separator: " ").contains { $0 == name } ?? false
    }

    /// The first element of that name in it.
    func first(_ name: String) -> HTMLNode? {
        for child in children {
            if child.name == name { return child }
            if let found = child.first(name) { return found }
        }
        return nil
    }

    /// Its text, with entities resolved.
    var plainText: String {
        switch content {
        case .text(let text): HTMLEntities.decoded(text)
        case .comment: ""
        case .element(let name, _, let children): name == "br" ? "\n" : children.map(\.plainText).joined()
        }
    }
}

/// Builds the tree.
struct HTMLTree {
    /// Elements inside one another; deeper ones are taken for text of the last.
    static let deepest = 100

    private struct Open {
        var name: String
        var attributes: [(name: String, value: String)]
        var children: [HTMLNode] = []
        var start: Int
    }

    private let bytes: [UInt8]
    private var position = 0
    private var stack = [Open(name: "", attributes: [], start: 0)]

    static func parse(_ bytes: [UInt8]) -> [HTMLNode] {
        var tree = HTMLTree(bytes)
        return tree.read()
    }

    private init(_ bytes: [UInt8]) { self.bytes = bytes }

    private static let void: Set<String> = [
        "br", "img", "hr", "input", "meta", "link", "source", "embed", "wbr", "area", "col", "track",
    ]
    private static let blocks: Set<String> = [
        "p", "div", "ul", "ol", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "table",
        "figure",
        "hr", "section", "article", "details", "form", "aside", "header", "footer",
    ]

    private mutating func read() -> [HTMLNode] {
        while position < bytes.count {
            if bytes[position] == UInt8(ascii: "<"), markup() { continue }
            let start = position
            position += 1
            while position < bytes.count, bytes[position] != UInt8(ascii: "<") { position += 1 }
            add(HTMLNode(content: .text(bytes.text(start..<position)), range: start..<position))
        }
        while stack.count > 1 { close() }
        return stack[0].children
    }

    private mutating func add(_ node: HTMLNode) {
        stack[stack.count - 1].children.append(node)
    }

    private mutating func close() {
        let open = stack.removeLast()
        add(
            HTMLNode(
                content: .element(open.name, attributes: open.attributes, children: open.children),
                range: open.start..<position))
    }

    /// - Returns: false when what stands here is no tag but text.
    private mutating func markup() -> Bool {
        let start = position
        if bytes.has("<!--", at: start) {
            let end = bytes.find("-->", from: start + 4)
            position = end.map { $0 + 3 } ?? bytes.count
            add(
                HTMLNode(
                    content: .comment(bytes.text(start + 4..<max(start + 4, end ?? bytes.count))),
                    range: start..<position))
            return true
        }
        if bytes.has("<!", at: start) || bytes.has("<?", at: start) {
            position = bytes[start...].firstIndex(of: UInt8(ascii: ">")).map { $0 + 1 } ?? bytes.count
            return true
        }
        let isClosing = bytes.has("</", at: start)
        let nameStart = start + (isClosing ? 2 : 1)
        guard nameStart < bytes.count, bytes[nameStart].isLetter else { return false }
        var cursor = nameStart
        while cursor < bytes.count, bytes[cursor].isWord || bytes[cursor] == UInt8(ascii: "-") { cursor += 1 }
        let name = bytes.text(nameStart..<cursor).lowercased()
        var attributes: [(name: String, value: String)] = []
        while let attribute = attribute(&cursor) { attributes.append(attribute) }
        let isSelfClosing = cursor > start && cursor <= bytes.count && bytes.has("/", at: cursor - 1)
        let end = bytes[cursor...].firstIndex(of: UInt8(ascii: ">")).map { $0 + 1 } ?? bytes.count
        if isClosing {
            closing(name, start: start, end: end)
            return true
        }
        // A paragraph ends where a block begins, an item where the next one does.
        if Self.blocks.contains(name), stack.last?.name == "p" { endOpen(at: start) }
        if name == "li", stack.last?.name == "li" { endOpen(at: start) }
        position = end
        if Self.void.contains(name) || isSelfClosing || stack.count > Self.deepest {
            add(
                HTMLNode(content: .element(name, attributes: attributes, children: []), range: start..<end))
            return true
        }
        stack.append(Open(name: name, attributes: attributes, start: start))
        if ["script", "style", "textarea"].contains(name) { rawText(name) }
        return true
    }

    private mutating func endOpen(at start: Int) {
        let keep = position
        position = start
        close()
        position = keep
    }

    private mutating func closing(_ name: String, start: Int, end: Int) {
        position = end
        guard let index = stack.lastIndex(where: { $0.name == name }), index > 0 else { return }
        while stack.count > index { close() }
    }

    private mutating func rawText(_ name: String) {
        let start = position
        var cursor = start
        while let close = bytes.find("</", from: cursor) {
            cursor = close + 2
            let end = cursor + name.utf8.count
            if end <= bytes.count, bytes.text(cursor..<end).lowercased() == name {
                position = close
                add(HTMLNode(content: .text(bytes.text(start..<close)), range: start..<close))
                return
            }
        }
        position = bytes.count
    }

    private func attribute(_ cursor: inout Int) -> (name: String, value: String)? {
        while cursor < bytes.count, bytes[cursor].isSpace || bytes[cursor] == UInt8(ascii: "/") {
            cursor += 1
        }
        guard cursor < bytes.count, bytes[cursor] != UInt8(ascii: ">"), bytes[cursor] != UInt8(ascii: "<")
        else {
            return nil
        }
        let start = cursor
        while cursor < bytes.count, !bytes[cursor].isSpace, !"=>/<".utf8.contains(bytes[cursor]) {
            cursor += 1
        }
        if cursor == start { cursor += 1 }
        let name = bytes.text(start..<cursor).lowercased()
        guard cursor < bytes.count, bytes[cursor] == UInt8(ascii: "=") else { return (name, "") }
        cursor += 1
        guard cursor < bytes.count else { return (name, "") }
        let quote = bytes[cursor]
        if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
            let end = bytes[(cursor + 1)...].firstIndex(of: quote) ?? bytes.count
            let value = bytes.text(cursor + 1..<end)
            cursor = min(bytes.count, end + 1)
            return (name, HTMLEntities.decoded(value))
        }
        let valueStart = cursor
        while cursor < bytes.count, !bytes[cursor].isSpace, bytes[cursor] != UInt8(ascii: ">") { cursor += 1 }
        return (name, HTMLEntities.decoded(bytes.text(valueStart..<cursor)))
    }
}

/// The entities that matter where Markdown does not resolve them itself: in code and in addresses.
enum HTMLEntities {
    private static let names: [String: String] = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}",
    ]

    static func decoded(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
        var result = ""
        var rest = text[...]
        while let ampersand = rest.firstIndex(of: "&") {
            result += rest[..<ampersand]
            rest = rest[ampersand...]
            let name = rest.dropFirst().prefix(12).prefix { $0 != ";" }
            let after = rest.dropFirst(name.count + 1)
            guard after.first == ";", let value = value(String(name)) else {
                result += "&"
                rest = rest.dropFirst()
                continue
            }
            result += value
            rest = after.dropFirst()
        }
        return result + rest
    }

    private static func value(_ name: String) -> String? {
        guard name.hasPrefix("#") else { return names[name] }
        let digits = name.dropFirst()
        let code =
            digits.hasPrefix("x") || digits.hasPrefix("X")
            ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
        guard let code, code > 0, let scalar = Unicode.Scalar(code) else { return nil }
        return String(Character(scalar))
    }
}
