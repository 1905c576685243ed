import Diagnostics

/// Takes a mapping apart, key by key, and notes what is wrong with it on the way.
///
///     let settings = YAMLReader.read(source) { reader in
///         Settings(
///             title: reader.required("title") { $0.string("title") },
///             …)
///     }
///
/// Every key that is asked for counts as known; ``finish(orElse:)`` reports the rest. A value of a wrong
/// type is reported where it stands and read as absent.
public struct YAMLReader {
    /// What was wrong, in the order it was found.
    public private(set) var diagnostics: [Diagnostic] = []
    /// Where the mapping itself stands.
    public let location: SourceLocation
    public let source: SourceText
    private let entries: [YAMLEntry]
    private var known: [String] = []

    /// - Parameter node: a mapping; anything else is reported, except nothing at all, which is empty.
    public init(_ node: YAMLNode?, source: SourceText, firstLine: Int = 1) {
        self.source = source
        location = node?.location ?? SourceLocation(file: source.path, line: firstLine)
        switch node?.content {
        case .mapping(let entries): self.entries = entries
        default:
            entries = []
            if let node, !node.isNull {
                diagnostics.append(
                    source.error("expected 'key: value' lines, found \(node.kind)", at: node.location))
            }
        }
    }

    /// Reads a whole file, and reports keys that `read` did not ask for.
    ///
    /// - Returns: nil and diagnostics when the file is not YAML.
    public static func read<Value>(
        _ source: SourceText, _ read: (inout YAMLReader) -> Value
    ) -> (value: Value?, diagnostics: [Diagnostic]) {
        do {
            var reader = YAMLReader(try YAML.parse(source), source: source)
            let value = read(&reader)
            reader.finish()
            return (value, reader.diagnostics)
        } catch {
            return (nil, error.diagnostics)
        }
    }
}

// MARK: - Values

extension YAMLReader {
    /// All keys of the mapping, in the order of the file.
    public var keys: [Located<String>] { entries.map(\.key) }

    /// The value of a key as it stands; marks the key as known.
    public mutating func node(_ key: String) -> YAMLNode? {
        known.append(key)
        return entries.first { $0.key.value == key }?.value
    }

    /// Where a key stands, for a fault that concerns the whole entry.
    public func keyLocation(_ key: String) -> SourceLocation? {
        entries.first { $0.key.value == key }?.key.location
    }

    /// Text; a number or a date counts as the text it is written as.
    public mutating func string(_ key: String) -> Located<String>? {
        value(key, "text") { $0.text }
    }

    /// The name of a secret that stands elsewhere, `[a-z0-9][a-z0-9-]*`. Anything else may be the secret itself,
    /// and is reported without showing the line.
    public mutating func secretName(_ key: String) -> Located<String>? {
        guard let node = node(key) else { return nil }
        if let text = node.text, isIdentifier(text) { return Located(text, at: node.location) }
        diagnostics.append(
            .error(
                "'\(key)' takes the name of a secret, never the secret itself", at: node.location,
                hint: "write a name such as 'autumn-2026': lower-case letters, digits and '-'"))
        return nil
    }

    /// `true` or `false`.
    public mutating func bool(_ key: String) -> Located<Bool>? {
        value(key, "true or false") { $0.bool }
    }

    /// A whole number.
    public mutating func int(_ key: String) -> Located<Int>? {
        value(key, "a whole number") { $0.int }
    }

    /// A number such as a price: `5`, `12.50`.
    public mutating func decimal(_ key: String) -> Located<DecimalNumber>? {
        value(key, "a number") { node in
            guard case .scalar(let text, isQuoted: false) = node.content else { return nil }
            return DecimalNumber(text)
        }
    }

    /// A date, with or without a time; see ``CalendarDate``.
    public mutating func date(_ key: String) -> Located<CalendarDate>? {
        guard let node = node(key) else { return nil }
        if let text = node.text, let date = CalendarDate(text) { return Located(date, at: node.location) }
        if let text = node.text {
            report(
                "there is no date '\(text)'", at: node.location,
                hint: "write it as 2026-10-01 or 2026-10-01 09:30")
        } else {
            reportType(of: node, expected: "a date")
        }
        return nil
    }

