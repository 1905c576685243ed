import Content
import Diagnostics

/// Reads TOML 1.0 to the same tree as YAML, in the order written and with the place of every key; the readers there are
/// for Swift keep neither.
///
/// Text in quotes is a quoted scalar, everything else the text it is written as.
enum TOML {
    /// - Parameters:
    ///   - range: bytes of `source` that start at the start of a line.
    /// - Throws: one diagnostic with its place, at the first fault.
    static func parse(_ source: SourceText, _ range: Range<Int>) throws(DiagnosticError) -> YAMLNode {
        var reader = TOMLReader(source, range)
        return try reader.document()
    }

    static func parse(_ source: SourceText) throws(DiagnosticError) -> YAMLNode {
        try parse(source, 0..<source.bytes.count)
    }
}

/// A table while it is filled.
private final class Table {
    enum Value {
        case node(YAMLNode)
        case table(Table)
        case tables([Table], at: SourceLocation)
    }

    var entries: [(key: Located<String>, value: Value)] = []
    var index: [String: Int] = [:]
    let location: SourceLocation
    /// Whether a header `[name]` or an inline table has said all that is in it.
    var isDefined = false

    init(at location: SourceLocation) { self.location = location }

    subscript(key: String) -> Value? { index[key].map { entries[$0].value } }

    func set(_ key: Located<String>, _ value: Value) {
        if let place = index[key.value] {
            entries[place].value = value
        } else {
            index[key.value] = entries.count
            entries.append((key, value))
        }
    }

    var node: YAMLNode {
        YAMLNode(
            .mapping(
                entries.map { entry in
                    switch entry.value {
                    case .node(let node): YAMLEntry(key: entry.key, value: node)
                    case .table(let table): YAMLEntry(key: entry.key, value: table.node)
                    case .tables(let tables, let place):
                        YAMLEntry(key: entry.key, value: YAMLNode(.sequence(tables.map(\.node)), at: place))
                    }
                }), at: location)
    }
}

private struct TOMLReader {
    private let source: SourceText
    private let bytes: [UInt8]
    private let end: Int
    private var position: Int
    private static let deepest = 40

    init(_ source: SourceText, _ range: Range<Int>) {
        self.source = source
        bytes = source.bytes
        position = range.lowerBound
        end = range.upperBound
    }

    mutating func document() throws(DiagnosticError) -> YAMLNode {
        let root = Table(at: source.location(offset: position))
        var table = root
        while true {
            skipLines()
            guard position < end else { return root.node }
            if peek == UInt8(ascii: "[") {
                table = try header(root)
            } else {
                try pair(into: table, depth: 0)
            }
            try endOfLine()
        }
    }

    // MARK: Tables

    private mutating func header(_ root: Table) throws(DiagnosticError) -> Table {
        let start = position
        position += 1
        let isArray = peek == UInt8(ascii: "[")
        if isArray { position += 1 }
        let keys = try dottedKey()
        try take("]", "this table's name is not closed")
        if isArray { try take("]", "this table's name is not closed") }
        guard let last = keys.last else { throw fault("a table needs a name", at: start) }
        var parent = root
        for key in keys.dropLast() { parent = try step(into: key, of: parent) }
        let place = last.location
        if isArray {
            var tables: [Table] = []
            switch parent[last.value] {
            case nil: break
            case .tables(let known, _): tables = known
            default: throw twice(last)
            }
            let table = Table(at: place)
            parent.set(last, .tables(tables + [table], at: place))
            return table
        }
        switch parent[last.value] {
        case nil:
            let table = Table(at: place)
            table.isDefined = true
            parent.set(last, .table(table))
            return table
        case .table(let table) where !table.isDefined:
            table.isDefined = true
            return table
        default: throw twice(last)
        }
    }

    private func step(into key: Located<String>, of table: Table) throws(DiagnosticError) -> Table {
        switch table[key.value] {
        case nil:
            let inner = Table(at: key.location)
            table.set(key, .table(inner))
            return inner
        case .table(let inner): return inner
        case .tables(let tables, _):
            guard let last = tables.last else { throw twice(key) }
            return last
        case .node: throw twice(key)
        }
    }

    private mutating func pair(into table: Table, depth: Int) throws(DiagnosticError) {
        let keys = try dottedKey()
        try take("=", "expected 'key = value'")
        skipBlanks()
        guard let last = keys.last else { throw fault("expected a key") }
        var parent = table
        for key in keys.dropLast() { parent = try step(into: key, of: parent) }
        guard parent[last.value] == nil else { throw twice(last) }
        parent.set(last, .node(try value(depth: depth)))
    }

