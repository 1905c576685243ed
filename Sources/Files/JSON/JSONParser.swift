extension JSONValue {
    /// How deep arrays and objects may stand in each other, so that no input exhausts the stack.
    public static let deepest = 64

    /// Parses one JSON value strictly (RFC 8259): valid UTF-8 without a byte order mark, no key twice
    /// in an object, no lone surrogate, nothing but white space around the value.
    ///
    /// - Throws: `JSONError.syntax` with the line and column.
    public init(parsing bytes: [UInt8], maximumDepth: Int = deepest) throws(JSONError) {
        let result = bytes.withUnsafeBufferPointer { buffer -> Result<JSONValue, JSONError> in
            var parser = JSONParser(bytes: buffer, maximumDepth: maximumDepth)
            do throws(JSONFault) {
                return .success(try parser.whole())
            } catch {
                return .failure(parser.located(error))
            }
        }
        self = try result.get()
    }
}

/// A fault at an offset; its line is counted only when there is one.
private struct JSONFault: Error {
    let what: String
    let offset: Int
}

private struct JSONParser {
    let bytes: UnsafeBufferPointer<UInt8>
    let maximumDepth: Int
    private var position = 0

    init(bytes: UnsafeBufferPointer<UInt8>, maximumDepth: Int) {
        self.bytes = bytes
        self.maximumDepth = maximumDepth
    }

    func located(_ fault: JSONFault) -> JSONError {
        let before = bytes[..<min(fault.offset, bytes.count)]
        let line = before.count { $0 == UInt8(ascii: "\n") } + 1
        let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        return .syntax(fault.what, line: line, column: fault.offset - start + 1)
    }

    mutating func whole() throws(JSONFault) -> JSONValue {
        let value = try value(depth: 0)
        skipSpace()
        if position < bytes.count { throw fault("text after the value") }
        return value
    }

    private mutating func value(depth: Int) throws(JSONFault) -> JSONValue {
        skipSpace()
        switch peek {
        case UInt8(ascii: "{"): return .object(try object(depth: depth))
        case UInt8(ascii: "["): return .array(try array(depth: depth))
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "-"): return try number()
        case let byte? where isDigit(byte): return try number()
        case nil: throw fault("the text ends where a value is expected")
        default: throw fault("no value begins like this")
        }
    }

    private mutating func array(depth: Int) throws(JSONFault) -> [JSONValue] {
        try open(depth)
        var elements: [JSONValue] = []
        if take(UInt8(ascii: "]")) { return elements }
        while true {
            elements.append(try value(depth: depth + 1))
            if take(UInt8(ascii: "]")) { return elements }
            guard take(UInt8(ascii: ",")) else { throw fault("expected ',' or ']'") }
        }
    }

    private mutating func object(depth: Int) throws(JSONFault) -> JSONObject {
        try open(depth)
        var fields: [JSONObject.Field] = []
        var keys: Set<[UInt8]> = []
        if take(UInt8(ascii: "}")) { return JSONObject() }
        while true {
            skipSpace()
            let start = position
            guard peek == UInt8(ascii: "\"") else { throw fault("expected a key in quotes") }
            let key = try string()
            guard keys.insert(Array(key.utf8)).inserted else {
                throw JSONFault(what: "the key '\(key)' is there twice", offset: start)
            }
            guard take(UInt8(ascii: ":")) else { throw fault("expected ':'") }
            fields.append(JSONObject.Field(key, try value(depth: depth + 1)))
            if take(UInt8(ascii: "}")) { return JSONObject(fields) }
            guard take(UInt8(ascii: ",")) else { throw fault("expected ',' or '}'") }
        }
    }

    private mutating func open(_ depth: Int) throws(JSONFault) {
        if depth >= maximumDepth { throw fault("more than \(maximumDepth) levels deep") }
        position += 1
    }

    private mutating func word(_ word: String, _ value: JSONValue) throws(JSONFault) -> JSONValue {
        guard bytes[position...].starts(with: word.utf8) else { throw fault("no value begins like this") }
        position += word.utf8.count
        return value
    }

    private mutating func number() throws(JSONFault) -> JSONValue {
        let start = position
        var isInteger = true
        if peek == UInt8(ascii: "-") { position += 1 }
        let first = position
        guard digits() > 0 else { throw fault("expected a digit") }
        if bytes[first] == UInt8(ascii: "0"), position > first + 1 {
            throw JSONFault(what: "a number with a leading zero", offset: first)
        }
        if peek == UInt8(ascii: ".") {
            isInteger = false
            position += 1
            guard digits() > 0 else { throw fault("expected a digit") }
        }
        if peek == UInt8(ascii: "e") || peek == UInt8(ascii: "E") {
            isInteger = false
            position += 1
            if peek == UInt8(ascii: "+") || peek == UInt8(ascii: "-") { position += 1 }
            guard digits() > 0 else { throw fault("expected a digit") }
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        if isInteger, text != "-0", let value = Int(text) { return .integer(value) }
        return .number(text)
    }

    /// Passes digits and counts them.
    private mutating func digits() -> Int {
        let start = position
        while let byte = peek, isDigit(byte) { position += 1 }
        return position - start
    }

    private func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func take(_ byte: UInt8) -> Bool {
        skipSpace()
        guard peek == byte else { return false }
        position += 1
        return true
    }

    private mutating func skipSpace() {
        while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    private func fault(_ what: String) -> JSONFault { JSONFault(what: what, offset: position) }
}

/// Strings and their escapes.
extension JSONParser {
    private mutating func string() throws(JSONFault) -> String {
        position += 1
        var start = position
        var text: [UInt8] = []
        while let byte = peek {
            switch byte {
            case UInt8(ascii: "\""):
                text += bytes[start..<position]
                guard let valid = String(validating: text, as: UTF8.self) else {
                    throw fault("the string is not UTF-8")
                }
                position += 1
                return valid
            case UInt8(ascii: "\\"):
                text += bytes[start..<position]
                try escape(into: &text)
                start = position
            case 0..<0x20: throw fault("a control character inside a string")
            default: position += 1
            }
        }
        throw fault("the text ends inside a string")
    }

    private mutating func escape(into text: inout [UInt8]) throws(JSONFault) {
        let start = position
        position += 1
        guard let byte = peek else { throw fault("the text ends inside a string") }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"): text += String(Character(try scalar(start))).utf8
        default: throw JSONFault(what: "an unknown escape", offset: start)
        }
    }

    /// The scalar of a `\u` escape, or of two that form a surrogate pair.
    private mutating func scalar(_ start: Int) throws(JSONFault) -> Unicode.Scalar {
        let high = try codeUnit()
        if let scalar = Unicode.Scalar(high) { return scalar }
        guard high < 0xDC00, peek == UInt8(ascii: "\\"), position + 1 < bytes.count,
            bytes[position + 1] == UInt8(ascii: "u")
        else { throw JSONFault(what: "a lone surrogate", offset: start) }
        position += 2
        let low = try codeUnit()
        guard (0xDC00..<0xE000).contains(low),
            let scalar = Unicode.Scalar(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))
        else { throw JSONFault(what: "a lone surrogate", offset: start) }
        return scalar
    }

    private mutating func codeUnit() throws(JSONFault) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = peek, byte < 0x80, let digit = Character(Unicode.Scalar(byte)).hexDigitValue
            else { throw fault("expected a hexadecimal digit") }
            value = value << 4 | UInt32(digit)
            position += 1
        }
        return value
    }
}
