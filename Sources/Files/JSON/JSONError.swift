/// Why bytes are not the JSON that was expected.
public enum JSONError: Error, Sendable, Hashable {
    /// The text is not JSON: what is wrong, on which 1-based line, at which 1-based column in bytes.
    case syntax(String, line: Int, column: Int)
    /// A field that must be there is not.
    case missing(key: String)
    /// A field is of another kind.
    case wrongKind(key: String, expected: String, found: String)
}

extension JSONError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .syntax(let what, let line, let column): "\(what) (line \(line), column \(column))"
        case .missing(let key): "the field '\(key)' is missing"
        case .wrongKind(let key, let expected, let found):
            "the field '\(key)' is \(found) where \(expected) is expected"
        }
    }
}

/// Fields by name and kind, for formats of our own.
extension JSONObject {
    public func string(_ key: String) throws(JSONError) -> String {
        let value = try required(key)
        guard case .string(let text) = value else { throw wrong(key, "a string", value) }
        return text
    }

    public func integer(_ key: String) throws(JSONError) -> Int {
        let value = try required(key)
        guard case .integer(let number) = value else { throw wrong(key, "an integer", value) }
        return number
    }

    public func bool(_ key: String) throws(JSONError) -> Bool {
        let value = try required(key)
        guard case .bool(let flag) = value else { throw wrong(key, "a boolean", value) }
        return flag
    }

    public func array(_ key: String) throws(JSONError) -> [JSONValue] {
        let value = try required(key)
        guard case .array(let elements) = value else { throw wrong(key, "an array", value) }
        return elements
    }

    public func object(_ key: String) throws(JSONError) -> JSONObject {
        let value = try required(key)
        guard case .object(let object) = value else { throw wrong(key, "an object", value) }
        return object
    }

    private func required(_ key: String) throws(JSONError) -> JSONValue {
        guard let value = self[key] else { throw .missing(key: key) }
        return value
    }

    private func wrong(_ key: String, _ expected: String, _ found: JSONValue) -> JSONError {
        .wrongKind(key: key, expected: expected, found: found.kind)
    }
}