    // MARK: Keys

    private mutating func dottedKey() throws(DiagnosticError) -> [Located<String>] {
        var keys: [Located<String>] = []
        while true {
            skipBlanks()
            let start = position
            let text: String
            switch peek {
            case UInt8(ascii: "\""): text = try basicString()
            case UInt8(ascii: "'"): text = try literalString()
            default:
                while let byte = peek, byte.isWord || byte == UInt8(ascii: "-") { position += 1 }
                guard position > start else { throw fault("expected a key") }
                text = bytes.text(start..<position)
            }
            keys.append(Located(text, at: source.location(offset: start, length: position - start)))
            guard keys.count <= Self.deepest else { throw fault("tables too deep in one another", at: start) }
            skipBlanks()
            guard peek == UInt8(ascii: ".") else { return keys }
            position += 1
        }
    }

    // MARK: Values

    private mutating func value(depth: Int) throws(DiagnosticError) -> YAMLNode {
        let start = position
        guard depth <= Self.deepest else { throw fault("values too deep in one another") }
        switch peek {
        case UInt8(ascii: "\""):
            let text = bytes.has("\"\"\"", at: position) ? try multilineBasic() : try basicString()
            return node(.scalar(text, isQuoted: true), start)
        case UInt8(ascii: "'"):
            let text = bytes.has("'''", at: position) ? try multilineLiteral() : try literalString()
            return node(.scalar(text, isQuoted: true), start)
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "{"): return try inlineTable(depth: depth)
        default: return try bareValue()
        }
    }

    private func node(_ content: YAMLNode.Content, _ start: Int) -> YAMLNode {
        YAMLNode(content, at: source.location(offset: start, length: position - start))
    }

    private mutating func array(depth: Int) throws(DiagnosticError) -> YAMLNode {
        let start = position
        position += 1
        var nodes: [YAMLNode] = []
        while true {
            skipLines()
            guard position < end else { throw fault("this list is not closed", at: start) }
            if peek == UInt8(ascii: "]") {
                position += 1
                return node(.sequence(nodes), start)
            }
            nodes.append(try value(depth: depth + 1))
            skipLines()
            if peek == UInt8(ascii: ",") {
                position += 1
            } else if peek != UInt8(ascii: "]") {
                throw fault("this list is not closed", at: start)
            }
        }
    }

    private mutating func inlineTable(depth: Int) throws(DiagnosticError) -> YAMLNode {
        let start = position
        position += 1
        let table = Table(at: source.location(offset: start))
        skipBlanks()
        if peek == UInt8(ascii: "}") {
            position += 1
            return table.node
        }
        while true {
            try pair(into: table, depth: depth + 1)
            skipBlanks()
            guard let byte = peek, byte == UInt8(ascii: ",") || byte == UInt8(ascii: "}") else {
                throw fault("this table is not closed", at: start)
            }
            position += 1
            if byte == UInt8(ascii: "}") { return table.node }
        }
    }

    /// A number, a date, or a truth value: kept as it is written, digits without their `_`.
    private mutating func bareValue() throws(DiagnosticError) -> YAMLNode {
        let start = position
        func isPart(_ byte: UInt8) -> Bool { byte.isWord || "+-.:".utf8.contains(byte) }
        while let byte = peek, isPart(byte) { position += 1 }
        var text = bytes.text(start..<position)
        // A date and a time may have a space between them.
        if CalendarDate(text) != nil, position - start == 10, peek == 0x20, position + 1 < end,
            bytes[position + 1].isDigit
        {
            position += 1
            while let byte = peek, isPart(byte) { position += 1 }
            text = bytes.text(start..<position)
        }
        if text == "true" || text == "false" { return node(.scalar(text, isQuoted: false), start) }
        if CalendarDate(text) != nil { return node(.scalar(text, isQuoted: false), start) }
        let digits = text.replacing("_", with: "")
        let isNumber =
            Int(digits) != nil || Double(digits) != nil || Self.radixNumber(digits) != nil
            || text.wholeMatch(of: /\d\d:\d\d:\d\d(\.\d+)?/) != nil
        guard isNumber, !text.isEmpty else {
            throw fault(
                text.isEmpty ? "expected a value" : "'\(text)' is no value", at: start,
                hint: "put text in quotes")
        }
        return node(.scalar(Self.radixNumber(digits).map(String.init) ?? digits, isQuoted: false), start)
    }

    private static func radixNumber(_ text: String) -> Int? {
        for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] where text.hasPrefix(prefix) {
            return Int(text.dropFirst(2), radix: radix)
        }
        return nil
    }

    // MARK: Text

    private mutating func literalString() throws(DiagnosticError) -> String {
        let start = position
        position += 1
        let first = position
        while let byte = peek, byte != UInt8(ascii: "'"), byte != UInt8(ascii: "\n") { position += 1 }
        guard peek == UInt8(ascii: "'") else { throw fault("this quote is never closed", at: start) }
        position += 1
        return bytes.text(first..<position - 1)
    }

    private mutating func multilineLiteral() throws(DiagnosticError) -> String {
        let start = position
        position += 3
        if peek == UInt8(ascii: "\n") { position += 1 }
        guard var close = bytes.find("'''", from: position, to: end) else {
            throw fault("this quote is never closed", at: start)
        }
        // Up to two more quotes belong to the text.
        while close + 3 < end, bytes[close + 3] == UInt8(ascii: "'") { close += 1 }
        defer { position = close + 3 }
        return bytes.text(position..<close)
    }

    private mutating func basicString() throws(DiagnosticError) -> String {
        let start = position
        position += 1
        var text: [UInt8] = []
        while let byte = peek, byte != UInt8(ascii: "\n") {
            if byte == UInt8(ascii: "\"") {
                position += 1
                return String(decoding: text, as: UTF8.self)
            }
            if byte == UInt8(ascii: "\\") {
                try escape(into: &text, isMultiline: false)
            } else {
                text.append(byte)
                position += 1
            }
        }
        throw fault("this quote is never closed", at: start)
    }

    private mutating func multilineBasic() throws(DiagnosticError) -> String {
        let start = position
        position += 3
        if peek == UInt8(ascii: "\n") { position += 1 }
        var text: [UInt8] = []
        while let byte = peek {
            if bytes.has("\"\"\"", at: position), position + 3 <= end {
                position += 3
                while peek == UInt8(ascii: "\"") {
                    text.append(UInt8(ascii: "\""))
                    position += 1
                }
                return String(decoding: text, as: UTF8.self)
            }
            if byte == UInt8(ascii: "\\") {
                try escape(into: &text, isMultiline: true)
            } else {
                text.append(byte)
                position += 1
            }
        }
        throw fault("this quote is never closed", at: start)
    }

    private mutating func escape(into text: inout [UInt8], isMultiline: Bool) throws(DiagnosticError) {
        let start = position
        position += 1
        guard let byte = peek else { throw fault("this quote is never closed", at: start) }
        position += 1
        switch byte {
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): text.append(byte)
        case UInt8(ascii: "u"), UInt8(ascii: "U"):
            let length = byte == UInt8(ascii: "u") ? 4 : 8
            guard position + length <= end,
                let code = UInt32(bytes.text(position..<position + length), radix: 16),
                let scalar = Unicode.Scalar(code), code > 0
            else { throw fault("no character has this number", at: start) }
            position += length
            text += String(Character(scalar)).utf8
        case _ where isMultiline && byte.isSpace:
            while let byte = peek, byte.isSpace { position += 1 }
        default: throw fault("an unknown escape", at: start, hint: "write '\\\\' for a backslash")
        }
    }

    // MARK: Steps

    private var peek: UInt8? { position < end ? bytes[position] : nil }

    private mutating func skipBlanks() {
        while let byte = peek, byte == 0x20 || byte == 0x09 { position += 1 }
    }

    private mutating func skipComment() {
        guard peek == UInt8(ascii: "#") else { return }
        while let byte = peek, byte != UInt8(ascii: "\n") { position += 1 }
    }

    /// Past blanks, comments and line ends.
    private mutating func skipLines() {
        while true {
            let start = position
            while let byte = peek, byte.isSpace { position += 1 }
            skipComment()
            if position == start { return }
        }
    }

    private mutating func endOfLine() throws(DiagnosticError) {
        skipBlanks()
        skipComment()
        guard let byte = peek else { return }
        guard byte == UInt8(ascii: "\n") else { throw fault("unexpected text after the value") }
    }

    private mutating func take(_ character: Unicode.Scalar, _ message: String) throws(DiagnosticError) {
        skipBlanks()
        guard peek == UInt8(ascii: character) else { throw fault(message) }
        position += 1
    }

    private func fault(_ message: String, at offset: Int? = nil, hint: String? = nil) -> DiagnosticError {
        DiagnosticError(source.error(message, at: source.location(offset: offset ?? position), hint: hint))
    }

    private func twice(_ key: Located<String>) -> DiagnosticError {
        DiagnosticError(source.error("the key '\(key.value)' stands twice", at: key.location))
    }
}
