import Files

extension JSONValue {
    /// An object of the fields that have a value, in this order.
    static func fields(_ pairs: (String, JSONValue?)...) -> JSONValue {
        .object(JSONObject(pairs.compactMap { name, value in value.map { JSONObject.Field(name, $0) } }))
    }
}

extension JSONValue? {
    /// A string, or no value.
    static func optional(_ text: String?) -> JSONValue? {
        text.map { .string($0) }
    }
}
