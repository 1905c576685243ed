/// A key that a reader asks for, as the reference has it.
///
/// It is taken down while the very code that reads a file runs on an empty one, see ``YAMLReader/outline(_:)``: what is
/// not described cannot be asked for, and what nobody asks for is in no reference.
public struct KeyOutline: Sendable, Hashable {
    /// What stands in the key's place.
    public enum Shape: Sendable, Hashable {
        /// One value, or a list of such values.
        case value
        /// A mapping with keys of its own.
        case mapping([KeyOutline])
        /// A list of mappings. Where `short` is a key, a text alone stands for a mapping with only that one.
        case list([KeyOutline], short: String?)
    }

    public var name: String
    public var shape: Shape
    /// What may be written, in words: `a whole number, 1 to 366`.
    public var value: String
    /// What holds where the key is absent, in words; nil where that is nothing.
    public var standard: String?
    public var isRequired = false
    /// A sentence in Markdown.
    public var meaning: String

    public init(name: String, shape: Shape, value: String, standard: String? = nil, meaning: String) {
        self.name = name
        self.shape = shape
        self.value = value
        self.standard = standard
        self.meaning = meaning
    }
}

extension YAMLReader {
    /// Every key that `read` asks for, in its order. `read` finds nothing under any of them.
    public static func outline<Value>(_ read: (inout YAMLReader) -> Value) -> [KeyOutline] {
        var reader = YAMLReader(outlining: .empty)
        _ = read(&reader)
        return (reader.outline ?? []).map { key in
            var key = key
            key.isRequired = reader.required.contains(key.name)
            return key
        }
    }
}
