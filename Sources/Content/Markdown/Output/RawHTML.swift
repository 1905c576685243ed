/// Finds in raw HTML what rendering must know of: addresses and ids.
struct RawHTMLScanner {
    struct Attribute {
        /// Lower-case name of the element.
        var tag: String
        /// Where the element begins.
        var element: Int
        /// Lower-case name of the attribute.
        var name: String
        /// From the name to the end of the value, quotes included.
        var range: Range<Int>
        /// With entities resolved, as far as addresses have them.
        var value: String
    }

    private let bytes: [UInt8]
    private var position = 0

    /// Every attribute that can hold an address or an id.
    static func attributes(in html: [UInt8]) -> [Attribute] {
        var scanner = RawHTMLScanner(bytes: html)
        return scanner.scan()
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private static let interesting: Set<String> = [
        "src", "href", "poster", "id", "name", "srcset", "alt",
    ]

    private mutating func scan() -> [Attribute] {
        var found: [Attribute] = []
        while let open = bytes.offset(of: UInt8(ascii: "<"), from: position) {
            position = open + 1
            guard position < bytes.count else { break }
            if bytes.has("<!--", at: open) {
                position = bytes.offset(of: "-->", from: open + 4).map { $0 + 3 } ?? bytes.count
                continue
            }
            guard bytes[position].isLetter else { continue }
            let tag = name()
            while let attribute = attribute(of: tag, at: open) {
                if Self.interesting.contains(attribute.name) { found.append(attribute) }
            }
            if tag == "script" || tag == "style" { skipText(of: tag) }
        }
        return found
    }

    /// A name of an element or an attribute, in lower case.
    private mutating func name() -> String {
        let start = position
        while position < bytes.count, !bytes[position].isSpace, !bytes.has("=", at: position),
            !bytes.has(">", at: position), !bytes.has("/", at: position)
        {
            position += 1
        }
        return bytes.text(start..<position).lowercased()
    }

    /// The next attribute; nil at the end of the tag.
    private mutating func attribute(of tag: String, at element: Int) -> Attribute? {
        while position < bytes.count, bytes[position].isSpace || bytes[position] == UInt8(ascii: "/") {
            position += 1
        }
        guard position < bytes.count, bytes[position] != UInt8(ascii: ">") else { return nil }
        let start = position
        if bytes[position] == UInt8(ascii: "=") { position += 1 }
        let name = name()
        var end = position
        skipSpaces()
        guard bytes.has("=", at: position) else {
            position = max(end, start + 1)
            return Attribute(tag: tag, element: element, name: name, range: start..<end, value: "")
        }
        position += 1
        skipSpaces()
        let value: Range<Int>
        if position < bytes.count,
            bytes[position] == UInt8(ascii: "\"") || bytes[position] == UInt8(ascii: "'")
        {
            let close = bytes.offset(of: bytes[position], from: position + 1) ?? bytes.count
            value = min(position + 1, close)..<close
            end = min(bytes.count, close + 1)
        } else {
            let start = position
            end = position
            while end < bytes.count, !bytes[end].isSpace, bytes[end] != UInt8(ascii: ">") { end += 1 }
            value = start..<end
        }
        position = end
        return Attribute(
            tag: tag, element: element, name: name, range: start..<end, value: unescaped(bytes.text(value)))
    }

    private mutating func skipSpaces() {
        while position < bytes.count, bytes[position].isSpace { position += 1 }
    }

    /// Scripts and styles hold text, whatever it looks like.
    private mutating func skipText(of tag: String) {
        while let close = bytes.offset(of: "</", from: position) {
            position = close + 2
            let start = position
            let closing = name()
            if closing == tag { return }
            position = max(start, position)
        }
        position = bytes.count
    }

    private func unescaped(_ value: String) -> String {
        guard value.utf8.contains(UInt8(ascii: "&")) else { return value }
        var result = ""
        var rest = value[...]
        while let ampersand = rest.firstIndex(of: "&") {
            result += rest[..<ampersand]
            rest = rest[ampersand...]
            let entities = [("&amp;", "&"), ("&quot;", "\""), ("&#39;", "'"), ("&lt;", "<"), ("&gt;", ">")]
            if let (entity, character) = entities.first(where: { rest.hasPrefix($0.0) }) {
                result += character
                rest = rest.dropFirst(entity.count)
            } else {
                result += "&"
                rest = rest.dropFirst()
            }
        }
        return result + rest
    }
}
