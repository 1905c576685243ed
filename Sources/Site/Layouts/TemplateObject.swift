import Mustache

/// A set of named values that a layout sees.
///
/// A type of our own, and not a dictionary: swift-mustache finds a conformance on it at once, while a generic
/// type's is looked up at every variable of every page.
struct TemplateObject: MustacheParent, Sendable {
    private let values: [String: any Sendable]

    init(_ values: [String: any Sendable]) {
        self.values = values
    }

    func child(named name: String) -> Any? {
        values[name]
    }
}

/// A text in a layout: escaped where it is printed, and, as a section, with nothing inside it.
struct TemplateText: MustacheParent, MustacheCustomRenderable, Sendable {
    let renderText: String

    init(_ text: String) {
        renderText = text
    }

    var isNull: Bool { false }

    func child(named name: String) -> Any? { nil }
}

extension Optional where Wrapped == String {
    /// The text, or false where there is none: a layout asks with `{{#name}}`.
    var orFalse: any Sendable {
        guard let self, !self.isEmpty else { return false }
        return TemplateText(self)
    }
}

extension Optional where Wrapped == TemplateObject {
    /// The object, or false where there is none.
    var orFalse: any Sendable {
        if let self { self } else { false }
    }
}
