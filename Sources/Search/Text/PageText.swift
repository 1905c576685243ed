/// The text of a piece of HTML, as a reader sees it: white space is one space, and there is none at either end.
package struct PageText: Sendable, Hashable {
    /// UTF-8 without control characters.
    package private(set) var bytes: [UInt8] = []
    /// Which parts of it are headings.
    package private(set) var headings: [Range<Int>] = []

    /// - Parameter html: what Markdown and its author's own markup became; broken markup is text or is left out.
    package init(html: [UInt8]) {
        bytes.reserveCapacity(html.count * 3 / 4)
        html.withUnsafeBufferPointer { read($0) }
        while bytes.last == 0x20 { bytes.removeLast() }
        headings = headings.map { $0.clamped(to: 0..<bytes.count) }.filter { !$0.isEmpty }
    }

    /// Elements whose content is not the page's text: the notice in place of a sealed section is no one's words.
    private static let skipped: Set<UInt64> = Set(
        ["script", "style", "template", "noscript", "svg", "sealpress-section", "button", "select"].map(
            packed))
    /// Elements that stand within words.
    private static let inline: Set<UInt64> = Set(
        [
            "a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd",
            "mark", "q",
            "s", "samp", "small", "span", "strong", "sub", "sup", "u", "var", "wbr",
        ].map(packed))
    private static let headingNames: Set<UInt64> = Set((1...6).map { packed("h\($0)") })
    private static let raw: Set<UInt64> = Set(["script", "style"].map(packed))

    /// A name of an element as a number: its last eight bytes.
    private static func packed(_ name: String) -> UInt64 {
        name.utf8.reduce(0) { $0 << 8 | UInt64($1) }
    }

    private mutating func read(_ html: UnsafeBufferPointer<UInt8>) {
        var position = 0
        var heading: Int?
        while position < html.count {
            let byte = html[position]
            if byte == UInt8(ascii: "<"), let tag = Tag(html, at: position) {
                position = tag.end
                if !tag.isEnd, Self.skipped.contains(tag.name) {
                    position = Self.end(of: tag.name, html, from: position)
                    space()
                    continue
                }
                if !Self.inline.contains(tag.name) { space() }
                if Self.headingNames.contains(tag.name) {
                    if let start = heading, start < bytes.count { headings.append(start..<bytes.count) }
                    heading = tag.isEnd ? nil : bytes.count
                }
            } else if byte == UInt8(ascii: "&"), let entity = Entity(html, at: position) {
                position = entity.end
                entity.scalar.isBlank ? space() : bytes.append(contentsOf: String(entity.scalar).utf8)
            } else {
                byte <= 0x20 || byte == 0x7F ? space() : bytes.append(byte)
                position += 1
            }
        }
    }

    private mutating func space() {
        if let last = bytes.last, last != 0x20 { bytes.append(0x20) }
    }

    /// The place behind the end tag of an element, or the end of the text.
    private static func end(of name: UInt64, _ html: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        var position = start
        while position < html.count {
            if html[position] == UInt8(ascii: "<"), let tag = Tag(html, at: position) {
                if tag.isEnd, tag.name == name { return tag.end }
                // In a script, `<` need not begin a tag.
                position = raw.contains(name) ? position + 1 : tag.end
            } else {
                position += 1
            }
        }
        return html.count
    }

    /// A tag, a comment or a declaration.
    private struct Tag {
        /// In lower case, packed; 0 for comments.
        var name: UInt64
        var isEnd: Bool
        /// The place behind it.
        var end: Int

        /// Nil when the `<` begins none.
        init?(_ html: UnsafeBufferPointer<UInt8>, at start: Int) {
            var position = start + 1
            guard position < html.count else { return nil }
            isEnd = html[position] == UInt8(ascii: "/")
            if isEnd { position += 1 }
            guard position < html.count else { return nil }
            if html[position] == UInt8(ascii: "!") || html[position] == UInt8(ascii: "?") {
                let close: StaticString = html[position...].starts(with: "!--".utf8) ? "-->" : ">"
                name = 0
                end = Self.find(close, html, from: position)
                return
            }
            guard (html[position] | 0x20) &- 0x61 < 26 else { return nil }
            name = 0
            while position < html.count, html[position].isNameLetter {
                let byte = html[position]
                name = name << 8 | UInt64(byte &- 0x41 < 26 ? byte | 0x20 : byte)
                position += 1
            }
            var quote: UInt8 = 0
            while position < html.count {
                let byte = html[position]
                position += 1
                if quote != 0 {
                    if byte == quote { quote = 0 }
                } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                    quote = byte
                } else if byte == UInt8(ascii: ">") {
                    break
                }
            }
            end = position
        }

        private static func find(
            _ mark: StaticString, _ html: UnsafeBufferPointer<UInt8>, from start: Int
        ) -> Int {
            let length = mark.utf8CodeUnitCount
            return mark.withUTF8Buffer { mark in
                var position = start
                while position + length <= html.count {
                    if html[position..<position + length].elementsEqual(mark) { return position + length }
                    position += 1
                }
                return html.count
            }
        }
    }

    /// A character reference: one of the five of XML, a number, or a space that does not break.
    private struct Entity {
        var scalar: Unicode.Scalar
        var end: Int

        init?(_ html: UnsafeBufferPointer<UInt8>, at start: Int) {
            guard let close = html[start..<min(start + 12, html.count)].firstIndex(of: UInt8(ascii: ";"))
            else { return nil }
            let name = String(decoding: html[(start + 1)..<close], as: UTF8.self)
            let found: Unicode.Scalar? =
                switch name {
                case "amp": "&"
                case "lt": "<"
                case "gt": ">"
                case "quot": "\""
                case "apos": "'"
                case "nbsp": " "
                default: Self.numbered(name)
                }
            guard let found else { return nil }
            scalar = found
            end = close + 1
        }

        private static func numbered(_ name: String) -> Unicode.Scalar? {
            guard name.hasPrefix("#") else { return nil }
            let digits = name.dropFirst()
            let number =
                digits.first == "x" || digits.first == "X"
                ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
            return number.flatMap { Unicode.Scalar($0) }
        }
    }
}

extension Unicode.Scalar {
    fileprivate var isBlank: Bool { value <= 0x20 || (0x7F...0xA0).contains(value) }
}

extension UInt8 {
    fileprivate var isNameLetter: Bool {
        (self | 0x20) &- 0x61 < 26 || self &- 0x30 < 10 || self == UInt8(ascii: "-")
    }
}
