/// A template as a tree with places: Mustache with inheritance, without lambdas and changes of delimiters.
indirect enum TemplateNode: Sendable {
    case text(Range<Int>)
    case variable(TemplateName, escaped: Bool)
    case section(TemplateName, inverted: Bool, children: [TemplateNode])
    case partial(TemplateName)
    /// `{{< name}}…{{/ name}}`: another template with some of its blocks replaced.
    case parent(TemplateName, children: [TemplateNode])
    /// `{{$ name}}…{{/ name}}`.
    case block(TemplateName, children: [TemplateNode])
}

/// A name in a tag, and where it stands.
struct TemplateName: Sendable {
    let text: String
    /// The parts between dots; none for `.`, the innermost value itself.
    let parts: [String]
    /// What follows the first dot: `style.css` of `asset.style.css`.
    let rest: String
    /// Byte offset in the template.
    let offset: Int

    init(text: String, offset: Int) {
        self.text = text
        self.offset = offset
        parts = text.split(separator: ".").map(String.init)
        rest = String(text.drop { $0 != "." }.dropFirst())
    }
}

/// What is wrong with a template's syntax.
struct TemplateSyntaxError: Error {
    var message: String
    var offset: Int
    var length: Int
    var hint: String?
}

struct TemplateSyntax {
    let nodes: [TemplateNode]

    /// - Parameter source: the template as UTF-8.
    /// - Throws: `TemplateSyntaxError` at the first fault.
    init(_ source: [UInt8]) throws(TemplateSyntaxError) {
        var parser = Parser(source: source)
        nodes = try parser.nodes(until: nil)
    }
}

private struct Parser {
    let source: [UInt8]
    var position = 0
    var depth = 0

    init(source: [UInt8]) {
        self.source = source
    }

    /// Nodes up to the tag that closes `open`, or to the end.
    mutating func nodes(until open: TemplateName?) throws(TemplateSyntaxError) -> [TemplateNode] {
        depth += 1
        defer { depth -= 1 }
        guard depth < 64 else {
            throw TemplateSyntaxError(message: "sections are nested too deep", offset: position, length: 1)
        }
        var nodes: [TemplateNode] = []
        while true {
            let start = position
            guard let tag = findTag() else {
                if let open {
                    throw TemplateSyntaxError(
                        message: "'\(open.text)' is never closed", offset: open.offset,
                        length: open.text.count, hint: "end it with {{/\(open.text)}}")
                }
                nodes.append(.text(start..<source.count))
                position = source.count
                return nodes
            }
            position = tag + 2
            let triple = peek == UInt8(ascii: "{")
            let sigil = triple ? UInt8(ascii: "{") : sigilHere()
            if triple || sigil != nil { position += 1 }
            var name = TemplateName(text: "", offset: tag)
            if sigil == UInt8(ascii: "!") {
                try skip(past: "}}", openedAt: tag)
            } else {
                name = try readName(closing: triple ? "}}}" : "}}", openedAt: tag)
            }
            var textEnd = tag
            // A tag that prints nothing itself and stands alone on its line takes the line with it.
            if !triple, let sigil, sigil != UInt8(ascii: "&"), let line = lineAlone(tag..<position) {
                textEnd = max(start, line.lowerBound)
                position = line.upperBound
            }
            if textEnd > start { nodes.append(.text(start..<textEnd)) }
            if sigil == UInt8(ascii: "!") { continue }
            switch sigil {
            case nil: nodes.append(.variable(name, escaped: true))
            case UInt8(ascii: "{"), UInt8(ascii: "&"):
                nodes.append(.variable(name, escaped: false))
            case UInt8(ascii: "#"):
                nodes.append(.section(name, inverted: false, children: try self.nodes(until: name)))
            case UInt8(ascii: "^"):
                nodes.append(.section(name, inverted: true, children: try self.nodes(until: name)))
            case UInt8(ascii: ">"): nodes.append(.partial(name))
            case UInt8(ascii: "<"):
                nodes.append(.parent(name, children: try self.nodes(until: name)))
            case UInt8(ascii: "$"):
                nodes.append(.block(name, children: try self.nodes(until: name)))
            case UInt8(ascii: "/"):
                guard let open, open.text == name.text else {
                    throw TemplateSyntaxError(
                        message: "'\(name.text)' is closed but not open", offset: name.offset,
                        length: name.text.count,
                        hint: open.map { "the innermost open section is '\($0.text)'" })
                }
                return nodes
            default:
                throw TemplateSyntaxError(
                    message: "this kind of tag is not supported", offset: tag, length: 3,
                    hint:
                        "use {{name}}, {{{raw}}}, {{#if}}, {{^unless}}, {{> partial}}, {{< parent}} or {{$ block}}"
                )
            }
        }
    }

    private var peek: UInt8? { position < source.count ? source[position] : nil }

    private func sigilHere() -> UInt8? {
        guard let byte = peek, "!&#^><$/=%*".utf8.contains(byte) else { return nil }
        return byte
    }

    private func findTag() -> Int? {
        var at = position
        while at + 1 < source.count {
            if source[at] == UInt8(ascii: "{"), source[at + 1] == UInt8(ascii: "{") { return at }
            at += 1
        }
        return nil
    }

    /// The whole line of a tag, with its end, when nothing else stands on it.
    private func lineAlone(_ tag: Range<Int>) -> Range<Int>? {
        let isBlank: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 }
        let before = source[..<tag.lowerBound].reversed().drop(while: isBlank)
        guard before.isEmpty || before.first == 0x0A else { return nil }
        let after = source[tag.upperBound...].drop(while: isBlank)
        guard let next = after.first else { return before.count..<source.count }
        return next == 0x0A ? before.count..<after.startIndex + 1 : nil
    }

    private mutating func skip(past closing: String, openedAt tag: Int) throws(TemplateSyntaxError) {
        let mark = Array(closing.utf8)
        while position + mark.count <= source.count {
            if source[position..<position + mark.count].elementsEqual(mark) {
                position += mark.count
                return
            }
            position += 1
        }
        throw TemplateSyntaxError(
            message: "the tag is never closed", offset: tag, length: 2, hint: "end it with \(closing)")
    }

    private mutating func readName(
        closing: String, openedAt tag: Int
    ) throws(TemplateSyntaxError) -> TemplateName {
        let start = position
        try skip(past: closing, openedAt: tag)
        let inside = source[start..<position - closing.utf8.count]
        let isSpace: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
        let leading = inside.prefix(while: isSpace).count
        let name = inside.dropFirst(leading).reversed().drop(while: isSpace).reversed()
        let text = String(decoding: Array(name), as: UTF8.self)
        guard !text.isEmpty, !text.contains(where: { $0.isWhitespace || "(){}".contains($0) }) else {
            throw TemplateSyntaxError(
                message: "a tag holds one name", offset: start, length: max(1, inside.count))
        }
        return TemplateName(text: text, offset: start + leading)
    }
}
