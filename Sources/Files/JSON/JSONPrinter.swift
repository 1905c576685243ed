/// How JSON is laid out.
public enum JSONStyle: Sendable, Hashable {
    /// One form for one value: no spaces, minimal escapes, no `\/`, text as UTF-8.
    case canonical
    /// Canonical, with a line for each field and element, for files that people compare.
    case indented
    /// Canonical, with `<`, `>`, `&` and the line separators escaped, to stand inside `<script>`.
    case insideHTML
}

extension JSONValue {
    /// The value as JSON, without a newline at the end.
    public func bytes(_ style: JSONStyle = .canonical) -> [UInt8] {
        var printer = JSONPrinter(style: style)
        printer.print(self, indent: 0)
        return printer.bytes
    }

    public func text(_ style: JSONStyle = .canonical) -> String {
        String(decoding: bytes(style), as: UTF8.self)
    }
}

private struct JSONPrinter {
    let style: JSONStyle
    var bytes: [UInt8] = []

    init(style: JSONStyle) {
        self.style = style
    }

    mutating func print(_ value: JSONValue, indent: Int) {
        switch value {
        case .null: bytes += "null".utf8
        case .bool(let value): bytes += (value ? "true" : "false").utf8
        case .integer(let value): bytes += String(value).utf8
        case .number(let text): bytes += text.utf8
        case .string(let text): print(text)
        case .array(let elements):
            list("[", "]", count: elements.count, indent: indent) { printer, index in
                printer.print(elements[index], indent: indent + 1)
            }
        case .object(let object):
            list("{", "}", count: object.fields.count, indent: indent) { printer, index in
                printer.print(object.fields[index].key)
                printer.bytes += (printer.style == .indented ? ": " : ":").utf8
                printer.print(object.fields[index].value, indent: indent + 1)
            }
        }
    }

    private mutating func list(
        _ open: Unicode.Scalar, _ close: Unicode.Scalar, count: Int, indent: Int,
        _ element: (inout JSONPrinter, Int) -> Void
    ) {
        bytes.append(UInt8(ascii: open))
        for index in 0..<count {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            newLine(indent + 1)
            element(&self, index)
        }
        if count > 0 { newLine(indent) }
        bytes.append(UInt8(ascii: close))
    }

    private mutating func newLine(_ indent: Int) {
        guard style == .indented else { return }
        bytes.append(UInt8(ascii: "\n"))
        bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * indent))
    }

    private mutating func print(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        if style == .insideHTML {
            for scalar in text.unicodeScalars {
                switch scalar {
                case "<", ">", "&", "\u{2028}", "\u{2029}": escape(scalar.value)
                default: for byte in UTF8.encode(scalar) ?? .init() { append(byte) }
                }
            }
        } else {
            var text = text
            text.withUTF8 { utf8 in
                // Nearly all text needs no escapes.
                if utf8.allSatisfy({ $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }) {
                    bytes.append(contentsOf: utf8)
                } else {
                    for byte in utf8 { append(byte) }
                }
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func append(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"):
            bytes.append(UInt8(ascii: "\\"))
            bytes.append(byte)
        case 0x08: bytes += "\\b".utf8
        case 0x09: bytes += "\\t".utf8
        case 0x0A: bytes += "\\n".utf8
        case 0x0C: bytes += "\\f".utf8
        case 0x0D: bytes += "\\r".utf8
        case 0..<0x20: escape(UInt32(byte))
        default: bytes.append(byte)
        }
    }

    private mutating func escape(_ value: UInt32) {
        let digits = String(value, radix: 16)
        bytes += "\\u".utf8
        bytes.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: max(0, 4 - digits.utf8.count)))
        bytes += digits.utf8
    }
}
