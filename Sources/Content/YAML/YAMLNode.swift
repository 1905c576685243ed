import Diagnostics

/// A piece of YAML and where it stands.
///
/// Scalars are kept as text: what they mean is the reader's to say, who knows what type the key has.
/// So `title: 1984` is the text "1984", and no country turns into `false`.
public struct YAMLNode: Sendable, Hashable {
    public enum Content: Sendable, Hashable {
        /// Text; `isQuoted` when it stands in quotes or in a block (`|`, `>`), and so is never a number.
        case scalar(String, isQuoted: Bool)
        case sequence([YAMLNode])
        /// In the order of the file; keys are unique.
        case mapping([YAMLEntry])
    }

    public var content: Content
    public var location: SourceLocation

    public init(_ content: Content, at location: SourceLocation) {
        self.content = content
        self.location = location
    }
}

/// One `key: value`.
public struct YAMLEntry: Sendable, Hashable {
    public var key: Located<String>
    public var value: YAMLNode

    public init(key: Located<String>, value: YAMLNode) {
        self.key = key
        self.value = value
    }
}

extension YAMLNode {
    /// The value of a key, when the node is a mapping that has it.
    public subscript(key: String) -> YAMLNode? {
        guard case .mapping(let entries) = content else { return nil }
        return entries.first { $0.key.value == key }?.value
    }

    /// Whether the node stands for "nothing": an empty value, `~` or `null`.
    public var isNull: Bool {
        guard case .scalar(let text, isQuoted: false) = content else { return false }
        return ["", "~", "null", "Null", "NULL"].contains(text)
    }

    /// The text of a scalar that is not null.
    public var text: String? {
        guard case .scalar(let text, _) = content, !isNull else { return nil }
        return text
    }

    /// `true` or `false`, not quoted.
    public var bool: Bool? {
        guard case .scalar(let text, isQuoted: false) = content else { return nil }
        switch text {
        case "true", "True", "TRUE": return true
        case "false", "False", "FALSE": return false
        default: return nil
        }
    }

    /// A whole number in decimal digits, not quoted.
    public var int: Int? {
        guard case .scalar(let text, isQuoted: false) = content, let first = text.utf8.first,
            first.isDigit || first == UInt8(ascii: "-") || first == UInt8(ascii: "+")
        else { return nil }
        return Int(text)
    }

    /// What the node is, as a diagnostic says it: "a number", "a list".
    public var kind: String {
        switch content {
        case .sequence: "a list"
        case .mapping: "a mapping"
        case .scalar(_, isQuoted: true): "text"
        case .scalar(let text, isQuoted: false):
            if isNull {
                "nothing"
            } else if bool != nil {
                "true or false"
            } else if DecimalNumber(text) != nil {
                "a number"
            } else if CalendarDate(text) != nil {
                "a date"
            } else {
                "text"
            }
        }
    }
}