    /// A list of texts; one text alone counts as a list of one.
    public mutating func stringList(_ key: String) -> Located<[Located<String>]>? {
        guard let node = node(key) else { return nil }
        let elements: [YAMLNode]
        switch node.content {
        case .sequence(let nodes): elements = nodes
        case .scalar(_, let isQuoted) where isQuoted || node.kind == "text": elements = [node]
        default:
            reportType(of: node, expected: "a list of text")
            return nil
        }
        var texts: [Located<String>] = []
        for element in elements {
            if let text = element.text {
                texts.append(Located(text, at: element.location))
            } else {
                reportType(of: element, expected: "text")
            }
        }
        return Located(texts, at: node.location)
    }

    /// Text that is one of a few words.
    public mutating func choice<Choice: RawRepresentable & CaseIterable & Sendable>(
        _ key: String, of type: Choice.Type = Choice.self
    ) -> Located<Choice>? where Choice.RawValue == String {
        guard let text = string(key) else { return nil }
        if let choice = Choice(rawValue: text.value) { return Located(choice, at: text.location) }
        let words = Choice.allCases.map(\.rawValue)
        report(
            "'\(key)' cannot be '\(text.value)'", at: text.location,
            hint: suggestion(for: text.value, among: words, from: "it is one of"))
        return nil
    }

    /// A mapping inside; keys that `read` does not ask for are reported.
    public mutating func mapping<Value>(
        _ key: String, _ read: (inout YAMLReader) -> Value
    ) -> Value? {
        guard let node = node(key) else { return nil }
        return nested(node, read)
    }

    /// A list of mappings inside; keys that `read` does not ask for are reported.
    public mutating func mappings<Value>(
        _ key: String, _ read: (inout YAMLReader) -> Value
    ) -> [Value]? {
        guard let node = node(key) else { return nil }
        guard case .sequence(let elements) = node.content else {
            reportType(of: node, expected: "a list")
            return nil
        }
        return elements.compactMap { nested($0, read) }
    }

    /// A list of mappings inside, where a text stands for a mapping that has only the key `short`.
    public mutating func mappings<Value>(
        _ key: String, short: String, _ read: (inout YAMLReader) -> Value
    ) -> [Value]? {
        guard let node = node(key) else { return nil }
        guard case .sequence(let elements) = node.content else {
            reportType(of: node, expected: "a list")
            return nil
        }
        return elements.compactMap { element in
            guard element.text != nil else { return nested(element, read) }
            let entry = YAMLEntry(key: Located(short, at: element.location), value: element)
            return nested(YAMLNode(.mapping([entry]), at: element.location), read)
        }
    }

    private mutating func nested<Value>(_ node: YAMLNode, _ read: (inout YAMLReader) -> Value) -> Value? {
        guard case .mapping = node.content else {
            reportType(of: node, expected: "a mapping")
            return nil
        }
        var reader = YAMLReader(node, source: source)
        let value = read(&reader)
        reader.finish()
        diagnostics += reader.diagnostics
        return value
    }

    private mutating func value<Value>(
        _ key: String, _ expected: String, _ read: (YAMLNode) -> Value?
    ) -> Located<Value>? {
        guard let node = node(key) else { return nil }
        guard let value = read(node) else {
            reportType(of: node, expected: expected)
            return nil
        }
        return Located(value, at: node.location)
    }
}

// MARK: - Faults

extension YAMLReader {
    /// Notes that a key which must be there is not.
    public mutating func requireKey(_ key: String, hint: String? = nil) {
        guard !entries.contains(where: { $0.key.value == key }) else { return }
        report("the key '\(key)' is missing", at: location, hint: hint)
    }

    /// Notes a fault of this file.
    public mutating func report(_ message: String, at location: SourceLocation, hint: String? = nil) {
        diagnostics.append(source.error(message, at: location, hint: hint))
    }

    /// Reports every key that was never asked for. Readers of nested mappings and of
    /// ``read(_:_:)`` do this by themselves.
    ///
    /// - Parameter elsewhere: where a key of one's own may go; takes the place of the list of known keys.
    public mutating func finish(orElse elsewhere: String? = nil) {
        for entry in entries where !known.contains(entry.key.value) {
            let key = entry.key.value
            let hint: String
            if let elsewhere {
                hint = didYouMean(key, among: known).map { "did you mean '\($0)'? \(elsewhere)" } ?? elsewhere
            } else {
                hint = suggestion(for: key, among: known, from: "keys here")
            }
            report("unknown key '\(key)'", at: entry.key.location, hint: hint)
        }
    }

    private mutating func reportType(of node: YAMLNode, expected: String) {
        report(
            "expected \(expected), found \(node.kind)", at: node.location,
            hint: node.isNull ? "give the key a value, or delete the line" : nil)
    }
}
