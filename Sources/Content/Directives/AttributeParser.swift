/// Reads what stands behind a directive's name: `src=talk.mp4 title="A talk" loop :::`.
struct AttributeParser {
    struct Attribute {
        var name: String
        var nameRange: Range<Int>
        /// Nil where the name stands alone.
        var value: String?
        var range: Range<Int>
    }

    struct Fault: Error {
        var message: String
        var range: Range<Int>
        var hint: String
    }

    private(set) var attributes: [Attribute] = []
    /// Whether the line ends in a row of colons, which closes the directive that it opens.
    private(set) var closes = false
    private(set) var fault: Fault?

    private let bytes: [UInt8]
    private let range: Range<Int>
    private var position: Int

    /// - Parameter range: inside one line.
    init(_ bytes: [UInt8], _ range: Range<Int>) {
        self.bytes = bytes
        self.range = range
        position = range.lowerBound
        do {
            try read()
        } catch {
            fault = error
            closes = closes || Self.endsInColons(bytes, range)
        }
    }

    /// The name that a line of attributes begins with, where an `=` follows it.
    static func leadingName(_ bytes: [UInt8], _ range: Range<Int>) -> String? {
        let end = bytes[range].firstIndex { $0 == UInt8(ascii: "=") || $0.isBlank } ?? range.upperBound
        guard end < range.upperBound, bytes[end] == UInt8(ascii: "=") else { return nil }
        return bytes.text(range.lowerBound..<end)
    }

    /// Whether the last word is three colons or more.
    static func endsInColons(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        let text = bytes.trimmed(range)
        let word = bytes[text].lastIndex { $0.isBlank }.map { $0 + 1 } ?? text.lowerBound
        return isColons(bytes, word..<text.upperBound)
    }

    private static func isColons(_ bytes: [UInt8], _ word: Range<Int>) -> Bool {
        word.count >= 3 && bytes[word].allSatisfy { $0 == UInt8(ascii: ":") }
    }

    private mutating func read() throws(Fault) {
        while true {
            while position < range.upperBound, bytes[position].isBlank { position += 1 }
            guard position < range.upperBound else { return }
            let word = position..<wordEnd(from: position)
            if Self.isColons(bytes, word) {
                position = word.upperBound
                closes = true
                let rest = bytes.trimmed(position..<range.upperBound)
                guard rest.isEmpty else {
                    throw Fault(
                        message: "text after the ':::' that closes the directive", range: rest,
                        hint: "put it on a line of its own")
                }
                return
            }
            try readAttribute(word)
        }
    }

    private mutating func readAttribute(_ word: Range<Int>) throws(Fault) {
        let equals = bytes[word].firstIndex(of: UInt8(ascii: "="))
        let nameRange = word.lowerBound..<(equals ?? word.upperBound)
        let name = bytes.text(nameRange)
        guard Self.isName(name) else { throw nameFault(name, nameRange, word) }
        var value: String?
        position = nameRange.upperBound
        if equals != nil {
            position += 1
            value = try readValue(of: name, word)
        }
        if let first = attributes.first(where: { $0.name == name }) {
            let column =
                Characters.count(bytes[bytes.lineStart(of: first.range.lowerBound)..<first.range.lowerBound])
                + 1
            throw Fault(
                message: "the attribute '\(name)' stands twice", range: nameRange,
                hint: "it is already in column \(column)")
        }
        attributes.append(
            Attribute(name: name, nameRange: nameRange, value: value, range: word.lowerBound..<position))
    }

    private mutating func readValue(of name: String, _ word: Range<Int>) throws(Fault) -> String {
        guard position < range.upperBound, !bytes[position].isBlank else {
            throw Fault(
                message: "'\(name)' has no value", range: word,
                hint: "write \(name)=\"…\", right behind the '='")
        }
        let quote = bytes[position]
        if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") { return try readQuoted(quote) }
        let value = position..<word.upperBound
        if let typographic = Self.typographicQuotes.first(where: { bytes.has($0, at: position) }) {
            throw Fault(
                message: "typographic quotes do not quote",
                range: position..<position + typographic.utf8CodeUnitCount, hint: "write \(name)=\"…\"")
        }
        if let inner = bytes[value].firstIndex(of: UInt8(ascii: "\"")) {
            throw Fault(
                message: "a quote inside the value of '\(name)'", range: inner..<inner + 1,
                hint: "put the whole value in quotes: \(name)='…'")
        }
        if let colons = bytes.offset(of: ":::", from: value.lowerBound, to: value.upperBound) {
            throw Fault(
                message: "':::' inside the value of '\(name)'", range: colons..<value.upperBound,
                hint: "put a space before it, or the value in quotes")
        }
        position = value.upperBound
        return bytes.text(value)
    }

    private mutating func readQuoted(_ quote: UInt8) throws(Fault) -> String {
        let start = position
        position += 1
        var value: [UInt8] = []
        while position < range.upperBound, bytes[position] != quote {
            if bytes[position] == UInt8(ascii: "\\"), position + 1 < range.upperBound,
                bytes[position + 1] == quote || bytes[position + 1] == UInt8(ascii: "\\")
            {
                position += 1
            }
            value.append(bytes[position])
            position += 1
        }
        guard position < range.upperBound else {
            position = start
            let mark = quote == UInt8(ascii: "'") ? "'" : "\""
            throw Fault(
                message: "this quote is never closed", range: start..<start + 1,
                hint: "end the value with \(mark) on the same line; a \(mark) inside it is \\\(mark)")
        }
        position += 1
        guard position == range.upperBound || bytes[position].isBlank else {
            throw Fault(
                message: "expected a space behind the quote", range: position..<wordEnd(from: position),
                hint: "attributes are separated by spaces; a quote inside a value is \\\"")
        }
        return String(decoding: value, as: UTF8.self)
    }

    private func nameFault(_ name: String, _ range: Range<Int>, _ word: Range<Int>) -> Fault {
        if let wide = bytes.offset(of: "＝", from: word.lowerBound, to: word.upperBound) {
            return Fault(
                message: "a full-width '＝' gives no value", range: wide..<wide + 3, hint: "write '='")
        }
        if bytes.has("：：：", at: range.lowerBound) {
            return Fault(message: "full-width colons make no fence", range: word, hint: "write ':::'")
        }
        return Fault(
            message: name.isEmpty ? "expected an attribute's name" : "'\(name)' is no attribute",
            range: name.isEmpty ? word : range,
            hint: "write name=value or name=\"some words\", separated by spaces")
    }

    private func wordEnd(from start: Int) -> Int {
        bytes[start..<range.upperBound].firstIndex { $0.isBlank } ?? range.upperBound
    }

    private static let typographicQuotes: [StaticString] = ["“", "”", "„", "‘", "’", "«", "»", "「", "『", "＂"]

    /// Letters, digits, `-` and `_`, as a template can name it.
    private static func isName(_ name: String) -> Bool {
        !name.isEmpty
            && name.unicodeScalars.allSatisfy {
                $0.properties.isAlphabetic || $0.properties.numericType != nil || $0 == "-" || $0 == "_"
            }
    }
}
