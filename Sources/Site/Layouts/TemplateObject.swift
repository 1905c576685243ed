/// What a name in a layout stands for.
enum TemplateValue: Sendable {
    /// Not there: prints nothing, and as a section is false.
    case absent
    case flag(Bool)
    /// Printed escaped by `{{name}}`, as it is by `{{{name}}}`.
    case text(String)
    /// HTML, printed as it is either way; UTF-8.
    case markup([UInt8])
    case object(TemplateObject)
    case list([TemplateObject])
    /// Texts under names that may have dots and slashes: files.
    case texts([String: String])
    /// A list of anything, from the author's data.
    case values([TemplateValue])

    /// The text, or absent where there is none.
    static func optional(_ text: String?) -> TemplateValue {
        guard let text, !text.isEmpty else { return .absent }
        return .text(text)
    }

    static func optional(_ object: TemplateObject?) -> TemplateValue {
        object.map { .object($0) } ?? .absent
    }
}

/// A set of named values that a layout sees; the names are those of `TemplateSchema`.
struct TemplateObject: Sendable {
    private let values: [String: TemplateValue]

    init(_ values: [String: TemplateValue]) {
        self.values = values
    }

    subscript(name: String) -> TemplateValue? {
        values[name]
    }
}
