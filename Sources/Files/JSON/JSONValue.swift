/// A JSON value whose objects keep the order of their fields.
///
/// Numbers never pass through binary floating point: they are integers, or the text they stood as.
public enum JSONValue: Sendable, Hashable {
    case null
    case bool(Bool)
    case integer(Int)
    /// A number that is not an `Int`, as JSON text: `1.50`, `-0`, `1e9`.
    case number(String)
    case string(String)
    case array([JSONValue])
    case object(JSONObject)

    /// What it is, as a word for messages.
    public var kind: String {
        switch self {
        case .null: "null"
        case .bool: "a boolean"
        case .integer: "an integer"
        case .number: "a number"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }
}

/// The fields of a JSON object, in order.
public struct JSONObject: Sendable, Hashable {
    public struct Field: Sendable, Hashable {
        public var key: String
        public var value: JSONValue

        public init(_ key: String, _ value: JSONValue) {
            self.key = key
            self.value = value
        }
    }

    public private(set) var fields: [Field]

    public init(_ fields: [Field] = []) {
        self.fields = fields
    }

    /// A map: its keys sorted by their UTF-8 bytes.
    public init(sorted map: [String: JSONValue]) {
        fields = map.sortedByUTF8(\.key).map { Field($0.key, $0.value) }
    }

    /// Appends a field; the key must be new.
    public mutating func append(_ key: String, _ value: JSONValue) {
        fields.append(Field(key, value))
    }

    /// The first field of that name; time grows with the number of fields.
    public subscript(key: String) -> JSONValue? {
        fields.first { $0.key == key }?.value
    }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    /// The fields in the order written.
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        fields = elements.map { Field($0.0, $0.1) }
    }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral,
    ExpressibleByNilLiteral
{
    public init(stringLiteral value: String) { self = .string(value) }
    public init(integerLiteral value: Int) { self = .integer(value) }
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(JSONObject(elements.map { JSONObject.Field($0.0, $0.1) }))
    }
    public init(nilLiteral: ()) { self = .null }
}
